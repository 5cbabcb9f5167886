/** Distinct points of the plane, numbered in the order in which they first came. */
export interface PointTable<Coordinates extends Int32Array | Float64Array> {
  /** The number of a point; a new one where no equal point came before. */
  numberOf(x: number, y: number): number;
  /** The number of a point that came before; -1 where it never came. */
  find(x: number, y: number): number;
  readonly count: number;
  /** x, y, x, y ... by number; longer than twice the count. Do not keep it over a call of `numberOf`. */
  readonly coordinates: Coordinates;
}

/** What the coordinates of a table are: how they are held, and how a point is scattered over its slots. */
export interface PointKind<Coordinates extends Int32Array | Float64Array> {
  readonly allocate: (length: number) => Coordinates;
  /** Any 32 bits; the same for points that are equal. */
  readonly hash: (x: number, y: number) => number;
}

/** Points of a plane of whole numbers, 32 bits each: 8 bytes a point. */
export const wholeNumbers: PointKind<Int32Array> = {
  allocate: (length) => new Int32Array(length),
  hash(x, y) {
    let hash = Math.imul(x, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ y, 0x85ebca6b);
    return hash ^ (hash >>> 13);
  },
};

const pair = new Float64Array(2);
const words = new Int32Array(pair.buffer);

/** Points of any doubles, equal to the last bit: 16 bytes a point. */
export const doubles: PointKind<Float64Array> = {
  allocate: (length) => new Float64Array(length),
  hash(x, y) {
    // Plus zero, so that -0 and 0 are one point.
    pair[0] = x + 0;
    pair[1] = y + 0;
    let hash = 0;
    for (const word of words) {
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  },
};

/**
 * A hash table with open addressing in typed arrays: besides the points 8 to 16 bytes each for its slots. A Map with text
 * keys takes ten to twenty times as much, and the nation's LSOAs have millions of corners.
 *
 * @example createPointTable(wholeNumbers).numberOf(3, 4) // 0
 */
export function createPointTable<Coordinates extends Int32Array | Float64Array>({
  allocate,
  hash,
}: PointKind<Coordinates>): PointTable<Coordinates> {
  let coordinates = allocate(2 ** 12);
  /** Number of the point plus one; 0 is a free slot. At most half are taken. */
  let slots = new Int32Array(2 ** 12);
  let count = 0;

  const slotOf = (x: number, y: number): number => {
    const mask = slots.length - 1;
    let slot = hash(x, y) & mask;
    for (;;) {
      const taken = slots[slot] ?? 0;
      if (taken === 0) return slot;
      if (coordinates[2 * taken - 2] === x && coordinates[2 * taken - 1] === y) return slot;
      slot = (slot + 1) & mask;
    }
  };

  const grow = (): void => {
    const larger = allocate(coordinates.length * 2);
    larger.set(coordinates);
    coordinates = larger;
    slots = new Int32Array(slots.length * 2);
    for (let point = 0; point < count; point++) {
      slots[slotOf(coordinates[2 * point] ?? 0, coordinates[2 * point + 1] ?? 0)] = point + 1;
    }
  };

  return {
    numberOf(x, y) {
      const slot = slotOf(x, y);
      const taken = slots[slot] ?? 0;
      if (taken !== 0) return taken - 1;
      coordinates[2 * count] = x;
      coordinates[2 * count + 1] = y;
      count += 1;
      slots[slot] = count;
      if (2 * count === coordinates.length) grow();
      return count - 1;
    },
    find(x, y) {
      return (slots[slotOf(x, y)] ?? 0) - 1;
    },
    get count() {
      return count;
    },
    get coordinates() {
      return coordinates;
    },
  };
}

/** Distinct points of a plane of whole numbers, numbered in the order in which they first came. */
export interface PointTable {
  /** The number of a point; a new one where no such point came before. Both must be 32-bit integers. */
  numberOf(x: number, y: number): number;
  readonly count: number;
  /** x, y, x, y ... by number; longer than twice the count. Do not keep it over a call of `numberOf`. */
  readonly coordinates: Int32Array;
}

/**
 * A hash table with open addressing in typed arrays: 8 bytes for the point and 8 to 16 for its slots. A Map with text
 * keys takes twenty times as much, and the nation's LSOAs have a million corners.
 */
export function createPointTable(): PointTable {
  let coordinates = new Int32Array(2 ** 12);
  /** Number of the point plus one; 0 is a free slot. At most half are taken. */
  let slots = new Int32Array(2 ** 12);
  let count = 0;

  const slotOf = (x: number, y: number): number => {
    let hash = Math.imul(x, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ y, 0x85ebca6b);
    hash ^= hash >>> 13;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const taken = slots[slot] ?? 0;
      if (taken === 0) return slot;
      if (coordinates[2 * taken - 2] === x && coordinates[2 * taken - 1] === y) return slot;
      slot = (slot + 1) & mask;
    }
  };

  const grow = (): void => {
    const larger = new Int32Array(coordinates.length * 2);
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
    get count() {
      return count;
    },
    get coordinates() {
      return coordinates;
    },
  };
}

/** Points in two or three dimensions that can be asked for what is near them. */
export interface PointTree {
  /** The points at most this far from point `at`, itself among them, in no order. */
  within(at: number, radius: number): number[];
  /**
   * The k points nearest to point `at`, without itself, nearest first. Distances that differ by less than one part in
   * 10^12 count as equal, and of equals the lowest number comes first: corners of a regular grid are ties whatever
   * the rounding of their coordinates.
   */
  nearest(at: number, k: number): number[];
  distance(one: number, other: number): number;
}

/** Distances closer to each other than this part of them are ties. */
export const distanceTie = 1e-12;

const leafSize = 16;

/**
 * A k-d tree over typed arrays. Not flatbush: great-circle distances are asked of points on the unit sphere, and those
 * have three coordinates.
 *
 * Shape: coordinates of the points one after another, `dimensions` numbers each, all finite.
 */
export function createPointTree(coordinates: Float64Array, dimensions: 2 | 3): PointTree {
  const count = coordinates.length / dimensions;
  const order = Int32Array.from({ length: count }, (_, at) => at);
  const coordinate = (point: number, axis: number): number => coordinates[point * dimensions + axis] ?? 0;
  arrange(order, coordinate, dimensions);

  const distance = (one: number, other: number): number => {
    let sum = 0;
    for (let axis = 0; axis < dimensions; axis += 1) {
      sum += (coordinate(one, axis) - coordinate(other, axis)) ** 2;
    }
    return Math.sqrt(sum);
  };

  /** Calls `visit` with every point that may be within `reach()`, which may shrink on the way. */
  const search = (at: number, reach: () => number, visit: (point: number, far: number) => void): void => {
    const stack: [number, number, number, number][] = [[0, count, 0, 0]];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const [from, to, axis, gap] = next;
      if (gap > reach()) continue;
      if (to - from <= leafSize) {
        for (let place = from; place < to; place += 1) {
          const point = order[place] ?? 0;
          visit(point, distance(at, point));
        }
        continue;
      }
      const middle = (from + to) >> 1;
      const parting = order[middle] ?? 0;
      visit(parting, distance(at, parting));
      const offset = coordinate(at, axis) - coordinate(parting, axis);
      const nextAxis = (axis + 1) % dimensions;
      const below: [number, number, number, number] = [from, middle, nextAxis, Math.max(gap, offset)];
      const above: [number, number, number, number] = [middle + 1, to, nextAxis, Math.max(gap, -offset)];
      // The nearer half is looked at first: it is popped first.
      stack.push(...(offset < 0 ? [above, below] : [below, above]));
    }
  };

  return {
    distance,
    within(at, radius) {
      const found: number[] = [];
      search(
        at,
        () => radius,
        (point, far) => {
          if (far <= radius) found.push(point);
        },
      );
      return found;
    },
    nearest(at, k) {
      const worst = farthestOfNearest(k, (visit, reach) => {
        search(at, reach, (point, far) => {
          if (point !== at) visit(far);
        });
      });
      const limit = worst * (1 + distanceTie);
      const near: Candidate[] = [];
      search(
        at,
        () => limit,
        (point, far) => {
          if (point !== at && far <= limit) near.push({ point, far });
        },
      );
      return inOrder(near).slice(0, k);
    },
  };
}

interface Candidate {
  readonly point: number;
  readonly far: number;
}

/** The distance of the k-th nearest: Infinity where there are fewer points. */
function farthestOfNearest(
  k: number,
  search: (visit: (far: number) => void, reach: () => number) => void,
): number {
  const best: number[] = [];
  const reach = (): number => (best.length < k ? Infinity : (best[k - 1] ?? Infinity));
  search((far) => {
    if (far >= reach()) return;
    let place = best.length;
    while (place > 0 && (best[place - 1] ?? 0) > far) place -= 1;
    best.splice(place, 0, far);
    if (best.length > k) best.pop();
  }, reach);
  return reach();
}

/** By distance, and by number within runs of equal distances. */
function inOrder(candidates: readonly Candidate[]): number[] {
  const sorted = [...candidates].sort((one, other) => one.far - other.far || one.point - other.point);
  const points: number[] = [];
  for (let from = 0; from < sorted.length;) {
    const limit = (sorted[from]?.far ?? 0) * (1 + distanceTie);
    let to = from;
    while (to < sorted.length && (sorted[to]?.far ?? Infinity) <= limit) to += 1;
    const ties = sorted.slice(from, to).map(({ point }) => point);
    points.push(...ties.sort((one, other) => one - other));
    from = to;
  }
  return points;
}

/** Puts the points in the order of the tree: the point in the middle of every stretch parts the others along its axis. */
function arrange(
  order: Int32Array,
  coordinate: (point: number, axis: number) => number,
  dimensions: number,
): void {
  const stack: [number, number, number][] = [[0, order.length, 0]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [from, to, axis] = next;
    if (to - from <= leafSize) continue;
    const middle = (from + to) >> 1;
    select(order.subarray(from, to), middle - from, (point) => coordinate(point, axis));
    const nextAxis = (axis + 1) % dimensions;
    stack.push([from, middle, nextAxis], [middle + 1, to, nextAxis]);
  }
}

/** Hoare's quickselect: afterwards nothing before `place` is greater, nothing after it smaller. */
function select(order: Int32Array, place: number, valueOf: (point: number) => number): void {
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const pivot = valueOf(order[(low + high) >> 1] ?? 0);
    let left = low;
    let right = high;
    while (left <= right) {
      while (valueOf(order[left] ?? 0) < pivot) left += 1;
      while (valueOf(order[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const swapped = order[left] ?? 0;
      order[left] = order[right] ?? 0;
      order[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else return;
  }
}

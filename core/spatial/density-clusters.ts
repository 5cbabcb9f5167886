import { AppError } from '../errors.ts';
import { checkGridPositions } from './check-grid-positions.ts';
import { createDisjointSets, type DisjointSets } from './disjoint-sets.ts';
import { createPointCells, type PointCells } from './point-cells.ts';

/** What makes a place dense: so much within so many metres of a point, the point itself counted. */
export type DensityRule =
  | { readonly epsMetres: number; readonly minimumPoints: number }
  | {
      readonly epsMetres: number;
      /** By point: how much it counts, zero or more, such as the chance that it is unserved. */
      readonly weights: Float64Array;
      readonly minimumWeight: number;
    };

export interface DensityClusters {
  /** By point: the number of its cluster, from 0; -1 for a point of none. */
  readonly labels: Int32Array;
  /** By point: 1 where the place is dense around the point itself. Others with a label stand at the edge of a cluster. */
  readonly isCore: Uint8Array;
  readonly clusterCount: number;
}

/**
 * Density-based spatial clustering of applications with noise (DBSCAN): places where points lie close together, of any
 * shape and number, and the points that belong to none.
 *
 * A point is a core point where it and the points at most `epsMetres` away are at least `minimumPoints` (or weigh at least
 * `minimumWeight`). Core points at most `epsMetres` apart are in one cluster. Other points at most `epsMetres` from a core
 * point stand at the border of a cluster; the rest are in none.
 *
 * The answer does not depend on the order of the points, where the published method leaves it to chance: a border point
 * goes to the cluster of its nearest core point (of equally near ones the southernmost, then the westernmost), and clusters
 * are numbered by their southernmost, then westernmost core point. ST_ClusterDBSCAN of PostGIS has the same core points and
 * joins the same ones, to the last bit of a distance; it gives a border point to the first cluster that reaches it and
 * numbers clusters as they come. Releases of it that give up where there are no more points than the minimum find no
 * cluster there; we do.
 *
 * How: points are sorted into cells with a diagonal of `epsMetres`, so that a cell with enough points needs no distance at
 * all, and a cell is linked with another by one pair of points. A million points took 1.7 s where ST_ClusterDBSCAN took 7.9
 * (`tests/bench/density-clusters.bench.ts`).
 *
 * Shape: eastings and northings of one length. Units: metres of a grid; weights count to the millionth, so that their sums
 * are exact. Missing: none may be; leave out premises without a position.
 * @throws AppError invalid-request for a position or weight that is no usable number (details: row, value), for lengths that
 *   differ, and for `epsMetres` or a minimum out of bounds (details: field, value).
 * Source: M. Ester, H.-P. Kriegel, J. Sander, X. Xu (1996), A density-based algorithm for discovering clusters in large
 *   spatial databases with noise, KDD-96; cells: A. Gunawan (2013), A faster algorithm for DBSCAN, TU Eindhoven.
 * @example
 * densityClusters(Float64Array.of(0, 100, 900), Float64Array.of(0, 0, 0), { epsMetres: 200, minimumPoints: 2 }).labels
 * // Int32Array [0, 0, -1]
 */
export function densityClusters(
  eastings: Float64Array,
  northings: Float64Array,
  rule: DensityRule,
): DensityClusters {
  checkGridPositions(eastings, northings);
  const { units, minimum } = unitsOf(rule, eastings.length);
  const cells = createPointCells(eastings, northings, rule.epsMetres);
  const field: Field = { cells, limit: largestSquare(rule.epsMetres), ...cellFacts(cells, units) };
  const isCore = findCorePoints(field, minimum);
  const sets = createDisjointSets(eastings.length);
  linkCorePoints(field, isCore, sets);
  const numbers = numberClusters(cells, isCore, sets);
  joinBorderPoints(field, isCore, numbers.labels);
  return inInputOrder(cells, isCore, numbers);
}

/** All arrays by place in the order of the cells, or by cell. */
interface Field {
  readonly cells: PointCells;
  /** The largest squared distance within reach. */
  readonly limit: number;
  /** What each point counts, in whole units; sums are exact. */
  readonly units: Float64Array;
  readonly unitsOfCell: Float64Array;
}

/** Weights are counted in millionths. */
const unitsPerWeight = 1e6;

function unitsOf(rule: DensityRule, pointCount: number): { units: Float64Array; minimum: number } {
  const { epsMetres } = rule;
  if (!Number.isFinite(epsMetres) || epsMetres <= 0) {
    throw refused('epsMetres', epsMetres, 'must be a number of metres above 0');
  }
  if ('minimumPoints' in rule) {
    const minimum = rule.minimumPoints;
    if (!Number.isInteger(minimum) || minimum < 1) {
      throw refused('minimumPoints', minimum, 'must be a whole number from 1');
    }
    return { units: new Float64Array(pointCount).fill(1), minimum };
  }
  const { weights, minimumWeight } = rule;
  if (weights.length !== pointCount) {
    throw refused('weights', weights.length, `must be as many as the points, ${pointCount}`);
  }
  if (!Number.isFinite(minimumWeight) || minimumWeight < 1 / unitsPerWeight) {
    throw refused('minimumWeight', minimumWeight, 'must be a number from 0.000001');
  }
  const units = weights.map((weight) => Math.round(weight * unitsPerWeight));
  checkUnits(units, weights);
  return { units, minimum: Math.round(minimumWeight * unitsPerWeight) };
}

function checkUnits(units: Float64Array, weights: Float64Array): void {
  let total = 0;
  for (let row = 0; row < units.length; row += 1) {
    const unit = units[row] ?? NaN;
    total += unit;
    if (unit >= 0 && total <= Number.MAX_SAFE_INTEGER) continue;
    const value = weights[row] ?? NaN;
    const reason = unit >= 0 ? 'all weights together come to more than 9,000,000,000' : 'it is no weight';
    throw new AppError('invalid-request', `Point ${row + 1} cannot have the weight ${value}: ${reason}.`, {
      details: { field: 'weights', row, value: String(value), reason },
    });
  }
}

function refused(field: string, value: number, reason: string): AppError {
  return new AppError('invalid-request', `Clusters cannot be made: ${field} ${reason}, not ${value}.`, {
    details: { field, value: String(value), reason },
  });
}

/** The largest double whose root is at most `reach`: comparing squares then says the same as comparing distances. */
function largestSquare(reach: number): number {
  const square = Float64Array.of(reach * reach);
  const bits = new BigInt64Array(square.buffer);
  const root = (): number => Math.sqrt(square[0] ?? NaN);
  while (root() <= reach) bits[0] = (bits[0] ?? 0n) + 1n;
  while (root() > reach) bits[0] = (bits[0] ?? 0n) - 1n;
  return square[0] ?? NaN;
}

function cellFacts(
  { rows, starts, cellCount }: PointCells,
  unitsByRow: Float64Array,
): Pick<Field, 'units' | 'unitsOfCell'> {
  const units = new Float64Array(rows.length);
  const unitsOfCell = new Float64Array(cellCount);
  for (let cell = 0; cell < cellCount; cell += 1) {
    let sum = 0;
    for (let place = starts[cell] ?? 0; place < (starts[cell + 1] ?? 0); place += 1) {
      const unit = unitsByRow[rows[place] ?? 0] ?? 0;
      units[place] = unit;
      sum += unit;
    }
    unitsOfCell[cell] = sum;
  }
  return { units, unitsOfCell };
}

/** The squared distance from a place to the nearest point that may be in a cell; rounding never makes it too large. */
function nearestSquare(boxes: Float64Array, cell: number, x: number, y: number): number {
  const toWest = (boxes[4 * cell] ?? 0) - x;
  const toSouth = (boxes[4 * cell + 1] ?? 0) - y;
  const fromEast = x - (boxes[4 * cell + 2] ?? 0);
  const fromNorth = y - (boxes[4 * cell + 3] ?? 0);
  const across = toWest > 0 ? toWest : fromEast > 0 ? fromEast : 0;
  const up = toSouth > 0 ? toSouth : fromNorth > 0 ? fromNorth : 0;
  return across * across + up * up;
}

/** The squared distance from a place to the farthest point that may be in a cell. */
function farthestSquare(boxes: Float64Array, cell: number, x: number, y: number): number {
  const across = Math.max(x - (boxes[4 * cell] ?? 0), (boxes[4 * cell + 2] ?? 0) - x);
  const up = Math.max(y - (boxes[4 * cell + 1] ?? 0), (boxes[4 * cell + 3] ?? 0) - y);
  return across * across + up * up;
}

/** Whether all points of a cell are within reach of each other: always, unless the points are spread too far. */
function isTight({ cells: { boxes }, limit }: Field, cell: number): boolean {
  return farthestSquare(boxes, cell, boxes[4 * cell] ?? 0, boxes[4 * cell + 1] ?? 0) <= limit;
}

/** Up to so many points of a cell are measured sooner than their box. */
const fewPoints = 3;

function findCorePoints(field: Field, minimum: number): Uint8Array {
  const { cells, limit, units, unitsOfCell } = field;
  const { x, y, starts, boxes } = cells;
  const isCore = new Uint8Array(x.length);
  const isEnough = (place: number, near: Int32Array, count: number): boolean => {
    const ownX = x[place] ?? 0;
    const ownY = y[place] ?? 0;
    let sum = 0;
    for (let at = 0; at < count && sum < minimum; at += 1) {
      const cell = near[at] ?? 0;
      const start = starts[cell] ?? 0;
      const end = starts[cell + 1] ?? 0;
      if (end - start > fewPoints) {
        if (nearestSquare(boxes, cell, ownX, ownY) > limit) continue;
        if (farthestSquare(boxes, cell, ownX, ownY) <= limit) {
          sum += unitsOfCell[cell] ?? 0;
          continue;
        }
      }
      for (let other = start; other < end; other += 1) {
        const across = (x[other] ?? 0) - ownX;
        const up = (y[other] ?? 0) - ownY;
        if (across * across + up * up <= limit) sum += units[other] ?? 0;
      }
    }
    return sum >= minimum;
  };
  cells.sweep((cell, near, count) => {
    const from = starts[cell] ?? 0;
    const to = starts[cell + 1] ?? 0;
    if ((unitsOfCell[cell] ?? 0) >= minimum && isTight(field, cell)) {
      isCore.fill(1, from, to);
      return;
    }
    for (let place = from; place < to; place += 1) isCore[place] = isEnough(place, near, count) ? 1 : 0;
  });
  return isCore;
}

/** Joins core points that are within reach of each other, cell by cell and each pair of cells once. */
function linkCorePoints(field: Field, isCore: Uint8Array, sets: DisjointSets): void {
  const { cells, limit } = field;
  const { x, y, starts, boxes, cellCount } = cells;
  const firstCore = new Int32Array(cellCount).fill(-1);
  const tight = new Uint8Array(cellCount);
  for (let cell = 0; cell < cellCount; cell += 1) {
    tight[cell] = isTight(field, cell) ? 1 : 0;
    for (let place = starts[cell] ?? 0; place < (starts[cell + 1] ?? 0); place += 1) {
      if (isCore[place] !== 1) continue;
      if (firstCore[cell] === -1) firstCore[cell] = place;
      else if (tight[cell] === 1) sets.join(firstCore[cell] ?? 0, place);
    }
  }
  const linkCells = (cell: number, other: number, isOneLinkEnough: boolean): void => {
    for (let place = starts[cell] ?? 0; place < (starts[cell + 1] ?? 0); place += 1) {
      const ownX = x[place] ?? 0;
      const ownY = y[place] ?? 0;
      if (isCore[place] !== 1 || nearestSquare(boxes, other, ownX, ownY) > limit) continue;
      const end = starts[other + 1] ?? 0;
      for (let far = starts[other] ?? 0; far < end; far += 1) {
        const across = (x[far] ?? 0) - ownX;
        const up = (y[far] ?? 0) - ownY;
        if (across * across + up * up > limit || isCore[far] !== 1) continue;
        sets.join(place, far);
        if (isOneLinkEnough) return;
      }
    }
  };
  cells.sweep((cell, near, count) => {
    const first = firstCore[cell] ?? -1;
    if (first === -1) return;
    for (let at = 0; at < count; at += 1) {
      const other = near[at] ?? 0;
      const otherFirst = firstCore[other] ?? -1;
      if (other < cell || otherFirst === -1) continue;
      const areTight = tight[cell] === 1 && tight[other] === 1;
      if (areTight && sets.find(first) === sets.find(otherFirst)) continue;
      linkCells(cell, other, areTight);
    }
  });
}

interface Numbers {
  /** By place: the cluster of each core point; -1 for others. */
  readonly labels: Int32Array;
  readonly clusterCount: number;
}

/** Numbers the sets by their southernmost, then westernmost core point. */
function numberClusters({ x, y }: PointCells, isCore: Uint8Array, sets: DisjointSets): Numbers {
  const isSouthWest = southWestFirst(x, y);
  const lowest = new Int32Array(x.length).fill(-1);
  const roots: number[] = [];
  for (let place = 0; place < x.length; place += 1) {
    if (isCore[place] !== 1) continue;
    const root = sets.find(place);
    const before = lowest[root] ?? -1;
    if (before === -1) roots.push(root);
    if (before === -1 || isSouthWest(place, before)) lowest[root] = place;
  }
  // No two clusters share a core point, so there are no ties.
  roots.sort((one, other) => (isSouthWest(lowest[one] ?? 0, lowest[other] ?? 0) ? -1 : 1));
  const numberOfRoot = new Int32Array(x.length);
  roots.forEach((root, number) => {
    numberOfRoot[root] = number;
  });
  const labels = new Int32Array(x.length).fill(-1);
  for (let place = 0; place < x.length; place += 1) {
    if (isCore[place] === 1) labels[place] = numberOfRoot[sets.find(place)] ?? -1;
  }
  return { labels, clusterCount: roots.length };
}

function southWestFirst(x: Float64Array, y: Float64Array): (one: number, other: number) => boolean {
  return (one, other) => {
    const ownY = y[one] ?? 0;
    const otherY = y[other] ?? 0;
    return ownY < otherY || (ownY === otherY && (x[one] ?? 0) < (x[other] ?? 0));
  };
}

/** Gives each point that is no core point the label of its nearest core point within reach. */
function joinBorderPoints({ cells, limit }: Field, isCore: Uint8Array, labels: Int32Array): void {
  const { x, y, starts, boxes } = cells;
  const isSouthWest = southWestFirst(x, y);
  const nearestCore = (place: number, near: Int32Array, count: number): number => {
    const ownX = x[place] ?? 0;
    const ownY = y[place] ?? 0;
    let found = -1;
    let best = limit;
    for (let at = 0; at < count; at += 1) {
      const cell = near[at] ?? 0;
      if (nearestSquare(boxes, cell, ownX, ownY) > best) continue;
      const end = starts[cell + 1] ?? 0;
      for (let other = starts[cell] ?? 0; other < end; other += 1) {
        if (isCore[other] !== 1) continue;
        const across = (x[other] ?? 0) - ownX;
        const up = (y[other] ?? 0) - ownY;
        const square = across * across + up * up;
        if (square > best || (square === best && found !== -1 && !isSouthWest(other, found))) continue;
        best = square;
        found = other;
      }
    }
    return found;
  };
  cells.sweep((cell, near, count) => {
    for (let place = starts[cell] ?? 0; place < (starts[cell + 1] ?? 0); place += 1) {
      if (isCore[place] === 1) continue;
      const core = nearestCore(place, near, count);
      if (core !== -1) labels[place] = labels[core] ?? -1;
    }
  });
}

function inInputOrder(
  { rows }: PointCells,
  coreByPlace: Uint8Array,
  { labels: labelByPlace, clusterCount }: Numbers,
): DensityClusters {
  const labels = new Int32Array(rows.length);
  const isCore = new Uint8Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    labels[row] = labelByPlace[place] ?? -1;
    isCore[row] = coreByPlace[place] ?? 0;
  }
  return { labels, isCore, clusterCount };
}

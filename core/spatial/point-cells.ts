import { argsort } from '../index/argsort.ts';

/** Points of a plane in the order of the cells of a grid, so that the points near a cell lie in a few stretches. */
export interface PointCells {
  /** By place in that order: which point of the input it is, and where it lies. */
  readonly rows: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly cellCount: number;
  /** By cell: the place of its first point; one more at the end. Cells without a point are left out. */
  readonly starts: Uint32Array;
  /** By cell: the lowest x and y and the highest x and y of its points. */
  readonly boxes: Float64Array;
  /**
   * Calls `visit` with each cell in turn and the cells that may hold points within reach of it, itself among them:
   * the first `count` numbers of `near`, which is used again for the next cell.
   */
  sweep(visit: (cell: number, near: Int32Array, count: number) => void): void;
}

/** A grid of more cells a side would have numbers that doubles do not tell apart. */
const mostCellsASide = 2 ** 25;

/**
 * Sorts points into square cells with a diagonal of `reach`: points of one cell are within reach of each other, and all
 * that is within reach of a point lies in its cell or in the two rings of cells around it.
 *
 * Cells with points are kept as sorted numbers in typed arrays: 36 bytes a point, no object for each. As cells are visited in
 * order, the five rows of cells around one are found by five fingers that only move forward.
 *
 * Where the points are spread over more than 2^25 reaches the cells are larger, and their points need not be within reach.
 *
 * Shape: coordinates in the unit of `reach`, finite and below 10^9 in size; `reach` above 0.
 */
export function createPointCells(eastings: Float64Array, northings: Float64Array, reach: number): PointCells {
  const pointCount = eastings.length;
  const { keys, stride } = cellKeys(eastings, northings, reach);
  const all = new Uint32Array(pointCount);
  for (let row = 0; row < pointCount; row += 1) all[row] = row;
  const rows = argsort(keys, all);
  const x = new Float64Array(pointCount);
  const y = new Float64Array(pointCount);
  const starts = new Uint32Array(pointCount + 1);
  const keyOfCell = new Float64Array(pointCount);
  let cellCount = 0;
  for (let place = 0; place < pointCount; place += 1) {
    const row = rows[place] ?? 0;
    x[place] = eastings[row] ?? NaN;
    y[place] = northings[row] ?? NaN;
    const key = keys[row] ?? NaN;
    if (cellCount > 0 && keyOfCell[cellCount - 1] === key) continue;
    keyOfCell[cellCount] = key;
    starts[cellCount] = place;
    cellCount += 1;
  }
  starts[cellCount] = pointCount;
  return {
    rows,
    x,
    y,
    cellCount,
    starts: starts.subarray(0, cellCount + 1),
    boxes: boxesOf(x, y, starts.subarray(0, cellCount + 1)),
    sweep: (visit) => {
      sweepCells(keyOfCell.subarray(0, cellCount), stride, visit);
    },
  };
}

/** The number of the cell of each point: by row of cells, then by column, with a gap of four columns between rows. */
function cellKeys(
  eastings: Float64Array,
  northings: Float64Array,
  reach: number,
): { keys: Float64Array; stride: number } {
  const [west, east] = extent(eastings);
  const [south, north] = extent(northings);
  // A hair less than the side whose diagonal is `reach`, so that rounding does not put two points too far apart.
  const side = Math.max(
    reach * Math.SQRT1_2 * (1 - 1e-9),
    Math.max(east - west, north - south) / mostCellsASide,
    Number.MIN_VALUE,
  );
  const stride = Math.floor((east - west) / side) + 5;
  const keys = new Float64Array(eastings.length);
  for (let row = 0; row < keys.length; row += 1) {
    const column = Math.floor(((eastings[row] ?? NaN) - west) / side);
    keys[row] = Math.floor(((northings[row] ?? NaN) - south) / side) * stride + column;
  }
  return { keys, stride };
}

function extent(values: Float64Array): [lowest: number, highest: number] {
  let lowest = values[0] ?? 0;
  let highest = lowest;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}

function boxesOf(x: Float64Array, y: Float64Array, starts: Uint32Array): Float64Array {
  const boxes = new Float64Array(4 * (starts.length - 1));
  for (let cell = 0; cell + 1 < starts.length; cell += 1) {
    const from = starts[cell] ?? 0;
    const to = starts[cell + 1] ?? 0;
    let minX = x[from] ?? NaN;
    let minY = y[from] ?? NaN;
    let maxX = minX;
    let maxY = minY;
    for (let place = from + 1; place < to; place += 1) {
      const east = x[place] ?? NaN;
      const north = y[place] ?? NaN;
      if (east < minX) minX = east;
      if (east > maxX) maxX = east;
      if (north < minY) minY = north;
      if (north > maxY) maxY = north;
    }
    boxes[4 * cell] = minX;
    boxes[4 * cell + 1] = minY;
    boxes[4 * cell + 2] = maxX;
    boxes[4 * cell + 3] = maxY;
  }
  return boxes;
}

function sweepCells(
  keys: Float64Array,
  stride: number,
  visit: (cell: number, near: Int32Array, count: number) => void,
): void {
  const fingers = new Int32Array(5);
  const near = new Int32Array(25);
  for (let cell = 0; cell < keys.length; cell += 1) {
    const key = keys[cell] ?? 0;
    let count = 0;
    for (let line = 0; line < 5; line += 1) {
      const first = key + (line - 2) * stride - 2;
      let at = fingers[line] ?? 0;
      while (at < keys.length && (keys[at] ?? 0) < first) at += 1;
      fingers[line] = at;
      for (; at < keys.length && (keys[at] ?? 0) <= first + 4; at += 1) {
        near[count] = at;
        count += 1;
      }
    }
    visit(cell, near, count);
  }
}

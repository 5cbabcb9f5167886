import type { Box } from './bounds.ts';

/** A square number of cells over a box. */
export interface CellGrid {
  readonly box: Box;
  readonly side: number;
  /** Cells for each unit. */
  readonly perX: number;
  readonly perY: number;
}

/** A cell touched by an edge is taken to be so if the edge comes this near to it, in cells: rounding never misses one. */
const hair = 1e-6;

export function createCellGrid(box: Box, side: number): CellGrid {
  return {
    box,
    side,
    perX: side / (box.maxX - box.minX || 1),
    perY: side / (box.maxY - box.minY || 1),
  };
}

/** The columns and rows that a box touches. */
export interface CellStretch {
  readonly left: number;
  readonly right: number;
  readonly lowest: number;
  readonly highest: number;
}

export function cellsOfBox({ box, side, perX, perY }: CellGrid, of: Box): CellStretch {
  return {
    left: clamped((of.minX - box.minX) * perX - hair, side),
    right: clamped((of.maxX - box.minX) * perX + hair, side),
    lowest: clamped((of.minY - box.minY) * perY - hair, side),
    highest: clamped((of.maxY - box.minY) * perY + hair, side),
  };
}

/** Tells every cell that the edges of a closed ring touch; some of them more than once. */
export function markRing(
  { box, side, perX, perY }: CellGrid,
  ring: Float64Array,
  mark: (cell: number) => void,
): void {
  let last = -1;
  let ax = ((ring[0] ?? 0) - box.minX) * perX;
  let ay = ((ring[1] ?? 0) - box.minY) * perY;
  for (let index = 2; index + 1 < ring.length; index += 2) {
    const bx = ((ring[index] ?? 0) - box.minX) * perX;
    const by = ((ring[index + 1] ?? 0) - box.minY) * perY;
    const column = Math.floor(ax);
    const row = Math.floor(ay);
    // Nearly all edges are far shorter than a cell.
    const isWithin =
      Math.min(ax, bx) - hair >= column &&
      Math.max(ax, bx) + hair < column + 1 &&
      Math.min(ay, by) - hair >= row &&
      Math.max(ay, by) + hair < row + 1;
    if (isWithin) {
      const cell = row * side + column;
      if (cell !== last) mark(cell);
      last = cell;
    } else if (ay <= by) markRising({ minX: ax, minY: ay, maxX: bx, maxY: by }, side, mark);
    else markRising({ minX: bx, minY: by, maxX: ax, maxY: ay }, side, mark);
    ax = bx;
    ay = by;
  }
}

/** Every cell that the edge from (minX, minY) up to (maxX, maxY) touches, in units of cells; minX may lie right of maxX. */
function markRising(edge: Box, side: number, mark: (cell: number) => void): void {
  const lowest = clamped(edge.minY - hair, side);
  const highest = clamped(edge.maxY + hair, side);
  const slope = edge.maxY > edge.minY ? (edge.maxX - edge.minX) / (edge.maxY - edge.minY) : 0;
  // Nearly level across a row border: the slope would be too steep to trust.
  const isLevel = lowest === highest || edge.maxY - edge.minY < 1e-3;
  for (let row = lowest; row <= highest; row++) {
    const from = isLevel ? edge.minX : edge.minX + slope * (Math.max(row - hair, edge.minY) - edge.minY);
    const to = isLevel ? edge.maxX : edge.minX + slope * (Math.min(row + 1 + hair, edge.maxY) - edge.minY);
    const left = clamped(Math.min(from, to) - hair, side);
    const right = clamped(Math.max(from, to) + hair, side);
    for (let at = row * side + left; at <= row * side + right; at++) mark(at);
  }
}

function clamped(value: number, side: number): number {
  return Math.min(side - 1, Math.max(0, Math.floor(value)));
}

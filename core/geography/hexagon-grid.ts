import type { UnitSquarePoint } from './tile-address.ts';

/** A cell of the grid in axial coordinates: r counts rows from the north, q along a row that leans to the east. */
export interface HexagonCell {
  readonly q: number;
  readonly r: number;
}

/** More than any q or r within the world at the zooms of maps, so that a cell has one number. */
const cellsOfRow = 2 ** 20;

/** A whole number that names a cell among those of its radius. */
export function hexagonNumber({ q, r }: HexagonCell): number {
  // q is negative in the south-west: rows lean.
  return r * cellsOfRow + q + cellsOfRow / 2;
}

/** The cell that a number names: the inverse of hexagonNumber. @example hexagonOfNumber(hexagonNumber(cell)) // cell */
export function hexagonOfNumber(number: number): HexagonCell {
  return { q: (number % cellsOfRow) - cellsOfRow / 2, r: Math.floor(number / cellsOfRow) };
}

/** Width of a cell on the screen, in pixels, at the whole zoom that it belongs to. */
export const hexagonPixels = 26;

/** The pixels of the whole world at zoom 0. */
const worldPixels = 512;

const rootOfThree = Math.sqrt(3);

/** The radius of a cell (middle to corner) at a whole zoom, in widths of the world: one size on the screen. */
export function hexagonRadius(zoom: number, pixels = hexagonPixels): number {
  return pixels / rootOfThree / worldPixels / 2 ** zoom;
}

/**
 * The cell that holds a point of the unit square of Web Mercator, by cube rounding (hexagons with a corner at the top).
 *
 * @example hexagonAt({ x: 0, y: 0 }, 0.01) // { q: 0, r: 0 }
 */
export function hexagonAt({ x, y }: UnitSquarePoint, radius: number): HexagonCell {
  const q = ((rootOfThree / 3) * x - y / 3) / radius;
  const r = ((2 / 3) * y) / radius;
  let roundedQ = Math.round(q);
  let roundedR = Math.round(r);
  const roundedS = Math.round(-q - r);
  const errorQ = Math.abs(roundedQ - q);
  const errorR = Math.abs(roundedR - r);
  const errorS = Math.abs(roundedS + q + r);
  if (errorQ > errorR && errorQ > errorS) roundedQ = -roundedR - roundedS;
  else if (errorR > errorS) roundedR = -roundedQ - roundedS;
  return { q: roundedQ, r: roundedR };
}

/** The middle of a cell. */
export function hexagonCentre({ q, r }: HexagonCell, radius: number): UnitSquarePoint {
  return { x: radius * rootOfThree * (q + r / 2), y: radius * 1.5 * r };
}

/** The six corners of a cell around its middle, open. */
export function hexagonCorners(cell: HexagonCell, radius: number): UnitSquarePoint[] {
  const { x, y } = hexagonCentre(cell, radius);
  return [0, 1, 2, 3, 4, 5].map((side) => {
    const angle = (Math.PI / 180) * (60 * side - 30);
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}

/** Cells of one row, both ends included. */
export interface HexagonRow {
  readonly r: number;
  readonly first: number;
  readonly last: number;
}

/** The cells, row by row, that touch a box of the unit square; some beside it may be among them, none is left out. */
export function hexagonRows(
  box: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number },
  radius: number,
): HexagonRow[] {
  const width = radius * rootOfThree;
  const rows: HexagonRow[] = [];
  const lastRow = Math.floor((box.maxY + radius) / (1.5 * radius));
  for (let r = Math.ceil((box.minY - radius) / (1.5 * radius)); r <= lastRow; r += 1) {
    const first = Math.ceil((box.minX - width / 2) / width - r / 2);
    const last = Math.floor((box.maxX + width / 2) / width - r / 2);
    if (first <= last) rows.push({ r, first, last });
  }
  return rows;
}

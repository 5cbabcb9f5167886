import type { PolygonRings } from '../../core/geography/well-known-binary.ts';

/** Unit squares of a board, row by row from the south-west, as areas of one polygon each. */
export function boardOfSquares(columns: number, rows: number): (readonly PolygonRings[])[] {
  return Array.from({ length: columns * rows }, (_, at) => {
    const x = at % columns;
    const y = Math.floor(at / columns);
    return [[Float64Array.of(x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y)]];
  });
}

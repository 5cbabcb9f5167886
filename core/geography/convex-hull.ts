import { argsort } from '../index/argsort.ts';
import { orientation } from './orientation.ts';

/**
 * The corners of the smallest convex shape around points, anticlockwise from the westernmost, then southernmost; the first
 * is not repeated. Two corners where all points lie on one line, one where all are the same, none without points.
 *
 * Why monotone chain: it needs a sort and exact turns, nothing else. Turns are exact (`orientation`), so that no point lies
 * outside by rounding, and points between two corners are never corners.
 *
 * Shape: x and y of one length; corners are x, y, x, y ... Units: any plane. Missing: none may be; all must be finite.
 * Source: A. M. Andrew (1979), Another efficient algorithm for convex hulls in two dimensions, Information Processing Letters 9.
 * @example convexHull(Float64Array.of(0, 2, 1, 1), Float64Array.of(0, 0, 2, 1)) // Float64Array [0, 0, 2, 0, 1, 2]
 */
export function convexHull(x: Float64Array, y: Float64Array): Float64Array {
  const rows = Uint32Array.from(x, (_, row) => row);
  const order = argsort(x, argsort(y, rows));
  const lower = chain(x, y, order);
  const upper = chain(x, y, order.reverse());
  // Each half ends where the other begins.
  const corners = [...lower.slice(0, -1), ...upper.slice(0, -1)];
  const rowsOfCorners = corners.length === 0 ? lower : corners;
  return Float64Array.from(rowsOfCorners.flatMap((row) => [x[row] ?? NaN, y[row] ?? NaN]));
}

/** The corners that are met turning left only, from the first point of the order to the last. */
function chain(x: Float64Array, y: Float64Array, order: Uint32Array): number[] {
  const corners: number[] = [];
  for (const row of order) {
    const px = x[row] ?? NaN;
    const py = y[row] ?? NaN;
    const last = corners.at(-1);
    if (last !== undefined && x[last] === px && y[last] === py) continue;
    while (corners.length >= 2) {
      const one = corners.at(-2) ?? 0;
      const other = corners.at(-1) ?? 0;
      if (orientation(x[one] ?? NaN, y[one] ?? NaN, x[other] ?? NaN, y[other] ?? NaN, px, py) > 0) break;
      corners.pop();
    }
    corners.push(row);
  }
  return corners;
}

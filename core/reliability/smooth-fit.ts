import { leastSquares } from '../index/least-squares.ts';
import { quantileSorted, sortedPresent } from '../index/quantile.ts';
import type { Pairs } from './pairs.ts';

const knotShares = [0.05, 0.275, 0.5, 0.725, 0.95];
const knotSharesOfFew = [0.1, 0.5, 0.9];
const fewPairs = 30;

/**
 * The share (0-1) of the variance of y that a smooth curve in x explains: the correlation ratio
 * Var(E[y | x]) / Var(y), by a restricted cubic spline (a cubic between knots, straight beyond the outer ones) fitted by
 * least squares. Five knots at the 5th, 27.5th, 50th, 72.5th and 95th percentile of x; three (10th, 50th, 90th) for
 * fewer than 30 pairs. Knots that coincide are one; with fewer than three the curve is a straight line.
 *
 * Chosen over loess because it has no span to choose, has a closed form, and takes milliseconds for 33,755 areas.
 * Missing: NaN for fewer than ten pairs, or where x or y is constant.
 *
 * Source: F. E. Harrell (2015), Regression Modeling Strategies, section 2.4.5 (basis and knots).
 */
export function smoothExplained(pairs: Pairs): number {
  const { first: x, second: y } = pairs;
  const count = x.length;
  if (count < 10) return NaN;
  const sorted = sortedPresent(x);
  const low = sorted[0] ?? NaN;
  const range = (sorted.at(-1) ?? NaN) - low;
  if (range === 0) return NaN;
  // On 0 to 1, so that the cubes are of one size with the rest.
  const scaled = x.map((value) => (value - low) / range);
  const knots = [
    ...new Set(
      (count < fewPairs ? knotSharesOfFew : knotShares).map(
        (share) => (quantileSorted(sorted, share) - low) / range,
      ),
    ),
  ];
  return leastSquares(y, basisColumns(scaled, knots))?.explained ?? NaN;
}

function basisColumns(x: Float64Array, knots: readonly number[]): Float64Array[] {
  const columns = [x];
  const last = knots.at(-1) ?? NaN;
  const beforeLast = knots.at(-2) ?? NaN;
  const cube = (value: number): number => (value > 0 ? value ** 3 : 0);
  for (const knot of knots.slice(0, -2)) {
    columns.push(
      x.map(
        (value) =>
          cube(value - knot) -
          (cube(value - beforeLast) * (last - knot)) / (last - beforeLast) +
          (cube(value - last) * (beforeLast - knot)) / (last - beforeLast),
      ),
    );
  }
  return columns;
}

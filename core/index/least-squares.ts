import { centredColumn } from './centred-column.ts';
import { choleskyLower, regressionFromLower } from './cholesky.ts';
import { completeRows } from './complete-rows.ts';

/** y = constant + the sum of coefficient times predictor. */
export interface LinearFit {
  readonly constant: number;
  readonly coefficients: readonly number[];
  /** Standard deviation of what is left (divisor: rows less coefficients that count, and one). */
  readonly deviation: number;
  /** The share (0-1) of the variance of y that the predictors explain (R²); NaN where y does not vary. */
  readonly explained: number;
}

/**
 * Ordinary least squares with a constant, over the rows in which y and every predictor are present. A predictor that
 * the ones before it already tell, or that does not vary, gets the coefficient 0.
 *
 * Missing: null with fewer complete rows than predictors plus two.
 * @example leastSquares(Float64Array.of(3, 5, 7), [Float64Array.of(1, 2, 3)]) // constant 1, coefficients [2]
 */
export function leastSquares(y: Float64Array, predictors: readonly Float64Array[]): LinearFit | null {
  const columns = [...predictors, y];
  const rows = completeRows(columns);
  const size = predictors.length;
  if (rows.length < size + 2) return null;
  const centred = columns.map((column) =>
    centredColumn(Float64Array.from(rows, (row) => column[row] ?? NaN)),
  );
  const lower = choleskyLower(
    centred.map((a) =>
      centred.map((b) => a.values.reduce((sum, value, at) => sum + value * (b.values[at] ?? NaN), 0)),
    ),
  );
  const own = lower[size] ?? [];
  const { mean, length } = centred[size] ?? { mean: NaN, length: NaN };
  // A pivot of 0 is a predictor that tells nothing; one that does not vary is among them, whose length is 0.
  const counts = (at: number): boolean => (lower[at]?.[at] ?? 0) > 0;
  const coefficients = regressionFromLower(lower, own, size).map((coefficient, at) =>
    counts(at) ? (coefficient * length) / (centred[at]?.length ?? NaN) : 0,
  );
  const counting = coefficients.filter((_, at) => counts(at)).length;
  const left = own[size] ?? NaN;
  return {
    constant: coefficients.reduce(
      (rest, coefficient, at) => rest - coefficient * (centred[at]?.mean ?? NaN),
      mean,
    ),
    coefficients,
    deviation: (left * length) / Math.sqrt(rows.length - counting - 1),
    explained: length === 0 ? NaN : 1 - left * left,
  };
}

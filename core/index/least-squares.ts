import { choleskyLower, regressionFromLower } from './cholesky.ts';
import { completeRows } from './complete-rows.ts';

/** y = constant + the sum of coefficient times predictor. */
export interface LinearFit {
  readonly constant: number;
  readonly coefficients: readonly number[];
  /** Standard deviation of what is left (divisor: rows less coefficients that count, and one). */
  readonly deviation: number;
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
  const means = columns.map(
    (column) => rows.reduce((sum, row) => sum + (column[row] ?? NaN), 0) / rows.length,
  );
  // Columns of length 1, so that small units are not taken for no variation.
  const centred = columns.map((column, at) => {
    const values = Float64Array.from(rows, (row) => (column[row] ?? NaN) - (means[at] ?? NaN));
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
    return { length, values: values.map((value) => value / length) };
  });
  const lower = choleskyLower(
    centred.map((a) =>
      centred.map((b) => a.values.reduce((sum, value, at) => sum + value * (b.values[at] ?? NaN), 0)),
    ),
  );
  const own = lower[size] ?? [];
  const length = centred[size]?.length ?? NaN;
  const coefficients = regressionFromLower(lower, own, size).map(
    (coefficient, at) => (coefficient * length) / (centred[at]?.length ?? NaN),
  );
  const counting = coefficients.filter((_, at) => (lower[at]?.[at] ?? 0) > 0).length;
  return {
    constant: coefficients.reduce(
      (rest, coefficient, at) => rest - coefficient * (means[at] ?? NaN),
      means[size] ?? NaN,
    ),
    coefficients,
    deviation: ((own[size] ?? NaN) * length) / Math.sqrt(rows.length - counting - 1),
  };
}

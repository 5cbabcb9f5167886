/** A pivot below this share of its variance is rounding: the column is a mix of those before it. */
const leastPivot = 1e-10;

/**
 * The lower triangle L with L Lᵀ equal to a covariance matrix. A column that those before it already tell (or that does
 * not vary) has a column of zeros in L, so that collinear indicators are no error: a regression passes over it. Written
 * out here, as `symmetricEigen`, for the engine in the browser.
 *
 * Shape: square, symmetric, positive definite or semidefinite.
 *
 * Source: Golub and Van Loan (2013), Matrix Computations, sections 4.2 and 4.2.8 (semidefinite matrices).
 * @example choleskyLower([[4, 2], [2, 5]]) // [[2, 0], [1, 2]]
 */
export function choleskyLower(matrix: readonly ArrayLike<number>[]): number[][] {
  const lower = matrix.map((): number[] => new Array<number>(matrix.length).fill(0));
  for (let j = 0; j < matrix.length; j += 1) {
    const rowJ = lower[j] ?? [];
    const variance = matrix[j]?.[j] ?? NaN;
    const pivot = variance - dotTo(rowJ, rowJ, j);
    if (!(pivot > leastPivot * variance)) continue;
    const root = Math.sqrt(pivot);
    rowJ[j] = root;
    for (let i = j + 1; i < matrix.length; i += 1) {
      const rowI = lower[i] ?? [];
      rowI[j] = ((matrix[i]?.[j] ?? NaN) - dotTo(rowI, rowJ, j)) / root;
    }
  }
  return lower;
}

/**
 * The coefficients b with b L = row, from the last to the first; columns of L that are zero get 0. With L the triangle
 * of the predictors and `row` that of what is predicted, they are its regression on the predictors.
 *
 * Shape: as many as `row` is long up to `size`, the number of predictors.
 */
export function regressionFromLower(
  lower: readonly (readonly number[])[],
  row: readonly number[],
  size: number,
): number[] {
  const coefficients = new Array<number>(size).fill(0);
  for (let k = size - 1; k >= 0; k -= 1) {
    const pivot = lower[k]?.[k] ?? 0;
    if (pivot === 0) continue;
    let rest = row[k] ?? NaN;
    for (let j = k + 1; j < size; j += 1) rest -= (coefficients[j] ?? 0) * (lower[j]?.[k] ?? 0);
    coefficients[k] = rest / pivot;
  }
  return coefficients;
}

function dotTo(a: readonly number[], b: readonly number[], end: number): number {
  let sum = 0;
  for (let at = 0; at < end; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

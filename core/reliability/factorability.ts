import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { chiSquareUpper } from '../distributions/incomplete-gamma.ts';

export interface Factorability {
  /** Kaiser-Meyer-Olkin measure, 0 to 1: 0.6 or more means factors are worth looking for. */
  readonly kmo: number;
  /** The same for each column. */
  readonly kmoOfEach: Float64Array;
  /** Bartlett's test that nothing is correlated with anything. */
  readonly sphericity: { readonly chiSquare: number; readonly degreesOfFreedom: number; readonly p: number };
}

/**
 * Whether a set of columns can be summed up by factors (before PCA or factor weights): Kaiser, Meyer and Olkin's
 * measure of sampling adequacy, and Bartlett's test of sphericity.
 *
 * KMO = sum r² / (sum r² + sum q²) over pairs, q the partial correlations given all others. Bartlett:
 * -((n - 1) - (2k + 5) / 6) ln det R with k(k - 1)/2 degrees of freedom.
 *
 * Shape: `correlations` square and symmetric; `count` the number of areas (the smallest number of pairs, where some are
 * missing). Null where R is singular or not positive definite: a column is a mix of others, or the pairs' correlations
 * do not fit together.
 *
 * Source: H. F. Kaiser (1974), Psychometrika 39; M. S. Bartlett (1951), Biometrika 38; R psych `KMO`, `cortest.bartlett`.
 */
export function factorability(
  correlations: readonly (readonly number[])[],
  count: number,
): Factorability | null {
  const size = correlations.length;
  if (size < 2 || correlations.some((row) => row.some((r) => Number.isNaN(r)))) return null;
  const cholesky = new CholeskyDecomposition(new Matrix(correlations.map((row) => [...row])));
  const lower = cholesky.lowerTriangularMatrix;
  const smallestPivot = Math.min(...Array.from({ length: size }, (_, at) => lower.get(at, at)));
  // A pivot of 1e-6 is a column explained by the others but for 1e-12 of its variance.
  if (!cholesky.isPositiveDefinite() || smallestPivot < 1e-6) return null;
  const inverse = cholesky.solve(Matrix.eye(size));
  const kmoOfEach = new Float64Array(size);
  let allSquares = 0;
  let allPartials = 0;
  for (let row = 0; row < size; row += 1) {
    let squares = 0;
    let partials = 0;
    for (let column = 0; column < size; column += 1) {
      if (column === row) continue;
      const partial =
        -inverse.get(row, column) / Math.sqrt(inverse.get(row, row) * inverse.get(column, column));
      squares += (correlations[row]?.[column] ?? NaN) ** 2;
      partials += partial ** 2;
    }
    kmoOfEach[row] = squares / (squares + partials);
    allSquares += squares;
    allPartials += partials;
  }
  return {
    kmo: allSquares / (allSquares + allPartials),
    kmoOfEach,
    sphericity: sphericity(lower, count),
  };
}

function sphericity(lower: Matrix, count: number): Factorability['sphericity'] {
  const size = lower.rows;
  let logDeterminant = 0;
  for (let at = 0; at < size; at += 1) logDeterminant += 2 * Math.log(lower.get(at, at));
  const chiSquare = -(count - 1 - (2 * size + 5) / 6) * logDeterminant;
  const degreesOfFreedom = (size * (size - 1)) / 2;
  return { chiSquare, degreesOfFreedom, p: chiSquareUpper(chiSquare, degreesOfFreedom) };
}

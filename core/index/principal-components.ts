import { correlationMatrix } from './complete-rows.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { varimax } from './varimax.ts';

/**
 * Weights from principal components of the columns, centred and scaled; adding up to 1, none below zero.
 *
 * - `first`: the loadings of the first component. A column that goes the other way has weight 0.
 * - `rotated`: the components with an eigenvalue above 1 and more than a tenth of the variance, and as many more as
 *   explain over 60 % together, rotated by varimax; each column counts by its largest squared loading, which is its
 *   share of that component times the component's share of the variance explained.
 *
 * Such weights say how columns go together, not how much they matter. Missing: only areas with all columns are used.
 *
 * @throws AppError not-computable with fewer complete areas than columns plus one, or a column that does not vary.
 * Source: R `prcomp` (center, scale); OECD/JRC Handbook (2008), section 6.1 and step 6 of its toolkit.
 */
export function principalComponentWeights(
  columns: readonly Float64Array[],
  variant: 'first' | 'rotated',
): readonly number[] {
  if (columns.length === 1) return [1];
  const { values, vectors } = symmetricEigen(correlationMatrix(columns));
  if (variant === 'first') return toOne((vectors[0] ?? []).map((loading) => Math.max(0, loading)));
  const kept = retained(values);
  // loadings[column][component]
  const loadings = columns.map((_, column) =>
    Array.from({ length: kept }, (__, k) => (vectors[k]?.[column] ?? 0) * Math.sqrt(values[k] ?? 0)),
  );
  return toOne(varimax(loadings).map((row) => Math.max(...row.map((loading) => loading * loading))));
}

/** How many components the handbook's three rules keep. */
function retained(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  let explained = 0;
  let count = 0;
  for (const value of values) {
    const isStrong = value > 1 && value > 0.1 * total;
    if (!isStrong && explained > 0.6 * total) break;
    explained += value;
    count += 1;
  }
  return count;
}

function toOne(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

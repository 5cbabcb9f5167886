import { correlationMatrix } from './complete-rows.ts';

export interface OneFactor {
  /** Correlation of each column with the factor; the signs are such that they add up to zero or more. */
  readonly loadings: readonly number[];
  /** The part of each column's variance that the factor does not explain. */
  readonly uniquenesses: readonly number[];
  /** Adding up to 1, none below zero. */
  readonly weights: readonly number[];
}

/** As in R's factanal: a column is never taken to be without error. */
const leastUniqueness = 0.005;
const mostSteps = 100_000;
const enough = 1e-12;

/**
 * Weights by maximum-likelihood factor analysis with one factor: each column's weight is in proportion to loading over
 * uniqueness (Bartlett's factor scores; regression scores give the same order), as in domains of the English, Welsh and
 * Northern Irish indices where no weights are known beforehand. A column that goes the other way than the factor has
 * weight 0. Best fed with normal scores.
 *
 * Missing: only areas with all columns are used. The maximum is found by the EM algorithm (Rubin and Thayer 1982),
 * which cannot diverge; the result agrees with R's factanal.
 *
 * @throws AppError not-computable with fewer complete areas than columns plus one, or a column that does not vary.
 * Source: English Indices of Deprivation 2019 technical report, appendix E; R `factanal`.
 */
export function factorAnalysis(columns: readonly Float64Array[]): OneFactor {
  if (columns.length === 1) return { loadings: [1], uniquenesses: [leastUniqueness], weights: [1] };
  const correlations = correlationMatrix(columns);
  let loadings: readonly number[] = correlations.map(() => 0.7);
  let uniquenesses: readonly number[] = correlations.map(() => 0.5);
  for (let step = 0; step < mostSteps; step += 1) {
    const next = improved(correlations, loadings, uniquenesses);
    const change = Math.max(
      ...next.loadings.map((value, at) => Math.abs(value - (loadings[at] ?? 0))),
      ...next.uniquenesses.map((value, at) => Math.abs(value - (uniquenesses[at] ?? 0))),
    );
    ({ loadings, uniquenesses } = next);
    if (change < enough) break;
  }
  if (sumOf(loadings) < 0) loadings = loadings.map((value) => -value);
  const raw = loadings.map((value, at) => Math.max(0, value / (uniquenesses[at] ?? 1)));
  const total = sumOf(raw);
  return { loadings, uniquenesses, weights: raw.map((weight) => weight / total) };
}

/** One step of EM: the factor's expected cross-products, then the loadings that fit them. */
function improved(
  correlations: readonly (readonly number[])[],
  loadings: readonly number[],
  uniquenesses: readonly number[],
): { loadings: readonly number[]; uniquenesses: readonly number[] } {
  const scaled = loadings.map((value, at) => value / (uniquenesses[at] ?? 1));
  const spread = 1 + sumOf(loadings.map((value, at) => value * (scaled[at] ?? 0)));
  const beta = scaled.map((value) => value / spread);
  const cross = correlations.map((row) => sumOf(row.map((value, at) => value * (beta[at] ?? 0))));
  const ofFactor =
    1 -
    sumOf(beta.map((b, at) => b * (loadings[at] ?? 0))) +
    sumOf(beta.map((b, at) => b * (cross[at] ?? 0)));
  const next = cross.map((value) => value / ofFactor);
  return {
    loadings: next,
    uniquenesses: next.map((value, at) => Math.max(leastUniqueness, 1 - value * (cross[at] ?? 0))),
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

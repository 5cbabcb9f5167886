import { AppError } from '../errors.ts';
import { createRandom } from '../random.ts';
import { minimise } from './minimise.ts';

interface OptimisedInput {
  readonly columns: readonly Float64Array[];
  /** The component's value with other weights. */
  readonly aggregate: (weights: readonly number[]) => Float64Array;
}

export interface OptimisedRule {
  /** How much each column should matter, in any unit. */
  readonly importance: readonly number[];
  readonly starts: number;
  readonly seed: number;
}

/**
 * Weights for which each column's correlation with the component is in proportion to its importance: with equal
 * importance, no part decides the result more than another. They add up to 1 and none is below zero: the search is over
 * softmax of free numbers, by Nelder and Mead from many seeded starts, the first of them the importances themselves.
 * (COINr's `get_opt_weights` searches freely and comes back with negative weights on eight pillars.)
 *
 * Where no weights meet the aim, the nearest in least squares are given. Missing: as in the aggregation.
 *
 * @throws AppError not-computable when no correlation can be worked out.
 * Source: Becker et al. (2017), Weights and importance in composite indicators, Ecological Indicators 80.
 */
export function optimisedWeights(input: OptimisedInput, rule: OptimisedRule): readonly number[] {
  const { columns } = input;
  if (columns.length === 1) return [1];
  const total = rule.importance.reduce((sum, value) => sum + value, 0);
  const aim = rule.importance.map((value) => value / total);
  const distance = (free: readonly number[]): number => {
    const value = input.aggregate(softmax(free));
    const correlations = columns.map((column) => pairwisePearson(column, value));
    const sum = correlations.reduce((all, one) => all + one, 0);
    return correlations.reduce((all, one, at) => all + (one / sum - (aim[at] ?? 0)) ** 2, 0);
  };
  const random = createRandom(rule.seed);
  let best: { at: readonly number[]; value: number } | null = null;
  for (let start = 0; start < rule.starts; start += 1) {
    const from = aim.map((share) => Math.log(share) + (start === 0 ? 0 : 4 * (random.nextUniform() - 0.5)));
    const found = minimise(distance, from);
    if (!Number.isNaN(found.value) && (best === null || found.value < best.value)) best = found;
    // Met to the last digits: other starts cannot do better.
    if (best !== null && best.value < 1e-20) break;
  }
  if (best !== null) return softmax(best.at);
  const reason = 'no area has a part and the whole, or nothing varies';
  throw new AppError('not-computable', `Optimised weights cannot be found: ${reason}.`, {
    details: { field: 'weighting', reason },
  });
}

function softmax(free: readonly number[]): readonly number[] {
  const top = Math.max(...free);
  const powers = free.map((value) => Math.exp(value - top));
  const sum = powers.reduce((all, one) => all + one, 0);
  return powers.map((power) => power / sum);
}

/** Pearson's correlation over the rows where both are present. */
function pairwisePearson(a: Float64Array, b: Float64Array): number {
  let count = 0;
  let meanA = 0;
  let meanB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let row = 0; row < a.length; row += 1) {
    const x = a[row] ?? NaN;
    const y = b[row] ?? NaN;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    count += 1;
    const fromA = x - meanA;
    const fromB = y - meanB;
    meanA += fromA / count;
    meanB += fromB / count;
    squaresA += fromA * (x - meanA);
    squaresB += fromB * (y - meanB);
    products += fromA * (y - meanB);
  }
  return products / Math.sqrt(squaresA * squaresB);
}

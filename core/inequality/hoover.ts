import { weightedValues } from './weighted-values.ts';

/**
 * The Hoover index (Robin Hood index): the share of the total that would have to change hands for all to have the same.
 *
 * @throws AppError as weightedValues.
 */
export function hoover(values: Float64Array, weights?: Float64Array): number {
  const { values: kept, weights: heads, people, total } = weightedValues(values, weights);
  const apart = kept.reduce((sum, value, at) => {
    const weight = heads[at] ?? 0;
    return sum + Math.abs((weight * value) / total - weight / people);
  }, 0);
  return apart / 2;
}

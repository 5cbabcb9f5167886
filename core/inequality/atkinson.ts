import { AppError } from '../errors.ts';
import { weightedValues } from './weighted-values.ts';

/**
 * Atkinson's index: the share of the total that could be given away, were the rest shared equally, without anybody
 * who dislikes inequality by `aversion` being worse off. 0 is equality. Aversion 0.5 to 2 is usual: the higher, the more
 * the poorest count.
 *
 * Missing: as weightedValues. Where somebody has nothing and the aversion is 1 or more the index is 1.
 *
 * @throws AppError as weightedValues; invalid-request where the aversion is not above zero.
 * Source: Atkinson 1970, Journal of Economic Theory 2; R package ineq, `Atkinson`.
 */
export function atkinson(values: Float64Array, aversion: number, weights?: Float64Array): number {
  if (!(aversion > 0 && aversion < Infinity)) {
    throw new AppError('invalid-request', `The aversion to inequality must be above 0, not ${aversion}.`, {
      details: { field: 'aversion', value: aversion },
    });
  }
  const { values: kept, weights: heads, people, mean } = weightedValues(values, weights);
  const power = 1 - aversion;
  const share = (at: number): number => (heads[at] ?? 0) / people;
  if (power === 0) {
    const logs = kept.reduce((sum, value, at) => sum + share(at) * Math.log(value / mean), 0);
    return 1 - Math.exp(logs);
  }
  const powers = kept.reduce((sum, value, at) => sum + share(at) * (value / mean) ** power, 0);
  return 1 - powers ** (1 / power);
}

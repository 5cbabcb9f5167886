import { aggregateRows } from './aggregate-rows.ts';
import type { AggregationInput } from './arithmetic-mean.ts';

/**
 * Weighted sum of the present children: sum(w x), not divided by anything.
 *
 * What a missing child would have added is not made up for, so ask for full availability where sums are compared, as
 * the CDC Social Vulnerability Index does with the percentiles of a theme.
 */
export function weightedSumOf(input: AggregationInput): Float64Array {
  return aggregateRows(input, ({ values, weights, count }) => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
    return sum;
  });
}

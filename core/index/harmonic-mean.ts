import { aggregateRows } from './aggregate-rows.ts';
import type { AggregationInput } from './arithmetic-mean.ts';
import { notPositive } from './power-mean.ts';

/**
 * Weighted harmonic mean of the present children: sum(w) / sum(w / x).
 *
 * Missing: as in the arithmetic mean.
 *
 * @throws AppError not-computable for a value of zero or less.
 * Source: COINr `a_hmean`.
 */
export function harmonicMean(input: AggregationInput): Float64Array {
  return aggregateRows(input, ({ values, weights, count, weightSum }, row) => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      const value = values[at] ?? NaN;
      if (value <= 0) throw notPositive(value, { row, exponent: -1 });
      sum += (weights[at] ?? 0) / value;
    }
    return weightSum / sum;
  });
}

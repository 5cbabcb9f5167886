import { aggregateRows, rowMoments, type PresentRow } from './aggregate-rows.ts';
import type { AggregationInput } from './arithmetic-mean.ts';

export type Extreme = 'minimum' | 'maximum';

/**
 * The lowest or highest present child: nothing makes up for anything. For a risk index the maximum lets the worst
 * dimension speak for the area. Weights only say which children count.
 */
export function extremeOf(input: AggregationInput, extreme: Extreme): Float64Array {
  return aggregateRows(input, (row) => extremeOfRow(row, extreme));
}

/**
 * Mean-min function: mean -/+ alpha (sqrt((mean - extreme)^2 + beta^2) - beta), between the arithmetic mean (alpha 0)
 * and the minimum (alpha 1, beta 0); towards the maximum the penalty is added. Weighted mean; missing as there.
 *
 * Source: Casadio Tarabusi and Guarini (2013), An unbalance adjustment method for development indicators, Social
 * Indicators Research 112.
 */
export function meanMin(
  input: AggregationInput,
  options: { readonly towards: Extreme; readonly alpha: number; readonly beta: number },
): Float64Array {
  const { towards, alpha, beta } = options;
  const side = towards === 'minimum' ? -1 : 1;
  return aggregateRows(input, (row) => {
    const { mean } = rowMoments(row);
    const distance = mean - extremeOfRow(row, towards);
    return mean + side * alpha * (Math.sqrt(distance ** 2 + beta ** 2) - beta);
  });
}

function extremeOfRow({ values, count }: PresentRow, extreme: Extreme): number {
  let best = values[0] ?? NaN;
  for (let at = 1; at < count; at += 1) {
    const value = values[at] ?? NaN;
    if (extreme === 'minimum' ? value < best : value > best) best = value;
  }
  return best;
}

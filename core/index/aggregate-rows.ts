import { isTooFew, weightedChildren, type AggregationInput } from './arithmetic-mean.ts';

/** The present values of one area and their weights; the arrays are used again, only the first `count` entries hold. */
export interface PresentRow {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly count: number;
  readonly weightSum: number;
}

/**
 * Puts the children together area by area: gathers what is present, hands it to `combine`, and leaves the area missing
 * where too little is there.
 *
 * The fast means have loops of their own; this is for methods that need a whole row at once.
 */
export function aggregateRows(
  input: AggregationInput,
  combine: (row: PresentRow, at: number) => number,
): Float64Array {
  const { columns, weights } = weightedChildren(input);
  const all = { count: columns.length, weight: weights.reduce((sum, weight) => sum + weight, 0) };
  const values = new Float64Array(columns.length);
  const present = new Float64Array(columns.length);
  const out = new Float64Array(input.children[0]?.length ?? 0);
  for (let row = 0; row < out.length; row += 1) {
    let count = 0;
    let weightSum = 0;
    for (let child = 0; child < columns.length; child += 1) {
      const value = columns[child]?.[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      const weight = weights[child] ?? 0;
      values[count] = value;
      present[count] = weight;
      weightSum += weight;
      count += 1;
    }
    out[row] = isTooFew(input, { count, weight: weightSum }, all)
      ? NaN
      : combine({ values, weights: present, count, weightSum }, row);
  }
  return out;
}

/** Weighted mean and population variance (divisor sum of weights) of a row. */
export function rowMoments({ values, weights, count, weightSum }: PresentRow): {
  readonly mean: number;
  readonly variance: number;
} {
  let mean = 0;
  for (let at = 0; at < count; at += 1) mean += ((weights[at] ?? 0) * (values[at] ?? 0)) / weightSum;
  let variance = 0;
  for (let at = 0; at < count; at += 1) {
    variance += ((weights[at] ?? 0) * ((values[at] ?? 0) - mean) ** 2) / weightSum;
  }
  return { mean, variance };
}

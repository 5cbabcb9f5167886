import { AppError } from '../errors.ts';
import { isTooFew, weightedChildren, type AggregationInput } from './arithmetic-mean.ts';

/**
 * Weighted geometric mean of the present children: exp(sum(w ln x) / sum(w)).
 *
 * Partly compensating: a low value pulls harder than a high one lifts. Needs values above zero: normalise to a range
 * that begins above zero, such as 1 to 100.
 * Missing: as in the arithmetic mean.
 *
 * @throws AppError not-computable when a present value is zero or less.
 * Source: OECD/JRC Handbook (2008), section 6; COINr `a_gmean`; Human Development Report technical notes.
 */
export function geometricMean(input: AggregationInput): Float64Array {
  const { columns, weights } = weightedChildren(input);
  const childCount = columns.length;
  const rowCount = input.children[0]?.length ?? 0;
  const all = { count: childCount, weight: weights.reduce((sum, weight) => sum + weight, 0) };
  const out = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) {
    let sum = 0;
    let weightPresent = 0;
    let present = 0;
    for (let child = 0; child < childCount; child += 1) {
      const value = columns[child]?.[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      if (value <= 0) throw notPositive(value, row);
      const weight = weights[child] ?? 0;
      sum += weight * Math.log(value);
      weightPresent += weight;
      present += 1;
    }
    const isMissing = isTooFew(input, { count: present, weight: weightPresent }, all);
    out[row] = isMissing ? NaN : Math.exp(sum / weightPresent);
  }
  return out;
}

function notPositive(value: number, row: number): AppError {
  return new AppError('not-computable', `A geometric mean needs values above zero, but one is ${value}.`, {
    details: { value, row, reason: 'normalise to a range that begins above zero, such as min-max 1 to 100' },
  });
}

import { AppError } from '../errors.ts';
import { aggregateRows } from './aggregate-rows.ts';
import type { AggregationInput } from './arithmetic-mean.ts';
import { geometricMean } from './geometric-mean.ts';

/**
 * Weighted power mean of the present children: (sum(w x^p) / sum(w))^(1/p).
 *
 * One dial for how far a high value makes up for a low one: p = 1 is the arithmetic mean, 0 the geometric, -1 the
 * harmonic; below 1 imbalance lowers the result. Missing: as in the arithmetic mean.
 *
 * @throws AppError not-computable for a value below zero, or of zero where p is zero or less.
 * Source: COINr `a_genmean`; Hardy, Littlewood and Polya (1934), Inequalities, chapter 2.
 */
export function powerMean(input: AggregationInput, exponent: number): Float64Array {
  if (exponent === 0) return geometricMean(input);
  return aggregateRows(input, ({ values, weights, count, weightSum }, row) => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) {
      const value = values[at] ?? NaN;
      if (value < 0 || (value === 0 && exponent < 0)) throw notPositive(value, { row, exponent });
      sum += (weights[at] ?? 0) * value ** exponent;
    }
    return (sum / weightSum) ** (1 / exponent);
  });
}

/** The error for a value that a power mean cannot take. */
export function notPositive(value: number, { row, exponent }: { row: number; exponent: number }): AppError {
  const bound = exponent < 0 ? 'values above zero' : 'values of zero or more';
  return new AppError(
    'not-computable',
    `A power mean of exponent ${exponent} needs ${bound}, but one is ${value}.`,
    {
      details: {
        value,
        row,
        reason: 'normalise to a range that begins above zero, such as min-max 1 to 100',
      },
    },
  );
}

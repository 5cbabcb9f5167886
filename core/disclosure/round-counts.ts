import { AppError } from '../errors.ts';
import type { RandomStream } from '../random.ts';

/**
 * Rounds counts to a base such as 5, each by itself: to the nearest multiple, or (`random`) up or down with the
 * probabilities that keep the expected count the same, so that sums of many are unbiased. Totals must be rounded by
 * themselves too and then no longer add up; say so beside them.
 *
 * Missing stays missing. @throws AppError invalid-request for a base that is not a whole number above 1.
 * Source: ONS, Policy on protecting confidentiality in tables (2021); unbiased random rounding after Fellegi (1975).
 * @example roundCounts(Float64Array.of(12, 13), { base: 5 }) // 10, 15
 */
export function roundCounts(
  counts: Float64Array,
  rule: { readonly base: number; readonly random?: RandomStream },
): Float64Array {
  const { base, random } = rule;
  if (!Number.isInteger(base) || base < 2) {
    throw new AppError('invalid-request', `Counts cannot be rounded to ${base}.`, {
      details: { field: 'base', value: base, reason: 'a whole number above 1' },
    });
  }
  return counts.map((count) => {
    if (random === undefined) return Math.round(count / base) * base;
    const below = Math.floor(count / base) * base;
    return below + (random.nextUniform() < (count - below) / base ? base : 0);
  });
}

import { normalLower } from '../distributions/normal.ts';

/**
 * What would be surprising: a statistic above its expectation (greater), below it (less), or either (two-sided).
 * Always said of the statistic itself: for Geary's C, greater means neighbours that differ.
 */
export type Alternative = 'two-sided' | 'greater' | 'less';

export interface NormalTest {
  /** (statistic - expectation) / standard deviation. */
  readonly z: number;
  readonly p: number;
}

/** The z of a statistic and its p under a normal distribution; NaN where the variance is not above zero. */
export function normalTest(
  statistic: number,
  moments: { readonly expectation: number; readonly variance: number },
  alternative: Alternative = 'two-sided',
): NormalTest {
  const z =
    moments.variance > 0 ? (statistic - moments.expectation) / Math.sqrt(moments.variance) : Number.NaN;
  return { z, p: normalP(z, alternative) };
}

/** The p of a standard normal z; NaN for NaN. Accurate in the far tails, where 1 - p would be 0. */
export function normalP(z: number, alternative: Alternative): number {
  if (Number.isNaN(z)) return NaN;
  switch (alternative) {
    case 'greater':
      return normalLower(-z);
    case 'less':
      return normalLower(z);
    case 'two-sided':
      return Math.min(1, 2 * normalLower(-Math.abs(z)));
  }
}

/** How many of the permutations reached the observed statistic. */
export interface PermutationTally {
  /** Permutations with a statistic at least the observed one; ties count on both sides. */
  readonly atLeast: number;
  readonly atMost: number;
  readonly permutations: number;
}

/**
 * The p of a permutation test. Two-sided: min(1, 2 (min(#>=, #<=) + 1) / (P + 1)): both tails count, unlike the
 * "directed" p of older software, which is half as large and rejects a true null hypothesis twice as often as it says.
 *
 * Source: Phipson and Smyth 2010, Permutation p-values should never be zero; specification of the atlas, section 8.
 */
export function permutationP(tally: PermutationTally, alternative: Alternative = 'two-sided'): number {
  const { atLeast, atMost, permutations } = tally;
  switch (alternative) {
    case 'greater':
      return (atLeast + 1) / (permutations + 1);
    case 'less':
      return (atMost + 1) / (permutations + 1);
    case 'two-sided':
      return Math.min(1, (2 * (Math.min(atLeast, atMost) + 1)) / (permutations + 1));
  }
}

import type { RateCounts } from './shrink-rates.ts';

export interface Moments {
  /** The rate of all: the sum of the events over the sum of the people. */
  readonly mean: number;
  /** Between the true rates of the areas; below zero where chance alone would make them differ more than they do. */
  readonly variance: number;
}

/**
 * Marshall's moments of the rates of some areas: b = sum r / sum n; s² = sum n (p - b)² / sum n; a = s² - b / mean(n).
 *
 * Missing: the rows named must have both counts, and people.
 * Source: R. J. Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
 * 40.
 */
export function marshallMoments({ numerators, denominators }: RateCounts, rows: ArrayLike<number>): Moments {
  let events = 0;
  let people = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? -1;
    events += numerators[row] ?? NaN;
    people += denominators[row] ?? NaN;
  }
  const mean = events / people;
  let squares = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? -1;
    const size = denominators[row] ?? NaN;
    squares += size * ((numerators[row] ?? NaN) / size - mean) ** 2;
  }
  return { mean, variance: squares / people - mean / (people / rows.length) };
}

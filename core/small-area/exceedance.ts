import { gammaLower, gammaUpper } from '../distributions/incomplete-gamma.ts';
import { hasRate, type RateCounts } from './shrink-rates.ts';

/**
 * How surprising each area's count would be if every area had the rate of them all: Choynowski's probability map.
 *
 * Per area the probability (0-1), under a Poisson law with the expected count, of a count as far out as the observed
 * one on its own side: P(X >= r) where r is at or above the expectation, P(X <= r) below. A small value means "not by
 * chance"; it is one-sided and not corrected for the number of areas looked at.
 *
 * Missing: NaN where an area has no rate.
 * Source: M. Choynowski (1959), Maps based on probabilities, JASA 54; spdep `choynowski`.
 */
export function choynowskiProbabilities(counts: RateCounts): Float64Array {
  return byExpectation(counts, (events, expected) =>
    events >= expected ? poissonAtLeast(events, expected) : gammaUpper(events + 1, expected),
  );
}

/**
 * The probability (0-1) of a count as high as the observed one, or higher, if every area had the rate of them all.
 * Near 0: more than chance explains; near 1: less. Missing: as Choynowski's.
 */
export function exceedanceProbabilities(counts: RateCounts): Float64Array {
  return byExpectation(counts, poissonAtLeast);
}

/** P(X >= events) for a Poisson variable of this mean; the identity with the gamma distribution makes it exact. */
function poissonAtLeast(events: number, mean: number): number {
  return events === 0 ? 1 : gammaLower(events, mean);
}

/** The rate of all areas that have one, a share (0-1): the sum of their events over the sum of their people. */
export function overallRate({ numerators, denominators }: RateCounts): number {
  let events = 0;
  let people = 0;
  numerators.forEach((value, row) => {
    const atRisk = denominators[row] ?? NaN;
    if (!hasRate(value, atRisk)) return;
    events += value;
    people += atRisk;
  });
  return events / people;
}

function byExpectation(
  counts: RateCounts,
  probabilityOf: (events: number, expected: number) => number,
): Float64Array {
  const { numerators, denominators } = counts;
  const rate = overallRate(counts);
  return numerators.map((value, row) => {
    const atRisk = denominators[row] ?? NaN;
    return hasRate(value, atRisk) ? probabilityOf(value, atRisk * rate) : NaN;
  });
}

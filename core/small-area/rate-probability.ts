import { incompleteBeta } from '../distributions/incomplete-beta.ts';
import { normalLower } from '../distributions/normal.ts';
import { hasRate, type RateCounts, type ShrunkRates } from './shrink-rates.ts';

/**
 * The probability (0-1) that the true rate of each area is above a threshold, by the beta law that its rates are drawn
 * from: 1 - I_t(r + .5, n - r + .5), Jeffreys' prior, each area by itself.
 *
 * Units: `threshold` a share, above 0 and below 1. Missing: NaN where an area has no rate.
 * Source: Richardson et al. (2004), Interpreting posterior relative risk estimates in disease mapping, EHP 112 (the use
 * of such probabilities); Brown, Cai and DasGupta (2001) for the law.
 */
export function betaExceedance({ numerators, denominators }: RateCounts, threshold: number): Float64Array {
  return numerators.map((events, row) => {
    const people = denominators[row] ?? NaN;
    // The upper tail of beta(a, b) is the lower one of beta(b, a): small probabilities keep their digits.
    return hasRate(events, people) ? incompleteBeta(1 - threshold, people - events + 0.5, events + 0.5) : NaN;
  });
}

/**
 * The same where rates are shrunk to a group: the logit is normal around the shrunk logit with its remaining error. An
 * area that has nothing but its group's rate is above the threshold, or is not; half where it is equal.
 */
export function logitNormalExceedance(shrunk: ShrunkRates, threshold: number): Float64Array {
  const limit = Math.log(threshold / (1 - threshold));
  return shrunk.shrunkLogits.map((logit, row) => {
    const error = shrunk.shrunkErrors[row] ?? NaN;
    const above = logit - limit;
    return error === 0 ? (Math.sign(above) + 1) / 2 : normalLower(above / error);
  });
}

import { drawBeta } from '../distributions/draw-gamma.ts';
import type { RandomStream } from '../random.ts';
import { expit, hasRate, type RateCounts, type ShrunkRates } from './shrink-rates.ts';

/**
 * One plausible set of true rates, given what was counted: beta(r + .5, n - r + .5) for each area by itself (Jeffreys'
 * prior). The more people, the closer to the observed rate.
 *
 * Units: share (0-1). Missing: NaN where an area has no rate.
 */
export function drawBetaRates({ numerators, denominators }: RateCounts, random: RandomStream): Float64Array {
  return numerators.map((events, row) => {
    const people = denominators[row] ?? NaN;
    return hasRate(events, people) ? drawBeta(random, events + 0.5, people - events + 0.5) : NaN;
  });
}

/**
 * One plausible set of true rates where rates are shrunk to their authority: the shrunk logit plus its remaining
 * standard error times a standard normal, back on the scale of shares. Missing: NaN where an area has no rate.
 */
export function drawLogitNormalRates(shrunk: ShrunkRates, random: RandomStream): Float64Array {
  return shrunk.shrunkLogits.map((logit, row) =>
    Number.isNaN(logit) ? NaN : expit(logit + (shrunk.shrunkErrors[row] ?? NaN) * random.nextNormal()),
  );
}

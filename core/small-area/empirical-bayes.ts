import { neighboursOf, type Neighbours } from '../spatial/neighbours.ts';
import { marshallMoments, type Moments } from './marshall-moments.ts';
import { hasRate, type RateCounts } from './shrink-rates.ts';

export interface EmpiricalBayes {
  /** The smoothed rate by row, a share (0-1); NaN where an area has no rate of its own. */
  readonly rates: Float64Array;
  /** By row: the rate shrunk towards, and the variance of the true rates around it (never below zero). */
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/**
 * Marshall's empirical Bayes rates, shrunk towards the rate of all areas: for figures without districts to borrow from.
 *
 * b = sum r / sum n; s² = sum n (p - b)² / sum n; a = s² - b / mean(n), not below zero;
 * rate = b + (a / (a + b / n)) (p - b).
 *
 * Units: counts in, share (0-1) out. Missing: areas without a rate get NaN and have no say in the mean.
 *
 * Source: R. J. Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics
 * 40; the same numbers as spdep `EBest` and esda `Empirical_Bayes`.
 */
export function empiricalBayes(counts: RateCounts): EmpiricalBayes {
  const rows = Uint32Array.from(counts.numerators.keys());
  const prior = priorOf(counts, rows);
  return smooth(counts, () => prior);
}

/**
 * Marshall's empirical Bayes rates shrunk towards the rate of each area's own neighbourhood: itself and its
 * neighbours. An area without neighbours keeps its own rate: there is nothing to borrow.
 *
 * Source: R. J. Marshall (1991); the same numbers as esda `Spatial_Empirical_Bayes`. (spdep `EBlocal` divides by the
 * neighbourhood's mean population in the same way.)
 */
export function localEmpiricalBayes(counts: RateCounts, neighbours: Neighbours): EmpiricalBayes {
  return smooth(counts, (row) => priorOf(counts, neighbourhood(row, neighbours)));
}

function smooth(counts: RateCounts, priorOfRow: (row: number) => Moments): EmpiricalBayes {
  const size = counts.numerators.length;
  const out = {
    rates: new Float64Array(size).fill(NaN),
    means: new Float64Array(size).fill(NaN),
    variances: new Float64Array(size).fill(NaN),
  };
  for (let row = 0; row < size; row += 1) {
    const events = counts.numerators[row] ?? NaN;
    const people = counts.denominators[row] ?? NaN;
    if (!hasRate(events, people)) continue;
    const { mean, variance } = priorOfRow(row);
    out.means[row] = mean;
    out.variances[row] = variance;
    // No events anywhere: there is nothing to shrink, and the weight would be 0 / 0.
    const kept = mean === 0 ? 1 : variance / (variance + mean / people);
    out.rates[row] = mean + kept * (events / people - mean);
  }
  return out;
}

function priorOf(counts: RateCounts, rows: Iterable<number>): Moments {
  const { numerators, denominators } = counts;
  const used = [...rows].filter((row) => hasRate(numerators[row] ?? NaN, denominators[row] ?? NaN));
  const { mean, variance } = marshallMoments(counts, used);
  return { mean, variance: Math.max(0, variance) };
}

function neighbourhood(row: number, neighbours: Neighbours): number[] {
  return [row, ...neighboursOf(neighbours, row).filter((other) => other !== row)];
}

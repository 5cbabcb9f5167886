import { hasRate, type RateCounts } from './shrink-rates.ts';

/** Who neighbours whom, in compressed sparse rows: the neighbours of row i are targets[offsets[i] .. offsets[i+1] - 1]. */
export interface NeighbourRows {
  readonly offsets: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
}

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
export function localEmpiricalBayes(counts: RateCounts, neighbours: NeighbourRows): EmpiricalBayes {
  return smooth(counts, (row) => priorOf(counts, neighbourhood(row, neighbours)));
}

interface Prior {
  readonly mean: number;
  readonly variance: number;
}

function smooth(counts: RateCounts, priorOfRow: (row: number) => Prior): EmpiricalBayes {
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

function priorOf({ numerators, denominators }: RateCounts, rows: Iterable<number>): Prior {
  const used = [...rows].filter((row) => hasRate(numerators[row] ?? NaN, denominators[row] ?? NaN));
  let events = 0;
  let people = 0;
  for (const row of used) {
    events += numerators[row] ?? 0;
    people += denominators[row] ?? 0;
  }
  const mean = events / people;
  let squares = 0;
  for (const row of used) {
    const at = denominators[row] ?? 0;
    squares += at * ((numerators[row] ?? 0) / at - mean) ** 2;
  }
  const variance = squares / people - mean / (people / used.length);
  return { mean, variance: Math.max(0, variance) };
}

function neighbourhood(row: number, { offsets, targets }: NeighbourRows): number[] {
  const rows = [row];
  for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) {
    const target = targets[at];
    if (target !== undefined && target !== row) rows.push(target);
  }
  return rows;
}

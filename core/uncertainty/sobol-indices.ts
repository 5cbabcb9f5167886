import { createRandom } from '../random.ts';
import { quantileSorted } from '../index/quantile.ts';

/** What the model gave at the design's runs; one entry per row j, and per input for AB. */
export interface SobolOutputs {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly ab: readonly Float64Array[];
}

/** `jansen` has the smaller error and is the default; `saltelli` (2010) is what COINr prints for first order. */
export type FirstOrderEstimator = 'jansen' | 'saltelli';

export interface Interval90 {
  readonly q5: number;
  readonly q95: number;
}

export interface SobolIndex {
  /** Share of the variance that the input explains by itself; estimates may fall a little below 0 or above 1. */
  readonly first: number;
  /** Share that would remain if all others were known: by itself and together with others. */
  readonly total: number;
  readonly firstInterval: Interval90;
  readonly totalInterval: Interval90;
}

/**
 * Sobol' sensitivity indices of each input, with 90 % intervals by resampling the design's rows.
 *
 * V = variance of the 2N outputs of A and B (divisor 2N - 1). First order: Jansen 1 - mean((yB - yABi)²) / 2V, or
 * Saltelli mean(yB (yABi - yA)) / V. Total order (Jansen): mean((yA - yABi)²) / 2V.
 *
 * Missing: NaN where the output does not vary. Intervals are those of `resamples` (1,000 or more) resamplings.
 *
 * Source: M. J. W. Jansen (1999), Computer Physics Communications 117; A. Saltelli et al. (2010), ibid. 181; COINr
 * `SA_estimate` (equal to its published table to the last digit).
 */
export function sobolIndices(
  outputs: SobolOutputs,
  options: {
    readonly estimator?: FirstOrderEstimator;
    readonly resamples: number;
    readonly seed: number;
  },
): readonly SobolIndex[] {
  const estimator = options.estimator ?? 'jansen';
  const rows = Uint32Array.from(outputs.a.keys());
  const point = estimate(outputs, rows, estimator);
  const samples = point.map(() => ({
    first: new Float64Array(options.resamples),
    total: new Float64Array(options.resamples),
  }));
  for (let sample = 0; sample < options.resamples; sample += 1) {
    const random = createRandom(options.seed, sample);
    for (let at = 0; at < rows.length; at += 1) rows[at] = random.nextBelow(rows.length);
    estimate(outputs, rows, estimator).forEach(({ first, total }, input) => {
      const kept = samples[input];
      if (kept === undefined) return;
      kept.first[sample] = first;
      kept.total[sample] = total;
    });
  }
  return point.map(({ first, total }, input) => ({
    first,
    total,
    firstInterval: interval(samples[input]?.first),
    totalInterval: interval(samples[input]?.total),
  }));
}

interface Estimate {
  readonly first: number;
  readonly total: number;
}

function estimate({ a, b, ab }: SobolOutputs, rows: Uint32Array, estimator: FirstOrderEstimator): Estimate[] {
  const count = rows.length;
  let sum = 0;
  for (const row of rows) sum += (a[row] ?? NaN) + (b[row] ?? NaN);
  const mean = sum / (2 * count);
  let squares = 0;
  for (const row of rows) squares += ((a[row] ?? NaN) - mean) ** 2 + ((b[row] ?? NaN) - mean) ** 2;
  const variance = squares / (2 * count - 1);
  return ab.map((mixed) => {
    let products = 0;
    let fromA = 0;
    let fromB = 0;
    for (const row of rows) {
      const ya = a[row] ?? NaN;
      const yb = b[row] ?? NaN;
      const yab = mixed[row] ?? NaN;
      products += yb * (yab - ya);
      fromA += (ya - yab) ** 2;
      fromB += (yb - yab) ** 2;
    }
    if (variance === 0) return { first: NaN, total: NaN };
    const first = estimator === 'saltelli' ? products / count / variance : 1 - fromB / count / (2 * variance);
    return { first, total: fromA / count / (2 * variance) };
  });
}

function interval(values = new Float64Array(0)): Interval90 {
  const sorted = values.toSorted();
  return { q5: quantileSorted(sorted, 0.05), q95: quantileSorted(sorted, 0.95) };
}

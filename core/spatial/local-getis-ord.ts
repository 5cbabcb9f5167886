import { mean } from '../index/mean.ts';
import { deviations } from './deviations.ts';
import { checkValues } from './global-statistic.ts';
import { rowSums, zScores, type LocalStatistic } from './local-statistic.ts';
import { findLink } from './neighbours.ts';
import { spatialLag } from './spatial-lag.ts';
import type { SpatialWeights } from './spatial-weights.ts';

export interface LocalGetisOrdOptions {
  /**
   * 1995 (the default): for any weights, and what spdep gives. 1992: the first form, whose variance takes the squares
   * of the weights for the weights themselves; right for binary weights only, kept for comparison with esda.
   */
  readonly form?: '1995' | '1992';
}

/**
 * Gi and Gi* of Getis and Ord: where high values stand together (hot spots, z above 0) and where low ones do (cold
 * spots, below 0). The statistic is the weighted sum of the neighbours' values, its z the published Gi or Gi*.
 *
 * Gi* where the areas are neighbours of themselves (`withSelf`), with moments over all areas; else Gi, with moments
 * over the others. All areas must be of one kind.
 *
 * Missing: NaN for an area without other neighbours (Gi), or whose others all have the same value.
 *
 * @throws AppError as checkValues.
 * Source: Ord and Getis 1995, Geographical Analysis 27, equations 6 and 7; spdep `localG`.
 */
export function localGetisOrd(
  values: Float64Array,
  weights: SpatialWeights,
  { form = '1995' }: LocalGetisOrdOptions = {},
): LocalStatistic {
  checkValues(values, weights);
  const n = values.length;
  const lag = spatialLag(weights, values);
  const { sum, squares } = rowSums(weights.neighbours.starts, weights.values);
  const totals = momentsOf(values);
  const expectation = new Float64Array(n).fill(NaN);
  const variance = new Float64Array(n).fill(NaN);
  for (let area = 0; area < n; area += 1) {
    const total = sum[area] ?? 0;
    if (!(total > 0)) continue;
    const isStar = findLink(weights.neighbours, area, area) >= 0;
    const count = isStar ? n : n - 1;
    const { mean, spread } = isStar ? totals : without(values[area] ?? 0, totals);
    const square = form === '1992' ? total : (squares[area] ?? 0);
    expectation[area] = total * mean;
    variance[area] = (spread * (count * square - total ** 2)) / (count - 1);
  }
  const statistic = lag.map((value, area) => ((sum[area] ?? 0) > 0 ? value : NaN));
  const parts = { statistic, expectation, variance };
  return { ...parts, z: zScores(parts) };
}

interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Variance with divisor count. */
  readonly spread: number;
}

function momentsOf(values: Float64Array): Moments {
  return { count: values.length, mean: mean(values), spread: deviations(values).m2 };
}

/** The moments of all but one value, from those of all. */
function without(value: number, { count, mean, spread }: Moments): Moments {
  const others = count - 1;
  const shift = (mean - value) / others;
  // Sum of squares about the new mean: the old sum less the value's own share (Welford's update, taken back).
  const squares = spread * count - (value - mean) * (value - mean - shift);
  return { count: others, mean: mean + shift, spread: Math.max(0, squares / others) };
}

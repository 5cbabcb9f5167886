import { deviations } from './deviations.ts';
import { checkValues } from './global-statistic.ts';
import { rowSums, zScores, type LocalStatistic } from './local-statistic.ts';
import { spatialLag } from './spatial-lag.ts';
import type { SpatialWeights } from './spatial-weights.ts';

export interface LocalMoranOptions {
  /** What the squares are divided by: n as spdep does, n - 1 as esda and GeoDa do. */
  readonly divisor?: 'n' | 'n-1';
  /**
   * Whose values are dealt out: everybody else's while the area keeps its own (conditional, as permutations do it;
   * Sokal et al. 1998), or everybody's (total; Anselin 1995).
   */
  readonly moments?: 'conditional' | 'total';
}

export interface LocalMoran extends LocalStatistic {
  /** Own value less the mean. */
  readonly deviation: Float64Array;
  /** Weighted sum of the neighbours' deviations; 0 where there are none. */
  readonly lag: Float64Array;
  /** The statistic is deviation times lag over this. */
  readonly scale: number;
}

/**
 * Local Moran's I: which areas are like their neighbours (above 0), or unlike them (below 0), and how strongly. They add
 * up to S0 times Moran's I with divisor n.
 *
 * Missing: NaN for an area without neighbours. Shape: one value per area, none missing.
 *
 * @throws AppError as checkValues.
 * Source: Anselin 1995, Geographical Analysis 27; Sokal, Oden and Thomson 1998, Geographical Analysis 30 (moments);
 *   spdep `localmoran`.
 */
export function localMoran(
  values: Float64Array,
  weights: SpatialWeights,
  { divisor = 'n', moments = 'conditional' }: LocalMoranOptions = {},
): LocalMoran {
  checkValues(values, weights);
  const n = values.length;
  const { z: deviation, m2: ofN, m4 } = deviations(values);
  const m2 = divisor === 'n' ? ofN : (ofN * n) / (n - 1);
  const lag = spatialLag(weights, deviation);
  const { sum, squares } = rowSums(weights.neighbours.starts, weights.values);
  const hasNeighbours = (area: number): boolean => (sum[area] ?? 0) > 0;
  const statistic = deviation.map((z, area) => (hasNeighbours(area) ? (z * (lag[area] ?? 0)) / m2 : NaN));
  const expectation = new Float64Array(n);
  const variance = new Float64Array(n);
  const shrink = ofN / m2;
  // Sokal et al.'s A and B; shrink is 1 but for the divisor n - 1.
  const kurtosis = m4 / ofN ** 2;
  const a = (n - kurtosis) / (n - 1);
  const b = (2 * kurtosis - n) / ((n - 1) * (n - 2));
  for (let area = 0; area < n; area += 1) {
    const total = sum[area] ?? 0;
    const square = squares[area] ?? 0;
    const z = deviation[area] ?? 0;
    if (!hasNeighbours(area)) {
      expectation[area] = NaN;
      variance[area] = NaN;
    } else if (moments === 'conditional') {
      expectation[area] = -(z * z * total) / ((n - 1) * m2);
      variance[area] =
        (z / m2) ** 2 * (n / (n - 2)) * (square - total ** 2 / (n - 1)) * (ofN - z ** 2 / (n - 1));
    } else {
      expectation[area] = (-total / (n - 1)) * shrink;
      variance[area] = (a * square + b * (total ** 2 - square) - total ** 2 / (n - 1) ** 2) * shrink ** 2;
    }
  }
  const parts = { statistic, expectation, variance };
  return { ...parts, z: zScores(parts), deviation, lag, scale: m2 };
}

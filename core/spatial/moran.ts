import { deviations } from './deviations.ts';
import { checkValues, type GlobalOptions, type GlobalStatistic } from './global-statistic.ts';
import { spatialLag } from './spatial-lag.ts';
import type { SpatialWeights } from './spatial-weights.ts';
import { weightSums } from './weight-sums.ts';

/**
 * Moran's I: how far neighbours are alike. About 0 (exactly -1 / (n - 1)) for values placed by chance, towards 1 where
 * high values stand together, below 0 where neighbours differ.
 *
 * @throws AppError as checkValues.
 * Source: Cliff and Ord 1981, pages 17 and 21; the same numbers as spdep's `moran.test` and esda's `Moran`.
 */
export function moran(
  values: Float64Array,
  weights: SpatialWeights,
  { areaCount = values.length }: GlobalOptions = {},
): GlobalStatistic {
  checkValues(values, weights);
  const n = areaCount;
  const { s0, s1, s2 } = weightSums(weights);
  const { m2, m4 } = deviations(values);
  const compute = (placed: Float64Array): number => {
    const { z } = deviations(placed);
    const lag = spatialLag(weights, z);
    let cross = 0;
    let squares = 0;
    for (let area = 0; area < z.length; area += 1) {
      cross += (z[area] ?? 0) * (lag[area] ?? 0);
      squares += (z[area] ?? 0) ** 2;
    }
    return ((n / s0) * cross) / squares;
  };
  const expectation = -1 / (n - 1);
  const kurtosis = m4 / m2 ** 2;
  const normality = (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0) - expectation * expectation;
  const randomisation =
    (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0) -
      kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)) /
      ((n - 1) * (n - 2) * (n - 3) * s0 * s0) -
    expectation * expectation;
  return { statistic: compute(values), expectation, variance: { normality, randomisation }, compute };
}

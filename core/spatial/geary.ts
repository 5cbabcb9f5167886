import { deviations } from './deviations.ts';
import { checkValues, type GlobalOptions, type GlobalStatistic } from './global-statistic.ts';
import type { SpatialWeights } from './spatial-weights.ts';
import { weightSums } from './weight-sums.ts';

/**
 * Geary's C: how far neighbours differ, by the squares of their differences. 1 for values placed by chance, towards 0
 * where neighbours are alike, above 1 where they are unlike. Answers to local differences where Moran's I answers to
 * distance from the mean.
 *
 * @throws AppError as checkValues.
 * Source: Cliff and Ord 1981, pages 17 and 21; spdep `geary.test`, esda `Geary`.
 */
export function geary(
  values: Float64Array,
  weights: SpatialWeights,
  { areaCount = values.length }: GlobalOptions = {},
): GlobalStatistic {
  checkValues(values, weights);
  const n = areaCount;
  const { s0, s1, s2 } = weightSums(weights);
  const { z, m2, m4 } = deviations(values);
  const squares = m2 * z.length;
  const { neighbours } = weights;
  const compute = (placed: Float64Array): number => {
    let differences = 0;
    for (let area = 0; area < placed.length; area += 1) {
      const own = placed[area] ?? NaN;
      for (let link = neighbours.starts[area] ?? 0; link < (neighbours.starts[area + 1] ?? 0); link += 1) {
        const other = placed[neighbours.ids[link] ?? 0] ?? NaN;
        differences += (weights.values[link] ?? 0) * (own - other) ** 2;
      }
    }
    return ((n - 1) * differences) / (2 * s0 * squares);
  };
  const kurtosis = m4 / m2 ** 2;
  const s02 = s0 * s0;
  const normality = ((2 * s1 + s2) * (n - 1) - 4 * s02) / (2 * (n + 1) * s02);
  const randomisation =
    ((n - 1) * s1 * (n * n - 3 * n + 3 - (n - 1) * kurtosis) -
      0.25 * (n - 1) * s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * kurtosis) +
      s02 * (n * n - 3 - (n - 1) ** 2 * kurtosis)) /
    (n * (n - 2) * (n - 3) * s02);
  return { statistic: compute(values), expectation: 1, variance: { normality, randomisation }, compute };
}

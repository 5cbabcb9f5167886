import { AppError } from '../errors.ts';
import { checkValues, type GlobalOptions, type GlobalStatistic } from './global-statistic.ts';
import { spatialLag } from './spatial-lag.ts';
import type { SpatialWeights } from './spatial-weights.ts';
import { weightSums } from './weight-sums.ts';

/**
 * The general G of Getis and Ord: the share of all products of two areas' values that neighbours make. Above its
 * expectation where high values stand together, below it where low ones do; Moran's I cannot tell the two apart.
 * Meant for binary weights and for values with a natural zero.
 *
 * Only the randomisation variance exists.
 *
 * @throws AppError as checkValues, and not-computable where a value is below zero (details: row, value).
 * Source: Getis and Ord 1992, Geographical Analysis 24, equations 4 to 8; spdep `globalG.test`.
 */
export function getisOrd(
  values: Float64Array,
  weights: SpatialWeights,
  { areaCount = values.length }: GlobalOptions = {},
): GlobalStatistic {
  checkValues(values, weights);
  const below = values.findIndex((value) => value < 0);
  if (below >= 0) {
    throw new AppError(
      'not-computable',
      `Getis and Ord's G needs values of 0 or more; area ${below + 1} has ${values[below] ?? NaN}.`,
      { details: { row: below, value: values[below] } },
    );
  }
  const n = areaCount;
  const { s0, s1, s2 } = weightSums(weights);
  const [sum1, sum2, sum3, sum4] = powerSums(values);
  const pairs = sum1 ** 2 - sum2;
  const compute = (placed: Float64Array): number => {
    const lag = spatialLag(weights, placed);
    return placed.reduce((sum, value, area) => sum + value * (lag[area] ?? 0), 0) / pairs;
  };
  const expectation = s0 / (n * (n - 1));
  const s02 = s0 * s0;
  const b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * s02;
  const b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * s02);
  const b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s02);
  const b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s02;
  const b4 = s1 - s2 + s02;
  const square =
    (b0 * sum2 ** 2 + b1 * sum4 + b2 * sum1 ** 2 * sum2 + b3 * sum1 * sum3 + b4 * sum1 ** 4) /
    (pairs ** 2 * n * (n - 1) * (n - 2) * (n - 3));
  const randomisation = square - expectation ** 2;
  return { statistic: compute(values), expectation, variance: { normality: null, randomisation }, compute };
}

function powerSums(values: Float64Array): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (const value of values) {
    sums[0] += value;
    sums[1] += value ** 2;
    sums[2] += value ** 3;
    sums[3] += value ** 4;
  }
  return sums;
}

import { deviations } from './deviations.ts';
import { checkValues } from './global-statistic.ts';
import { localGetisOrd } from './local-getis-ord.ts';
import { zScores } from './local-statistic.ts';
import type { LocalMoran } from './local-moran.ts';
import { spatialLag } from './spatial-lag.ts';
import type { SpatialWeights } from './spatial-weights.ts';

export interface BivariateValues {
  /** The area's own value: its risk, say. */
  readonly own: Float64Array;
  /** The value looked for around it: support, or coverage. */
  readonly around: Float64Array;
}

/**
 * Bivariate local Moran's I: is an area with a high value surrounded by high or by low values of something else? Risk
 * high and support low around it is the outlier to look at. Each value is standardised; the link between the two
 * within the area itself plays no part.
 *
 * The moments are conditional: the area keeps its own value, the others' second values are dealt out.
 *
 * Missing: NaN for an area without neighbours. Shape: no value missing in either.
 *
 * @throws AppError as checkValues, for either value.
 * Source: Anselin, Syabri and Smirnov 2002, Visualizing multivariate spatial correlation; esda `Moran_Local_BV`.
 */
export function bivariateLocalMoran(
  { own, around }: BivariateValues,
  weights: SpatialWeights,
  divisor: 'n' | 'n-1' = 'n',
): LocalMoran {
  checkValues(own, weights);
  checkValues(around, weights);
  const n = own.length;
  const { z: deviation, m2: ownSquares } = deviations(own);
  const { z: other, m2: aroundSquares } = deviations(around);
  const scale = Math.sqrt(ownSquares * aroundSquares) * (divisor === 'n' ? 1 : n / (n - 1));
  const lag = spatialLag(weights, other);
  // The weighted sum of the others' values, dealt out, is what Gi is about.
  const dealt = localGetisOrd(other, weights);
  const parts = {
    statistic: dealt.statistic.map((sum, area) => ((deviation[area] ?? NaN) * sum) / scale),
    expectation: dealt.expectation.map((sum, area) => ((deviation[area] ?? NaN) * sum) / scale),
    variance: dealt.variance.map((spread, area) => spread * ((deviation[area] ?? NaN) / scale) ** 2),
  };
  return { ...parts, z: zScores(parts), deviation, lag, scale };
}

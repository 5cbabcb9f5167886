import { AppError } from '../../core/errors.ts';
import { bivariateLocalMoran } from '../../core/spatial/bivariate-local-moran.ts';
import { deviations } from '../../core/spatial/deviations.ts';
import { localGeary } from '../../core/spatial/local-geary.ts';
import { localGetisOrd } from '../../core/spatial/local-getis-ord.ts';
import { localMoran, type LocalMoran } from '../../core/spatial/local-moran.ts';
import { neighboursOf, withSelf } from '../../core/spatial/neighbours.ts';
import type { ConditionalDeal } from '../../core/spatial/permute-conditionally.ts';
import { spatialLag } from '../../core/spatial/spatial-lag.ts';
import { spatialWeights, type SpatialWeights, type WeightStyle } from '../../core/spatial/spatial-weights.ts';

export const localStatistics = [
  'local-moran',
  'local-g',
  'local-g-star',
  'local-geary',
  'bivariate-local-moran',
] as const;
export type LocalStatisticName = (typeof localStatistics)[number];

/** What software differs in. */
export interface StatisticConventions {
  /** Of the variance in local Moran: n (spdep) or n - 1 (esda, GeoDa). */
  readonly divisor: 'n' | 'n-1';
  readonly moments: 'conditional' | 'total';
  /** Of the variance of Gi and Gi*. */
  readonly form: '1995' | '1992';
}

export interface LocalInput {
  readonly statistic: LocalStatisticName;
  readonly values: Float64Array;
  readonly around: Float64Array | null;
  readonly weights: SpatialWeights;
  readonly style: WeightStyle;
  readonly linkWeights: Float64Array | null;
  readonly conventions: StatisticConventions;
}

/** A local statistic by formula, and how its permutations are dealt. */
export interface PreparedLocal {
  readonly statistic: Float64Array;
  readonly expectation: Float64Array;
  readonly variance: Float64Array;
  readonly z: Float64Array;
  /** False where there are no formulas for expectation and variance. */
  readonly hasMoments: boolean;
  /** Own value less the mean. */
  readonly deviation: Float64Array;
  /** Weighted sum of the neighbours' values less their mean: its sign is high or low around. */
  readonly lagDeviation: Float64Array;
  /** Weighted sum of the neighbours' values. */
  readonly lag: Float64Array;
  /** The statistic is this times the dealt sum. */
  readonly factor: Float64Array;
  readonly deal: Pick<ConditionalDeal, 'weights' | 'values' | 'sum'>;
}

/** @throws AppError as the statistics; invalid-request for a bivariate one without a second value. */
export function prepareLocal(input: LocalInput): PreparedLocal {
  const { statistic, values, weights, conventions } = input;
  switch (statistic) {
    case 'local-moran':
      return fromMoran(localMoran(values, weights, conventions), weights, values);
    case 'bivariate-local-moran': {
      if (input.around === null) {
        throw new AppError('invalid-request', 'The bivariate statistic needs a second value.', {
          details: { field: 'second-field' },
        });
      }
      const found = bivariateLocalMoran({ own: values, around: input.around }, weights, conventions.divisor);
      return fromMoran(found, weights, input.around);
    }
    case 'local-geary':
      return geary(values, weights);
    case 'local-g':
      return getisOrd(values, weights, conventions.form);
    case 'local-g-star':
      return getisOrd(values, starWeights(input), conventions.form);
  }
}

/** Each area is its own neighbour, with weight 1 before the weights are scaled. */
function starWeights({ weights, style, linkWeights }: LocalInput): SpatialWeights {
  if (linkWeights !== null) {
    throw new AppError(
      'invalid-request',
      'Gi* with given link weights is not defined here: the weight of an area with itself is not known.',
      { details: { field: 'link-values' } },
    );
  }
  return spatialWeights(withSelf(weights.neighbours), style);
}

function fromMoran(found: LocalMoran, weights: SpatialWeights, around: Float64Array): PreparedLocal {
  return {
    ...found,
    hasMoments: true,
    lagDeviation: found.lag,
    lag: lagOf(weights, around),
    factor: found.deviation.map((own) => own / found.scale),
    deal: { weights, values: deviations(around).z, sum: 'lag' },
  };
}

/** The weighted sum of the neighbours' values; NaN, not zero, where there are no neighbours. */
function lagOf(weights: SpatialWeights, values: Float64Array): Float64Array {
  return spatialLag(weights, values).map((sum, area) =>
    neighboursOf(weights.neighbours, area).length === 0 ? NaN : sum,
  );
}

function getisOrd(values: Float64Array, weights: SpatialWeights, form: '1995' | '1992'): PreparedLocal {
  const found = localGetisOrd(values, weights, { form });
  const { z: deviation } = deviations(values);
  return {
    ...found,
    hasMoments: true,
    deviation,
    // Hot or cold: the lag against what it would be, not against zero.
    lagDeviation: found.statistic.map((sum, area) => sum - (found.expectation[area] ?? NaN)),
    lag: found.statistic,
    factor: new Float64Array(values.length).fill(1),
    deal: { weights, values, sum: 'lag' },
  };
}

function geary(values: Float64Array, weights: SpatialWeights): PreparedLocal {
  const statistic = localGeary(values, weights);
  const { z: deviation, m2 } = deviations(values);
  const unknown = new Float64Array(values.length).fill(NaN);
  const factor = 1 / ((m2 * values.length) / (values.length - 1));
  return {
    statistic,
    expectation: unknown,
    variance: unknown,
    z: unknown,
    hasMoments: false,
    deviation,
    lagDeviation: spatialLag(weights, deviation),
    lag: lagOf(weights, values),
    factor: new Float64Array(values.length).fill(factor),
    deal: { weights, values: deviation, sum: 'squared-difference' },
  };
}

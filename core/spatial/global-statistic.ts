import { AppError } from '../errors.ts';
import type { SpatialWeights } from './spatial-weights.ts';

/** One number for a whole map, with what it would be if values stood where they stand by chance. */
export interface GlobalStatistic {
  readonly statistic: number;
  readonly expectation: number;
  readonly variance: {
    /** If the values were drawn from a normal distribution; null where no such formula exists. */
    readonly normality: number | null;
    /** If the values at hand were dealt out at random. */
    readonly randomisation: number;
  };
  /** The same statistic of other values in the same places, for permutations. */
  readonly compute: (values: Float64Array) => number;
}

export interface GlobalOptions {
  /** n of the formulas: the number of areas unless said. spdep's default is the number that have neighbours. */
  readonly areaCount?: number;
}

/**
 * Checks what every global statistic needs.
 *
 * @throws AppError invalid-request where values and weights differ in length or a value is missing (take the area out
 *   first, `neighboursAmong`); not-computable for fewer than four areas or where all values are equal.
 */
export function checkValues(values: Float64Array, { neighbours }: SpatialWeights): void {
  if (values.length !== neighbours.areaCount) {
    throw new AppError('invalid-request', `${values.length} values for ${neighbours.areaCount} areas.`, {
      details: { field: 'values' },
    });
  }
  const missing = values.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0) {
    throw new AppError('invalid-request', `Area ${missing + 1} has no value.`, {
      details: { field: 'values', row: missing },
    });
  }
  if (values.length < 4) {
    throw new AppError(
      'not-computable',
      `Spatial statistics need at least four areas with a value, not ${values.length}.`,
      { details: { areas: values.length } },
    );
  }
  if (values.every((value) => value === values[0])) {
    throw new AppError(
      'not-computable',
      'All areas have the same value, so nothing can be alike or unlike.',
      {
        details: { value: values[0] },
      },
    );
  }
}

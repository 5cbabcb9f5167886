import { mean } from '../index/mean.ts';
import { quantileSorted, sortedPresent } from '../index/quantile.ts';
import { passes, shapeOf } from '../index/skewness-kurtosis.ts';

/** A column in figures, and what deserves a second look before it goes into an index. */
export interface ColumnDescription {
  /** How many areas have a value; how many of those are not zero; how many different values; how often the commonest. */
  readonly available: number;
  readonly nonZero: number;
  readonly unique: number;
  readonly same: number;
  /** The same as shares (0-1): the first of all areas, the others of the available ones. */
  readonly availableShare: number;
  readonly nonZeroShare: number;
  readonly uniqueShare: number;
  readonly sameShare: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly median: number;
  /** Sample standard deviation (divisor n - 1). */
  readonly standardDeviation: number;
  /** Type 2, as `shapeOf`. */
  readonly skewness: number;
  readonly kurtosis: number;
  readonly flags: readonly ColumnFlag[];
}

/** Too few values, too many zeros, too few different values, outliers. */
export type ColumnFlag = 'few-available' | 'few-non-zero' | 'few-unique' | 'outliers';

/** Thresholds of the JRC as COINr has them: shares below which, and the shape at which, a flag is put. */
const thresholds = { available: 0.65, nonZero: 0.5, unique: 0.5, skewness: 2, kurtosis: 3.5 } as const;

/**
 * Describes a column: the table with which every audit of an index begins.
 *
 * Missing: statistics of nothing are NaN. Shares of non-zero and unique values are of the available ones, as in COINr.
 * Source: COINr `get_stats`; OECD/JRC Handbook (2008), section 4.
 */
export function describeColumn(values: Float64Array): ColumnDescription {
  const sorted = sortedPresent(values);
  const available = sorted.length;
  const { unique, same } = countRuns(sorted);
  const nonZero = sorted.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const average = mean(sorted);
  const squares = sorted.reduce((sum, value) => sum + (value - average) ** 2, 0);
  const shape = shapeOf(sorted);
  const shares = {
    availableShare: available / values.length,
    nonZeroShare: nonZero / available,
    uniqueShare: unique / available,
    sameShare: same / available,
  };
  const flags: ColumnFlag[] = [];
  if (shares.availableShare < thresholds.available) flags.push('few-available');
  if (shares.nonZeroShare < thresholds.nonZero) flags.push('few-non-zero');
  if (shares.uniqueShare < thresholds.unique) flags.push('few-unique');
  if (passes(shape, thresholds) === false) flags.push('outliers');
  return {
    ...{ available, nonZero, unique, same, ...shares },
    ...{ minimum: sorted[0] ?? NaN, maximum: sorted.at(-1) ?? NaN },
    ...{ mean: average, median: quantileSorted(sorted, 0.5) },
    standardDeviation: available < 2 ? NaN : Math.sqrt(squares / (available - 1)),
    ...shape,
    flags,
  };
}

function countRuns(sorted: Float64Array): { readonly unique: number; readonly same: number } {
  let unique = 0;
  let same = 0;
  let length = 0;
  sorted.forEach((value, at) => {
    const isNew = at === 0 || value !== sorted[at - 1];
    if (isNew) unique += 1;
    length = isNew ? 1 : length + 1;
    same = Math.max(same, length);
  });
  return { unique, same };
}

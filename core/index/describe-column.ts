import { quantileSorted, sortedPresent } from './quantile.ts';
import { passes, shapeOf } from './skewness-kurtosis.ts';

/** A column in numbers; NaN where a number cannot be worked out. */
export interface ColumnStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  /** Divisor n - 1. */
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly available: number;
  readonly nonZero: number;
  /** Different values. */
  readonly unique: number;
  /** How often the commonest value stands. */
  readonly same: number;
  /** Shares (0-1) of all rows. */
  readonly availableShare: number;
  readonly nonZeroShare: number;
  readonly uniqueShare: number;
  readonly sameShare: number;
  /** What deserves a look: low availability, many zeros, few different values, outliers. */
  readonly flags: readonly ('availability' | 'zeros' | 'unique' | 'outliers')[];
}

/** Below these shares, and at these shapes, a column is flagged: COINr's `get_stats`. */
const thresholds = { availability: 0.65, nonZero: 0.5, unique: 0.5, skewness: 2, kurtosis: 3.5 };

/**
 * Describes a column as COINr's `get_stats` does.
 *
 * Missing: left out; shares are of all rows, non-zero of the present ones.
 *
 * Source: COINr `get_stats`; OECD/JRC Handbook (2008), section 4.
 */
export function describeColumn(values: Float64Array): ColumnStatistics {
  const sorted = sortedPresent(values);
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const { unique, same } = repeats(sorted);
  const nonZero = sorted.filter((value) => value !== 0).length;
  const shape = shapeOf(sorted);
  const shares = {
    availableShare: count / values.length,
    nonZeroShare: nonZero / count,
    uniqueShare: unique / count,
    sameShare: same / count,
  };
  const flags = [
    ...(shares.availableShare < thresholds.availability ? ['availability' as const] : []),
    ...(shares.nonZeroShare < thresholds.nonZero ? ['zeros' as const] : []),
    ...(shares.uniqueShare < thresholds.unique ? ['unique' as const] : []),
    ...(passes(shape, thresholds) === false ? ['outliers' as const] : []),
  ];
  return {
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
    mean,
    median: quantileSorted(sorted, 0.5),
    standardDeviation: count < 2 ? NaN : Math.sqrt(squares / (count - 1)),
    ...shape,
    available: count,
    nonZero,
    unique,
    same,
    ...shares,
    flags,
  };
}

function repeats(sorted: Float64Array): { unique: number; same: number } {
  let unique = 0;
  let same = 0;
  let run = 0;
  sorted.forEach((value, at) => {
    run = at > 0 && sorted[at - 1] === value ? run + 1 : 1;
    if (run === 1) unique += 1;
    if (run > same) same = run;
  });
  return { unique, same };
}

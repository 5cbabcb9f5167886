import { deviation } from 'd3-array';
import { quantileSorted, sortedPresent } from '../index/quantile.ts';

/** How the values of all places of a kind lie. */
export interface ColumnMeasure {
  readonly lowest: number;
  readonly median: number;
  readonly highest: number;
  /** The sample standard deviation; NaN of fewer than two values. */
  readonly spread: number;
}

/**
 * What the difference between two places of a kind is measured by.
 *
 * Shape: one value a place; missing is NaN and left out. Null where all are missing.
 *
 * @example measureColumn([1, NaN, 2, 6]) // { lowest: 1, median: 2, highest: 6, spread: 2.6457513110645907 }
 */
export function measureColumn(values: ArrayLike<number>): ColumnMeasure | null {
  const sorted = sortedPresent(values);
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  return { lowest, median: quantileSorted(sorted, 0.5), highest, spread: deviation(sorted) ?? NaN };
}

import { mean } from './mean.ts';

/** A column as a direction: its mean taken off, and divided by the length of what is left. */
export interface CentredColumn {
  readonly mean: number;
  /** The root of the sum of squared distances from the mean; 0 where the column does not vary. */
  readonly length: number;
  /** Of length 1; zeros throughout where the column does not vary. */
  readonly values: Float64Array;
}

/** Distances below this share of the largest value are rounding: 0.1 in every area is the same value in every area. */
const leastSpread = 1e-12;

/**
 * A column less its mean, of length 1, so that small units are not taken for no variation.
 *
 * Shape: the values none of which is missing.
 */
export function centredColumn(column: Float64Array): CentredColumn {
  const about = mean(column);
  // Once more about the first mean: the rounding of a long sum is itself a distance from the mean.
  const average = about + mean(column.map((value) => value - about));
  const distances = column.map((value) => value - average);
  const length = Math.sqrt(distances.reduce((sum, value) => sum + value * value, 0));
  const largest = column.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return length > leastSpread * Math.sqrt(column.length) * largest
    ? { mean: average, length, values: distances.map((value) => value / length) }
    : { mean: average, length: 0, values: new Float64Array(column.length) };
}

import { AppError } from '../errors.ts';

/** Values per head, and how many heads: what every measure of inequality is of. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Rows of the input that these came from, ascending. */
  readonly rows: Int32Array;
  /** Sum of the weights. */
  readonly people: number;
  /** Weighted sum of the values. */
  readonly total: number;
  readonly mean: number;
}

/**
 * The rows that have a value and a weight above zero. One weight each unless weights are given: people, households.
 *
 * Missing: a row without value or weight is left out; a weight of zero is nobody.
 *
 * @throws AppError invalid-request where lengths differ or a value or weight is below zero (details: row, value);
 *   not-computable where nobody is left or all have nothing.
 */
export function weightedValues(values: Float64Array, weights?: Float64Array): WeightedValues {
  if (weights !== undefined && weights.length !== values.length) {
    throw new AppError('invalid-request', `${values.length} values, but ${weights.length} weights.`, {
      details: { field: 'weights' },
    });
  }
  const weightOf = (row: number): number => (weights === undefined ? 1 : (weights[row] ?? NaN));
  const rows = Int32Array.from(values.keys()).filter((row) => {
    const value = values[row] ?? NaN;
    const weight = weightOf(row);
    if (value < 0 || weight < 0) {
      throw new AppError('invalid-request', `Row ${row + 1}: a value or weight below zero.`, {
        details: { row, value: value < 0 ? value : weight, field: value < 0 ? 'values' : 'weights' },
      });
    }
    return Number.isFinite(value) && weight > 0 && weight < Infinity;
  });
  const kept = Float64Array.from(rows, (row) => values[row] ?? NaN);
  const heads = Float64Array.from(rows, weightOf);
  const people = heads.reduce((sum, weight) => sum + weight, 0);
  const total = kept.reduce((sum, value, at) => sum + value * (heads[at] ?? 0), 0);
  if (!(total > 0)) {
    throw new AppError('not-computable', 'Nobody has anything, so inequality has no meaning.', {
      details: { rows: rows.length, total },
    });
  }
  return { values: kept, weights: heads, rows, people, total, mean: total / people };
}

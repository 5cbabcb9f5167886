/**
 * The inputs of an index: one column per indicator, one row per area, column after column in one Float64Array.
 * NaN is a missing value; the reason why stands outside. Infinite values never belong here.
 */
export interface IndicatorMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly values: Float64Array;
}

/**
 * Lays columns side by side as one matrix.
 *
 * @throws RangeError when a column has another length than `rowCount`.
 * @example matrixOf(2, [[1, 2], [3, null]]).values // Float64Array [1, 2, 3, NaN]
 */
export function matrixOf(rowCount: number, columns: readonly ArrayLike<number | null>[]): IndicatorMatrix {
  const values = new Float64Array(rowCount * columns.length);
  columns.forEach((column, index) => {
    if (column.length !== rowCount) {
      throw new RangeError(`column ${index} has ${column.length} rows, expected ${rowCount}`);
    }
    const start = index * rowCount;
    for (let row = 0; row < rowCount; row += 1) values[start + row] = column[row] ?? NaN;
  });
  return { rowCount, columnCount: columns.length, values };
}

/** One column of the matrix, as a view: nothing is copied. */
export function columnOf(matrix: IndicatorMatrix, column: number): Float64Array {
  return matrix.values.subarray(column * matrix.rowCount, (column + 1) * matrix.rowCount);
}

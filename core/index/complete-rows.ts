import { AppError } from '../errors.ts';
import { centredColumn } from './centred-column.ts';

/** The rows in which no column is missing. */
export function completeRows(columns: readonly Float64Array[]): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
    if (columns.every((column) => !Number.isNaN(column[row]))) rows.push(row);
  }
  return rows;
}

/**
 * Pearson correlations of columns over the rows that are complete in all of them.
 *
 * @throws AppError not-computable when fewer rows than columns plus one are complete, or a column does not vary.
 */
export function correlationMatrix(columns: readonly Float64Array[]): number[][] {
  const rows = completeRows(columns);
  if (rows.length < columns.length + 1) {
    throw notComputable(`only ${rows.length} areas have all of its ${columns.length} parts`);
  }
  const standard = columns.map((column) => {
    const { length, values } = centredColumn(Float64Array.from(rows, (row) => column[row] ?? NaN));
    if (length === 0) throw notComputable('one of its parts has the same value in every area');
    return values;
  });
  return standard.map((a, i) =>
    standard.map((b, j) => (i === j ? 1 : a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0))),
  );
}

function notComputable(reason: string): AppError {
  return new AppError('not-computable', `The weights of a component cannot be worked out: ${reason}.`, {
    details: { field: 'weighting', reason },
  });
}

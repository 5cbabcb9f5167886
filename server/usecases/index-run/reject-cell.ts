import { AppError } from '../../../core/errors.ts';

/** Where a cell stands. */
export interface Cell {
  readonly path: string;
  readonly line: number;
  readonly column: string;
}

/** What is wrong with a cell: `data.csv, line 7, column people: "x": this is not a number.` */
export function cellError({ path, line, column }: Cell, value: string, reason: string): AppError {
  return new AppError('source-rejected', `${path}, line ${line}, column ${column}: "${value}": ${reason}.`, {
    details: { file: path, line, column, value, reason },
  });
}

/** Columns of numbers that were read from a file, and the line of each row. */
export interface ReadNumbers {
  readonly file: string;
  readonly lines: readonly number[];
  readonly numbers: ReadonlyMap<string, Float64Array>;
}

/**
 * Refuses numbers of a column that break a rule; missing ones do not.
 *
 * @throws AppError source-rejected naming file, line, column and value of the first.
 */
export function refuseNumbers(
  { file, lines, numbers }: ReadNumbers,
  column: string,
  { isWrong, reason }: { readonly isWrong: (value: number) => boolean; readonly reason: string },
): void {
  const values = numbers.get(column) ?? new Float64Array();
  const row = values.findIndex((value) => !Number.isNaN(value) && isWrong(value));
  if (row < 0) return;
  throw cellError({ path: file, line: lines[row] ?? 0, column }, String(values[row]), reason);
}

/** Refuses numbers below zero. @throws AppError as refuseNumbers. */
export function refuseNegative(table: ReadNumbers, column: string): void {
  refuseNumbers(table, column, { isWrong: (value) => value < 0, reason: 'this is below zero' });
}

import { AppError } from '../../../core/errors.ts';
import { openCsv } from '../../sources/csv.ts';
import { openFile } from '../../sources/open-file.ts';
import type { Rejection } from '../../sources/source.ts';
import { cellError } from './reject-cell.ts';
import { noRows, numberColumn, rejectedRow } from './table-cells.ts';

/** A small table of codes, with or without a number beside them: a lookup, populations, what areas have in common. */
export interface LeadingColumns {
  readonly file: string;
  /** The names of the columns that were read. */
  readonly names: readonly string[];
  /** One list per column of codes, side by side; empty where an empty cell is allowed. */
  readonly codes: readonly (readonly string[])[];
  /** Empty list where no number was asked for; NaN is missing. */
  readonly numbers: Float64Array;
  /** The line of each row in the file. */
  readonly lines: readonly number[];
}

export interface LeadingRequest {
  /** How many columns of codes: they come first. */
  readonly codes: 1 | 2;
  /** Whether a column of numbers, not below zero, follows. */
  readonly hasNumber: boolean;
  /** Positions of the columns in this header, where they may stand elsewhere; null: the first ones. */
  readonly choose?: (header: readonly string[]) => readonly number[] | null;
  /** Whether the second code may be empty: an area outside of all parents. */
  readonly mayEnd?: boolean;
}

/**
 * Reads a CSV file that has no names of its own to go by: first one or two columns of codes, then perhaps a number.
 * Plain, .gz or inside a .zip, as `readAreaTable`.
 *
 * @throws AppError not-found when there is no such file; source-rejected with file, line, column and value: too few
 *   columns, an empty code, a cell that is no number or below zero, a row of another length, no rows.
 */
export async function readLeadingColumns(path: string, request: LeadingRequest): Promise<LeadingColumns> {
  const rejections: Rejection[] = [];
  const table = await openCsv(await openFile(path), { reject: (rejection) => rejections.push(rejection) });
  const wanted = request.codes + (request.hasNumber ? 1 : 0);
  const positions =
    request.choose?.(table.header) ?? Array.from({ length: wanted }, (_, position) => position);
  const names = positions.flatMap((position) => table.header[position] ?? []);
  if (names.length < wanted) throw tooNarrow(path, wanted, table.header);
  const codes = Array.from({ length: request.codes }, (): string[] => []);
  const people = numberColumn(names.at(-1) ?? '', positions.at(-1) ?? 0, []);
  const lines: number[] = [];
  for await (const batch of table.batches) {
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const [refused] = rejections;
      if (refused !== undefined && refused.line < line) throw rejectedRow(path, refused);
      codes.forEach((list, column) => {
        const code = record[positions[column] ?? 0]?.trim() ?? '';
        if (code === '' && !(column === 1 && request.mayEnd === true)) {
          throw cellError({ path, line, column: names[column] ?? '' }, '', 'the row has no code here');
        }
        list.push(code);
      });
      if (request.hasNumber) {
        const cell = { path, line, column: people.name };
        const text = record[people.at] ?? '';
        people.add(text, cell);
        if ((people.values.at(-1) ?? 0) < 0) throw cellError(cell, text.trim(), 'this is below zero');
      }
      lines.push(line);
    }
  }
  const [refused] = rejections;
  if (refused !== undefined) throw rejectedRow(path, refused);
  if (lines.length === 0) throw noRows(path);
  return { file: path, names, codes, numbers: Float64Array.from(people.values), lines };
}

function tooNarrow(path: string, wanted: number, columns: readonly string[]): AppError {
  return new AppError(
    'source-rejected',
    `${path} wants ${wanted} columns and has ${columns.length}: ${columns.join(', ')}.`,
    { details: { file: path, line: 1, columns, reason: `${wanted} columns are needed` } },
  );
}

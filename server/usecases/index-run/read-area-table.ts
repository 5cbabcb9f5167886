import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import { AppError } from '../../../core/errors.ts';
import { openCsv, type CsvTable } from '../../sources/csv.ts';
import { openFile } from '../../sources/open-file.ts';
import type { Rejection } from '../../sources/source.ts';
import { cellError, type Cell } from './reject-cell.ts';
import { noRows, numberColumn, rejectedRow, textColumn, verbatimColumn, type Column } from './table-cells.ts';

/** A file of areas as columns; rows in the order of the file. */
export interface AreaTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly codes: readonly string[];
  /** The line of the file on which each row begins. */
  readonly lines: readonly number[];
  /** NaN is missing. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** By column: the rows whose figure the publisher withheld (`*`, `c`, `<4`). */
  readonly suppressed: ReadonlyMap<string, ReadonlySet<number>>;
  /** Null is an empty cell. */
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>;
  /** Cells as they stand in the file. */
  readonly verbatim: ReadonlyMap<string, readonly string[]>;
  /** Who is a neighbour of whom, where a file of that was named too. */
  readonly neighbours?: Neighbours;
}

export interface TableRequest {
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Columns to hand through. */
  readonly verbatim?: readonly string[];
  /** Rows may share a code where they are of one area, or not of areas at all. */
  readonly mayRepeatCodes?: boolean;
  /** The column of the codes; the first one when null. */
  readonly code: string | null;
  /** Besides empty cells, NA and the marks of publishers. */
  readonly missing: readonly string[];
  /** Who asks for a column, for the message when it is not there: `profile.yaml, line 7, at components.0.indicator`. */
  readonly askedBy: (column: string) => string;
}

/**
 * Reads the columns that are asked for from a CSV file of areas: plain, .gz or inside a .zip; with or without byte-order
 * mark, any line ends, commas, semicolons or tabs, quoted cells. Numbers may have thousands separators (`1,234`), a
 * pound or a percent sign.
 *
 * Missing: empty, NA and its like, the codes given; withheld marks (`*`, `c`, `<4`) are missing and noted. Anything else
 * that is not a number is an error, never a guess.
 *
 * @throws AppError not-found when there is no such file; source-rejected with file, line, column and value: a column that
 * is not there or is there twice, a row of another length, a code that is empty or repeated, a cell that is no number.
 */
export async function readAreaTable(path: string, request: TableRequest): Promise<AreaTable> {
  const rejections: Rejection[] = [];
  const table = await openCsv(await openFile(path), { reject: (rejection) => rejections.push(rejection) });
  const codeAt = request.code === null ? 0 : positionOf(table, request.code, { path, request });
  const columns = [
    ...request.numbers.map((name) =>
      numberColumn(name, positionOf(table, name, { path, request }), request.missing),
    ),
    ...request.texts.map((name) =>
      textColumn(name, positionOf(table, name, { path, request }), request.missing),
    ),
    ...(request.verbatim ?? []).map((name) =>
      verbatimColumn(name, positionOf(table, name, { path, request })),
    ),
  ];
  const codes: string[] = [];
  const codeLines: number[] = [];
  const lineOfCode = new Map<string, number>();
  for await (const { records, lines } of table.batches) {
    for (const [at, record] of records.entries()) {
      const line = lines[at] ?? 0;
      const refused = rejections[0];
      if (refused !== undefined && refused.line < line) throw rejectedRow(path, refused);
      const code = record[codeAt]?.trim() ?? '';
      if (request.mayRepeatCodes !== true)
        addCode(lineOfCode, code, { path, line, column: table.header[codeAt] ?? '' });
      codes.push(code);
      codeLines.push(line);
      for (const column of columns) column.add(record[column.at] ?? '', { path, line, column: column.name });
    }
  }
  const [refused] = rejections;
  if (refused !== undefined) throw rejectedRow(path, refused);
  if (codes.length === 0) throw noRows(path);
  const ofKind = <Kind extends Column['kind']>(kind: Kind) =>
    columns.filter((column): column is Extract<Column, { kind: Kind }> => column.kind === kind);
  return {
    file: path,
    header: table.header,
    codes,
    lines: codeLines,
    numbers: new Map(ofKind('number').map(({ name, values }) => [name, Float64Array.from(values)])),
    suppressed: new Map(ofKind('number').map(({ name, withheld }) => [name, withheld])),
    texts: new Map(ofKind('text').map(({ name, values }) => [name, values])),
    verbatim: new Map(ofKind('verbatim').map(({ name, values }) => [name, values])),
  };
}

function addCode(codes: Map<string, number>, code: string, cell: Cell): void {
  if (code === '') throw cellError(cell, '', 'the row has no area code');
  const earlier = codes.get(code);
  if (earlier !== undefined) throw cellError(cell, code, `this area stands on line ${earlier} already`);
  codes.set(code, cell.line);
}

function positionOf(
  table: CsvTable,
  name: string,
  { path, request }: { readonly path: string; readonly request: TableRequest },
): number {
  if (table.repeatedNames.includes(name)) {
    throw cellError({ path, line: 1, column: name }, name, 'the file has more than one column of this name');
  }
  const at = table.header.indexOf(name.trim());
  if (at >= 0) return at;
  const like = table.header.find((column) => plain(column) === plain(name));
  const hint = like === undefined ? '' : ` Did you mean "${like}"?`;
  const columns = table.header.slice(0, 60);
  const reason = `${path} has no column "${name}", which ${request.askedBy(name)} asks for.${hint}`;
  throw new AppError('source-rejected', `${reason} It has: ${columns.join(', ')}.`, {
    details: { file: path, line: 1, column: name, columns, reason },
  });
}

/** The names of the columns of a CSV file. @throws AppError as readAreaTable. */
export async function readHeader(path: string): Promise<readonly string[]> {
  const table = await openCsv(await openFile(path), { reject: () => undefined });
  // Only a stream that was begun can be ended.
  const rows = table.batches[Symbol.asyncIterator]();
  await rows.next();
  await rows.return?.();
  return table.header;
}

/** Names that people take for the same. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

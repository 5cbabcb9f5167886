import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import { AppError } from '../../../core/errors.ts';
import { openCsv, type CsvTable } from '../../sources/csv.ts';
import { parseNumber } from '../../sources/number.ts';
import { openFile } from '../../sources/open-file.ts';
import type { Rejection } from '../../sources/source.ts';

/** A file of areas as columns; rows in the order of the file. */
export interface AreaTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly codes: readonly string[];
  /** NaN is missing. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** By column: the rows whose figure the publisher withheld (`*`, `c`, `<4`). */
  readonly suppressed: ReadonlyMap<string, ReadonlySet<number>>;
  /** Null is an empty cell. */
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>;
  /** Who is a neighbour of whom, where a file of that was named too. */
  readonly neighbours?: Neighbours;
}

export interface TableRequest {
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
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
  ];
  const codes = new Map<string, number>();
  for await (const { records, lines } of table.batches) {
    for (const [at, record] of records.entries()) {
      const line = lines[at] ?? 0;
      const rejected = rejections[0];
      if (rejected !== undefined && rejected.line < line) throw rejectedRow(path, rejected);
      addCode(codes, record[codeAt]?.trim() ?? '', { path, line, column: table.header[codeAt] ?? '' });
      for (const column of columns) column.add(record[column.at] ?? '', { path, line, column: column.name });
    }
  }
  const [rejected] = rejections;
  if (rejected !== undefined) throw rejectedRow(path, rejected);
  if (codes.size === 0)
    throw new AppError('source-rejected', `${path} has no rows below its header.`, {
      details: { file: path },
    });
  const ofKind = <Kind extends Column['kind']>(kind: Kind) =>
    columns.filter((column): column is Extract<Column, { kind: Kind }> => column.kind === kind);
  return {
    file: path,
    header: table.header,
    codes: [...codes.keys()],
    numbers: new Map(ofKind('number').map(({ name, values }) => [name, Float64Array.from(values)])),
    suppressed: new Map(ofKind('number').map(({ name, withheld }) => [name, withheld])),
    texts: new Map(ofKind('text').map(({ name, values }) => [name, values])),
  };
}

interface Cell {
  readonly path: string;
  readonly line: number;
  readonly column: string;
}

interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly at: number;
  readonly values: number[];
  readonly withheld: Set<number>;
  add(text: string, cell: Cell): void;
}

interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly at: number;
  readonly values: (string | null)[];
  add(text: string, cell: Cell): void;
}

type Column = NumberColumn | TextColumn;

function numberColumn(name: string, at: number, missing: readonly string[]): NumberColumn {
  const values: number[] = [];
  const withheld = new Set<number>();
  const isDeclared = declaredMissing(missing);
  return {
    kind: 'number',
    name,
    at,
    values,
    withheld,
    add(text, cell) {
      if (isDeclared(text)) {
        values.push(NaN);
        return;
      }
      const { value, reason } = parseNumber(text);
      if (reason === 'invalid-in-source') throw noNumber(text, cell);
      if (value !== null && !Number.isFinite(value))
        throw rejected(cell, text.trim(), 'the number is too large');
      if (reason === 'suppressed') withheld.add(values.length);
      values.push(value ?? NaN);
    },
  };
}

function textColumn(name: string, at: number, missing: readonly string[]): TextColumn {
  const values: (string | null)[] = [];
  const isDeclared = declaredMissing(missing);
  return {
    kind: 'text',
    name,
    at,
    values,
    add(text) {
      const trimmed = text.trim();
      values.push(trimmed === '' || trimmed === 'NA' || isDeclared(trimmed) ? null : trimmed);
    },
  };
}

/** -999 is also written -999.0. */
function declaredMissing(missing: readonly string[]): (text: string) => boolean {
  const texts = new Set(missing);
  const numbers = new Set(missing.map(Number).filter((value) => !Number.isNaN(value)));
  if (texts.size === 0) return () => false;
  return (text) => {
    const trimmed = text.trim();
    return texts.has(trimmed) || (trimmed !== '' && numbers.has(Number(trimmed)));
  };
}

function addCode(codes: Map<string, number>, code: string, cell: Cell): void {
  if (code === '') throw rejected(cell, '', 'the row has no area code');
  const earlier = codes.get(code);
  if (earlier !== undefined) throw rejected(cell, code, `this area stands on line ${earlier} already`);
  codes.set(code, cell.line);
}

function positionOf(
  table: CsvTable,
  name: string,
  { path, request }: { readonly path: string; readonly request: TableRequest },
): number {
  if (table.repeatedNames.includes(name)) {
    throw rejected({ path, line: 1, column: name }, name, 'the file has more than one column of this name');
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

/** Names that people take for the same. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function noNumber(text: string, cell: Cell): AppError {
  const isContinental = /^\s*[+-]?\d+,\d+\s*$/.test(text);
  const hint = isContinental ? ' (a decimal comma? write a point)' : '';
  return rejected(
    cell,
    text.trim(),
    `this is not a number${hint}; if it stands for a missing value, name it under \`missing\` in the profile`,
  );
}

function rejected({ path, line, column }: Cell, value: string, reason: string): AppError {
  return new AppError('source-rejected', `${path}, line ${line}, column ${column}: "${value}": ${reason}.`, {
    details: { file: path, line, column, value, reason },
  });
}

function rejectedRow(path: string, { line, value, reason }: Rejection): AppError {
  return new AppError('source-rejected', `${path}, line ${line}: ${reason}.`, {
    details: { file: path, line, value, reason },
  });
}

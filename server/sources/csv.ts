import { AppError } from '../../core/errors.ts';
import { csvRecords, guessDelimiter, type CsvBatch, type NumberColumns } from './csv-records.ts';
import type { NumberCell } from './number-rows.ts';
import type { Rejection, SourceFile } from './source.ts';
import { readText } from './text-stream.ts';

export interface CsvOptions {
  readonly signal?: AbortSignal;
  /** Called for every row that does not have the header's number of cells. */
  readonly reject: (rejection: Rejection) => void;
  /**
   * Tells the header from the title lines above it, given the trimmed cells of a record. Without it the first
   * non-blank record is the header; null: the file has no header line, `columns` says what it holds.
   */
  readonly isHeader?: ((cells: readonly string[]) => boolean) | null;
  /** Names of the columns of a file without a header line. */
  readonly columns?: readonly string[];
  /** Notes below the data, which are neither rows nor mistakes. */
  readonly isFootnote?: (cells: readonly string[]) => boolean;
  readonly delimiter?: string;
  /** For formats whose columns are found by name: two of one name would leave open which is meant. */
  readonly refuseRepeatedNames?: boolean;
  /**
   * Records that begin with such plain numbers and have the header's number of cells come as `numbers` of their batch
   * where that can be; any of them may come as cells.
   */
  readonly leadingNumbers?: readonly NumberCell[];
}

export interface CsvTable {
  /** The header, trimmed, each name once: a repeated name has ` (2)`, ` (3)` behind it. */
  readonly header: readonly string[];
  /** Names that the header of the file had more than once. */
  readonly repeatedNames: readonly string[];
  /** The records above the header. */
  readonly titleLines: readonly (readonly string[])[];
  /** Data records of exactly the header's length, cells as they stand in the file. Can be read once. */
  readonly batches: AsyncIterable<CsvBatch>;
  /** Position of a column. @throws AppError source-rejected naming the columns that there are. */
  position(name: string): number;
}

/** A header deeper in a file than this is not found: it is another kind of file. */
const mostTitleLines = 60;

/**
 * Opens a CSV file: finds its header, and streams its records in batches with their line numbers. Rows with too few
 * or too many cells are rejected with their line, and so is the header where it comes again; empty cells beyond the
 * header (padding commas) are dropped; blank lines and lines of nothing but commas are passed over.
 *
 * @throws AppError source-rejected when there is no header, when it repeats a name and that is to be refused, or when a
 *   quote is never closed.
 */
export async function openCsv(file: SourceFile, options: CsvOptions): Promise<CsvTable> {
  const delimiter = options.delimiter ?? guessDelimiter(file.text);
  const numbers: NumberColumns | null =
    options.leadingNumbers === undefined ? null : { columns: options.leadingNumbers, width: null };
  const source = csvRecords(readText(file, options.signal), file.path, delimiter, numbers);
  const start = await findHeader(source, file.path, options);
  const { names, repeated } = uniqueNames(start.header);
  if (options.refuseRepeatedNames === true) refuseRepeatedNames(repeated, file.path);
  if (numbers !== null) numbers.width = names.length;
  return {
    header: names,
    repeatedNames: repeated,
    titleLines: start.titleLines,
    batches: dataBatches(start.rest, source, { header: start.header, width: names.length, options }),
    position(name) {
      const at = names.indexOf(name);
      if (at !== -1) return at;
      throw new AppError('source-rejected', `${file.path} has no column "${name}".`, {
        details: { file: file.path, column: name, columns: names.slice(0, 60) },
      });
    },
  };
}

/** @throws AppError source-rejected naming the columns that the header has more than once. */
export function refuseRepeatedNames(repeated: readonly string[], path: string): void {
  const [first] = repeated;
  if (first === undefined) return;
  throw new AppError(
    'source-rejected',
    `The header of ${path} has the column "${first}" more than once: which of them counts cannot be told.`,
    { details: { file: path, column: first, columns: repeated, reason: 'repeated column' } },
  );
}

interface Start {
  readonly header: readonly string[];
  readonly titleLines: readonly (readonly string[])[];
  readonly rest: CsvBatch;
}

async function findHeader(
  source: AsyncGenerator<CsvBatch>,
  path: string,
  { isHeader, columns }: CsvOptions,
): Promise<Start> {
  if (isHeader === null) {
    return { header: columns ?? [], titleLines: [], rest: { records: [], lines: [] } };
  }
  const first = await source.next();
  const batch = first.done === true ? { records: [], lines: [] } : first.value;
  for (const [at, record] of batch.records.slice(0, mostTitleLines).entries()) {
    const cells = record.map((cell) => cell.trim());
    if (isBlank(cells)) continue;
    if (isHeader !== undefined && !isHeader(cells)) continue;
    return {
      header: cells,
      titleLines: batch.records.slice(0, at).filter((cellsAbove) => !isBlank(cellsAbove)),
      rest: { records: batch.records.slice(at + 1), lines: batch.lines.slice(at + 1) },
    };
  }
  await source.return(undefined);
  throw new AppError('source-rejected', `${path}: no header line was found.`, {
    details: { file: path, seen: batch.records[0]?.slice(0, 20) ?? [] },
  });
}

/** What every record of a file must fit. */
interface Shape {
  /** As it stands in the file, trimmed. */
  readonly header: readonly string[];
  readonly width: number;
  readonly options: CsvOptions;
}

async function* dataBatches(
  first: CsvBatch,
  source: AsyncGenerator<CsvBatch>,
  shape: Shape,
): AsyncGenerator<CsvBatch> {
  try {
    if (first.records.length > 0) yield fit(first, shape);
    for await (const batch of source) yield fit(batch, shape);
  } finally {
    await source.return(undefined);
  }
}

function fit(batch: CsvBatch, { header, width, options }: Shape): CsvBatch {
  const isPlain = (r: readonly string[]): boolean =>
    r.length === width && r[0] !== header[0] && r[0]?.trim() !== '';
  if (options.isFootnote === undefined && batch.records.every(isPlain)) return batch;
  const records: (readonly string[])[] = [];
  const lines: number[] = [];
  for (const [at, record] of batch.records.entries()) {
    const line = batch.lines[at] ?? 0;
    if (isBlank(record) || options.isFootnote?.(record) === true) continue;
    if (isHeaderAgain(record, header, width)) {
      options.reject({
        line,
        column: header[0] ?? null,
        value: record[0] ?? null,
        reason: 'the header stands here again: these may be two files put together',
      });
      continue;
    }
    if (record.length < width || !isBlank(record.slice(width))) {
      options.reject({
        line,
        column: null,
        value: record.join(',').slice(0, 120),
        reason: `the row has ${record.length} cells where the header has ${width}`,
      });
      continue;
    }
    records.push(record.length === width ? record : record.slice(0, width));
    lines.push(line);
  }
  return { ...batch, records, lines };
}

function isHeaderAgain(record: readonly string[], header: readonly string[], width: number): boolean {
  for (let at = 0; at < width; at += 1) if (record[at]?.trim() !== header[at]) return false;
  return true;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** Padding at the end of the header goes; a nameless column within is named after its position. */
function uniqueNames(header: readonly string[]): {
  readonly names: readonly string[];
  readonly repeated: readonly string[];
} {
  let width = header.length;
  while (width > 0 && header[width - 1] === '') width -= 1;
  const seen = new Map<string, number>();
  const names = header.slice(0, width).map((name, at) => {
    const given = name === '' ? `column ${at + 1}` : name;
    const times = (seen.get(given) ?? 0) + 1;
    seen.set(given, times);
    return times === 1 ? given : `${given} (${times})`;
  });
  const repeated = [...seen].filter(([, times]) => times > 1).map(([name]) => name);
  return { names, repeated };
}

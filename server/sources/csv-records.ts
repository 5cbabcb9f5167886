import Papa from 'papaparse';
import { AppError } from '../../core/errors.ts';
import { readNumberRows, type NumberCell, type NumberRows, type NumberShape } from './number-rows.ts';

/** Records of one stretch of a file, and the line each begins on (1-based, in the unpacked file). */
export interface CsvBatch {
  readonly records: readonly (readonly string[])[];
  readonly lines: readonly number[];
  /** Further records of the stretch, read as numbers where that was asked for. */
  readonly numbers?: NumberRows;
}

/** Which cells are to be read as numbers; the width is known only when the header has been found. */
export interface NumberColumns {
  readonly columns: readonly NumberCell[];
  width: number | null;
}

/** A quote that is never closed would swallow the rest of the file, as a file without line breaks is one record. */
const longestRecord = 4 * 1024 * 1024;
/** Enough text for some thousand records: long enough to be fast, short enough to stay small in memory. */
const blockLength = 256 * 1024;

/**
 * Cuts text into CSV records (RFC 4180; CRLF, LF or CR; quoted commas, quotes and line breaks), one batch per block.
 * Blocks without a quote are split directly, the others by Papa Parse. Blank lines give no record but are counted.
 *
 * uDSV is not used: where a row is short of cells it takes the line break into a value and spoils the next row, so
 * ragged rows could not be reported; and on blocks without quotes splitting is as fast.
 *
 * @param numbers lines that begin with such numbers are given as such, once the width is known.
 * @throws AppError source-rejected (details: file, line) for a quote that is never closed, a line over 4 MiB, and a NUL
 *   character, which no text has and no database takes.
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  path: string,
  delimiter = ',',
  numbers: NumberColumns | null = null,
): AsyncGenerator<CsvBatch> {
  const unifyBreaks = lineBreaks();
  let pending = '';
  let line = 1;
  for await (const chunk of text) {
    const nul = chunk.indexOf('\0');
    if (nul !== -1) throw notText(path, line + countBreaks(pending + lineBreaks()(chunk.slice(0, nul))));
    pending += unifyBreaks(chunk);
    if (pending.length < blockLength) continue;
    const end = endOfRecords(pending, delimiter);
    if (end === 0) {
      if (pending.length > longestRecord) throw endless(path, line, pending);
      continue;
    }
    const batch = parseBlock(pending.slice(0, end), line, { delimiter, numbers });
    line = batch.nextLine;
    pending = pending.slice(end);
    if (hasRecords(batch)) yield batch;
  }
  pending += unifyBreaks(null);
  if (pending === '') return;
  if (!pending.endsWith('\n')) pending += '\n';
  if (endOfRecords(pending, delimiter) !== pending.length) {
    throw neverClosed(path, line + countBreaks(pending.slice(0, endOfRecords(pending, delimiter))));
  }
  const batch = parseBlock(pending, line, { delimiter, numbers });
  if (hasRecords(batch)) yield batch;
}

/** The first records of a sample, to look for a header; a record cut by the end of the sample is left out. */
export function sampleRecords(text: string, count = 40): readonly (readonly string[])[] {
  const delimiter = guessDelimiter(text);
  const unified = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const end = unified.length < 30 * 1024 ? unified.length : unified.lastIndexOf('\n') + 1;
  return Papa.parse<string[]>(unified.slice(0, end), { delimiter, newline: '\n', preview: count }).data;
}

/** The character between cells, by which of them the first lines have most of; a comma where none. */
export function guessDelimiter(text: string): string {
  const lines = text.slice(0, 8 * 1024);
  const count = (character: string): number => lines.split(character).length - 1;
  const best = ['\t', ';', '|'].find((character) => count(character) > 2 * count(','));
  return best ?? ',';
}

/** Turns CRLF and lone CR into LF across chunk borders; null flushes. */
function lineBreaks(): (chunk: string | null) => string {
  let heldReturn = false;
  return (chunk) => {
    if (chunk === null) return heldReturn ? '\n' : '';
    let text = heldReturn ? `\r${chunk}` : chunk;
    heldReturn = text.endsWith('\r');
    if (heldReturn) text = text.slice(0, -1);
    if (!text.includes('\r')) return text;
    return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  };
}

/** Where the last whole record ends: behind the last line break that is not within quotes. */
function endOfRecords(text: string, delimiter: string): number {
  let quote = text.indexOf('"');
  if (quote === -1) return text.lastIndexOf('\n') + 1;
  let end = text.lastIndexOf('\n', quote) + 1;
  while (quote !== -1) {
    const before = quote === 0 ? '\n' : text[quote - 1];
    let next = quote + 1;
    // A quote within an unquoted cell (5" pipe) is a character like any other.
    if (before === '\n' || before === delimiter) {
      const close = closingQuote(text, quote);
      if (close === -1) return end;
      next = close + 1;
    }
    quote = text.indexOf('"', next);
    const lastBreak = text.lastIndexOf('\n', quote === -1 ? text.length : quote);
    if (lastBreak >= next) end = lastBreak + 1;
  }
  return end;
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

interface Block extends CsvBatch {
  readonly nextLine: number;
}

const hasRecords = ({ records, numbers }: CsvBatch): boolean =>
  records.length > 0 || (numbers !== undefined && numbers.count > 0);

function parseBlock(
  text: string,
  firstLine: number,
  { delimiter, numbers }: { readonly delimiter: string; readonly numbers: NumberColumns | null },
): Block {
  if (text.includes('"')) return parseQuoted(text, firstLine, delimiter);
  const width = numbers?.width ?? null;
  if (numbers === null || width === null) return split(text, firstLine, delimiter);
  return splitNumbers(text, firstLine, { columns: numbers.columns, width, delimiter });
}

function splitNumbers(text: string, firstLine: number, shape: NumberShape): Block {
  const records: string[][] = [];
  const lines: number[] = [];
  const { rows, nextLine } = readNumberRows(text, firstLine, shape, (record, line) => {
    records.push(record.split(shape.delimiter));
    lines.push(line);
  });
  return { records, lines, numbers: rows, nextLine };
}

function split(text: string, firstLine: number, delimiter: string): Block {
  const records: string[][] = [];
  const lines: number[] = [];
  let line = firstLine;
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if (end > start) {
      records.push(text.slice(start, end).split(delimiter));
      lines.push(line);
    }
    line += 1;
    start = end + 1;
  }
  return { records, lines, nextLine: line };
}

function parseQuoted(text: string, firstLine: number, delimiter: string): Block {
  const records: string[][] = [];
  const lines: number[] = [];
  let line = firstLine;
  const body = text.slice(0, -1);
  for (const record of Papa.parse<string[]>(body, { delimiter, newline: '\n' }).data) {
    if (record.length > 1 || record[0] !== '') {
      records.push(record);
      lines.push(line);
    }
    line += 1;
    for (const cell of record) if (cell.includes('\n')) line += countBreaks(cell);
  }
  return { records, lines, nextLine: line };
}

function countBreaks(text: string): number {
  return text.split('\n').length - 1;
}

/** Too long for a record: a file of one line, or a quote that is never closed. */
function endless(path: string, line: number, pending: string): AppError {
  if (pending.includes('\n')) return neverClosed(path, line);
  return new AppError('source-rejected', `${path} line ${line} is longer than 4 MiB: this is not a table.`, {
    details: { file: path, line, value: pending.slice(0, 60), reason: 'line too long' },
  });
}

function notText(path: string, line: number): AppError {
  const message = `${path} line ${line} has a NUL character: the file is damaged, or it is not text.`;
  return new AppError('source-rejected', message, { details: { file: path, line, reason: 'NUL character' } });
}

function neverClosed(path: string, line: number): AppError {
  return new AppError('source-rejected', `${path} line ${line}: a quote is opened and never closed.`, {
    details: { file: path, line, reason: 'unclosed quote' },
  });
}

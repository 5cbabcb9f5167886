/** Lines of a file whose first cells are plain numbers, read without making text of each. */
export interface NumberRows {
  readonly count: number;
  /** The numbers of a line, one line after the other. */
  readonly values: Float64Array;
  /** The line each stands on (1-based, in the unpacked file). */
  readonly lines: Int32Array;
  /** A line as a record, its cells as they stand in the file. */
  recordAt(row: number): readonly string[];
}

/** A number without a point, or one with or without it. */
export type NumberCell = 'whole' | 'decimal';

/** What a line must be to be read this way. */
export interface NumberShape {
  /** The cells, from the first, that are read as numbers. */
  readonly columns: readonly NumberCell[];
  /** How many cells a line has. */
  readonly width: number;
  readonly delimiter: string;
}

const [lineBreak, point, zero] = [10, 46, 48];

/** Up to 15 digits and a power of ten up to 10^15 are exact doubles, so that their quotient is the nearest double. */
const mostDigits = 15;
const powersOfTen = Float64Array.from({ length: mostDigits + 1 }, (_, power) => 10 ** power);

/**
 * Reads the lines of a block of text that has no quotes: those that begin with plain numbers (digits without needless zeros
 * before them, and digits behind a point) and have exactly the number of cells; `odd` gets every other line that is not empty.
 * The numbers are those that Number() gives.
 *
 * Why: 42 million lines of five cells, of which three are wanted; to cut each into texts took most of the time of reading.
 */
export function readNumberRows(
  text: string,
  firstLine: number,
  shape: NumberShape,
  odd: (line: string, number: number) => void,
): { readonly rows: NumberRows; readonly nextLine: number } {
  // Bytes, because a text that was put together and cut is slow to read by character.
  const bytes = Buffer.from(text, 'utf8');
  const { columns, delimiter } = shape;
  const most = lineCount(bytes);
  const values = new Float64Array(most * columns.length);
  const lines = new Int32Array(most);
  const starts = new Int32Array(most);
  const cells: CellReader = { bytes, mark: delimiter.charCodeAt(0), at: 0 };
  let count = 0;
  let line = firstLine;
  while (cells.at < bytes.length) {
    const start = cells.at;
    if (bytes[start] === lineBreak) cells.at += 1;
    else if (readLine(cells, shape, { values, first: count * columns.length })) {
      lines[count] = line;
      starts[count] = start;
      count += 1;
    } else {
      const end = bytes.indexOf(lineBreak, start);
      odd(bytes.toString('utf8', start, end), line);
      cells.at = end + 1;
    }
    line += 1;
  }
  const recordAt = (row: number): readonly string[] => {
    const start = starts[row] ?? 0;
    return bytes.toString('utf8', start, bytes.indexOf(lineBreak, start)).split(delimiter);
  };
  return { rows: { count, values, lines, recordAt }, nextLine: line };
}

function lineCount(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === lineBreak) count += 1;
  return count;
}

interface CellReader {
  readonly bytes: Uint8Array;
  readonly mark: number;
  /** Where the next cell begins. */
  at: number;
}

/** Reads a line as far as it is as it should be, and says whether all of it is; then it stands behind its line break. */
function readLine(
  cells: CellReader,
  { columns, width }: NumberShape,
  into: { readonly values: Float64Array; readonly first: number },
): boolean {
  for (let column = 0; column < columns.length; column += 1) {
    const value = readNumber(cells, columns[column] === 'whole');
    if (Number.isNaN(value)) return false;
    into.values[into.first + column] = value;
    const isEnd = cells.bytes[cells.at] === lineBreak;
    cells.at += 1;
    if (isEnd) return column === width - 1;
  }
  let found = columns.length + 1;
  for (; cells.bytes[cells.at] !== lineBreak; cells.at += 1) {
    if (cells.bytes[cells.at] === cells.mark) found += 1;
  }
  cells.at += 1;
  return found === width;
}

/** Reads a cell and stands at its end; NaN where it is no plain number. */
function readNumber(cells: CellReader, isWhole: boolean): number {
  const { bytes, mark, at: start } = cells;
  let mantissa = 0;
  let digits = 0;
  let pointAt = -1;
  let at = start;
  for (; ; at += 1) {
    const code = bytes[at] ?? lineBreak;
    if (code >= zero && code < zero + 10) {
      mantissa = mantissa * 10 + (code - zero);
      digits += 1;
    } else if (code === mark || code === lineBreak) break;
    else if (code === point && pointAt === -1) pointAt = digits;
    else return NaN;
  }
  if (digits === 0 || digits > mostDigits || pointAt === digits || pointAt === 0) return NaN;
  const isZeroFirst = bytes[start] === zero && digits > 1 && pointAt !== 1;
  if (isZeroFirst || (isWhole && pointAt !== -1)) return NaN;
  cells.at = at;
  return pointAt === -1 ? mantissa : mantissa / (powersOfTen[digits - pointAt] ?? NaN);
}

import { neutraliseFormula } from '../../core/csv-cell.ts';
import { warningOf, type FileColumn, type TableFile } from './table-file.ts';

/** A cell as it goes to the thread that writes the workbook; null is an empty one. */
export type XlsxCell = XlsxText | XlsxNumber | null;
export interface XlsxText {
  readonly value: string;
  readonly fontWeight?: 'bold';
  readonly wrap?: true;
  readonly alignVertical?: 'top';
}
export interface XlsxNumber {
  readonly value: number;
  readonly format?: string;
}

export interface XlsxSheet {
  readonly sheet: string;
  readonly data: readonly (readonly XlsxCell[])[];
  readonly columns: readonly { readonly width: number }[];
  /** Rows that stay in sight when one scrolls. */
  readonly stickyRowsCount?: number;
}

const bold = { fontWeight: 'bold' } as const;
const wrapped = { wrap: true, alignVertical: 'top' } as const;

/** The most characters that a cell of Excel can hold. */
const longestText = 32_767;
/** What XML 1.0 cannot hold (controls but tab and ends of lines, halves of pairs): it makes a workbook "damaged". */
const notInXml = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu;

/**
 * A text cell. A string in a workbook is never run as a formula, but people save workbooks as CSV, and whoever opens that
 * would run it: so it is made harmless as in our own CSV.
 */
function text(value: string, look: Omit<XlsxText, 'value'> = {}): XlsxText {
  const safe = neutraliseFormula(value.replaceAll(notInXml, ''));
  return { value: safe.slice(0, longestText), ...look };
}

function cell<Row>(column: FileColumn<Row>, row: Row, format: string | null): XlsxCell {
  const value = column.value(row);
  if (value === null) return null;
  if (typeof value === 'string') return value === '' ? null : text(value);
  if (!Number.isFinite(value)) return null;
  return format === null ? { value } : { value, format };
}

function formatOf<Row>({ decimals }: FileColumn<Row>): string | null {
  if (decimals === null) return null;
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

const widths = { least: 9, most: 40, fact: 24, meaning: 70 } as const;

/** Wide enough for what is in the first rows; a heading wraps. In characters. */
function widthOf<Row>(column: FileColumn<Row>, rows: readonly Row[]): number {
  const lengths = rows.slice(0, 200).map((row) => {
    const value = column.value(row);
    return typeof value === 'number'
      ? value.toFixed(column.decimals ?? 2).length + 2
      : (value?.length ?? 0) + 1;
  });
  const heading = Math.max(...column.title.split(' ').map((word) => word.length + 1));
  return Math.min(widths.most, Math.max(widths.least, heading, ...lengths));
}

function figuresSheet<Row>({ columns, words }: TableFile<Row>, rows: readonly Row[]): XlsxSheet {
  const formats = columns.map((column) => formatOf(column));
  return {
    sheet: words.figures,
    data: [
      columns.map(({ title }) => text(title, { ...bold, ...wrapped })),
      ...rows.map((row) => columns.map((column, at) => cell(column, row, formats[at] ?? null))),
    ],
    columns: columns.map((column) => ({ width: widthOf(column, rows) })),
    stickyRowsCount: 1,
  };
}

function notesSheet<Row>(file: TableFile<Row>): XlsxSheet {
  const { words } = file;
  const headings = [
    words.column,
    words.meaning,
    words.unit,
    words.period,
    words.source,
    words.licence,
    words.name,
  ];
  return {
    sheet: words.notes,
    data: [
      ...warningOf(file).map((warning) => [text(warning, bold)]),
      [text(file.title, bold)],
      ...file.facts.map(({ label, text: said }) => [text(label), text(said, wrapped)]),
      [],
      headings.map((heading) => text(heading, bold)),
      ...file.columns.map(({ title, description, unit, period, source, licence, name }) =>
        [title, description, unit, period, source, licence, name].map((said) => text(said, wrapped)),
      ),
      [],
      [text(words.attribution, bold)],
      ...file.attribution.lines.map((line) => [text(line)]),
    ],
    columns: [widths.fact, widths.meaning, 16, 16, widths.most, 20, widths.fact].map((width) => ({ width })),
  };
}

/**
 * A table as the sheets of a workbook: the figures with one frozen row of headings, and notes that say what they are.
 *
 * Missing: an empty cell, in which nothing counts; never 0 and never words among numbers.
 */
export function xlsxSheets<Row>(file: TableFile<Row>, rows: readonly Row[]): readonly XlsxSheet[] {
  return [figuresSheet(file, rows), notesSheet(file)];
}

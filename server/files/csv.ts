import { csvCell } from '../../core/csv-cell.ts';

/**
 * CSV for people who open it in a spreadsheet and for programs: RFC 4180 (CRLF, quotes doubled), UTF-8, one header
 * row, no footnotes (the GOV.UK tabular data standard); what would be a footnote is in the CSVW description that the
 * Link header names.
 */
export interface CsvColumn<Row> {
  readonly name: string;
  /** The name for people, in the descriptions; the description itself unless said. */
  readonly title?: string;
  /** What the column holds, for the descriptions of the file. */
  readonly description: string;
  /** What may stand in it, in the words of Table Schema; a pattern is of the whole cell. */
  readonly constraints?: {
    readonly required?: boolean;
    readonly unique?: boolean;
    readonly pattern?: string;
    readonly enum?: readonly string[];
  };
  readonly kind: 'text' | 'number';
  readonly value: (row: Row) => string | number | null;
}

export function csvHeader<Row>(columns: readonly CsvColumn<Row>[]): string {
  return `${columns.map((column) => csvCell(column.name)).join(',')}\r\n`;
}

export function csvRows<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  return rows.map((row) => `${columns.map((column) => csvCell(column.value(row))).join(',')}\r\n`).join('');
}

/** A whole file, page after page, so that a country never stands in memory. */
export async function* csvText<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield csvHeader(columns);
  for await (const rows of pages) yield csvRows(columns, rows);
}

export interface CsvDescription<Row> {
  readonly url: string;
  readonly title: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly attribution: readonly string[];
  readonly madeUp: boolean;
}

/** The description of a CSV file by the W3C's CSV on the Web vocabulary. */
export function csvwMetadata<Row>(description: CsvDescription<Row>): Record<string, unknown> {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: description.url,
    'dc:title': description.title,
    'dc:description': description.madeUp
      ? 'MADE-UP DATA: the places and figures in this file do not exist.'
      : 'Figures of the Digital Exclusion Atlas.',
    'dc:source': description.attribution,
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'] },
    tableSchema: {
      columns: description.columns.map((column) => ({
        name: column.name,
        titles: column.name,
        'dc:description': column.description,
        datatype: column.kind === 'number' ? 'number' : 'string',
        ...(column.constraints?.required === true ? { required: true } : {}),
      })),
    },
  };
}

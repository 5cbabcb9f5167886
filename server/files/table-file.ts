import type { Attribution } from '../../core/contract/dataset.ts';
import type { CsvColumn } from './csv.ts';

/**
 * One column of a table that people take away: what every format is written from. `name` is for programs (the CSV
 * header, the field of a layer), `title` for people (the heading of a spreadsheet). Text that does not apply is empty.
 */
export interface FileColumn<Row> extends CsvColumn<Row> {
  readonly title: string;
  /** In words: "percent", "people". */
  readonly unit: string;
  /** How many are shown; the cell holds the whole number. Null: as many as it has. */
  readonly decimals: number | null;
  readonly period: string;
  /** The dataset and its publisher. */
  readonly source: string;
  readonly licence: string;
}

/** What is said of a table besides its cells, in the language of whoever takes it away. */
export interface TableFile<Row> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly FileColumn<Row>[];
  /** What it is about: areas, profile, filters, order, date, address. */
  readonly facts: readonly TableFact[];
  readonly attribution: Attribution;
  readonly words: FileWords;
}

export interface TableFact {
  readonly label: string;
  readonly text: string;
}

/** The words of the notes that stand beside the figures. */
export interface FileWords {
  readonly figures: string;
  readonly notes: string;
  /** The warning that stands first where figures are made up. */
  readonly madeUp: string;
  /** Headings of the list of columns. */
  readonly column: string;
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly period: string;
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
}

/** The warning of a table, if it needs one: the first thing that is said of it. */
export function warningOf({ attribution, words }: Pick<TableFile<never>, 'attribution' | 'words'>): string[] {
  return attribution.madeUp ? [words.madeUp] : [];
}

/** What is said of a table in paragraphs of plain text: for formats that have one place for it. */
export function describeTable(
  file: Pick<TableFile<never>, 'title' | 'facts' | 'attribution' | 'words'>,
): string[] {
  return [
    ...warningOf(file),
    file.title,
    ...file.facts.map(({ label, text }) => `${label}: ${text}`),
    ...file.attribution.lines,
  ];
}

/** What is said of a column in one paragraph: its meaning, unit, period, source and licence. */
export function describeColumn<Row>(column: FileColumn<Row>, words: FileWords): string {
  const facts: readonly (readonly [label: string, text: string])[] = [
    [words.unit, column.unit],
    [words.period, column.period],
    [words.source, column.source],
    [words.licence, column.licence],
  ];
  const said = facts.filter(([, text]) => text !== '').map(([label, text]) => `${label}: ${text}.`);
  return [`${column.description.replace(/\.$/, '')}.`, ...said].join(' ');
}

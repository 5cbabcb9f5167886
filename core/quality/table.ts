import type { Unit } from '../contract/indicator.ts';
import type { FindingCode, FindingExample, QualityFinding, Severity } from '../contract/quality.ts';

/** A unit of the catalogue, or a rate of which nobody says per how many. */
export type QualityUnit = Unit | 'rate';

/** A numeric column under examination. */
export interface QualityColumn {
  readonly name: string;
  /** The unit the catalogue declares; else what the reader takes it for; null where nobody says. */
  readonly unit: QualityUnit | null;
  /** Name of the column this is a part of. */
  readonly total: string | null;
  /** Whether an indicator of the catalogue is made from it: only then is an empty column worth a warning. */
  readonly isUsed: boolean;
}

/** The rows of a file, by column, as the checks see them. In very long files every n-th row stands for the others. */
export interface QualityTable {
  readonly columns: readonly QualityColumn[];
  readonly codes: readonly string[];
  readonly lines: readonly number[];
  /** One array per column, in the order of `columns`; NaN is missing. */
  readonly values: readonly Float64Array[];
}

/** Sums of columns over sums of columns, as the catalogue makes an indicator. */
export interface QualityRatio {
  readonly name: string;
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
}

/** What is known beside the file. */
export interface QualityContext {
  readonly ratios: readonly QualityRatio[];
  /** Population of the areas from data loaded earlier; empty where there is none. */
  readonly populations: ReadonlyMap<string, number>;
}

/** A finding with all rows it touches, which the report counts and then leaves out. */
export interface RawFinding {
  readonly finding: QualityFinding;
  readonly rows: readonly number[];
}

/** One check: pure, looks at the whole table, says what it finds. */
export type QualityCheck = (table: QualityTable, context: QualityContext) => readonly RawFinding[];

export interface FindingParts {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly column: string | null;
  /** Positions in the table. */
  readonly rows: readonly number[];
  readonly message: string;
  /** What to show of a row; the value of the column where not given. */
  readonly show?: (row: number) => string;
}

/** A finding from the rows it concerns: counts them and shows the first five. */
export function findingOf(table: QualityTable, parts: FindingParts): RawFinding {
  const column = table.columns.findIndex((candidate) => candidate.name === parts.column);
  const show = parts.show ?? ((row: number) => String(table.values[column]?.[row] ?? ''));
  const examples: FindingExample[] = parts.rows.slice(0, 5).map((row) => ({
    line: table.lines[row] ?? 0,
    code: table.codes[row] ?? '',
    value: show(row),
  }));
  const { code, severity, column: name, message, rows } = parts;
  const share = table.codes.length === 0 ? 0 : rows.length / table.codes.length;
  return { finding: { code, severity, column: name, count: rows.length, share, message, examples }, rows };
}

/** Values of a column by name; null where the table has no such column. */
export function valuesOf(table: QualityTable, name: string): Float64Array | null {
  return table.values[table.columns.findIndex((column) => column.name === name)] ?? null;
}

/** Row-wise sum of columns; NaN where any of them is missing. Null where the table lacks one. */
export function sumOf(table: QualityTable, names: readonly string[]): Float64Array | null {
  const sum = new Float64Array(table.codes.length);
  for (const name of names) {
    const values = valuesOf(table, name);
    if (values === null) return null;
    for (const [row, value] of values.entries()) sum[row] = (sum[row] ?? 0) + value;
  }
  return sum;
}

/** Positions of the rows for which a test holds. */
export function rowsWhere(values: Float64Array, test: (value: number, row: number) => boolean): number[] {
  const rows: number[] = [];
  for (const [row, value] of values.entries()) if (test(value, row)) rows.push(row);
  return rows;
}

/** "1 row" and "2 rows". */
export function rowsInWords(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

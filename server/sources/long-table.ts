import { AppError } from '../../core/errors.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import { isAreaCode } from './area-of-code.ts';
import type { CsvTable } from './csv.ts';
import { parseNumber } from './number.ts';
import type { ReadContext, ValuesRow } from './source.ts';

/** One row per area and category: where its parts stand in a record. */
export interface LongLayout {
  readonly codePosition: number;
  readonly namePosition: number | null;
  readonly valuePosition: number;
  /** The column a record's value goes to; null leaves the record out. */
  columnOf(record: readonly string[]): string | null;
}

export interface PivotedTable {
  /** In the order in which they first come. */
  readonly columns: readonly string[];
  readonly rows: readonly ValuesRow[];
}

interface PivotRow {
  readonly line: number;
  readonly code: string;
  readonly name: string | null;
  readonly values: (number | null)[];
  readonly reasons: Map<number, MissingReason>;
}

/** 40 million figures: all output areas of England and Wales by 200 categories. */
const mostCells = 40_000_000;

/**
 * Turns a long table into one row per area. The whole table is held in memory, bounded by areas times categories,
 * since the categories are known only at its end. A category that an area lacks is missing, not 0.
 *
 * @throws AppError too-large over 40 million figures.
 */
export async function pivotTable(
  table: CsvTable,
  layout: LongLayout,
  context: ReadContext,
): Promise<PivotedTable> {
  const positions = new Map<string, number>();
  const byCode = new Map<string, PivotRow>();
  for await (const batch of table.batches) {
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const column = layout.columnOf(record);
      if (column === null) continue;
      const row = rowOf(byCode, record, { line, layout, context });
      if (row === null) continue;
      const position = positions.get(column) ?? positions.size;
      positions.set(column, position);
      put(row, position, record[layout.valuePosition] ?? '', { line, column, context });
    }
    if (positions.size * byCode.size > mostCells) {
      throw new AppError('too-large', 'This long table has more figures than can be turned into columns.', {
        details: { categories: positions.size, areas: byCode.size },
      });
    }
  }
  const width = positions.size;
  const rows = [...byCode.values()].map((row): ValuesRow => {
    const values = Array.from({ length: width }, (_, at) => row.values[at] ?? null);
    const reasons = row.reasons.size > 0 ? row.reasons : null;
    return { kind: 'values', line: row.line, code: row.code, name: row.name, values, reasons };
  });
  return { columns: [...positions.keys()], rows };
}

interface Place {
  readonly line: number;
  readonly layout: LongLayout;
  readonly context: ReadContext;
}

function rowOf(
  byCode: Map<string, PivotRow>,
  record: readonly string[],
  { line, layout, context }: Place,
): PivotRow | null {
  const code = (record[layout.codePosition] ?? '').trim();
  const known = byCode.get(code);
  if (known !== undefined) return known;
  if (!isAreaCode(code)) {
    context.reject({
      line,
      column: 'area code',
      value: code.slice(0, 60),
      reason: 'this is not an area code',
    });
    return null;
  }
  const name = layout.namePosition === null ? null : (record[layout.namePosition] ?? '').trim();
  const row: PivotRow = { line, code, name, values: [], reasons: new Map() };
  byCode.set(code, row);
  return row;
}

function put(
  row: PivotRow,
  position: number,
  cell: string,
  {
    line,
    column,
    context,
  }: { readonly line: number; readonly column: string; readonly context: ReadContext },
): void {
  if (row.values[position] !== undefined) {
    context.reject({ line, column, value: cell, reason: `a second figure of "${column}" for ${row.code}` });
    return;
  }
  const number = parseNumber(cell);
  row.values[position] = number.value;
  if (number.reason !== null) row.reasons.set(position, number.reason);
}

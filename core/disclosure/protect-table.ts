import type { ComparisonGroups } from '../index/comparison-groups.ts';
import { isWithheld, suppressCounts, type CellState, type SuppressionRule } from './suppress-counts.ts';

/** Counts of a table to be shared: rows are areas or anything else, columns are categories. */
export interface SharedTable {
  /** By column; whole numbers, zero or more; NaN is missing. */
  readonly columns: readonly Float64Array[];
  /** The rows whose totals by column are known: those of one authority. Every row has a group. */
  readonly groups: ComparisonGroups;
  /** The totals of the rows where they are a column of the table too, which is then the last of the columns. */
  readonly hasTotals: boolean;
  /** Whether a cell is to be withheld whatever it counts, or has been withheld by somebody else. */
  readonly isRequired: (row: number, column: number) => boolean;
}

export interface ProtectedTable {
  /** By column, then row. */
  readonly states: readonly (readonly CellState[])[];
  readonly openLines: readonly OpenLine[];
}

/** A row, or a column within a group, that has nothing left to withhold: its total must be withheld. */
export type OpenLine =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'column'; readonly column: number; readonly group: number };

/**
 * Withholds small counts of a table, and others so that no row, and no column within a group, gives one away by its
 * total: `suppressCounts` for the rows of each group. Totals of all groups together are safe then too, as each is a sum
 * of lines in which nothing, or enough, is withheld; but where the total of a single group has to go, that of all groups
 * would give it away.
 *
 * A column of row totals is protected as one more column: a total of few people is withheld, and where nothing else in
 * its row is left, it goes.
 *
 * @throws AppError as suppressCounts.
 */
export function protectTable(table: SharedTable, rule: Omit<SuppressionRule, 'required'>): ProtectedTable {
  const { columns, groups, hasTotals, isRequired } = table;
  const states = columns.map((column) => Array.from(column, (): CellState => 'missing'));
  const openLines: OpenLine[] = [];
  rowsByGroup(groups).forEach((rows, group) => {
    const width = columns.length;
    const places = rows.flatMap((row) => columns.map((_, column) => ({ row, column })));
    const required = places.flatMap(({ row, column }, cell) => (isRequired(row, column) ? [cell] : []));
    const found = suppressCounts(
      {
        rowCount: rows.length,
        columnCount: width,
        counts: Float64Array.from(places, ({ row, column }) => columns[column]?.[row] ?? NaN),
      },
      { ...rule, required: new Set(required) },
    );
    places.forEach(({ row, column }, cell) => {
      const ofColumn = states[column];
      if (ofColumn !== undefined) ofColumn[row] = found.states[cell] ?? 'missing';
    });
    for (const { kind, position } of found.openLines) {
      const row = rows[position] ?? -1;
      if (kind === 'column') openLines.push({ kind, column: position, group });
      // The total of a row of one cell is that cell.
      else if (width > 1 && !(hasTotals && isWithheld(states.at(-1)?.[row]))) openLines.push({ kind, row });
    }
  });
  return { states, openLines };
}

function rowsByGroup({ ids, count }: ComparisonGroups): number[][] {
  const rows = Array.from({ length: count }, (): number[] => []);
  ids.forEach((group, row) => rows[group]?.push(row));
  return rows;
}

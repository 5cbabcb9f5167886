import { findingOf, rowsInWords, rowsWhere, sumOf, valuesOf, type QualityCheck } from './table.ts';

/** Parts of a table are perturbed together with their total, give or take rounding. */
const tolerance = 3;

/**
 * Totals that are not the sum of their parts, in rows of a table where nearly all are. Only the finest columns are
 * added (TS038 holds parents and children); where the parts overlap (TS039) the sum never fits and nothing is said.
 */
export const totalUnlikeParts: QualityCheck = (table) => {
  const totals = new Set(table.columns.flatMap((column) => (column.total === null ? [] : [column.total])));
  return [...totals].flatMap((total) => {
    const whole = valuesOf(table, total);
    const parts = table.columns.filter((column) => column.total === total && column.unit === 'count');
    const names = finest(parts.map((column) => column.name));
    const sum = sumOf(table, names);
    if (whole === null || sum === null || names.length < 2 || whole.length < 12) return [];
    const rows = rowsWhere(whole, (value, row) => Math.abs(value - (sum[row] ?? Number.NaN)) > tolerance);
    if (rows.length === 0 || rows.length > whole.length * 0.05) return [];
    return [
      findingOf(table, {
        code: 'total-unlike-parts',
        severity: 'warning',
        column: total,
        rows,
        message: `In ${rowsInWords(rows.length)} "${total}" is not the sum of its ${names.length} parts, as it is elsewhere.`,
        show: (row) => `${whole[row] ?? ''} against ${sum[row] ?? ''}`,
      }),
    ];
  });
};

/** The columns that no other column is part of by name; Nomis writes both `A: B` and `A:B`. */
function finest(names: readonly string[]): readonly string[] {
  const plain = names.map((name) => name.replaceAll(/\s*:\s*/g, ': '));
  return names.filter((_, at) => {
    const prefix = `${plain[at] ?? ''}: `;
    return !plain.some((other) => other.startsWith(prefix));
  });
}

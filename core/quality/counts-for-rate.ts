import { rankCorrelation } from './robust.ts';
import { findingOf, rowsWhere, type QualityCheck, type QualityTable, type QualityUnit } from './table.ts';

const rates: ReadonlySet<QualityUnit | null> = new Set([
  'rate',
  'rate-per-1000',
  'percent',
  'share',
] as const);

/**
 * Whole numbers where a rate is declared (GMCA's pension credit "per 1,000" held counts of people). Rounded rates are
 * whole too, so two more signs are asked for, either of: the values grow with the size of the area (rank correlation
 * of at least 0.5 with a count), as counts do and rates do not; or a few rows have fractions though nine in ten have
 * none: two kinds of figure in one column.
 */
export const countsForRate: QualityCheck = (table) =>
  table.columns.flatMap((column, at) => {
    const values = table.values[at];
    if (values === undefined || !rates.has(column.unit)) return [];
    const present = rowsWhere(values, (value) => value > 0);
    const whole = present.filter((row) => Number.isInteger(values[row]));
    const distinct = new Set(whole.map((row) => values[row]));
    if (present.length < 20 || whole.length < present.length * 0.9 || distinct.size < 5) return [];
    const mixed = whole.length < present.length;
    const size = growsWith(table, at);
    if (!mixed && size === null) return [];
    const evidence =
      size === null
        ? `while ${present.length - whole.length} rows have fractions`
        : `that grow with "${size}"`;
    return [
      findingOf(table, {
        code: 'counts-for-rate',
        severity: size === null ? 'warning' : 'error',
        column: column.name,
        rows: whole,
        message: `"${column.name}" is declared a rate but holds whole numbers ${evidence}: these look like counts.`,
      }),
    ];
  });

/** The count column that the values grow with, if there is one. */
function growsWith(table: QualityTable, at: number): string | null {
  const values = table.values[at] ?? new Float64Array();
  for (const [other, column] of table.columns.entries()) {
    if (other === at || column.unit !== 'count') continue;
    if (rankCorrelation(values, table.values[other] ?? new Float64Array()) >= 0.5) return column.name;
  }
  return null;
}

import { findingOf, rowsWhere, type QualityCheck } from './table.ts';

/** Fewer rows than this may well agree by chance. */
const enoughRows = 12;

/** Columns that say one thing everywhere, or next to nothing. A warning for columns an indicator needs. */
export const emptyColumns: QualityCheck = (table) =>
  table.columns.flatMap((column, at) => {
    const values = table.values[at];
    if (values === undefined || values.length < enoughRows) return [];
    const missing = rowsWhere(values, (value) => Number.isNaN(value));
    const severity = column.isUsed ? ('warning' as const) : ('info' as const);
    if (missing.length > values.length / 2) {
      const percent = Math.round((missing.length / values.length) * 100);
      const message = `"${column.name}" has no value in ${percent} % of the rows.`;
      return [
        findingOf(table, { code: 'mostly-missing', severity, column: column.name, rows: missing, message }),
      ];
    }
    const first = values.find((value) => !Number.isNaN(value));
    const isConstant = values.every((value) => Number.isNaN(value) || value === first);
    if (!isConstant) return [];
    const rows = rowsWhere(values, (value) => value === first);
    const message = `"${column.name}" is ${first ?? 'empty'} in every row: it tells no area from another.`;
    return [findingOf(table, { code: 'constant-column', severity, column: column.name, rows, message })];
  });

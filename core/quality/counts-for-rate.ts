import { rankCorrelation } from './robust.ts';
import {
  findingOf,
  rowsWhere,
  valuesOf,
  type QualityCheck,
  type QualityContext,
  type QualityTable,
  type QualityUnit,
} from './table.ts';

const rates: ReadonlySet<QualityUnit | null> = new Set([
  'rate',
  'rate-per-1000',
  'percent',
  'share',
] as const);

/**
 * Whole numbers where a rate is declared (GMCA's pension credit "per 1,000" held counts of people). Rounded rates are
 * whole too, so one more sign is asked for: the values grow with the size of the area (rank correlation of at least
 * 0.5 with a population), as counts do and rates do not; or, for rates per 1,000, a few rows have fractions though
 * nine in ten have none: two kinds of figure in one column.
 */
export const countsForRate: QualityCheck = (table, context) =>
  table.columns.flatMap((column, at) => {
    const values = table.values[at];
    if (values === undefined || !rates.has(column.unit)) return [];
    const present = rowsWhere(values, (value) => value > 0);
    const whole = present.filter((row) => Number.isInteger(values[row]));
    const distinct = new Set(whole.map((row) => values[row]));
    if (present.length < 20 || whole.length < present.length * 0.9 || distinct.size < 5) return [];
    const mixed = whole.length < present.length && column.unit !== 'percent' && column.unit !== 'share';
    const size = growsWith(table, values, wholeColumns(table, context));
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

/** Columns that say how large an area is: wholes of other columns, by the file or the catalogue, and populations. */
function wholeColumns(table: QualityTable, context: QualityContext): readonly string[] {
  const wholes = new Set([
    ...table.columns.flatMap((column) => (column.total === null ? [] : [column.total])),
    ...context.ratios.flatMap((ratio) => ratio.denominator),
  ]);
  const isSize = (name: string): boolean =>
    wholes.has(name) || /population|residents|households|aged/i.test(name);
  return table.columns.filter(({ unit, name }) => unit === 'count' && isSize(name)).map(({ name }) => name);
}

function growsWith(table: QualityTable, values: Float64Array, wholes: readonly string[]): string | null {
  const found = wholes.find(
    (name) => rankCorrelation(values, valuesOf(table, name) ?? new Float64Array()) >= 0.5,
  );
  return found ?? null;
}

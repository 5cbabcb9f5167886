import { decimalsOf, quantileSorted, rankCorrelation, sortedPresent } from './robust.ts';
import {
  findingOf,
  rowsInWords,
  rowsWhere,
  type QualityCheck,
  type QualityTable,
  type RawFinding,
} from './table.ts';

/**
 * Fractions (0-1) among percentages (0-100) in one column, as where rows of an older release were left standing. Small
 * percentages are not fractions, so a value of at most 1 counts only with evidence, any of:
 *
 * - a gap: the other values begin at 5 or above, and at least 3 rows lie below;
 * - precision: the small values have at least two decimals more than nearly all others have;
 * - a neighbour that goes with the column (speeds with the share of slow lines): by it these rows should be large.
 *
 * In a column of shares (0-1), values above 1.5 are taken for percentages where most rows are shares.
 */
export const mixedUnits: QualityCheck = (table) =>
  table.columns.flatMap((column, at) => {
    const values = table.values[at];
    if (values === undefined) return [];
    if (column.unit === 'percent') return fractionsAmongPercent(table, at, values);
    if (column.unit === 'share') return percentAmongShares(table, at, values);
    return [];
  });

const fewest = 3;

function fractionsAmongPercent(table: QualityTable, at: number, values: Float64Array): readonly RawFinding[] {
  const small = rowsWhere(values, (value) => value > 0 && value < 1);
  const large = rowsWhere(values, (value) => value > 1);
  if (small.length < fewest || large.length < fewest) return [];
  const suspects = hasGap(values, large) ? small : union(finerRows(values, small, large), oddRows(table, at));
  if (suspects.length < fewest) return [];
  return [
    finding(table, at, {
      rows: suspects,
      severity: severityOf(suspects, values),
      found: 'fractions (0 to 1)',
    }),
  ];
}

function percentAmongShares(table: QualityTable, at: number, values: Float64Array): readonly RawFinding[] {
  const large = rowsWhere(values, (value) => value > 1.5 && value <= 100);
  const shares = rowsWhere(values, (value) => value >= 0 && value <= 1);
  if (large.length === 0 || shares.length < large.length) return [];
  return [finding(table, at, { rows: large, severity: 'error', found: 'percentages (0 to 100)' })];
}

interface Mixture {
  readonly rows: readonly number[];
  readonly severity: 'error' | 'warning';
  readonly found: string;
}

function finding(table: QualityTable, at: number, { rows, severity, found }: Mixture): RawFinding {
  const name = table.columns[at]?.name ?? '';
  return findingOf(table, {
    code: 'mixed-units',
    severity,
    column: name,
    rows,
    message: `${rowsInWords(rows.length)} of "${name}" look like ${found} among values of another unit.`,
  });
}

/** More than 1 in 1,000 rows stop the import: the areas concerned would be ranked at the wrong end. */
function severityOf(rows: readonly number[], values: Float64Array): 'error' | 'warning' {
  return rows.length > values.length * 0.001 ? 'error' : 'warning';
}

function hasGap(values: Float64Array, large: readonly number[]): boolean {
  const sorted = sortedPresent(Float64Array.from(large, (row) => values[row] ?? 0));
  return quantileSorted(sorted, 0) >= 5;
}

/** Rows whose small value is written more finely than 98 in 100 of the large values are. */
function finerRows(
  values: Float64Array,
  small: readonly number[],
  large: readonly number[],
): readonly number[] {
  const usual = sortedPresent(Float64Array.from(large, (row) => decimalsOf(values[row] ?? 0)));
  const usualDecimals = quantileSorted(usual, 0.98);
  return small.filter((row) => decimalsOf(values[row] ?? 0) >= usualDecimals + 2);
}

/** Rows that should be large by the column that goes best with this one (rank correlation at least 0.5 either way). */
function oddRows(table: QualityTable, at: number): readonly number[] {
  const values = table.values[at] ?? new Float64Array();
  const trusted = values.map((value) => (value > 1 ? value : Number.NaN));
  const guide = bestGuide(table, at, trusted);
  if (guide === null) return [];
  const expected = expectationBy(guide, trusted);
  return rowsWhere(values, (value, row) => {
    const should = expected(guide[row] ?? Number.NaN);
    return value > 0 && value < 1 && should > 20 && Math.abs(value * 100 - should) < should / 2;
  });
}

function bestGuide(table: QualityTable, at: number, trusted: Float64Array): Float64Array | null {
  let best: Float64Array | null = null;
  let strongest = 0.5;
  for (const [other, candidate] of table.values.entries()) {
    if (other === at) continue;
    const strength = Math.abs(rankCorrelation(trusted, candidate));
    if (strength > strongest) {
      strongest = strength;
      best = candidate;
    }
  }
  return best;
}

/** The median of the trusted values among rows of like guide, by twentieths of the guide. */
function expectationBy(guide: Float64Array, trusted: Float64Array): (value: number) => number {
  const bins = 20;
  const sorted = sortedPresent(guide);
  const edges = Array.from({ length: bins - 1 }, (_, bin) => quantileSorted(sorted, (bin + 1) / bins));
  const binOf = (value: number): number => {
    const bin = edges.findIndex((edge) => value <= edge);
    return bin === -1 ? bins - 1 : bin;
  };
  const members: number[][] = Array.from({ length: bins }, () => []);
  for (const [row, value] of guide.entries()) {
    const known = trusted[row] ?? Number.NaN;
    if (!Number.isNaN(known) && !Number.isNaN(value)) members[binOf(value)]?.push(known);
  }
  const medians = members.map((list) => quantileSorted(sortedPresent(Float64Array.from(list)), 0.5));
  return (value) => (Number.isNaN(value) ? Number.NaN : (medians[binOf(value)] ?? Number.NaN));
}

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

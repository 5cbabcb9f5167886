import { quantileSorted, sortedPresent } from './robust.ts';
import { findingOf, rowsInWords, type QualityCheck, type QualityTable, type QualityUnit } from './table.ts';

/** Distances in spreads (half the distance of the 5th and 95th percentile): within the first a value fits a column. */
const fitting = 2;
/** Beyond this it cannot be the column's own; the remotest islands of Scotland stay within it. */
const impossible = 4;
/** A shift of fewer columns cannot be told from odd values. */
const fewest = 3;
/** So many of them must lie far outside their own column. */
const fewestMisfits = 2;

interface Spread {
  readonly middle: number;
  readonly width: number;
}

/**
 * Rows whose values fit the columns beside their own: a cell was dropped or added, and what follows stands one or two
 * columns off. A run of at least 3 values is looked for that all fit the columns `step` away, at least 2 of them being
 * far outside their own. Such a misfit counts only between columns whose ranges do not overlap, and never between two of
 * counts or of percentages: in a table by age every unusual place (a barracks, a hall of residence) would otherwise look
 * shifted, in one of coverage every remote place. There a shift shows as a total unlike its parts.
 */
export const columnsShifted: QualityCheck = (table) => {
  if (table.columns.length < fewest + 1 || table.codes.length < 20) return [];
  const spreads = table.values.map(spreadOf);
  const shifts = new Map<number, string>();
  for (let row = 0; row < table.codes.length; row += 1) {
    const shift = shiftOf(table, row, spreads);
    if (shift !== null) shifts.set(row, shift);
  }
  const rows = [...shifts.keys()];
  if (rows.length === 0) return [];
  return [
    findingOf(table, {
      code: 'columns-shifted',
      // One odd row is looked at; several are a fault in the making of the file.
      severity: rows.length > 1 ? 'error' : 'warning',
      column: null,
      rows,
      message: `In ${rowsInWords(rows.length)} the values seem to stand in the wrong columns: they fit the columns beside their own.`,
      show: (row) => shifts.get(row) ?? '',
    }),
  ];
};

/** On a scale that treats thousands and thousandths alike (inverse hyperbolic sine of thousandths). */
function scaled(value: number): number {
  return Math.asinh(value * 1000);
}

function spreadOf(values: Float64Array): Spread | null {
  const sorted = sortedPresent(values.map(scaled));
  if (sorted.length < 20) return null;
  const width = (quantileSorted(sorted, 0.95) - quantileSorted(sorted, 0.05)) / 2;
  return { middle: quantileSorted(sorted, 0.5), width: Math.max(width, 0.25) };
}

function distance(value: number, spread: Spread | null | undefined): number {
  if (Number.isNaN(value) || spread === null || spread === undefined) return 0;
  return Math.abs(scaled(value) - spread.middle) / spread.width;
}

function shiftOf(table: QualityTable, row: number, spreads: readonly (Spread | null)[]): string | null {
  const own = table.values.map((values, at) => {
    const value = values[row] ?? Number.NaN;
    return isOrdinary(value, table.columns[at]?.unit ?? null) ? 0 : distance(value, spreads[at]);
  });
  if (own.filter((far) => far > impossible).length < fewestMisfits) return null;
  for (const step of [-1, 1, -2, 2]) {
    const run = bestRun(table, row, { own, spreads, step });
    if (run !== null) return run;
  }
  return null;
}

/** Ranks and deciles are spread evenly: the first is as ordinary as the middle one. */
function isOrdinary(value: number, unit: QualityUnit | null): boolean {
  if (unit === 'decile') return Number.isInteger(value) && value >= 1 && value <= 10;
  return unit === 'rank' && value >= 1 && Number.isInteger(value * 2);
}

interface Trial {
  readonly own: readonly number[];
  readonly spreads: readonly (Spread | null)[];
  readonly step: number;
}

/** The first run in which every value fits the column `step` away and enough of them cannot be their own column's. */
function bestRun(table: QualityTable, row: number, { own, spreads, step }: Trial): string | null {
  let start = 0;
  for (let at = 0; at <= own.length; at += 1) {
    const value = table.values[at]?.[row] ?? Number.NaN;
    const target = spreads[at + step];
    const fits = at < own.length && target !== undefined && distance(value, target) <= fitting;
    if (fits) continue;
    const misfits = misfitsIn(table, { own, spreads, step }, { start, end: at });
    const first = misfits[0] ?? start;
    const span = (misfits.at(-1) ?? start) - first + 1;
    if (at - start >= fewest && misfits.length >= fewestMisfits && misfits.length >= span / 2) {
      const name = table.columns[first]?.name ?? '';
      return `to the ${step > 0 ? 'left' : 'right'} by ${Math.abs(step)} from "${name}"`;
    }
    start = at + 1;
  }
  return null;
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Units in which a place may have any figure: in the last house of a road everybody goes without. */
const unusualUnits: ReadonlySet<QualityUnit | null> = new Set(['count', 'percent']);

/** Two counts or two percentages are never told apart: unusual places have unusual ones. */
function misfitsIn(
  table: QualityTable,
  { own, spreads, step }: Trial,
  { start, end }: Run,
): readonly number[] {
  const found: number[] = [];
  for (let at = start; at < end; at += 1) {
    const unit = table.columns[at]?.unit ?? null;
    const isUnusual = unusualUnits.has(unit) && table.columns[at + step]?.unit === unit;
    const isMisfit = !isUnusual && (own[at] ?? 0) > impossible;
    if (isMisfit && isApart(spreads[at], spreads[at + step])) found.push(at);
  }
  return found;
}

/** Whether nine in ten values of one column lie outside nine in ten of the other. */
function isApart(a: Spread | null | undefined, b: Spread | null | undefined): boolean {
  if (a === null || b === null || a === undefined || b === undefined) return false;
  return Math.abs(a.middle - b.middle) > a.width + b.width;
}

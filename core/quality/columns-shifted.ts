import { quantileSorted, sortedPresent } from './robust.ts';
import { findingOf, rowsInWords, type QualityCheck, type QualityTable } from './table.ts';

/** Distance beyond which a value is not a column's own, in spreads (half the distance of the 5th and 95th percentile). */
const strange = 2;
/** A shift of fewer columns cannot be told from a few odd values. */
const fewest = 3;

interface Spread {
  readonly middle: number;
  readonly width: number;
}

/**
 * Rows whose values fit the columns beside their own much better: a cell was dropped or added, and everything behind
 * it stands one or two columns off. For every row each run of columns to the end of the shift is tried; the row is
 * reported when at least 3 values lie far outside their own columns, and all of the run fit the shifted ones.
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
      severity: 'error',
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
  const own = table.values.map((values, at) => distance(values[row] ?? Number.NaN, spreads[at]));
  if (own.filter((far) => far > strange).length < fewest) return null;
  for (const step of [-1, 1, -2, 2]) {
    const run = bestRun(table, row, { own, spreads, step });
    if (run !== null) return run;
  }
  return null;
}

interface Trial {
  readonly own: readonly number[];
  readonly spreads: readonly (Spread | null)[];
  readonly step: number;
}

/** The longest run of columns in which every value fits the column `step` away, and 3 or more do not fit their own. */
function bestRun(table: QualityTable, row: number, { own, spreads, step }: Trial): string | null {
  let start = 0;
  for (let at = 0; at <= own.length; at += 1) {
    const value = table.values[at]?.[row] ?? Number.NaN;
    const target = spreads[at + step];
    const fits = at < own.length && target !== undefined && distance(value, target) <= strange * 0.75;
    if (fits) continue;
    const run = own.slice(start, at);
    const misfits = run.filter((far) => far > strange).length;
    if (misfits >= fewest && misfits >= run.length / 2) {
      const name = table.columns[start]?.name ?? '';
      return `${step > 0 ? 'to the left' : 'to the right'} by ${Math.abs(step)} from "${name}"`;
    }
    start = at + 1;
  }
  return null;
}

import { columnOf, type IndicatorMatrix } from './indicator-matrix.ts';

/** What was done to a value, as bits of one number; 0 is a value as it was observed (or a missing one). */
export const valueFlag = {
  imputed: 1,
  /** Imputed, but not from the group that was asked for first: that had no value. */
  fallback: 2,
  shrunk: 4,
  suppressed: 8,
  convertedVintage: 16,
  winsorisedHigh: 32,
  winsorisedLow: 64,
  transformed: 128,
  /** The count is above its denominator, as in perturbed small numbers: kept, not clipped. */
  aboveDenominator: 256,
} as const;

/** Why a value is missing; the position is the code. The first stands for values that are there. */
export const missingCauses = [
  'present',
  'not-in-source',
  'suppressed',
  'zero-denominator',
  'no-denominator',
  'screened-out',
  'zero-range',
  'not-computable',
] as const;

export type MissingCause = (typeof missingCauses)[number];

/** The data after one stage of the recipe. Never changed: each stage makes its own. */
export interface DataSet {
  /** raw, denominated, shrunk, imputed, screened, treated, normalised; a second one of a kind is numbered. */
  readonly name: string;
  readonly matrix: IndicatorMatrix;
  /** `valueFlag` bits, laid out as the matrix. */
  readonly flags: Uint16Array;
  /** Positions in `missingCauses`, laid out as the matrix. */
  readonly causes: Uint8Array;
}

/** A data set as it comes in: every missing value is `not-in-source`, unless flags and causes say more. */
export function rawDataSet(
  matrix: IndicatorMatrix,
  known: { readonly flags?: Uint16Array; readonly causes?: Uint8Array } = {},
): DataSet {
  const causes = known.causes ?? new Uint8Array(matrix.values.length);
  if (known.causes === undefined) {
    for (let at = 0; at < causes.length; at += 1) causes[at] = Number.isNaN(matrix.values[at]) ? 1 : 0;
  }
  return { name: 'raw', matrix, flags: known.flags ?? new Uint16Array(matrix.values.length), causes };
}

/** One column being rewritten by a stage: views on the arrays of the data set in the making. */
export interface ColumnDraft {
  readonly values: Float64Array;
  readonly flags: Uint16Array;
  readonly causes: Uint8Array;
}

/** A copy of a data set for a stage to change before it is handed on. */
export function draftOf(
  from: DataSet,
  name: string,
): { readonly dataSet: DataSet; readonly columns: ColumnDraft[] } {
  const { rowCount, columnCount } = from.matrix;
  const dataSet: DataSet = {
    name,
    matrix: { rowCount, columnCount, values: from.matrix.values.slice() },
    flags: from.flags.slice(),
    causes: from.causes.slice(),
  };
  const columns = Array.from({ length: columnCount }, (_, column) => ({
    values: columnOf(dataSet.matrix, column),
    flags: dataSet.flags.subarray(column * rowCount, (column + 1) * rowCount),
    causes: dataSet.causes.subarray(column * rowCount, (column + 1) * rowCount),
  }));
  return { dataSet, columns };
}

/** Puts a value where one was missing, or takes it away: `set` with a number, `clear` with the cause. */
export function setValue(column: ColumnDraft, row: number, value: number, flags = 0): void {
  column.values[row] = value;
  column.flags[row] = (column.flags[row] ?? 0) | flags;
  column.causes[row] = 0;
}

/** Makes a value missing, with the reason why. */
export function clearValue(column: ColumnDraft, row: number, cause: MissingCause): void {
  column.values[row] = NaN;
  column.causes[row] = missingCauses.indexOf(cause);
}

import type { RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import type { CompiledIndex } from './compile-profile.ts';
import { clearValue } from './data-set.ts';
import { columnOf, type IndicatorMatrix } from './indicator-matrix.ts';
import { currentData, nextDataSet, type Preparation } from './preparation.ts';
import { nothingLeft, type Screening } from './screening.ts';
import { weightsWithout } from './weights.ts';

type ScreenStage = Extract<RecipeStage, { stage: 'screen' }>;

/**
 * Screens areas and indicators by how much data they have, how much of it is not zero, and (indicators) how many
 * different values there are. What falls below a threshold is left out, or with `action: flag` only reported. An area
 * left out is neither scored nor seen by the others; an indicator left out has weight 0.
 *
 * Shares: present of all; not zero of present; different values of present ones. `keep` and `leaveOut` name
 * areas that the thresholds do not decide on.
 *
 * @throws AppError invalid-request for a named area that is not there; not-computable when nothing would be left.
 * Source: COINr `Screen`, `get_stats`; OECD/JRC Handbook (2008), section 4.
 */
export function screenStage(state: Preparation, stage: ScreenStage): Preparation {
  checkCodes(state, stage);
  const seen = look(state, stage);
  const keepsArea = (row: number): boolean => seen.areas.included[row] === 1;
  const next = nextDataSet(state, 'screened', (columns) => {
    if (stage.action === 'flag') return;
    for (const [at, column] of columns.entries()) {
      const isOut = seen.indicators[at]?.isIncluded === false;
      column.values.forEach((_, row) => {
        if (isOut || !keepsArea(row)) clearValue(column, row, 'screened-out');
      });
    }
  });
  const screening = { ...seen, name: currentData(next).name };
  const done = { ...next, screenings: [...state.screenings, screening] };
  if (stage.action === 'flag') return done;
  const ids = state.groups.ids.map((group, row) => (keepsArea(row) ? group : -1));
  if (ids.every((group) => group < 0)) throw nothingLeft('area');
  const compiled = withoutIndicators(state.compiled, (slot) => seen.indicators[slot]?.isIncluded === false);
  return { ...done, groups: { ids, count: state.groups.count }, compiled };
}

function look(state: Preparation, stage: ScreenStage): Omit<Screening, 'name'> {
  const { matrix } = currentData(state);
  const { areaCodes } = state.sources;
  const counts = countRows(matrix);
  // Float64Array.from: a share kept in an array of whole numbers would be 0 or 1.
  const availability = Float64Array.from(counts.missing, (missing) => 1 - missing / matrix.columnCount);
  const nonZero = Float64Array.from(
    counts.zero,
    (zero, row) => 1 - zero / (matrix.columnCount - (counts.missing[row] ?? 0)),
  );
  const keep = new Set(stage.keep);
  const leaveOut = new Set(stage.leaveOut);
  const included = Uint8Array.from({ length: matrix.rowCount }, (_, row) => {
    const code = areaCodes[row] ?? '';
    if (leaveOut.has(code)) return 0;
    if (keep.has(code)) return 1;
    const hasData = !isBelow(availability[row], stage.areas?.availability);
    return hasData && !isBelow(nonZero[row], stage.areas?.nonZero) ? 1 : 0;
  });
  const insideRows = [...state.groups.ids.keys()].filter((row) => (state.groups.ids[row] ?? -1) >= 0);
  const indicators = state.compiled.leaves.map((leaf) => {
    const shares = columnShares(columnOf(matrix, leaf.slot), insideRows);
    const isIncluded =
      !isBelow(shares.availability, stage.indicators?.availability) &&
      !isBelow(shares.nonZero, stage.indicators?.nonZero) &&
      !isBelow(shares.unique, stage.indicators?.unique);
    return { id: leaf.indicatorId, ...shares, isIncluded };
  });
  return {
    isRemoving: stage.action === 'remove',
    areas: { ...counts, availability, nonZero, included },
    indicators,
  };
}

/** A share that is not there (no value at all) is below any threshold but zero. */
function isBelow(share: number | undefined, threshold: number | undefined): boolean {
  if (threshold === undefined || threshold === 0) return false;
  return share === undefined || Number.isNaN(share) || share < threshold - 1e-12;
}

function countRows(matrix: IndicatorMatrix): {
  missing: Int32Array;
  zero: Int32Array;
} {
  const missing = new Int32Array(matrix.rowCount);
  const zero = new Int32Array(matrix.rowCount);
  for (let column = 0; column < matrix.columnCount; column += 1) {
    columnOf(matrix, column).forEach((value, row) => {
      if (Number.isNaN(value)) missing[row] = (missing[row] ?? 0) + 1;
      else if (value === 0) zero[row] = (zero[row] ?? 0) + 1;
    });
  }
  return { missing, zero };
}

function columnShares(
  values: Float64Array,
  rows: readonly number[],
): { readonly availability: number; readonly nonZero: number; readonly unique: number } {
  const present = rows.map((row) => values[row] ?? NaN).filter((value) => !Number.isNaN(value));
  return {
    availability: present.length / rows.length,
    nonZero: present.filter((value) => value !== 0).length / present.length,
    unique: new Set(present).size / present.length,
  };
}

/** Weight 0 for what is screened out, and for a component of which nothing is left. */
function withoutIndicators(compiled: CompiledIndex, isOut: (slot: number) => boolean): CompiledIndex {
  const out = compiled.leaves.map(({ slot }) => slot).filter(isOut);
  if (out.length === 0) return compiled;
  const weights = weightsWithout(compiled, compiled.weights, ...out);
  if (weights === null) throw nothingLeft('indicator');
  return { ...compiled, weights };
}

function checkCodes({ sources }: Preparation, stage: ScreenStage): void {
  const known = new Set(sources.areaCodes);
  for (const field of ['keep', 'leaveOut'] as const) {
    const unknown = stage[field].find((code) => !known.has(code));
    if (unknown === undefined) continue;
    throw new AppError(
      'invalid-request',
      `There is no area "${unknown}" to ${field === 'keep' ? 'keep' : 'leave out'}.`,
      {
        details: { field, value: unknown },
      },
    );
  }
}

import type { IndexDefinition } from '../contract/profile.ts';
import { AppError } from '../errors.ts';
import { compileProfile, type CompiledIndex } from './compile-profile.ts';
import { insideBase, type ComparisonGroups } from './comparison-groups.ts';
import { withFixedGoalposts } from './fixed-goalposts.ts';
import type { Goalposts } from './goalposts.ts';
import { columnOf, matrixOf, type IndicatorMatrix } from './indicator-matrix.ts';
import { createScorer, type ScoredIndex } from './score-index.ts';

/** The figures of one date as they are compared: rates, not counts; nothing treated, nothing imputed. */
export interface DatedFigures {
  /** Says which column is which indicator's; what was screened out has weight 0. */
  readonly compiled: CompiledIndex;
  readonly matrix: IndicatorMatrix;
  /** The comparison base of the date without the areas that were screened out, which have an id of -1. */
  readonly groups: ComparisonGroups;
}

export interface BothDates {
  readonly before: ScoredIndex;
  readonly after: ScoredIndex;
}

/**
 * Two dates between the same goalposts: the lowest and the highest value of each indicator over both. Only these scores
 * can be subtracted from each other.
 *
 * Shape: rows are the same areas in both.
 * Missing: an area outside the base of a date has no fixed score at that date, and gives no goalpost. An indicator that
 * is screened out at either date is left out at both.
 * @throws AppError not-computable where no indicator has two different values.
 */
export function scoreBothDates(
  profile: IndexDefinition,
  before: DatedFigures,
  after: DatedFigures,
): BothDates {
  const goalposts = new Map<string, Goalposts>();
  for (const { indicatorId } of after.compiled.leaves) {
    if (isScreenedOut(before, indicatorId) || isScreenedOut(after, indicatorId)) continue;
    const values = [...columnOfIndicator(before, indicatorId), ...columnOfIndicator(after, indicatorId)];
    const known = values.filter((value) => !Number.isNaN(value));
    if (known.length === 0) continue;
    goalposts.set(indicatorId, {
      lower: known.reduce((a, b) => Math.min(a, b)),
      upper: known.reduce((a, b) => Math.max(a, b)),
    });
  }
  const fixed = withFixedGoalposts(profile, goalposts);
  if (fixed.components.length === 0) {
    throw new AppError('not-computable', 'No indicator has two different values over both dates.', {
      details: { profile: profile.id },
    });
  }
  const signs = new Map(after.compiled.leaves.map(({ indicatorId, sign }) => [indicatorId, sign]));
  const compiled = compileProfile(fixed, (id) =>
    signs.get(id) === -1 ? 'lower-is-riskier' : 'higher-is-riskier',
  );
  const score = (figures: DatedFigures): ScoredIndex => {
    const columns = compiled.leaves.map(({ indicatorId }) => columnOfIndicator(figures, indicatorId));
    return createScorer(compiled, matrixOf(figures.matrix.rowCount, columns), figures.groups).score();
  };
  return { before: score(before), after: score(after) };
}

/** The figures of an indicator inside the base; NaN throughout where the date does not have it. */
function columnOfIndicator({ compiled, matrix, groups }: DatedFigures, id: string): Float64Array {
  const leaf = compiled.leaves.find(({ indicatorId }) => indicatorId === id);
  if (leaf === undefined) return new Float64Array(matrix.rowCount).fill(NaN);
  return insideBase(columnOf(matrix, leaf.slot), groups);
}

function isScreenedOut({ compiled }: DatedFigures, id: string): boolean {
  const leaf = compiled.leaves.find(({ indicatorId }) => indicatorId === id);
  return leaf !== undefined && compiled.weights[leaf.slot] === 0;
}

export interface FixedChange {
  readonly row: number;
  readonly change: number;
}

/**
 * Every area with a fixed score at both dates, the largest change first; those of one size in the order of rows. One of
 * which an indicator is missing at one date only is left out: what would differ is what its score is made of.
 */
export function fixedChanges({ before, after }: BothDates): FixedChange[] {
  return [...before.score.keys()]
    .map((row) => ({ row, change: (after.score[row] ?? NaN) - (before.score[row] ?? NaN) }))
    .filter(({ row, change }) => !Number.isNaN(change) && hasSameInputs(before, after, row))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.row - b.row);
}

function hasSameInputs(before: ScoredIndex, after: ScoredIndex, row: number): boolean {
  return before.compiled.leaves.every(
    ({ slot }) =>
      Number.isNaN(before.columns[slot]?.values[row]) === Number.isNaN(after.columns[slot]?.values[row]),
  );
}

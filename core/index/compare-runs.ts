import { spearman, worstTenthOverlap } from './agreement.ts';

/** Two orders of the same areas, row by row. */
export interface RankedRun {
  /** Higher is at greater risk; NaN is missing. */
  readonly score: Float64Array;
  /** 1 = greatest risk; NaN is missing. */
  readonly rank: Float64Array;
}

export interface RankMove {
  readonly row: number;
  readonly before: number;
  readonly after: number;
  /** Places nearer to the greatest risk; negative for places away from it. */
  readonly places: number;
}

/** How far one run differs from another. */
export interface RunComparison {
  /** Areas ranked in both. */
  readonly areaCount: number;
  /** Rows that only the first, or only the second, could rank. */
  readonly onlyBefore: readonly number[];
  readonly onlyAfter: readonly number[];
  readonly spearman: number;
  /** Share (0-1) of the worst tenth of the first that is in the worst tenth of the second. */
  readonly worstTenthKept: number;
  readonly meanAbsoluteShift: number;
  readonly changedCount: number;
  /** Every area ranked in both, the largest move first; moves of one size in the order of rows. */
  readonly moves: readonly RankMove[];
}

/**
 * Compares two runs over the same areas: two profiles, two recipes, two sets of weights or two dates.
 *
 * Shape: both runs have one entry per area in the same order. Missing: an area that either run could not rank is no
 * move; it is listed as only in the other. Spearman's rho and the overlap are NaN where fewer than two areas have both.
 *
 * Source: mean absolute rank shift as COINr's `compare_coins` and its sensitivity analysis use it.
 *
 * @throws RangeError when the runs differ in length.
 * @example compareRuns(before, after).moves[0] // the area that moved most
 */
export function compareRuns(before: RankedRun, after: RankedRun): RunComparison {
  if (before.rank.length !== after.rank.length) {
    throw new RangeError(`runs over ${before.rank.length} and ${after.rank.length} areas cannot be compared`);
  }
  const rows = [...before.rank.keys()];
  const isRanked = (run: RankedRun, row: number): boolean => !Number.isNaN(run.rank[row]);
  const moves = rows
    .filter((row) => isRanked(before, row) && isRanked(after, row))
    .map((row) => moveOf(row, before.rank[row] ?? NaN, after.rank[row] ?? NaN))
    .sort((a, b) => Math.abs(b.places) - Math.abs(a.places) || a.row - b.row);
  const total = moves.reduce((sum, { places }) => sum + Math.abs(places), 0);
  return {
    areaCount: moves.length,
    onlyBefore: rows.filter((row) => isRanked(before, row) && !isRanked(after, row)),
    onlyAfter: rows.filter((row) => !isRanked(before, row) && isRanked(after, row)),
    spearman: spearman(before.score, after.score),
    worstTenthKept: worstTenthOverlap(before.score, after.score),
    meanAbsoluteShift: moves.length === 0 ? NaN : total / moves.length,
    changedCount: moves.filter(({ places }) => places !== 0).length,
    moves,
  };
}

function moveOf(row: number, before: number, after: number): RankMove {
  return { row, before, after, places: before - after };
}

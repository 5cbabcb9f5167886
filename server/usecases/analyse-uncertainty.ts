import type { Assumptions } from '../../core/contract/assumptions.ts';
import type { Direction } from '../../core/contract/indicator.ts';
import type { ComparisonBase, Profile } from '../../core/contract/profile.ts';
import { usualAssumptions } from '../../core/uncertainty/usual-assumptions.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import type { RunControl } from '../analysis/run-control.ts';
import { runUncertainty, type LargerAreaIntervals } from '../analysis/run-uncertainty.ts';
import type { Database } from '../database/database.ts';
import { createRankIntervalStore, type StoredInterval } from '../store/rank-interval-store.ts';
import { loadScoringInputs, type ScoringInputs } from './load-scoring-inputs.ts';
import { makeScoreTable, preparationInput } from './make-score-table.ts';
import { storeScores } from './score-profile.ts';

export interface UncertaintyRequest extends RunControl {
  readonly profile: Profile;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  readonly draws: number;
  readonly seed: number;
  /** The usual ones when left out. */
  readonly assumptions?: Assumptions | undefined;
}

export interface UncertaintyOutcome {
  /** The run of scores whose ranks these are. */
  readonly runId: number;
  /** How many of the profile's own areas have an interval. */
  readonly rankedCount: number;
  /** How many larger areas have one. */
  readonly largerCount: number;
  readonly assumptions: Assumptions;
}

/**
 * Works out how far the ranks of a profile can be trusted on what is loaded, and stores an interval beside the score of
 * each area: of the profile's own, and of every kind of larger area they belong to. Scores the profile first where that
 * has not been done. A later analysis of the same scores takes the place of the earlier one.
 *
 * @throws AppError as scoreProfile and runUncertainty.
 */
export async function analyseUncertainty(
  services: { readonly database: Database },
  request: UncertaintyRequest,
): Promise<UncertaintyOutcome> {
  const { database } = services;
  const { profile, draws, seed, threads, onProgress, signal } = request;
  const base = request.base ?? profile.base;
  const inputs = await loadScoringInputs(database, profile);
  const { runId } = await storeScores(database, makeScoreTable(inputs, base));
  const assumptions = request.assumptions ?? usualAssumptions(profile);
  const { parents, population } = inputs;
  const result = await runUncertainty({
    ...{ model: modelOf(inputs, base), assumptions, draws, seed, threads, onProgress, signal },
    larger: { population, kinds: parents.map(({ parentOf, codes }) => ({ parentOf, count: codes.length })) },
  });
  const own = intervalsOf(inputs.areas.ids, result);
  const larger = result.larger.flatMap((kind, at) => intervalsOf(parents[at]?.ids ?? [], kind));
  await database.transaction((transaction) =>
    createRankIntervalStore(transaction).replace({ runId, draws, seed, assumptions }, [...own, ...larger]),
  );
  return { runId, rankedCount: own.length, largerCount: larger.length, assumptions };
}

function modelOf(inputs: ScoringInputs, base: ComparisonBase): IndexModel {
  const { compiled, ...data } = preparationInput(inputs, base);
  const directions = Object.fromEntries(
    compiled.leaves.map(({ indicatorId, sign }): [string, Direction] => [
      indicatorId,
      sign === 1 ? 'higher-is-riskier' : 'lower-is-riskier',
    ]),
  );
  return { profile: inputs.definition, directions, data, options: {} };
}

/** Of the areas that have a rank, in some version too, and another to be ranked with; without an id none can be stored. */
function intervalsOf(
  ids: ArrayLike<number | null>,
  { nominal, statistics }: LargerAreaIntervals,
): StoredInterval[] {
  return Array.from(ids).flatMap((areaId, row) => {
    const draws = statistics.draws[row] ?? 0;
    const [median, q5, q95, worstTenthShare] = [
      ...[statistics.median[row] ?? NaN, statistics.q5[row] ?? NaN],
      ...[statistics.q95[row] ?? NaN, statistics.worstTenth[row] ?? NaN],
    ] as const;
    const hasRank = !Number.isNaN(nominal.rank[row] ?? NaN);
    const isRanked = hasRank && draws > 0 && (nominal.rankedAmong[row] ?? 0) > 1;
    return areaId === null || !isRanked ? [] : [{ areaId, draws, median, q5, q95, worstTenthShare }];
  });
}

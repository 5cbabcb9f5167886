import type { Assumptions } from '../../core/contract/assumptions.ts';
import type { ComparisonBase, Profile } from '../../core/contract/profile.ts';
import type { PreparationSources } from '../../core/index/preparation.ts';
import { usualAssumptions } from '../../core/uncertainty/usual-assumptions.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import type { RunControl } from '../analysis/run-control.ts';
import { runUncertainty, type UncertaintyResult } from '../analysis/run-uncertainty.ts';
import type { Database } from '../database/database.ts';
import { createRankIntervalStore, type StoredInterval } from '../store/rank-interval-store.ts';
import { groupsOfBase } from './base-groups.ts';
import { loadScoringInputs, type ScoringInputs } from './load-scoring-inputs.ts';
import { scoreProfile } from './score-profile.ts';

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
  readonly rankedCount: number;
  readonly assumptions: Assumptions;
}

/**
 * Works out how far the ranks of a profile can be trusted on what is loaded, and stores an interval for each area beside
 * its score. Scores the profile first where that has not been done. A later analysis of the same scores takes the place
 * of the earlier one.
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
  const { runId } = await scoreProfile(services, { profile, base });
  const inputs = await loadScoringInputs(database, profile);
  const assumptions = request.assumptions ?? usualAssumptions(profile);
  const model = modelOf(inputs, base);
  const result = await runUncertainty({ model, assumptions, draws, seed, threads, onProgress, signal });
  const intervals = intervalsOf(inputs, result);
  await database.transaction((transaction) =>
    createRankIntervalStore(transaction).replace({ runId, draws, seed, assumptions }, intervals),
  );
  return { runId, rankedCount: intervals.length, assumptions };
}

function modelOf(inputs: ScoringInputs, base: ComparisonBase): IndexModel {
  const { areas, parents, profile, matrix } = inputs;
  const sources: PreparationSources = {
    areaCodes: areas.codes,
    column: () => null,
    groups: (name) => {
      const parent = parents.find(({ type }) => type === name);
      return parent === undefined ? null : { ids: parent.parentOf, count: parent.codes.length };
    },
  };
  const directions = Object.fromEntries(
    inputs.series.map(({ indicatorId, direction }) => [indicatorId, direction] as const),
  );
  return {
    profile,
    directions,
    data: { raw: matrix, groups: groupsOfBase(inputs, base), sources },
    options: {},
  };
}

function intervalsOf({ areas }: ScoringInputs, { statistics }: UncertaintyResult): StoredInterval[] {
  return Array.from(areas.ids).flatMap((areaId, row) => {
    const draws = statistics.draws[row] ?? 0;
    const [median, q5, q95, worstTenthShare] = [
      ...[statistics.median[row] ?? NaN, statistics.q5[row] ?? NaN],
      ...[statistics.q95[row] ?? NaN, statistics.worstTenth[row] ?? NaN],
    ] as const;
    return draws === 0 ? [] : [{ areaId, draws, median, q5, q95, worstTenthShare }];
  });
}

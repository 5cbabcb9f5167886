import { compileProfile } from '../../core/index/compile-profile.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { currentData } from '../../core/index/preparation.ts';
import { createScorer } from '../../core/index/score-index.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';

export interface NominalRanks {
  readonly score: Float64Array;
  /** 1 = greatest risk; NaN where the area has no score. */
  readonly rank: Float64Array;
  /** By area: how many areas it is ranked among. */
  readonly rankedAmong: Float64Array;
}

/**
 * The index as its profile says, without any variation.
 *
 * @throws AppError as the engine.
 */
export function nominalRanks({ profile, directions, data, options }: IndexModel): NominalRanks {
  const compiled = compileProfile(profile, (id) => directions[id] ?? null);
  const prepared = prepareData({ ...data, compiled });
  const scored = createScorer(
    prepared.compiled,
    currentData(prepared).matrix,
    prepared.groups,
    options,
  ).score();
  const rankedAmong = Float64Array.from(prepared.groups.ids, (group) => scored.rankedCounts[group] ?? NaN);
  return { score: scored.score, rank: scored.rank, rankedAmong };
}

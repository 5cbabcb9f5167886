import type { ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { compileProfile } from '../../core/index/compile-profile.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { currentData } from '../../core/index/preparation.ts';
import { createScorer } from '../../core/index/score-index.ts';
import { createLargerAreaRanker, type LargerAreas } from '../../core/uncertainty/larger-areas.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';

export interface NominalRanks {
  readonly score: Float64Array;
  /** 1 = greatest risk; NaN where the area has no score. */
  readonly rank: Float64Array;
  /** Who is ranked among whom. */
  readonly groups: ComparisonGroups;
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
  const { score, rank } = scored;
  return withRankedAmong({ score, rank, groups: prepared.groups, rankedCounts: scored.rankedCounts });
}

/** The same of larger areas, one for each kind, from the scores of the small ones. */
export function nominalRanksOfLargerAreas(
  nominal: NominalRanks,
  larger: LargerAreas,
): readonly NominalRanks[] {
  return createLargerAreaRanker(larger)(nominal).map(withRankedAmong);
}

function withRankedAmong({
  rankedCounts,
  ...ranked
}: Omit<NominalRanks, 'rankedAmong'> & { readonly rankedCounts: Int32Array }): NominalRanks {
  const rankedAmong = Float64Array.from(ranked.groups.ids, (group) => rankedCounts[group] ?? NaN);
  return { ...ranked, rankedAmong };
}

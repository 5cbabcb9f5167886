import type { RankTies } from '../index/ranks.ts';
import { decileOf } from '../index/deciles.ts';
import { oneGroup } from '../index/comparison-groups.ts';
import { rankScores } from '../index/rank-scores.ts';
import { summariseParents, type ParentSummary } from '../index/summarise-parents.ts';
import type { ParentList } from './parent-list.ts';
import { sumByParent } from './sum-by-parent.ts';

/** Small areas, one entry each, that all stand in one order of ranks. */
export interface SummarisedAreas {
  /** Null where only ranks are known: then there is no average score. */
  readonly score: Float64Array | null;
  /** Whether a low score is the worse one. Ranks are always 1 = worst. */
  readonly isReversed: boolean;
  /** 1 = worst; NaN where the area is not ranked. */
  readonly rank: Float64Array;
  /** How many areas the ranks are among: those of the whole country, even where only some are at hand. */
  readonly rankedCount: number;
  /** NaN where it is not known: such an area has no say. */
  readonly population: Float64Array;
  /** Numbers of people or things to be added up, by name. */
  readonly counts: ReadonlyMap<string, Float64Array>;
}

export interface Scale {
  readonly sum: Float64Array;
  /** How many members have no count: their sum is short. */
  readonly missing: Int32Array;
  /** 1 = largest; NaN where the sum is short, which cannot be set beside the whole ones. */
  readonly rank: Float64Array;
}

/** The summaries of larger areas, and where each stands among the others by each of them: 1 = worst. */
export interface LevelSummaries {
  readonly summary: ParentSummary;
  /** NaN throughout where only ranks are known. */
  readonly averageScore: Float64Array;
  readonly ranks: Readonly<Record<RankedSummary, Float64Array>>;
  readonly scales: ReadonlyMap<string, Scale>;
}

export type RankedSummary = 'averageScore' | 'averageRank' | 'proportion' | 'extent' | 'localConcentration';

/**
 * The summaries by which the Indices of Deprivation describe authorities: average score and rank, proportion in the worst
 * tenth, extent, local concentration and scale. They answer different questions and order larger areas differently, which
 * is why all of them are given. Made of ranks and scores, never of tenths, which throw away what is averaged.
 *
 * Source: English Indices of Deprivation 2019 technical report, appendix N.
 */
export function summariseLevel(
  areas: SummarisedAreas,
  parents: ParentList,
  ties: RankTies = 'average',
): LevelSummaries {
  const { score, rank, rankedCount, population } = areas;
  const rowCount = rank.length;
  const summary = summariseParents(
    {
      score: score ?? rank,
      rank,
      rankedCounts: Int32Array.of(rankedCount),
      decile: Uint8Array.from(rank, (each) => decileOf(each, rankedCount)),
      groups: oneGroup(rowCount),
      population,
    },
    parents,
  );
  const everyParent = oneGroup(parents.count);
  const rankBy = (values: Float64Array): Float64Array => rankScores(values, everyParent, { ties }).rank;
  const averageScore = score === null ? new Float64Array(parents.count).fill(NaN) : summary.score;
  return {
    summary,
    averageScore,
    ranks: {
      averageScore: rankBy(areas.isReversed ? averageScore.map((value) => -value) : averageScore),
      averageRank: rankBy(summary.averageRank),
      proportion: rankBy(summary.worstTenthShare),
      extent: rankBy(summary.extent),
      localConcentration: rankBy(summary.localConcentration),
    },
    scales: new Map(
      [...areas.counts].map(([name, values]) => {
        const { sums, missing } = sumByParent(values, parents);
        const whole = sums.map((sum, parent) => (missing[parent] === 0 ? sum : NaN));
        return [name, { sum: sums, missing, rank: rankBy(whole) }];
      }),
    ),
  };
}

import type { ComparisonGroups } from '../index/comparison-groups.ts';
import { ranksOf } from '../index/rank-scores.ts';
import { groupsOfParents, weightedMeanByParent } from '../index/summarise-parents.ts';
import type { ParentList } from '../summaries/parent-list.ts';

/** Larger areas that are ranked in every version of an index beside the small ones. */
export interface LargerAreas {
  /** People in each small area: its say in the mean of its larger area. NaN where not known: it has none. */
  readonly population: Float64Array;
  /** Wards, authorities ...: each kind is ranked among its own. */
  readonly kinds: readonly ParentList[];
}

export const noLargerAreas: LargerAreas = { population: new Float64Array(0), kinds: [] };

/** Scores of small areas and who is compared with whom. */
export interface ScoredAreas {
  readonly score: Float64Array;
  readonly groups: ComparisonGroups;
}

/** Larger areas of one kind, ranked in one version. Arrays are by larger area. */
export interface RankedLargerAreas {
  /** Population-weighted mean of the scores of the small areas; NaN where none has one. */
  readonly score: Float64Array;
  /** -1 for one that lies across two groups. */
  readonly groups: ComparisonGroups;
  /** 1 = greatest risk; ties share their average. NaN without a score, and across two groups. */
  readonly rank: Float64Array;
  /** By group: how many were ranked. */
  readonly rankedCounts: Int32Array;
}

/** How many larger areas there are, of all kinds together. */
export function countLargerAreas({ kinds }: LargerAreas): number {
  return kinds.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Scores and ranks larger areas in one version of an index after the other, exactly as their stored scores are worked
 * out (core/index/summarise-parents.ts): the population-weighted mean, ranked among the same kind in the same comparison
 * group.
 *
 * Scale: means are compared within one comparison group of one version only, and there all scores are on one scale: the
 * presentation of a group is one increasing straight line, which carries the mean with it and leaves the order of means
 * as it is, so it does not matter that versions are presented differently, or each group by itself. Where areas are
 * ranked among others than those they are normalised with (a `base` in the assumptions), means are of the index before
 * presentation, as the ranks of small areas are. A version that makes areas comparable within authorities takes away what
 * authorities differ by, so that in it the ranks of authorities say little: that is what such a version is.
 *
 * The function it gives takes the scores of the small areas, NaN where missing, and their groups: of a version, or of
 * the index as it is.
 */
export function createLargerAreaRanker({
  population,
  kinds,
}: LargerAreas): (scored: ScoredAreas) => readonly RankedLargerAreas[] {
  // Versions share their groups, and it takes as long to see which group a parent is in as to work out its mean.
  const known = new WeakMap<ComparisonGroups, readonly ComparisonGroups[]>();
  return ({ score: scores, groups: memberGroups }) => {
    const groupsByKind =
      known.get(memberGroups) ?? kinds.map((parents) => groupsOfParents(memberGroups, parents));
    known.set(memberGroups, groupsByKind);
    return kinds.flatMap((parents, kind) => {
      const groups = groupsByKind[kind];
      if (groups === undefined) return [];
      const score = weightedMeanByParent(scores, population, parents);
      const { ranks: rank, counts: rankedCounts } = ranksOf(score, groups);
      return [{ score, groups, rank, rankedCounts }];
    });
  };
}

import { averageRank } from '../summaries/average-rank.ts';
import { extent } from '../summaries/extent.ts';
import { localConcentration } from '../summaries/local-concentration.ts';
import type { ParentList } from '../summaries/parent-list.ts';
import { membersByParent } from '../summaries/ranked-members.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { rankScores, type Ranking } from './rank-scores.ts';

export interface ParentSummary extends Ranking {
  /** Population-weighted mean of the members' scores; NaN where no member has one. */
  readonly score: Float64Array;
  /** People in all members whose population is known. */
  readonly population: Float64Array;
  readonly areaCount: Int32Array;
  readonly scoredCount: Int32Array;
  /** Share (0-1) of the scored members that are in the worst tenth of their comparison group. */
  readonly worstTenthShare: Float64Array;
  /**
   * (N + 1) minus the population-weighted mean rank of the members; higher is worse. This and the two below are NaN for a
   * parent without ranked people, or across two groups, whose ranks cannot be put together.
   */
  readonly averageRank: Float64Array;
  /** Share (0-1) of the people in the worst three tenths of small areas, the worst tenth counting in full. */
  readonly extent: Float64Array;
  /** (N + 1) minus the mean rank of the worst members that hold a tenth of the people; higher is worse. */
  readonly localConcentration: Float64Array;
  /** The comparison group of each parent: that of its members, -1 where they are not all in one. */
  readonly groups: ComparisonGroups;
}

export interface ScoredMembers {
  readonly score: Float64Array;
  readonly rank: Float64Array;
  readonly rankedCounts: Int32Array;
  readonly decile: Uint8Array;
  readonly groups: ComparisonGroups;
  /** NaN where it is not known: such a member has no say in the mean. */
  readonly population: Float64Array;
}

/**
 * Scores of wards, middle-layer areas, authorities ... from the scores of their small areas.
 *
 * Average score as in the Indices of Deprivation: the population-weighted mean of the members. Ranks are among the
 * parents of the same comparison group; a parent that lies across two groups gets a score but no rank, because its
 * members were measured against different areas.
 *
 * Source: English Indices of Deprivation 2019 technical report, appendix N.
 */
export function summariseParents(members: ScoredMembers, parents: ParentList): ParentSummary {
  const { parentOf, count } = parents;
  const areaCount = new Int32Array(count);
  const scoredCount = new Int32Array(count);
  const worstCount = new Int32Array(count);
  const population = new Float64Array(count);
  for (let row = 0; row < parentOf.length; row += 1) {
    const parent = parentOf[row] ?? -1;
    if (parent < 0 || (members.groups.ids[row] ?? -1) < 0) continue;
    const people = members.population[row] ?? NaN;
    areaCount[parent] = (areaCount[parent] ?? 0) + 1;
    if (!Number.isNaN(people)) population[parent] = (population[parent] ?? 0) + people;
    if (Number.isNaN(members.score[row])) continue;
    scoredCount[parent] = (scoredCount[parent] ?? 0) + 1;
    if (members.decile[row] === 1) worstCount[parent] = (worstCount[parent] ?? 0) + 1;
  }
  const score = weightedMeanByParent(members.score, members.population, parents);
  const groups = groupsOfParents(members.groups, parents);
  const worstTenthShare = Float64Array.from(
    worstCount,
    (worst, parent) => worst / (scoredCount[parent] ?? 0),
  );
  return {
    ...rankScores(score, groups),
    score,
    population,
    areaCount,
    scoredCount,
    worstTenthShare,
    ...summariesOfRanks(members, parents, groups),
    groups,
  };
}

function summariesOfRanks(
  members: ScoredMembers,
  parents: ParentList,
  parentGroups: ComparisonGroups,
): Pick<ParentSummary, 'averageRank' | 'extent' | 'localConcentration'> {
  const byParent = membersByParent(members, parents);
  const each = (summary: typeof averageRank): Float64Array =>
    Float64Array.from(byParent, (list, parent) =>
      summary(list, members.rankedCounts[parentGroups.ids[parent] ?? -1] ?? NaN),
    );
  return {
    averageRank: each(averageRank),
    // Not handed on as they are: their third parameter is not the position.
    extent: each((list, count) => extent(list, count)),
    localConcentration: each((list, count) => localConcentration(list, count)),
  };
}

/**
 * Weighted mean of a column per parent over the rows where both value and weight are present: how scores, components
 * and contributions are brought to larger areas. NaN where no weight is left.
 *
 * Called for each kind of larger area in each of a thousand versions of an index, so it has one check for what is missing
 * (a product is, where either is), and no function called for each entry: a third of the time less.
 */
export function weightedMeanByParent(
  values: Float64Array,
  weights: Float64Array,
  { parentOf, count }: ParentList,
): Float64Array {
  const sums = new Float64Array(count);
  const totals = new Float64Array(count);
  for (let row = 0; row < values.length; row += 1) {
    const parent = parentOf[row] ?? -1;
    const weight = weights[row] ?? NaN;
    const weighted = weight * (values[row] ?? NaN);
    if (parent < 0 || Number.isNaN(weighted)) continue;
    sums[parent] = (sums[parent] ?? 0) + weighted;
    totals[parent] = (totals[parent] ?? 0) + weight;
  }
  for (let parent = 0; parent < count; parent += 1) {
    sums[parent] = (sums[parent] ?? 0) / (totals[parent] ?? 0);
  }
  return sums;
}

/** The comparison group of each parent: that of its members, -1 where they are not all in one. */
export function groupsOfParents(memberGroups: ComparisonGroups, parents: ParentList): ComparisonGroups {
  const unset = -2;
  const ids = new Int32Array(parents.count).fill(unset);
  for (let row = 0; row < parents.parentOf.length; row += 1) {
    const parent = parents.parentOf[row] ?? -1;
    const group = memberGroups.ids[row] ?? -1;
    if (parent < 0 || group < 0) continue;
    if (ids[parent] === unset) ids[parent] = group;
    else if (ids[parent] !== group) ids[parent] = -1;
  }
  return { ids: ids.map((id) => Math.max(id, -1)), count: memberGroups.count };
}

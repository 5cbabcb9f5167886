import type { ParentList } from './parent-list.ts';

/** Small areas as the summaries of larger ones need them: one entry per small area. */
export interface RankedMembers {
  /** 1 = greatest risk; NaN where the area is not ranked. */
  readonly rank: Float64Array;
  /** People; an area whose population is missing or zero has no say. */
  readonly population: Float64Array;
}

/** The members of one parent that are ranked and lived in, worst first. */
export interface Member {
  readonly rank: number;
  readonly population: number;
}

/** Members by parent, worst first: what extent and local concentration go through. */
export function membersByParent(
  { rank, population }: RankedMembers,
  { parentOf, count }: ParentList,
): readonly (readonly Member[])[] {
  const members = Array.from({ length: count }, (): Member[] => []);
  parentOf.forEach((parent, row) => {
    const at = { rank: rank[row] ?? NaN, population: population[row] ?? NaN };
    if (parent >= 0 && at.rank > 0 && at.population > 0) members[parent]?.push(at);
  });
  for (const list of members) list.sort((a, b) => a.rank - b.rank);
  return members;
}

import type { Member } from './ranked-members.ts';

/**
 * Extent: the share (0-1) of a larger area's people who live in the worst three tenths of small areas, the worst tenth
 * counting in full and the others less and less: 1 in percentiles 1 to 10, then 0.95 falling evenly to 0.05 in the 30th.
 *
 * @param rankedCount N, how many small areas the ranks are among; percentile = ceil(100 rank / N).
 * @param totalPopulation all people of the larger area; that of the members unless given. Missing: NaN without people.
 * Source: English Indices of Deprivation 2019 technical report, appendix N (example 0.0623).
 */
export function extent(
  members: readonly Member[],
  rankedCount: number,
  totalPopulation = populationOf(members),
): number {
  const sum = members.reduce(
    (total, { rank, population }) => total + extentWeight(rank, rankedCount) * population,
    0,
  );
  return totalPopulation > 0 ? sum / totalPopulation : NaN;
}

/** How much an area of this rank counts in the extent, 0 to 1. */
export function extentWeight(rank: number, rankedCount: number): number {
  const percentile = Math.ceil((100 * rank) / rankedCount);
  if (percentile <= 10) return 1;
  return percentile <= 30 ? 0.95 - ((percentile - 11) * 0.9) / 19 : 0;
}

/** The people of all members. */
export function populationOf(members: readonly Member[]): number {
  return members.reduce((total, { population }) => total + population, 0);
}

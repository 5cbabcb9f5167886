import type { Member } from './ranked-members.ts';

/**
 * Average rank of a larger area: (N + 1) minus the population-weighted mean of its small areas' ranks, so that higher
 * is worse. It counts every small area, the best off too, and is hardly moved by the few worst.
 *
 * @param rankedCount N, how many small areas the ranks are among. Missing: NaN without members.
 * Source: English Indices of Deprivation 2019 technical report, appendix N (example 25,240).
 */
export function averageRank(members: readonly Member[], rankedCount: number): number {
  let people = 0;
  let sum = 0;
  for (const { rank, population } of members) {
    people += population;
    sum += rank * population;
  }
  return rankedCount + 1 - sum / people;
}

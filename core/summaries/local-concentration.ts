import { populationOf } from './extent.ts';
import type { Member } from './ranked-members.ts';

/**
 * Local concentration: how bad the worst part of a larger area is. (N + 1) minus the population-weighted mean rank of
 * the worst small areas that together hold exactly a tenth of the people; of the last of them only the people needed
 * count. Higher is worse.
 *
 * @param members worst first. @param rankedCount N, how many small areas the ranks are among.
 * @param totalPopulation all people of the larger area; that of the members unless given. Missing: NaN without people,
 * or where the members hold less than a tenth of them.
 * Source: English Indices of Deprivation 2019 technical report, appendix N (example 26,302.14).
 */
export function localConcentration(
  members: readonly Member[],
  rankedCount: number,
  totalPopulation = populationOf(members),
): number {
  const wanted = totalPopulation / 10;
  let people = 0;
  let sum = 0;
  for (const { rank, population } of members) {
    const counted = Math.min(population, wanted - people);
    if (counted <= 0) break;
    people += counted;
    sum += rank * counted;
  }
  // A rounding error short of the tenth is the tenth.
  return people > 0 && people >= wanted * (1 - 1e-12) ? rankedCount + 1 - sum / people : NaN;
}

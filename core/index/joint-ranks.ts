import type { ComparisonGroups } from './comparison-groups.ts';
import { rankInGroups } from './ranks.ts';

/**
 * For rows that share their rank: the best of the ranks that they share, as people say it ("joint 9th"), whether the ranks
 * themselves are the average of those (9.5) or not. NaN where a row has its rank alone, or has none.
 *
 * @example jointRanks(Float64Array.of(1, 2.5, 2.5), oneGroup(3)) // Float64Array [NaN, 2, 2]
 */
export function jointRanks(ranks: Float64Array, groups: ComparisonGroups): Float64Array {
  const best = rankInGroups(ranks, groups, { order: 'ascending', ties: 'min' }).ranks;
  const worst = rankInGroups(ranks, groups, { order: 'ascending', ties: 'max' }).ranks;
  return best.map((rank, row) => (rank === worst[row] ? NaN : rank));
}

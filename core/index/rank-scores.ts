import type { RankingRule } from '../contract/profile.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { decileOf } from './deciles.ts';
import { rankInGroups, type Ranks } from './ranks.ts';
import { roundTo } from './round-to.ts';
import { settleTies } from './settle-ties.ts';

export interface Ranking {
  readonly rank: Float64Array;
  readonly percentile: Float64Array;
  readonly decile: Uint8Array;
  readonly rankedCounts: Int32Array;
}

const averageTies: RankingRule = { ties: 'average' };

/** Rank (1 = greatest risk), percentile and tenth of scores within their groups; ties share their average unless said. */
export function rankScores(
  score: Float64Array,
  groups: ComparisonGroups,
  rule: RankingRule = averageTies,
): Ranking {
  const { ranks, counts } = ranksOf(score, groups, rule);
  const percentile = new Float64Array(score.length);
  const decile = new Uint8Array(score.length);
  for (let row = 0; row < score.length; row += 1) {
    const rank = ranks[row] ?? NaN;
    const count = counts[groups.ids[row] ?? -1] ?? 0;
    percentile[row] = count < 2 ? NaN : (100 * (count - rank)) / (count - 1);
    decile[row] = decileOf(rank, count);
  }
  return { rank: ranks, percentile, decile, rankedCounts: counts };
}

/** Ranks alone, of scores that settle ties or are rounded first, as the rule says; tied by their average unless said. */
export function ranksOf(
  score: Float64Array,
  groups: ComparisonGroups,
  { ties, decimals }: RankingRule = averageTies,
): Ranks {
  const ranked = decimals === undefined ? settleTies(score) : score.map((value) => roundTo(value, decimals));
  return rankInGroups(ranked, groups, { order: 'descending', ties });
}

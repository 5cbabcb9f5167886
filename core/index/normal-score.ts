import type { ComparisonGroups } from './comparison-groups.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { rankInGroups, type RankTies } from './ranks.ts';

/**
 * Rank to normal: the standard normal quantile of (N - r + 0.5) / N, where r = 1 is the greatest risk.
 *
 * Brings any distribution to the same shape before its correlations are used, as the indicators of a domain of the
 * Northern Ireland measure are before their factor weights are found. Missing: missing values are not ranked.
 *
 * Source: NIMDM 2017 technical report (reproduced: docs/methods/golden-cases.md, nimdm2017-factor-crime).
 */
export function normalScore(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: { readonly ties: RankTies },
): Float64Array {
  const { ranks, counts } = rankInGroups(directed, groups, { order: 'descending', ties: options.ties });
  return ranks.map((rank, row) => {
    const count = counts[groups.ids[row] ?? -1] ?? 0;
    return normalQuantile((count - rank + 0.5) / count);
  });
}

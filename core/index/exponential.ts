import type { ComparisonGroups } from './comparison-groups.ts';
import { rankInGroups, type RankTies } from './ranks.ts';

export interface ExponentialOptions {
  /** 23 in England, Wales and Scotland; 50 / ln 9 in Northern Ireland. */
  readonly constant: number;
  /** 1: R = (N - rank + 1) / N. 0 (Scotland): R = (N - rank) / N. */
  readonly offset: 0 | 1;
  readonly ties: RankTies;
}

/**
 * The exponential transform of the UK Indices of Deprivation: X = -c ln(1 - R (1 - exp(-100 / c))), where
 * R = (N - rank + offset) / N and rank 1 is the greatest risk. X runs from near 0 to 100.
 *
 * It stretches the worst end: with c = 23 the worst tenth spreads over 50 to 100, so that a domain in which an area is
 * among the worst is not cancelled out by one in which it is average.
 *
 * Source: English Indices of Deprivation 2019 technical report, appendix F; the constants and ties of the four nations
 * were recovered from their published scores (see docs/methods/index-engine.md).
 */
export function exponentialTransform(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: ExponentialOptions,
): Float64Array {
  const { constant, offset, ties } = options;
  const { ranks, counts } = rankInGroups(directed, groups, { order: 'descending', ties });
  const share = 1 - Math.exp(-100 / constant);
  return ranks.map((rank, row) => {
    const count = counts[groups.ids[row] ?? -1] ?? 0;
    return -constant * Math.log(1 - ((count - rank + offset) / count) * share);
  });
}

import type { ComparisonGroups } from './comparison-groups.ts';
import { rankInGroups, type Ranks, type RankTies } from './ranks.ts';

interface ExponentialOptions {
  /** 23 in England, Wales and Scotland; 50 / ln 9 in Northern Ireland. */
  readonly constant: number | '50/ln 9';
  /** 1: R = (N - rank + 1) / N. 0 (Scotland): R = (N - rank) / N. */
  readonly offset: 0 | 1;
  /** 'given': the values are published ranks, 1 the greatest risk, and are used as they stand. */
  readonly ties: RankTies | 'given';
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
  const { offset, ties } = options;
  // Exact: the constant that puts a tenth of the areas above 50.
  const constant = options.constant === '50/ln 9' ? 50 / Math.log(9) : options.constant;
  const { ranks, counts } =
    ties === 'given'
      ? givenRanks(directed, groups)
      : rankInGroups(directed, groups, { order: 'descending', ties });
  const share = 1 - Math.exp(-100 / constant);
  return ranks.map((rank, row) => {
    const count = counts[groups.ids[row] ?? -1] ?? 0;
    return -constant * Math.log(1 - ((count - rank + offset) / count) * share);
  });
}

/** Published ranks as they are: directed, the lowest rank (1) is the highest value, minus one. */
function givenRanks(directed: Float64Array, groups: ComparisonGroups): Ranks {
  const counts = new Int32Array(groups.count);
  const ranks = directed.map((value, row) => {
    const group = groups.ids[row] ?? -1;
    if (group < 0 || Number.isNaN(value)) return NaN;
    counts[group] = (counts[group] ?? 0) + 1;
    return Math.abs(value);
  });
  return { ranks, counts };
}

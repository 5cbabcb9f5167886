import type { ComparisonGroups } from './comparison-groups.ts';
import { roundTo } from './round-to.ts';
import { rankInGroups, type RankTies } from './ranks.ts';

/**
 * Percentile rank: (rank - 1) / (n - 1) * scale, rank 1 the lowest directed value; 0 to `scale`.
 *
 * The PERCENTRANK.INC of spreadsheets and, with ties 'min', the ranking of the CDC Social Vulnerability Index.
 * Missing: undefined where a group has a single present value. `decimals` rounds as publishers do before they add up.
 *
 * Source: COINr `n_prank`; CDC/ATSDR SVI documentation.
 */
export function percentileRank(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: { readonly ties: RankTies; readonly scale: number; readonly decimals?: number | undefined },
): Float64Array {
  const { ranks, counts } = rankInGroups(directed, groups, { order: 'ascending', ties: options.ties });
  const { decimals } = options;
  return ranks.map((rank, row) => {
    const others = (counts[groups.ids[row] ?? -1] ?? 0) - 1;
    const value = others > 0 ? ((rank - 1) / others) * options.scale : NaN;
    return decimals === undefined ? value : roundTo(value, decimals);
  });
}

import type { ComparisonGroups } from './comparison-groups.ts';
import { rankInGroups, type RankTies } from './ranks.ts';

/**
 * Borda count: rank - 1, rank 1 the lowest directed value; with ties 'min', how many areas lie below.
 *
 * Source: COINr `n_borda`.
 */
export function bordaCount(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: { readonly ties: RankTies },
): Float64Array {
  return rankInGroups(directed, groups, { order: 'ascending', ties: options.ties }).ranks.map(
    (rank) => rank - 1,
  );
}

import type { ComparisonGroups } from './comparison-groups.ts';
import { groupRange } from './group-scaling.ts';

/**
 * Distance to a target: (x - min) / (target - min) within each group; where lower is riskier (max - x) / (max - target).
 * 1 at the target, above 1 beyond it unless capped.
 *
 * Missing: where the target is not beyond the lowest (directed) value of the group.
 *
 * Source: COINr `n_dist2targ`.
 */
export function distanceToTarget(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: { readonly directedTarget: number; readonly cap: boolean },
): Float64Array {
  const { lowest } = groupRange(directed, groups);
  return directed.map((value, row) => {
    const low = lowest[groups.ids[row] ?? -1] ?? NaN;
    const width = options.directedTarget - low;
    if (!(width > 0)) return NaN;
    const distance = (value - low) / width;
    return options.cap && distance > 1 ? 1 : distance;
  });
}

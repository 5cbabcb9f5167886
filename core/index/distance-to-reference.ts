import type { ComparisonGroups } from './comparison-groups.ts';
import { groupRange } from './group-scaling.ts';

/**
 * Distance to a reference area: 1 - (reference - x) / (reference - min), within each group: 1 at the reference's own
 * value, 0 at the lowest, above 1 beyond the reference unless capped.
 *
 * Missing: everywhere where the reference's value is missing, or is the lowest itself (COINr gives infinity there).
 *
 * Source: COINr `n_dist2ref`; OECD/JRC Handbook (2008), section 5.
 */
export function distanceToReference(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: { readonly referenceRow: number; readonly cap: boolean },
): Float64Array {
  const reference = directed[options.referenceRow] ?? NaN;
  const { lowest } = groupRange(directed, groups);
  return directed.map((value, row) => {
    const width = reference - (lowest[groups.ids[row] ?? -1] ?? NaN);
    if (!(width > 0)) return NaN;
    const distance = 1 - (reference - value) / width;
    return options.cap && distance > 1 ? 1 : distance;
  });
}

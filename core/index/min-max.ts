import type { ComparisonGroups } from './comparison-groups.ts';
import { groupRange, type GroupScaling } from './group-scaling.ts';

/**
 * Min-max normalisation: (x - min) / (max - min) (upper - lower) + lower, within each group.
 *
 * Keeps the shape of the distribution, so one extreme area squeezes all others together; for skewed indicators prefer
 * ranks or treat outliers first. Missing: where all areas of a group have the same value the result is undefined
 * (missing with the reason zero-range), never 0 and never the middle.
 *
 * Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), section 5; DERI score methodology v1.0.
 */
export function minMaxScaling(
  directed: Float64Array,
  groups: ComparisonGroups,
  bounds: { readonly lower: number; readonly upper: number },
): GroupScaling {
  const { lowest, highest } = groupRange(directed, groups);
  const span = lowest.map((low, group) => {
    const width = (highest[group] ?? NaN) - low;
    return width > 0 ? width : NaN;
  });
  return { origin: lowest, span, scale: bounds.upper - bounds.lower, base: bounds.lower };
}

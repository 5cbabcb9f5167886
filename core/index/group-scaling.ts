import type { ComparisonGroups } from './comparison-groups.ts';

/**
 * A linear change of scale per comparison group: x becomes (x - origin) / span * scale + base. It is kept beside the
 * values because an explanation must run it backwards. A span of NaN means "undefined in this group".
 *
 * The division by the span comes first so that the highest value of a min-max lands on its bound to the last bit.
 */
export interface GroupScaling {
  readonly origin: Float64Array;
  readonly span: Float64Array;
  readonly scale: number;
  readonly base: number;
}

/** Applies the scaling; rows that are missing, left out, or in an undefined group become NaN. */
export function applyScaling(
  values: Float64Array,
  groups: ComparisonGroups,
  scaling: GroupScaling,
): Float64Array {
  const out = new Float64Array(values.length);
  const { origin, span, scale, base } = scaling;
  const { ids } = groups;
  for (let row = 0; row < values.length; row += 1) {
    const group = ids[row] ?? -1;
    const value = values[row] ?? NaN;
    out[row] = group < 0 ? NaN : ((value - (origin[group] ?? NaN)) / (span[group] ?? NaN)) * scale + base;
  }
  return out;
}

/** Lowest and highest present value of each group; NaN where a group has none. */
export function groupRange(
  values: Float64Array,
  groups: ComparisonGroups,
): { lowest: Float64Array; highest: Float64Array } {
  const lowest = new Float64Array(groups.count).fill(Infinity);
  const highest = new Float64Array(groups.count).fill(-Infinity);
  const { ids } = groups;
  for (let row = 0; row < values.length; row += 1) {
    const group = ids[row] ?? -1;
    const value = values[row] ?? NaN;
    if (group < 0 || Number.isNaN(value)) continue;
    if (value < (lowest[group] ?? NaN)) lowest[group] = value;
    if (value > (highest[group] ?? NaN)) highest[group] = value;
  }
  for (let group = 0; group < groups.count; group += 1) {
    if (lowest[group] === Infinity) {
      lowest[group] = NaN;
      highest[group] = NaN;
    }
  }
  return { lowest, highest };
}

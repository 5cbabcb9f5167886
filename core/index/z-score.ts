import type { ComparisonGroups } from './comparison-groups.ts';
import type { GroupScaling } from './group-scaling.ts';

/**
 * Standardisation: (x - mean) / sd * standardDeviation + mean, within each group, with the sample standard deviation
 * (divisor n - 1).
 *
 * Missing: undefined (zero-range) where a group has fewer than two present values or all are equal.
 *
 * Source: OECD/JRC Handbook (2008), section 5; COINr `n_zscore`.
 */
export function zScoreScaling(
  directed: Float64Array,
  groups: ComparisonGroups,
  target: { readonly mean: number; readonly standardDeviation: number },
): GroupScaling {
  const { ids, count } = groups;
  const counts = new Int32Array(count);
  const origin = new Float64Array(count);
  for (let row = 0; row < directed.length; row += 1) {
    const group = ids[row] ?? -1;
    const value = directed[row] ?? NaN;
    if (group < 0 || Number.isNaN(value)) continue;
    counts[group] = (counts[group] ?? 0) + 1;
    origin[group] = (origin[group] ?? 0) + value;
  }
  for (let group = 0; group < count; group += 1) origin[group] = (origin[group] ?? 0) / (counts[group] ?? 0);
  // Second pass around the mean: the one-pass formula loses all digits where the mean is large beside the spread.
  const squares = new Float64Array(count);
  for (let row = 0; row < directed.length; row += 1) {
    const group = ids[row] ?? -1;
    const value = directed[row] ?? NaN;
    if (group < 0 || Number.isNaN(value)) continue;
    squares[group] = (squares[group] ?? 0) + (value - (origin[group] ?? 0)) ** 2;
  }
  const span = squares.map((sum, group) => {
    const deviation = Math.sqrt(sum / ((counts[group] ?? 0) - 1));
    return deviation > 0 ? deviation : NaN;
  });
  return { origin, span, scale: target.standardDeviation, base: target.mean };
}

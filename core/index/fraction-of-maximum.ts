import type { ComparisonGroups } from './comparison-groups.ts';
import { groupRange } from './group-scaling.ts';

/**
 * Fraction of the maximum: x / max within each group. Where lower is riskier it is min / x, so that 1 is the greatest
 * risk either way round; turning the sign, as COINr's `n_fracmax` does, would put the order upside down.
 *
 * Missing: values of zero or less where lower is riskier; everywhere where the maximum is not above zero.
 *
 * Source: COINr `n_fracmax`; OECD/JRC Handbook (2008), section 5.
 */
export function fractionOfMaximum(
  directed: Float64Array,
  groups: ComparisonGroups,
  sign: 1 | -1,
): Float64Array {
  const { highest } = groupRange(directed, groups);
  return directed.map((value, row) => {
    // The highest directed value is the greatest where higher is riskier and minus the least where lower is.
    const best = highest[groups.ids[row] ?? -1] ?? NaN;
    if (sign === 1) return best > 0 ? value / best : NaN;
    return best < 0 && value < 0 ? best / value : NaN;
  });
}

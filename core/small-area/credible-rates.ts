import { normalQuantile } from '../distributions/normal.ts';
import type { ComparisonGroups } from '../index/comparison-groups.ts';
import { expit, type ShrunkRates } from './shrink-rates.ts';

/** By row; NaN where an area has no shrunk rate. */
export interface CredibleRates {
  /** Ends of the interval, shares (0-1). */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where the interval lies to one side of the group's rate, 0 where it covers it. */
  readonly isApart: Float64Array;
}

/**
 * Credible intervals of shrunk rates: shrunk logit plus and minus z times the standard error that remains, back on the
 * scale of shares; and whether they cover the rate of the area's group. An area whose interval does cannot be told apart
 * from its group by these counts.
 *
 * @param confidence 0-1, such as 0.95.
 * Source: English Indices of Deprivation 2019 technical report, appendix D, for the law.
 */
export function credibleRates(
  shrunk: ShrunkRates,
  groups: ComparisonGroups,
  confidence: number,
): CredibleRates {
  const z = normalQuantile((1 + confidence) / 2);
  const end = (side: number): Float64Array =>
    shrunk.shrunkLogits.map((logit, row) => logit + side * z * (shrunk.shrunkErrors[row] ?? NaN));
  const [lower, upper] = [end(-1), end(1)];
  const isApart = lower.map((low, row) => {
    const group = shrunk.groupLogits[groups.ids[row] ?? -1] ?? NaN;
    if (Number.isNaN(low)) return NaN;
    return low > group || (upper[row] ?? NaN) < group ? 1 : 0;
  });
  return { lower: lower.map(expit), upper: upper.map(expit), isApart };
}

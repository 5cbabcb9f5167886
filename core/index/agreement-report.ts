import { medianSpearmanWithin, spearman, worstTenthOverlap } from './agreement.ts';
import type { ComparisonGroups } from './comparison-groups.ts';

/** How well scores agree with an outcome. */
export interface Agreement {
  /** Areas that have both. */
  readonly areaCount: number;
  readonly spearman: number;
  /** Share (0-1) of the tenth at greatest risk that is also the tenth with the worst outcome. */
  readonly worstTenthOverlap: number;
  /** Median over the authorities with at least ten such areas; NaN where there is none. */
  readonly medianWithinAuthority: number;
}

/** The columns of a comparison, row by row. */
export interface Comparison {
  /** Higher is at greater risk; NaN is missing. */
  readonly score: Float64Array;
  /** The outcome turned so that higher is worse; NaN is missing. */
  readonly risk: Float64Array;
  readonly authorities: ComparisonGroups;
}

/**
 * Rank agreement of scores with an outcome: overall, at the worst end, and inside authorities.
 *
 * Three figures, because each hides what another shows: a score can order a country well by telling cities from
 * villages and still not tell one neighbourhood of a town from the next, and most work is done at the worst end.
 *
 * @example agreementOf({ score, risk, authorities: groupsByKey(authorityCodes) }).spearman
 */
export function agreementOf({ score, risk, authorities }: Comparison): Agreement {
  let areaCount = 0;
  score.forEach((value, row) => {
    if (!Number.isNaN(value) && !Number.isNaN(risk[row])) areaCount += 1;
  });
  return {
    areaCount,
    spearman: spearman(score, risk),
    worstTenthOverlap: worstTenthOverlap(score, risk),
    medianWithinAuthority: medianSpearmanWithin(score, risk, authorities),
  };
}

/** The comparison with only the rows that `isKept` keeps: the others become missing. */
export function restrict(comparison: Comparison, isKept: (row: number) => boolean): Comparison {
  return { ...comparison, risk: comparison.risk.map((value, row) => (isKept(row) ? value : NaN)) };
}

import type { RiskComparison } from '../contract/area-page/neighbours.ts';

/** Nine in ten plausible versions of the index rank an area between these; rank 1 is the greatest risk. */
export interface RankSpan {
  readonly q5: number;
  readonly q95: number;
}

/**
 * How an area's risk lies to that of another: clearly higher or lower only where the intervals of their ranks do not
 * overlap. Two scores alone tell no difference.
 *
 * Missing: without both intervals the answer is unknown.
 *
 * @example compareRisk({ q5: 10, q95: 20 }, { q5: 1, q95: 9 }) // 'clearly-higher'
 */
export function compareRisk(own: RankSpan | null, other: RankSpan | null): RiskComparison {
  if (own === null || other === null) return 'unknown';
  if (other.q95 < own.q5) return 'clearly-higher';
  if (other.q5 > own.q95) return 'clearly-lower';
  return 'not-apart';
}

import type { Translate } from '../language/translate.ts';
import type { Correlation } from './correlation-matrix.ts';

/** What a correlation between two members of one component says about counting both. */
export type CorrelationFlag = 'double-counting' | 'weak' | 'trade-off';

export interface CorrelationThresholds {
  /** Above this size two members say nearly the same, and the component counts it twice. */
  readonly high: number;
  /** Below this size they have little in common. */
  readonly low: number;
}

/** OECD/JRC practice: 0.9 and 0.3. */
export const usualThresholds: CorrelationThresholds = { high: 0.9, low: 0.3 };

/**
 * The warning that a correlation inside a component deserves, or null. A negative one that is not weak is a trade-off:
 * when the mean of the two is high, one of them is low.
 *
 * Source: OECD/JRC Handbook (2008), section 4; COINr `get_corr_flags` (.92 there); JRC audits.
 */
export function correlationFlag(
  { r }: Pick<Correlation, 'r'>,
  { high, low }: CorrelationThresholds = usualThresholds,
): CorrelationFlag | null {
  if (Number.isNaN(r)) return null;
  if (r > high) return 'double-counting';
  if (r <= -low) return 'trade-off';
  return Math.abs(r) < low ? 'weak' : null;
}

/** A flag in words. */
export function flagSentence(flag: CorrelationFlag, first: string, second: string, t: Translate): string {
  return t(`method.${flag}`, { first, second });
}

import type { MissingReason, Unit } from '../contract/indicator.ts';
import { scaleOfRate } from '../scale-of-rate.ts';

/** A value of an area of one vintage, what it was made of, or why it is missing. */
export interface CodedValue {
  readonly code: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missingReason: MissingReason | null;
}

/** How a kind of figure crosses a boundary change. */
export type ConversionRule =
  /** Counts add up: split by population share, added up on a merge. */
  | { readonly kind: 'count' }
  /** Numerator and denominator cross as counts, and the rate is worked out afresh; scale 100 for percent. */
  | { readonly kind: 'rate'; readonly scale: number }
  /** Scores and means: copied on a split, population-weighted mean on a merge. */
  | { readonly kind: 'score' }
  /** As scores, then ranked again among the new areas, 1 the lowest, ties sharing their average. */
  | { readonly kind: 'rank' }
  /** Copied; where merged areas disagree there is no honest class for the whole. */
  | { readonly kind: 'class' };

/**
 * The rule for an indicator. A rate whose numerator and denominator are not known crosses as a score. Ranks of some of
 * the areas that were ranked cross as classes: ranked again, a place in the country would become a place in the district.
 */
export function conversionRuleOf(
  indicator: { readonly unit: Unit; readonly additive: boolean },
  values: readonly CodedValue[],
): ConversionRule {
  if (indicator.unit === 'rank') return { kind: isWholeRanking(values) ? 'rank' : 'class' };
  if (indicator.unit === 'decile') return { kind: 'class' };
  if (indicator.additive) return { kind: 'count' };
  const isRate = values.some(({ numerator, denominator }) => numerator !== null && denominator !== null);
  if (!isRate) return { kind: 'score' };
  return { kind: 'rate', scale: scaleOfRate(indicator.unit) };
}

/** Whether all that were ranked are here: no rank is beyond their number. */
function isWholeRanking(values: readonly CodedValue[]): boolean {
  return values.every(({ value }) => value === null || value <= values.length);
}

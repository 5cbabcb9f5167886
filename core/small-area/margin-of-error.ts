import { normalQuantile } from '../distributions/normal.ts';

/** An estimate from a survey with its margin of error (half the width of its interval, at any one confidence). */
export interface SurveyEstimate {
  readonly estimate: number;
  readonly margin: number;
}

/**
 * The margin of error of a share x / n of two survey estimates, x being part of n: sqrt(MOE_x² - p² MOE_n²) / n. Where
 * that is the root of a negative number the sum is taken instead of the difference, which is the margin of a ratio of
 * two separate things, and larger.
 *
 * Both margins at the same confidence; so is the result. Missing: NaN where n is zero or anything is missing.
 * Source: US Census Bureau, Understanding and using American Community Survey data (2020), chapter 8.
 */
export function marginOfShare(part: SurveyEstimate, whole: SurveyEstimate): number {
  if (!(whole.estimate > 0)) return NaN;
  const [ofPart, ofWhole] = squaresOf(part, whole);
  return Math.sqrt(ofPart >= ofWhole ? ofPart - ofWhole : ofPart + ofWhole) / whole.estimate;
}

/** Whether `marginOfShare` has to take the margin of a ratio for these. */
export function hasRatioMargin(part: SurveyEstimate, whole: SurveyEstimate): boolean {
  const [ofPart, ofWhole] = squaresOf(part, whole);
  return ofPart < ofWhole;
}

function squaresOf(part: SurveyEstimate, whole: SurveyEstimate): readonly [ofPart: number, ofWhole: number] {
  return [part.margin ** 2, (part.estimate / whole.estimate) ** 2 * whole.margin ** 2];
}

/**
 * The standard error behind a margin of error: what the assumption `standardErrors` takes.
 *
 * @param confidence 0-1: the American Community Survey publishes margins at 0.9.
 * @example standardErrorOfMargin(989, 0.9) // 601.3
 */
export function standardErrorOfMargin(margin: number, confidence: number): number {
  return margin / normalQuantile((1 + confidence) / 2);
}

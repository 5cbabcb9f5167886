/**
 * Measures of broadband coverage: each a number of premises and a percent (0-100) of them. The coverage table has two
 * columns for each, named after it.
 */
export const coverageMeasures = [
  'below_2',
  'below_5',
  'below_10',
  'below_30',
  'superfast',
  'ultrafast_100',
  'ultrafast_300',
  'gigabit',
  'full_fibre',
  'below_decent',
  'next_generation',
  'fixed_wireless_decent',
] as const;
export type CoverageMeasure = (typeof coverageMeasures)[number];

/** Null where the release does not give it. */
export interface CoverageFigure {
  readonly premises: number | null;
  readonly percent: number | null;
}

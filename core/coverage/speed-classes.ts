import type { CoverageFigure, CoverageMeasure } from '../contract/coverage-measure.ts';
import { speedClasses, type SpeedClass } from '../contract/coverage/speed-class.ts';

interface ClassSource {
  readonly measure: CoverageMeasure;
  /** Whether the measure counts premises that have the class, or those that lack it. */
  readonly counts: 'served' | 'unserved';
}

/**
 * Which published measures say how many premises have a class, the first that a release has. Ofcom counts decent
 * broadband from the other end: premises that cannot get it, by cable or (since 2026-01 in words, before that as
 * "below the USO") by fixed wireless.
 */
export const classSources: Readonly<Record<SpeedClass, readonly ClassSource[]>> = {
  decent: [{ measure: 'below_decent', counts: 'unserved' }],
  superfast: [
    { measure: 'superfast', counts: 'served' },
    { measure: 'below_30', counts: 'unserved' },
  ],
  'ultrafast-100': [{ measure: 'ultrafast_100', counts: 'served' }],
  'ultrafast-300': [{ measure: 'ultrafast_300', counts: 'served' }],
  gigabit: [{ measure: 'gigabit', counts: 'served' }],
};

/**
 * The share (0-1) of premises that can order a class, from one published row of coverage.
 *
 * Counts are preferred to percentages, which are published with one decimal only. Shape: the measures of one area or
 * postcode and its premises. Missing: null where the row says neither.
 *
 * @example shareServed('decent', { below_decent: { premises: null, percent: 2.5 } }, null) // 0.975
 */
export function shareServed(
  speedClass: SpeedClass,
  measures: Readonly<Partial<Record<CoverageMeasure, CoverageFigure>>>,
  premises: number | null,
): number | null {
  for (const { measure, counts } of classSources[speedClass]) {
    const figure = measures[measure];
    if (figure === undefined) continue;
    const share = shareOf(figure, premises);
    if (share !== null) return counts === 'served' ? share : 1 - share;
  }
  return null;
}

/** The share of every class by one published row. */
export function classShares({
  measures,
  premises,
}: {
  readonly measures: Readonly<Partial<Record<CoverageMeasure, CoverageFigure>>>;
  readonly premises: number | null;
}): Record<SpeedClass, number | null> {
  return Object.fromEntries(
    speedClasses.map((speedClass) => [speedClass, shareServed(speedClass, measures, premises)]),
  ) as Record<SpeedClass, number | null>;
}

/** The share (0-1) that a published figure is: of its count where there is one, else of its percentage. */
export function shareOf({ premises, percent }: CoverageFigure, total: number | null): number | null {
  if (premises !== null && total !== null && total > 0) return Math.min(1, premises / total);
  return percent === null ? null : Math.min(1, percent / 100);
}

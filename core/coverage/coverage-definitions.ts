import type { PointNote } from '../contract/area-page/trend.ts';
import type { CoverageMeasure } from '../contract/coverage-measure.ts';
import type { SpeedClass } from '../contract/coverage/speed-class.ts';

/** A stretch of Ofcom's releases in which a published measure means something else than in the others. */
export interface CoverageDefinition {
  /** The measures that it is about; null for all. */
  readonly measures: readonly CoverageMeasure[] | null;
  /** The first period of it, and the first after it; null where it lasts. Compared as text: "2019" is before "2019-05". */
  readonly from: string;
  readonly until: string | null;
  /** What follows for comparing: `redefined` only parts what is before from what is after. */
  readonly note: Exclude<PointNote, 'converted'>;
  /** Where it can be seen: file and column. */
  readonly source: string;
}

/**
 * What Ofcom's published measures of fixed coverage meant, release by release, as far as that changed. Seen in the headers and
 * figures of its files of local authorities (2016 to July 2025), output areas and postcodes (January 2026).
 */
export const coverageDefinitions: readonly CoverageDefinition[] = [
  {
    measures: null,
    from: '2016',
    until: '2018-05',
    note: 'base-not-stated',
    source:
      'Connected Nations 2016 and 2017, combined file of coverage and performance: whole percentages, no "All Premises"',
  },
  {
    measures: ['superfast'],
    from: '2018-05',
    until: '2019',
    note: 'worked-out-anew',
    source:
      '201809_fixed_laua_coverage_r01: "SFBB availability" leaves out premises that "UFBB availability" counts',
  },
  {
    measures: ['superfast', 'ultrafast_300'],
    from: '2019',
    until: '2020',
    note: 'worked-out-anew',
    source:
      '201909_fixed_laua_coverage_r01: "SFBB" and "UFBB availability (% premises)" hold the bands 30<300 and >=300 in 381 of 382 rows',
  },
  {
    measures: ['below_decent'],
    from: '2026',
    until: null,
    note: 'redefined',
    source:
      '202601_fixed_oa_coverage_r1: "% of premises below the USO" became "unable to receive decent broadband from fixed or FWA"',
  },
];

/** The first release that has a measure; the others are in all of them. Source: headers of the files of authorities. */
const firstReleases: Readonly<Partial<Record<CoverageMeasure, string>>> = {
  full_fibre: '2017',
  below_decent: '2018-05',
  ultrafast_100: '2021',
  gigabit: '2021',
};

/** The published measure that a class is told by: of decent broadband Ofcom publishes who cannot get it. */
export const measureOfClass: Readonly<Record<SpeedClass, CoverageMeasure>> = {
  decent: 'below_decent',
  superfast: 'superfast',
  'ultrafast-100': 'ultrafast_100',
  'ultrafast-300': 'ultrafast_300',
  gigabit: 'gigabit',
};

/** What a definition of a release means for a measure, by itself or beside those of the release before. */
function definitionsOf(measure: CoverageMeasure): readonly CoverageDefinition[] {
  return coverageDefinitions.filter(({ measures }) => measures === null || measures.includes(measure));
}

function isIn({ from, until }: CoverageDefinition, period: string): boolean {
  return period >= from && (until === null || period < until);
}

/** The definition that keeps a release's figure from being compared with any other; null where there is none. */
function obstacleIn(measure: CoverageMeasure, period: string): CoverageDefinition | null {
  return definitionsOf(measure).find((each) => each.note !== 'redefined' && isIn(each, period)) ?? null;
}

/** The definition that begins after one release and up to another; null where both mean the same. */
function breakBetween(measure: CoverageMeasure, before: string, after: string): CoverageDefinition | null {
  return (
    definitionsOf(measure).find(({ note, from }) => note === 'redefined' && before < from && after >= from) ??
    null
  );
}

/**
 * What must be said of a measure of coverage in each of Ofcom's releases, in the order of their periods.
 *
 * @example coverageNotes('below_decent', ['2025-07', '2026-01', '2026-07']) // [null, 'redefined', null]
 */
export function coverageNotes(
  measure: CoverageMeasure,
  periods: readonly string[],
): (CoverageDefinition['note'] | null)[] {
  return periods.map((period, at) => {
    const obstacle = obstacleIn(measure, period);
    if (obstacle !== null) return obstacle.note;
    const before = periods[at - 1];
    return before === undefined ? null : (breakBetween(measure, before, period)?.note ?? null);
  });
}

/** Why figures of two releases cannot be set against each other. */
export interface DefinitionReason {
  /** The release that differs. */
  readonly period: string;
  readonly note: CoverageDefinition['note'];
  readonly source: string;
}

export type ReleaseVerdict =
  | { readonly status: 'comparable' }
  | { readonly status: 'changed-definition'; readonly reasons: readonly DefinitionReason[] }
  | { readonly status: 'not-in-source'; readonly periods: readonly string[] };

/**
 * Whether a measure means the same in two releases of Ofcom's. The order of the two does not matter. What changed with the
 * borders of an area is another question (core/coverage/compare-coverage.ts).
 *
 * @example compareReleases('gigabit', '2021-05', '2025-07').status // 'comparable'
 */
export function compareReleases(measure: CoverageMeasure, one: string, other: string): ReleaseVerdict {
  const periods = [one, other].toSorted();
  const [before = one, after = other] = periods;
  const first = firstReleases[measure];
  const without = first === undefined ? [] : periods.filter((period) => period < first);
  if (without.length > 0) return { status: 'not-in-source', periods: without };
  const reasons = periods.flatMap((period): DefinitionReason[] => {
    const obstacle = obstacleIn(measure, period);
    return obstacle === null ? [] : [{ period, note: obstacle.note, source: obstacle.source }];
  });
  const parted = breakBetween(measure, before, after);
  if (parted !== null) reasons.push({ period: after, note: parted.note, source: parted.source });
  return reasons.length === 0 ? { status: 'comparable' } : { status: 'changed-definition', reasons };
}

/** The authorities by whose codes Ofcom counts, from a release on: ONS, authorities of December (2018 to 2021) and April 2023. */
const authorityVintages: readonly { readonly from: string; readonly vintage: number }[] = [
  // 391 authorities.
  { from: '2016', vintage: 2018 },
  // 382: Dorset, Suffolk and Somerset's mergers of April 2019.
  { from: '2019', vintage: 2019 },
  // 379: Buckinghamshire, April 2020. The file of 2020 still has the 382.
  { from: '2021', vintage: 2020 },
  // 374: Northamptonshire, April 2021.
  { from: '2021-05', vintage: 2021 },
  // 361: Cumbria, North Yorkshire and Somerset, April 2023. Kept in July 2025, although Barnsley and Sheffield had new codes.
  { from: '2023', vintage: 2023 },
];

/**
 * The vintage of the authority codes of a release.
 *
 * @example authorityVintageOf('2025-07') // 2023
 */
export function authorityVintageOf(period: string): number {
  return authorityVintages.findLast(({ from }) => period >= from)?.vintage ?? 2018;
}

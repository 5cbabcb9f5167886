import { coverageMeasures } from '../../../core/contract/coverage-measure.ts';
import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import type { NotChecked, TotalCheck, TotalsReport } from '../../../core/contract/coverage/totals-check.ts';
import { classShares } from '../../../core/coverage/speed-classes.ts';
import type { Queryable } from '../../database/database.ts';
import type { CoverageRelease } from '../../store/area-coverage-reads.ts';
import { createGapReportReads } from '../../store/coverage/gap-report-reads.ts';
import type { PremisesCount } from '../../store/coverage/premises-reads.ts';
import { findSnapshot } from './choose-snapshot.ts';
import { toFigureSource } from './figure-source.ts';
import { createPublishedCoverage, type CoveredPlace, type PublishedFigures } from './published-coverage.ts';

export interface CheckedAuthority {
  readonly code: string;
  readonly name: string;
  readonly vintage: number;
}

/** What is held against what: an authority, one release, one way of adding up. */
type Subject = Pick<TotalCheck, 'code' | 'name' | 'period' | 'isResidential' | 'of'>;
type Found = { readonly checks: TotalCheck[]; readonly sources: FigureSource[] } | NotChecked;

/** A millionth of a premises or of a point is a matter of how numbers are stored. */
const precision = 1e6;

/**
 * Holds totals against each other: what output areas add up to in each authority against the figures published of it in
 * the same release, premises by measure; and what the estimates of single premises add up to, as percent of premises that
 * can order each speed (publishers and property numbers count premises differently, so that shares are compared and not
 * counts). It lists differences and judges none.
 *
 * Missing: what has no published figure of the same release is listed as such; an authority without premises in the
 * snapshot has no estimate that could be held against anything. Releases are read once: make it anew for every question.
 */
export function createTotalsCheck(database: Queryable) {
  const coverage = createPublishedCoverage(database);
  const reads = createGapReportReads(database);
  const releasesOf = new Map<string, Promise<CoverageRelease[]>>();

  /** The releases of a period, or those in force. */
  function releases(period: string | null): Promise<CoverageRelease[]> {
    const known = releasesOf.get(period ?? '') ?? coverage.releases(period);
    releasesOf.set(period ?? '', known);
    return known;
  }

  /** The authority's own published row of the same period and kind of premises; null where there is none. */
  async function publishedOf(
    place: CoveredPlace,
    { period, isResidential }: Subject,
  ): Promise<PublishedFigures | null> {
    if (period === null) return null;
    for (const release of await releases(period)) {
      if (release.level !== 'lad' || release.isResidential !== isResidential) continue;
      const found = await coverage.inRelease(place, release);
      if (found !== null && found !== 'incomplete') return found;
    }
    return null;
  }

  async function checkSums(
    place: CoveredPlace,
    { name }: CheckedAuthority,
    release: CoverageRelease,
  ): Promise<Found> {
    const { source, isResidential } = release;
    const { period } = source;
    const subject = { code: place.code, name, period, isResidential, of: 'output-areas' as const };
    const added = await coverage.inRelease(place, release);
    if (added === null) return { ...subject, reason: 'no-output-areas-of-this-release' };
    if (added === 'incomplete') return { ...subject, reason: 'incomplete' };
    const published = await publishedOf(place, subject);
    if (published === null) return { ...subject, reason: 'no-published-figure-of-this-release' };
    const sources = [added, published].map((each) => each.release.source);
    return { checks: compareSums(subject, added, published), sources };
  }

  async function checkShares(
    place: CoveredPlace,
    { name }: CheckedAuthority,
    period: string,
    counts: readonly PremisesCount[],
  ): Promise<Found> {
    const subject = { code: place.code, name, period, isResidential: false, of: 'premises' as const };
    const published = await publishedOf(place, subject);
    if (published === null) return { ...subject, reason: 'no-published-figure-of-this-release' };
    return { checks: compareShares(subject, counts, published), sources: [published.release.source] };
  }

  return {
    /** One authority: by the releases in force and the newest snapshot, or by those of a period. */
    async ofAuthority(authority: CheckedAuthority, period?: string): Promise<TotalsReport> {
      const place: CoveredPlace = { type: 'lad', code: authority.code, vintage: authority.vintage };
      const found: Found[] = [];
      for (const release of eachKindOnce(await releases(period ?? null))) {
        found.push(await checkSums(place, authority, release));
      }
      const snapshot = await findSnapshot(database, period);
      const counts = snapshot === null ? [] : await reads.countsOfArea(snapshot.snapshotId, place);
      if (snapshot !== null && counts.length > 0) {
        found.push(await checkShares(place, authority, snapshot.period, counts));
      }
      const compared = found.flatMap((each) => ('checks' in each ? [each] : []));
      return {
        checks: compared.flatMap(({ checks }) => checks),
        notChecked: found.flatMap((each) => ('reason' in each ? [each] : [])),
        sources: eachSourceOnce(compared.flatMap(({ sources }) => sources.map(toFigureSource))),
      };
    },
  };
}

/** Every authority that is loaded. */
export async function checkTotals(database: Queryable): Promise<TotalsReport> {
  const totals = createTotalsCheck(database);
  const reports: TotalsReport[] = [];
  for (const authority of await createGapReportReads(database).authorities()) {
    reports.push(await totals.ofAuthority(authority));
  }
  return {
    checks: reports.flatMap(({ checks }) => checks),
    notChecked: reports.flatMap(({ notChecked }) => notChecked),
    sources: eachSourceOnce(reports.flatMap(({ sources }) => sources)),
  };
}

const eachSourceOnce = (sources: readonly FigureSource[]): FigureSource[] => [
  ...new Map(sources.map((each) => [`${each.datasetId} ${each.period ?? ''}`, each])).values(),
];

/** The releases that output areas were added up in; of a period that was imported twice the last import. */
function eachKindOnce(releases: readonly CoverageRelease[]): CoverageRelease[] {
  const kinds = new Map<string, CoverageRelease>();
  for (const release of releases) {
    const kind = `${release.source.period ?? ''} ${String(release.isResidential)}`;
    if (release.level === 'lsoa' && !kinds.has(kind)) kinds.set(kind, release);
  }
  return [...kinds.values()];
}

function compareSums(subject: Subject, added: PublishedFigures, published: PublishedFigures): TotalCheck[] {
  return [
    {
      ...{ ...subject, measure: 'premises' },
      ...compared('premises', added.figures.premises, published.figures.premises),
    },
    ...coverageMeasures.flatMap((measure): TotalCheck[] => {
      const [own, theirs] = [added.figures.measures[measure], published.figures.measures[measure]];
      // Neither has it: not every release gives every measure.
      if (own.premises === null && theirs.premises === null) return [];
      return [{ ...subject, measure, ...compared('premises', own.premises, theirs.premises) }];
    }),
  ];
}

function compareShares(
  subject: Subject,
  counts: readonly PremisesCount[],
  published: PublishedFigures,
): TotalCheck[] {
  const shares = classShares(published.figures);
  return speedClasses.flatMap((speedClass): TotalCheck[] => {
    const count = counts.find((each) => each.speedClass === speedClass);
    if (count === undefined) return [];
    const known = count.premises - count.unknown;
    const added = known === 0 ? null : 100 * (1 - count.expectedUnserved / known);
    const share = shares[speedClass];
    const percent = share === null ? null : 100 * share;
    return [{ ...subject, measure: speedClass, ...compared('percent', added, percent) }];
  });
}

function compared(
  unit: TotalCheck['unit'],
  added: number | null,
  published: number | null,
): Pick<TotalCheck, 'unit' | 'added' | 'published' | 'difference'> {
  const difference =
    added === null || published === null ? null : Math.round(precision * (added - published)) / precision + 0;
  return { unit, added, published, difference };
}

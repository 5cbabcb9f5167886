import { coverageMeasures } from '../../../core/contract/coverage-measure.ts';
import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type { AreaSet, AreaType } from '../../../core/contract/area.ts';
import type {
  ClassCount,
  CoverageHome,
  GapEstimate,
  GapPart,
  GapReport,
  GapSubject,
  PublishedRollUp,
} from '../../../core/contract/coverage/gap-report.ts';
import type { CoverageSnapshot } from '../../../core/contract/coverage/snapshot.ts';
import { planStatuses, speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { reportSentences } from '../../../core/coverage/report-sentences.ts';
import { isWholeNation } from '../../../core/geography/nation.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { Queryable } from '../../database/database.ts';
import { createGapReportReads, type CountedArea } from '../../store/coverage/gap-report-reads.ts';
import type { PremisesCount } from '../../store/coverage/premises-reads.ts';
import { measureFit } from '../explain-fit.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import { createTotalsCheck } from './check-totals.ts';
import { findSnapshot } from './choose-snapshot.ts';
import { countInPolygon, type PolygonCounts } from './count-in-polygon.ts';
import { toFigureSource } from './figure-source.ts';
import { createPublishedCoverage, type PublishedFigures } from './published-coverage.ts';

export interface ReportedArea extends AreaSet {
  readonly code: string;
  readonly name: string;
  readonly nameWelsh: string | null;
}

interface ReportQuestion {
  readonly speedClass: SpeedClass;
  /** Of the snapshot and the published figures; the newest unless said. */
  readonly period?: string | undefined;
  /** The language of the sentences. */
  readonly t: Translate;
}

export interface GapReportOptions {
  readonly database: Queryable;
  readonly dataVersion: () => Promise<string>;
}

/** What an area is made of, as its report lists them. */
const partType: Readonly<Partial<Record<AreaType, AreaType>>> = {
  nation: 'lad',
  region: 'lad',
  lad: 'ward',
  ward: 'lsoa',
  msoa: 'lsoa',
  lsoa: 'oa',
};

/** How many wards the first page names. */
const worstWards = 10;

/** A few kilobytes each. */
const keptReports = 300;

type Unworded = Omit<GapReport, 'sentences'>;

/**
 * What premises can order: of areas of every kind and of drawn polygons, by the Atlas's estimate and beside it as
 * publishers have it, each with its own number of premises.
 */
export function createGapReports({ database, dataVersion }: GapReportOptions) {
  const reads = createGapReportReads(database);
  const published = createPublishedCoverage(database);
  const kept = keepPerVersion<Unworded>(dataVersion, keptReports);

  async function estimateOf(
    snapshot: CoverageSnapshot,
    { counts, plans, technologies: reached }: PolygonCounts,
  ): Promise<GapEstimate> {
    if (counts.length === 0 || counts[0]?.premises === 0) return { status: 'missing', reason: 'no-premises' };
    const sources = await reads.sources(snapshot.inputs.map(({ releaseId }) => releaseId));
    return {
      status: 'known',
      period: snapshot.period,
      builtAt: snapshot.builtAt,
      classes: inClassOrder(counts),
      technologies: technologies.flatMap((each) => reached.filter(({ technology }) => technology === each)),
      plans: planStatuses.flatMap((plan) => {
        const found = plans.find((each) => each.plan === plan);
        return found === undefined || found.premises === 0
          ? []
          : [{ plan, premises: found.premises, withoutGigabit: found.withoutGigabit }];
      }),
      disagreeing: counts[0]?.disagreeing ?? 0,
      excluded: plans.reduce((sum, { excluded }) => sum + excluded, 0),
      sources: sources.map(toFigureSource),
    };
  }

  async function publishedOf(area: ReportedArea, period: string | undefined): Promise<PublishedRollUp[]> {
    const releases = await published.releases(period ?? null);
    const found: PublishedRollUp[] = [];
    for (const isResidential of [false, true]) {
      const own = releases.filter((release) => release.isResidential === isResidential);
      const figures = await published.find(area, own);
      found.push(
        typeof figures === 'string'
          ? { status: 'missing', isResidential, reason: figures }
          : { ...toRollUp(figures), fit: await fitOf(area, figures) },
      );
    }
    return found;
  }

  /** Wards are no sums of census areas: how well those that were added up fill it. */
  async function fitOf(area: ReportedArea, { members, release }: PublishedFigures) {
    const { level } = release;
    if (area.type !== 'ward' || members.length === 0 || level === 'postcode') return null;
    const vintage = await published.vintageOf(release);
    if (vintage === null) return null;
    const fit = await measureFit(database, {
      parent: { type: area.type, code: area.code },
      members: { areas: { type: level, vintage }, codes: members },
    });
    if (fit.status === 'missing') return null;
    const { covered, own, basis, isPoor } = fit;
    return { covered, own, basis, isPoor };
  }

  async function describeArea(area: ReportedArea, question: ReportQuestion): Promise<Unworded> {
    const { speedClass, period } = question;
    const snapshot = await findSnapshot(database, period);
    const publishedRows = await publishedOf(area, period);
    const totals = area.type === 'lad' ? await createTotalsCheck(database).ofAuthority(area, period) : null;
    const authorities = isLarge(area) ? await reads.authoritiesOf(area) : null;
    const subject: GapSubject = {
      kind: 'area',
      ...{ code: area.code, name: area.name, nameWelsh: area.nameWelsh },
      ...{ type: area.type, vintage: area.vintage, authorities: null },
    };
    if (snapshot === null) {
      const reason = period === undefined ? 'no-snapshot' : 'no-such-period';
      const estimate: GapEstimate = { status: 'missing', reason };
      return finished({ subject, speedClass, estimate, parts: null, published: publishedRows, totals });
    }
    const { snapshotId } = snapshot;
    const { counts, counted } =
      authorities === null
        ? { counts: await reads.countsOfArea(snapshotId, area), counted: 0 }
        : await reads.countsOfAuthorities(snapshotId, authorities);
    const place = authorities === null ? { code: area.code } : { authorities };
    const isCounted = counts.length > 0;
    const plans = isCounted ? await reads.plans(snapshotId, place) : [];
    const reached = isCounted ? await reads.technologies(snapshotId, place) : [];
    const type = partType[area.type];
    const parts = type === undefined ? [] : await reads.parts(snapshotId, { within: area, type, speedClass });
    return finished({
      subject: {
        ...subject,
        authorities: authorities === null ? null : { counted, known: knownOf(area, authorities, counted) },
      },
      ...{ speedClass, published: publishedRows, totals },
      estimate: await estimateOf(snapshot, { counts, plans, technologies: reached }),
      parts: parts.length === 0 ? null : parts.map(toPart),
    });
  }

  return {
    /** The report of an area. */
    async ofArea(area: ReportedArea, question: ReportQuestion): Promise<GapReport> {
      const { speedClass, period } = question;
      const key = [area.type, area.vintage, area.code, speedClass, period ?? ''].join(' ');
      return worded(await kept(key, () => describeArea(area, question)), question.t);
    },

    /**
     * The report of a drawn polygon, which no publisher has figures of.
     *
     * @throws AppError too-large where more premises lie around it than are looked through at once.
     */
    async ofPolygon(polygon: DrawnPolygon, { speedClass, period, t }: ReportQuestion): Promise<GapReport> {
      const { bounds, points, squareKilometres } = polygon;
      const subject: GapSubject = { kind: 'polygon', squareKilometres, points, bounds };
      const drawn: PublishedRollUp[] = [false, true].map((isResidential) => ({
        status: 'missing',
        isResidential,
        reason: 'drawn',
      }));
      const common = { subject, speedClass, parts: null, published: drawn, totals: null };
      const snapshot = await findSnapshot(database, period);
      if (snapshot === null) {
        const reason = period === undefined ? 'no-snapshot' : 'no-such-period';
        return worded(finished({ ...common, estimate: { status: 'missing', reason } }), t);
      }
      const counted = await countInPolygon(database, snapshot.snapshotId, polygon);
      return worded(finished({ ...common, estimate: await estimateOf(snapshot, counted) }), t);
    },

    /** What is loaded in all, and the wards with the most premises expected without. */
    async home(speedClass: SpeedClass): Promise<CoverageHome> {
      const snapshot = await findSnapshot(database, undefined);
      if (snapshot === null) {
        return {
          period: null,
          speedClass,
          classes: [],
          worst: [],
          attribution: { lines: [], madeUp: false },
        };
      }
      const { snapshotId, period, inputs } = snapshot;
      const counts = await reads.total(snapshotId);
      const worst = await reads.worst(snapshotId, { type: 'ward', speedClass, limit: worstWards });
      const sources = await reads.sources(inputs.map(({ releaseId }) => releaseId));
      return {
        ...{ period, speedClass, classes: inClassOrder(counts), worst: worst.map(toPart) },
        attribution: creditOf(sources),
      };
    },

    /** The areas of a kind within another, by one class: what a summary table is made of. */
    async parts(
      area: ReportedArea,
      { type, speedClass, period }: Omit<ReportQuestion, 't'> & { readonly type: AreaType },
    ): Promise<readonly CountedArea[]> {
      const snapshot = await findSnapshot(database, period);
      return snapshot === null ? [] : reads.parts(snapshot.snapshotId, { within: area, type, speedClass });
    },
  };
}

export type GapReports = ReturnType<typeof createGapReports>;

const isLarge = ({ type }: AreaSet): boolean => type === 'region' || type === 'nation';

/** Of a nation only the whole is known: one of which some are loaded has no number that it is a part of. */
function knownOf(
  { type, code }: ReportedArea,
  authorities: readonly string[],
  counted: number,
): number | null {
  if (type !== 'nation') return authorities.length;
  const vintages = [2021, 2023];
  const isWhole = vintages.some((vintage) => isWholeNation({ type: 'lad', vintage }, code, counted));
  return isWhole ? counted : null;
}

function worded(report: Unworded, t: Translate): GapReport {
  const { subject, speedClass, estimate, ...rest } = report;
  return { subject, speedClass, sentences: reportSentences(estimate, report, t), estimate, ...rest };
}

/** With the credit of all that it shows. */
function finished(report: Omit<Unworded, 'attribution'>): Unworded {
  const sources: FigureSource[] = [
    ...(report.estimate.status === 'known' ? report.estimate.sources : []),
    ...report.published.flatMap((each) => (each.status === 'known' ? [each.source] : [])),
    ...(report.totals?.sources ?? []),
  ];
  return { ...report, attribution: creditOf(sources) };
}

function creditOf(sources: readonly FigureSource[]): Attribution {
  return joinAttributions(sources.map(({ attribution, madeUp }) => ({ lines: [attribution], madeUp })));
}

function inClassOrder(counts: readonly PremisesCount[]): ClassCount[] {
  return speedClasses.flatMap((speedClass) => {
    const count = counts.find((each) => each.speedClass === speedClass);
    return count === undefined ? [] : [toClassCount(count)];
  });
}

function toClassCount(count: PremisesCount): ClassCount {
  const { speedClass, premises, served, likelyServed, likelyUnserved, unserved, unknown, expectedUnserved } =
    count;
  return { speedClass, premises, served, likelyServed, likelyUnserved, unserved, unknown, expectedUnserved };
}

function toPart({ code, name, type, ...count }: CountedArea): GapPart {
  return { code, name, type, ...toClassCount(count) };
}

function toRollUp({ release, basis, figures }: PublishedFigures) {
  return {
    status: 'known' as const,
    isResidential: release.isResidential,
    period: release.source.period,
    ...{ basis, parts: figures.parts, premises: figures.premises, matchedPremises: figures.matchedPremises },
    measures: coverageMeasures.map((id) => ({ id, ...figures.measures[id] })),
    source: toFigureSource(release.source),
  };
}

import type { AreaSummary, Bounds } from '../../../core/contract/area.ts';
import type { CoverageSnapshot } from '../../../core/contract/coverage/snapshot.ts';
import type {
  NotSpotCollection,
  NotSpotDetail,
  NotSpotFilter,
  NotSpotList,
  NotSpotMoment,
  NotSpotRank,
  NotSpotSummary,
} from '../../../core/contract/coverage/not-spots.ts';
import {
  speedClasses,
  type PlanStatus,
  type SpeedClass,
} from '../../../core/contract/coverage/speed-class.ts';
import type { Attribution } from '../../../core/contract/dataset.ts';
import type { CodeCounts } from '../../../core/coverage/coded-column.ts';
import { rankNotSpots, type NotSpotOrder } from '../../../core/coverage/rank-not-spots.ts';
import type { RiskOfMembers } from '../../../core/coverage/find-not-spots.ts';
import { notSpotSentence } from '../../../core/coverage/not-spot-sentence.ts';
import { AppError } from '../../../core/errors.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { joinAttributions } from '../../../core/join-attributions.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaReads } from '../../store/area-reads.ts';
import { createCreditReads } from '../../store/credit-reads.ts';
import { createNotSpotReads, type StoredNotSpot } from '../../store/coverage/not-spot-reads.ts';
import { createSnapshotStore } from '../../store/coverage/snapshot-store.ts';
import { keepPerVersion } from '../kept-per-version.ts';
import type { Scoring } from '../score-table.ts';
import { loadNotSpotRisk, type NotSpotRisk } from './not-spot-risk.ts';

export interface NotSpotOptions {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly dataVersion: () => Promise<string>;
}

/** How many stand on a page. */
const notSpotsPerPage = 50;

/** A list with all of its rows, in order. */
export interface NotSpotListing {
  readonly list: Omit<NotSpotList, 'items' | 'page' | 'pages'>;
  readonly rows: readonly NotSpotSummary[];
  readonly snapshot: CoverageSnapshot | null;
}

/** One not-spot with what else is known of it, for its page. */
export interface FoundNotSpot {
  readonly detail: NotSpotDetail;
  /** As it is stored in the snapshot that is shown, or in the one in which it was seen last where it is closed. */
  readonly stored: StoredNotSpot;
  readonly snapshot: CoverageSnapshot;
}

export interface NotSpotRequest {
  readonly id: string;
  readonly period?: string | undefined;
  readonly profile?: string | undefined;
  readonly t: Translate;
}

const orderOfRank: Readonly<Record<NotSpotRank, NotSpotOrder>> = {
  premises: 'premises',
  'at-risk': 'high-risk',
  distance: 'distance',
};

/** Lists of all rows that are kept: classes, periods and filters, as people go from page to page. */
const keptLists = 24;
/** A map asks for what is in view: this is a tenth of a second on a slow line, and more than anyone can tell apart. */
const mostOutlines = 2000;
const mostOutlineBytes = 400_000;

/** Not-spots with the risk of their areas: lists, one by one, and outlines for maps. */
export function createNotSpots({ database, scoring, dataVersion }: NotSpotOptions) {
  const reads = createNotSpotReads(database);
  const areas = createAreaReads(database);
  const credits = createCreditReads(database);
  const snapshots = createSnapshotStore(database);
  const kept = keepPerVersion<NotSpotListing>(dataVersion, keptLists);

  /** @throws AppError not-found where no snapshot of the period was made. */
  async function snapshotOf(period: string | undefined): Promise<{
    readonly snapshot: CoverageSnapshot | null;
    readonly periods: readonly string[];
  }> {
    const all = await snapshots.list();
    const periods = all.map((each) => each.period);
    const snapshot =
      all.find((each) => (period === undefined ? each.isCurrent : each.period === period)) ?? null;
    if (snapshot === null && period !== undefined) {
      throw new AppError('not-found', `There is no coverage snapshot of ${period}.`, {
        details: { field: 'period', value: period, known: periods },
      });
    }
    return { snapshot, periods };
  }

  /** @throws AppError not-found where no area has the code. */
  async function areaOf(code: string): Promise<AreaSummary> {
    const [area] = await areas.findByCode(code);
    if (area !== undefined) return area;
    throw new AppError('not-found', `No area with the code ${code} is loaded.`, {
      details: { field: 'within', value: code, reason: 'no such area is loaded' },
    });
  }

  async function creditsOf(snapshot: CoverageSnapshot, risk: NotSpotRisk | null): Promise<Attribution> {
    const sources = await credits.releases(snapshot.inputs.map(({ releaseId }) => releaseId));
    return risk === null ? sources : joinAttributions([sources, risk.attribution]);
  }

  async function makeListing(filter: NotSpotFilter): Promise<NotSpotListing> {
    const { snapshot, periods } = await snapshotOf(filter.period);
    const within = filter.within === undefined ? null : await areaOf(filter.within);
    const risk = await loadNotSpotRisk(scoring, filter.profile);
    const head = {
      ...{ period: snapshot?.period ?? null, periods: [...periods] },
      ...{ speedClass: filter.class, rankedBy: filter.rank, statuses: filter.status },
      within:
        within === null
          ? null
          : { code: within.code, name: within.name, type: within.type, vintage: within.vintage },
      riskFrom: riskFrom(risk),
    };
    if (snapshot === null) {
      const attribution = { lines: [], madeUp: false };
      return { list: { ...head, byClass: [], total: 0, premises: 0, attribution }, rows: [], snapshot };
    }
    const stored = [
      ...(await reads.open(snapshot.snapshotId, filter.class)),
      ...(filter.status.includes('closed') ? await reads.closed(snapshot.period, filter.class) : []),
    ].filter(({ status }) => filter.status.includes(status));
    const isWithin = await withinFilter(within);
    const measured = stored.filter(isWithin).map((row) => ({ row, ...measuresOf(row, risk) }));
    const names = await reads.names(measured.flatMap(({ row }) => shownAreas(row)));
    const rows = rankNotSpots(measured, orderOfRank[filter.rank]).map(({ notSpot, rank }) =>
      toSummary(notSpot.row, { rank, risk: notSpot.risk, names }),
    );
    const attribution = await creditsOf(snapshot, risk);
    const premises = rows.reduce((sum, row) => sum + row.premises, 0);
    const byClass = await countsOf(snapshot);
    return { list: { ...head, byClass, total: rows.length, premises, attribution }, rows, snapshot };
  }

  async function countsOf({ snapshotId }: CoverageSnapshot): Promise<NotSpotList['byClass']> {
    const counts = new Map((await reads.counts(snapshotId)).map((each) => [each.speedClass, each]));
    return speedClasses.flatMap((speedClass) => {
      const found = counts.get(speedClass);
      const notSpots = (found?.new ?? 0) + (found?.persisting ?? 0);
      return notSpots === 0 ? [] : [{ speedClass, notSpots, premises: found?.premises ?? 0 }];
    });
  }

  /** Which not-spots have premises in an area; regions and nations by their authorities. */
  async function withinFilter(
    area: { readonly code: string; readonly type: string } | null,
  ): Promise<(row: StoredNotSpot) => boolean> {
    if (area === null) return () => true;
    const isLarge = area.type === 'region' || area.type === 'nation';
    const [kind, codes] = isLarge
      ? ['lad', new Set(await reads.codesWithin(area.code, 'lad'))]
      : [area.type, new Set([area.code])];
    if (!isLarge && kind === 'oa') {
      throw new AppError('invalid-request', 'Not-spots are not counted by output area.', {
        details: { field: 'within', value: area.code, reason: 'name an LSOA, MSOA, ward or authority' },
      });
    }
    return (row) => row.areas[kind]?.counts.some(({ code }) => codes.has(code)) === true;
  }

  async function one({ id, period, profile, t }: NotSpotRequest): Promise<FoundNotSpot> {
    const { snapshot } = await snapshotOf(period);
    const all = await reads.history(id);
    const moments = all.filter((row) => snapshot === null || row.period <= snapshot.period);
    const latest = moments.at(-1);
    if (snapshot === null || latest === undefined) {
      throw new AppError('not-found', `There is no not-spot ${id}.`, {
        details: { field: 'notSpotId', value: id, reason: 'no such not-spot in this period or before' },
      });
    }
    const risk = await loadNotSpotRisk(scoring, profile);
    const codes = Object.values(latest.areas).flatMap(({ counts }) => counts.map(({ code }) => code));
    const names = await reads.names(codes);
    const rank = await rankOf(latest, snapshot);
    const summary = toSummary(latest, { rank, risk: riskOfRow(latest, risk), names });
    const stored = moments.findLast(({ status }) => status !== 'closed') ?? latest;
    const shown =
      (await snapshots.list()).find(({ snapshotId }) => snapshotId === stored.snapshotId) ?? snapshot;
    const detail: NotSpotDetail = {
      summary,
      sentence: notSpotSentence(summary, t),
      riskFrom: riskFrom(risk),
      areas: Object.fromEntries(
        Object.entries(latest.areas).map(([kind, { counts, missing }]) => [
          kind,
          {
            counts: counts.map(({ code, premises }) => ({
              ...{ code, premises, name: names.get(code) ?? code },
              ...(kind === risk?.areaType ? risk.of(code) : { score: null, decile: null }),
            })),
            missing,
          },
        ]),
      ),
      postcodes: {
        counts: latest.postcodes.counts.map(({ code, premises }) => ({ postcode: code, premises })),
        missing: latest.postcodes.missing,
      },
      history: all.map(toMoment),
      premisesAddress: `/coverage/not-spots/${id}.csv${period === undefined ? '' : `?period=${period}`}`,
      attribution: await creditsOf(shown, risk),
    };
    return { detail, stored, snapshot: shown };
  }

  /** Its rank by premises among all of its class that are not closed; null where it is closed. */
  async function rankOf(row: StoredNotSpot, snapshot: CoverageSnapshot): Promise<number | null> {
    if (row.status === 'closed' || row.snapshotId !== snapshot.snapshotId) return null;
    const others = await reads.open(row.snapshotId, row.speedClass);
    return 1 + others.filter(({ premises }) => premises > row.premises).length;
  }

  const listing = (filter: NotSpotFilter): Promise<NotSpotListing> => {
    const { class: speedClass, within, rank, status, period, profile } = filter;
    const key = [speedClass, within, rank, [...status].sort().join(), period, profile].join('|');
    return kept(key, () => makeListing(filter));
  };

  return {
    /**
     * All not-spots that fit, in order.
     *
     * @throws AppError not-found for a period, area or profile that is not there.
     */
    listing,

    /**
     * The not-spots that fit of the slowest speed that has any; of the slowest where none has.
     *
     * @throws AppError not-found for a period, area or profile that is not there.
     */
    async slowestListing(filter: Omit<NotSpotFilter, 'class'>): Promise<NotSpotListing> {
      const [slowest, ...faster] = speedClasses;
      const first = await listing({ ...filter, class: slowest });
      if (first.rows.length > 0) return first;
      for (const speedClass of faster) {
        const found = await listing({ ...filter, class: speedClass });
        if (found.rows.length > 0) return found;
      }
      return first;
    },

    /**
     * One not-spot, as it is in a period or was last before it.
     *
     * @throws AppError not-found where there is none.
     */
    one,

    /** Outlines in a box for a map, the most premises first, as many as fit into `mostOutlineBytes`. */
    async outlines(query: {
      readonly class: SpeedClass;
      readonly bbox?: Bounds | undefined;
      readonly period?: string | undefined;
    }): Promise<NotSpotCollection> {
      const { snapshot } = await snapshotOf(query.period);
      const box = query.bbox ?? null;
      if (snapshot === null) {
        const attribution = { lines: [], madeUp: false };
        const features: NotSpotCollection['features'] = [];
        return {
          type: 'FeatureCollection',
          period: null,
          matched: 0,
          isComplete: true,
          attribution,
          features,
        };
      }
      const { snapshotId, period } = snapshot;
      const found = await reads.outlines(snapshotId, query.class, { box, limit: mostOutlines });
      const matched = await reads.countOutlines(snapshotId, query.class, box);
      const features: NotSpotCollection['features'] = [];
      let bytes = 0;
      for (const each of found) {
        const feature = toFeature(each, query.class);
        bytes += JSON.stringify(feature).length + 1;
        if (bytes > mostOutlineBytes) break;
        features.push(feature);
      }
      const attribution = await creditsOf(snapshot, null);
      const isComplete = features.length === matched;
      return { type: 'FeatureCollection', period, matched, isComplete, attribution, features };
    },
  };
}

export type NotSpots = ReturnType<typeof createNotSpots>;

/** One page of a listing, as many as stand on a page unless said. */
export function pageOfNotSpots(
  { list, rows }: NotSpotListing,
  page: number,
  size = notSpotsPerPage,
): NotSpotList {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  return { ...list, page, pages, items: rows.slice((page - 1) * size, page * size) };
}

function riskFrom(risk: NotSpotRisk | null): NotSpotList['riskFrom'] {
  return risk === null ? null : { profileId: risk.profileId, title: risk.title, areaType: risk.areaType };
}

const noCounts: CodeCounts = { counts: [], missing: 0 };

/** Null where the scored areas are of a kind that not-spots are not counted by. */
function riskOfRow(row: StoredNotSpot, risk: NotSpotRisk | null): RiskOfMembers | null {
  const counts = risk === null ? undefined : row.areas[risk.areaType];
  return risk === null || counts === undefined ? null : risk.ofMembers(counts);
}

/** What not-spots are ranked by. */
function measuresOf(row: StoredNotSpot, risk: NotSpotRisk | null) {
  return {
    premises: row.premises,
    expectedUnserved: row.expectedUnserved,
    risk: riskOfRow(row, risk),
    nearestServed: row.distanceMetres === null ? null : { row: -1, distanceMetres: row.distanceMetres },
  };
}

function shownAreas({ areas }: StoredNotSpot): string[] {
  return [areas['ward'], areas['lad']].flatMap((counts) =>
    (counts ?? noCounts).counts.map(({ code }) => code),
  );
}

interface SummaryFacts {
  readonly rank: number | null;
  readonly risk: RiskOfMembers | null;
  readonly names: ReadonlyMap<string, string>;
}

function toSummary(row: StoredNotSpot, { rank, risk, names }: SummaryFacts): NotSpotSummary {
  const named = (kind: string) =>
    (row.areas[kind] ?? noCounts).counts.map(({ code, premises }) => ({
      ...{ code, premises },
      name: names.get(code) ?? code,
    }));
  const { easting, northing } = row;
  return {
    ...{ id: row.id, speedClass: row.speedClass, status: row.status, isReopened: row.isReopened },
    ...{ period: row.period, seenIn: row.seenIn, rank },
    ...{ premises: row.premises, sure: row.sure, likely: row.likely },
    expectedUnserved: rounded(row.expectedUnserved, 3),
    within: {
      premises: row.withinPremises,
      served: row.withinServed,
      unserved: row.withinUnserved,
      unknown: row.withinUnknown,
    },
    distanceMetres: row.distanceMetres === null ? null : rounded(row.distanceMetres, 1),
    areaSquareMetres: rounded(row.areaSquareMetres, 1),
    centre: wgs84FromGrid({ easting, northing }),
    ...{ easting, northing },
    // All of them without a score: how many are at risk is not known, and not none.
    risk: risk === null || risk.weighted === null ? null : { high: risk.high, missing: risk.missing },
    wards: named('ward'),
    authorities: named('lad'),
    plans: row.plans.counts.map(({ code, premises }) => ({ plan: code as PlanStatus, premises })),
  };
}

function toMoment(row: StoredNotSpot): NotSpotMoment {
  return {
    ...{ period: row.period, status: row.status, isReopened: row.isReopened },
    premises: row.status === 'closed' ? 0 : row.premises,
    ...{ cameFrom: [...row.cameFrom], wentInto: [...row.wentInto], joined: row.joined },
    ...{ isMerged: row.isMerged, isSplit: row.isSplit, likeness: row.likeness },
  };
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** A metre is a hundred thousandth of a degree. */
const degreeDecimals = 5;

function toFeature(
  found: Awaited<ReturnType<ReturnType<typeof createNotSpotReads>['outlines']>>[number],
  speedClass: SpeedClass,
): NotSpotCollection['features'][number] {
  const { longitude, latitude } = wgs84FromGrid(found);
  return {
    ...{ type: 'Feature', id: found.id },
    properties: {
      ...{
        id: found.id,
        class: speedClass,
        status: found.status,
        premises: found.premises,
        sure: found.sure,
      },
      expected: rounded(found.expectedUnserved, 1),
      distance: found.distanceMetres === null ? null : rounded(found.distanceMetres, 0),
      longitude: rounded(longitude, degreeDecimals),
      latitude: rounded(latitude, degreeDecimals),
    },
    geometry: { type: 'Polygon', coordinates: [positionsOf(found.outline)] },
  };
}

/** A ring of the grid in WGS84. */
export function positionsOf(ring: Float64Array, decimals = degreeDecimals): [number, number][] {
  return Array.from({ length: ring.length / 2 }, (_, at): [number, number] => {
    const position = wgs84FromGrid({ easting: ring[2 * at] ?? NaN, northing: ring[2 * at + 1] ?? NaN });
    return [rounded(position.longitude, decimals), rounded(position.latitude, decimals)];
  });
}

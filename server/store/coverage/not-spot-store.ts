import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import type { CodeCounts } from '../../../core/coverage/coded-column.ts';
import type { ServedCounts } from '../../../core/coverage/not-spot-surroundings.ts';
import type {
  ClosedNotSpot,
  EarlierNotSpot,
  MatchedNotSpot,
  Shared,
} from '../../../core/coverage/match-not-spots.ts';
import { encodeMultiPolygon } from '../../../core/geography/well-known-binary.ts';
import type { Queryable } from '../../database/database.ts';
import { copyRows, type CopyValue } from '../copy-csv.ts';

/** A not-spot of a snapshot with what it was matched with, as it is stored. */
export interface NewNotSpot {
  readonly matched: MatchedNotSpot;
  readonly premises: number;
  readonly sure: number;
  readonly likely: number;
  readonly expectedUnserved: number;
  readonly within: ServedCounts;
  readonly centre: { readonly uprn: number; readonly easting: number; readonly northing: number };
  /** Null where no premises are served. */
  readonly distanceMetres: number | null;
  readonly areaSquareMetres: number;
  /** Closed ring on the National Grid. */
  readonly outline: Float64Array;
  readonly postcodes: CodeCounts;
  readonly areas: Readonly<Record<string, CodeCounts>>;
  readonly plans: CodeCounts;
  /** By number. */
  readonly uprns: Float64Array;
}

/** The not-spots of one class in one snapshot. */
export interface ClassOfSnapshot {
  readonly snapshotId: number;
  readonly period: string;
  readonly speedClass: SpeedClass;
}

export interface SnapshotPeriod {
  readonly snapshotId: number;
  readonly period: string;
}

const nationalGrid = 27700;

const notSpotTarget = {
  table: 'not_spot',
  columns: [
    ...['snapshot_id', 'speed_class', 'number', 'not_spot_id', 'status', 'is_reopened', 'seen_in'],
    ...['came_from', 'joined', 'is_merged', 'is_split', 'likeness'],
    ...['premises', 'sure', 'likely', 'expected_unserved'],
    ...['within_premises', 'within_served', 'within_unserved', 'within_unknown'],
    ...['centre_uprn', 'easting', 'northing', 'distance_metres', 'area_square_metres', 'outline'],
    ...['postcodes', 'areas', 'plans'],
  ],
};

const memberTarget = {
  table: 'not_spot_member',
  columns: ['snapshot_id', 'speed_class', 'number', 'uprn'],
};

function notSpotValues(of: ClassOfSnapshot, found: NewNotSpot, number: number): CopyValue[] {
  const { matched, within, centre } = found;
  const outline = Buffer.from(encodeMultiPolygon([[found.outline]], nationalGrid)).toString('hex');
  return [
    ...[of.snapshotId, of.speedClass, number, matched.id, matched.status, matched.isReopened, of.period],
    ...[JSON.stringify(matched.from), matched.joined, matched.isMerged, matched.isSplit, matched.likeness],
    ...[found.premises, found.sure, found.likely, found.expectedUnserved],
    ...[within.premises, within.served, within.unserved, within.unknown],
    ...[centre.uprn, centre.easting, centre.northing, found.distanceMetres, found.areaSquareMetres, outline],
    ...[JSON.stringify(found.postcodes), JSON.stringify(found.areas), JSON.stringify(found.plans)],
  ];
}

function* members(of: ClassOfSnapshot, found: readonly NewNotSpot[]): Generator<CopyValue[]> {
  for (const [number, { uprns }] of found.entries()) {
    for (const uprn of uprns) yield [of.snapshotId, of.speedClass, number, uprn];
  }
}

/** Not-spots of snapshots: written with a snapshot, and named anew when one of an earlier period comes before it. */
export function createNotSpotStore(database: Queryable) {
  return {
    async insert(of: ClassOfSnapshot, found: readonly NewNotSpot[]): Promise<void> {
      let number = 0;
      await database.copyFrom(
        notSpotTarget,
        copyRows(found, (row) => notSpotValues(of, row, number++)),
      );
      // Else the key of each member is looked up by the plan that was made when there were few not-spots.
      await database.execute('analyze not_spot');
      await database.copyFrom(
        memberTarget,
        copyRows(members(of, found), (values) => values),
      );
    },

    /** All snapshots, the oldest period first. */
    async periods(): Promise<SnapshotPeriod[]> {
      const rows = await database.query<{ snapshot_id: number; period: string }>(
        'select snapshot_id, period from coverage_snapshot order by period collate "C"',
      );
      return rows.map((row) => ({ snapshotId: row.snapshot_id, period: row.period }));
    },

    /** Every not-spot of a class that was in a snapshot of an earlier period, as it was last; open if it was in `open`. */
    async earlier(of: ClassOfSnapshot, open: SnapshotPeriod | null): Promise<EarlierNotSpot[]> {
      const rows = await database.query<{ id: string; snapshot_id: number; uprns: number[] }>(
        `with last as (
           select distinct on (n.not_spot_id) n.not_spot_id, n.snapshot_id, n.number
           from not_spot n join coverage_snapshot s using (snapshot_id)
           where n.speed_class = $1 and n.status <> 'closed' and s.period collate "C" < $2
           order by n.not_spot_id, s.period collate "C" desc)
         select l.not_spot_id as id, l.snapshot_id, array_agg(m.uprn order by m.uprn) as uprns
         from last l join not_spot_member m
           on m.snapshot_id = l.snapshot_id and m.speed_class = $1 and m.number = l.number
         group by l.not_spot_id, l.snapshot_id order by l.not_spot_id`,
        [of.speedClass, of.period],
      );
      return rows.map(({ id, snapshot_id, uprns }) => ({
        id,
        uprns: Float64Array.from(uprns),
        isClosed: snapshot_id !== open?.snapshotId,
      }));
    },

    /** Identifiers that belong to other classes: of earlier periods, and of `before` in this one. */
    async taken(of: ClassOfSnapshot, before: readonly SpeedClass[]): Promise<string[]> {
      const rows = await database.query<{ id: string }>(
        `select distinct n.not_spot_id as id from not_spot n join coverage_snapshot s using (snapshot_id)
         where n.speed_class <> $1
           and (s.period collate "C" < $2 or (s.period = $2 and n.speed_class = any($3::text[])))`,
        [of.speedClass, of.period, [...before]],
      );
      return rows.map(({ id }) => id);
    },

    /** The premises of each not-spot of a snapshot that is not closed, by its number. */
    async membersByNumber(of: ClassOfSnapshot): Promise<Float64Array[]> {
      const rows = await database.query<{ uprns: number[] }>(
        `select array_agg(uprn order by uprn) as uprns from not_spot_member
         where snapshot_id = $1::integer and speed_class = $2 group by number order by number`,
        [of.snapshotId, of.speedClass],
      );
      return rows.map(({ uprns }) => Float64Array.from(uprns));
    },

    /** Gives the not-spots of a snapshot new identifiers and histories, by number; takes away the closed ones. */
    async rename(of: ClassOfSnapshot, matched: readonly MatchedNotSpot[]): Promise<void> {
      await database.execute(
        `delete from not_spot where snapshot_id = $1::integer and speed_class = $2 and status = 'closed'`,
        [of.snapshotId, of.speedClass],
      );
      const named = matched.map((each, number) => ({ number, ...each }));
      await database.execute(
        `update not_spot n set not_spot_id = m.id, status = m.status, is_reopened = m."isReopened",
           came_from = m."from", joined = m.joined, is_merged = m."isMerged", is_split = m."isSplit",
           likeness = m.likeness
         from jsonb_to_recordset($3::jsonb) as m(number integer, id text, status text, "isReopened" boolean,
           "from" jsonb, joined integer, "isMerged" boolean, "isSplit" boolean, likeness double precision)
         where n.snapshot_id = $1::integer and n.speed_class = $2 and n.number = m.number`,
        [of.snapshotId, of.speedClass, JSON.stringify(named)],
      );
    },

    /** Lists those that were in the snapshot before and are no more in this one, as they were. */
    async close(
      of: ClassOfSnapshot,
      before: SnapshotPeriod,
      closed: readonly ClosedNotSpot[],
    ): Promise<void> {
      const gone = closed.map(({ id, into }): { id: string; into: readonly Shared[] } => ({ id, into }));
      await database.execute(
        `insert into not_spot (snapshot_id, speed_class, number, not_spot_id, status, seen_in, went_into,
           premises, sure, likely, expected_unserved, within_premises, within_served, within_unserved, within_unknown,
           centre_uprn, easting, northing, distance_metres, area_square_metres, outline, postcodes, areas, plans)
         select $1::integer, n.speed_class,
           (select count(*) from not_spot o where o.snapshot_id = $1::integer and o.speed_class = $2)::integer
             + row_number() over (order by n.not_spot_id)::integer - 1,
           n.not_spot_id, 'closed', n.seen_in, c."into", n.premises, n.sure, n.likely, n.expected_unserved,
           n.within_premises, n.within_served, n.within_unserved, n.within_unknown, n.centre_uprn, n.easting, n.northing,
           n.distance_metres, n.area_square_metres, n.outline, n.postcodes, n.areas, n.plans
         from not_spot n join jsonb_to_recordset($4::jsonb) as c(id text, "into" jsonb) on c.id = n.not_spot_id
         where n.snapshot_id = $3::integer and n.speed_class = $2`,
        [of.snapshotId, of.speedClass, before.snapshotId, JSON.stringify(gone)],
      );
    },

    /** The codes of all areas, by id. */
    async codesOfAreas(): Promise<Map<number, string>> {
      const rows = await database.query<{ area_id: number; code: string }>(
        `select area_id, code from area where area_type in ('lsoa', 'msoa', 'ward', 'lad')`,
      );
      return new Map(rows.map(({ area_id, code }) => [area_id, code]));
    },
  };
}

export type NotSpotStore = ReturnType<typeof createNotSpotStore>;

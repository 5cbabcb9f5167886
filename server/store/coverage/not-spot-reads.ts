import type { Bounds } from '../../../core/contract/area.ts';
import type { NotSpotStatus } from '../../../core/contract/coverage/not-spots.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import type { CodeCounts } from '../../../core/coverage/coded-column.ts';
import type { Shared } from '../../../core/coverage/match-not-spots.ts';
import { tileRanges } from '../../../core/coverage/tile-ranges.ts';
import { likelyFrom } from '../../../core/coverage/likely-from.ts';
import type { Box } from '../../../core/geography/bounds.ts';
import { boundsOfGridBox } from '../../../core/geography/grid-box-bounds.ts';
import { decodePolygons } from '../../../core/geography/well-known-binary.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import { withinCondition } from '../within.ts';
import { classColumn } from './snapshot-store.ts';

/** A not-spot as it is stored, without its outline and its premises. */
export interface StoredNotSpot {
  readonly snapshotId: number;
  /** Of the snapshot. */
  readonly period: string;
  readonly speedClass: SpeedClass;
  readonly number: number;
  readonly id: string;
  readonly status: NotSpotStatus;
  readonly isReopened: boolean;
  readonly seenIn: string;
  readonly cameFrom: readonly Shared[];
  readonly wentInto: readonly Shared[];
  readonly joined: number;
  readonly isMerged: boolean;
  readonly isSplit: boolean;
  readonly likeness: number | null;
  readonly premises: number;
  readonly sure: number;
  readonly likely: number;
  readonly expectedUnserved: number;
  readonly withinPremises: number;
  readonly withinServed: number;
  readonly withinUnserved: number;
  readonly withinUnknown: number;
  readonly easting: number;
  readonly northing: number;
  readonly distanceMetres: number | null;
  readonly areaSquareMetres: number;
  readonly postcodes: CodeCounts;
  readonly areas: Readonly<Record<string, CodeCounts>>;
  readonly plans: CodeCounts;
}

const columns = `n.snapshot_id as "snapshotId", s.period, n.speed_class as "speedClass", n.number, n.not_spot_id as id,
  n.status, n.is_reopened as "isReopened", n.seen_in as "seenIn", n.came_from as "cameFrom",
  n.went_into as "wentInto", n.joined, n.is_merged as "isMerged", n.is_split as "isSplit", n.likeness, n.premises,
  n.sure, n.likely, n.expected_unserved as "expectedUnserved", n.within_premises as "withinPremises",
  n.within_served as "withinServed", n.within_unserved as "withinUnserved", n.within_unknown as "withinUnknown",
  n.easting, n.northing, n.distance_metres as "distanceMetres", n.area_square_metres as "areaSquareMetres",
  n.postcodes, n.areas, n.plans`;

/** The not-spots of a class in a snapshot by what became of them. */
export interface NotSpotCount {
  readonly speedClass: SpeedClass;
  readonly new: number;
  readonly persisting: number;
  readonly closed: number;
  /** In those that are not closed. */
  readonly premises: number;
}

/** A not-spot with its outline, for a map. */
export interface OutlinedNotSpot {
  readonly id: string;
  readonly status: NotSpotStatus;
  readonly premises: number;
  readonly sure: number;
  readonly expectedUnserved: number;
  readonly distanceMetres: number | null;
  readonly easting: number;
  readonly northing: number;
  /** Closed ring on the National Grid. */
  readonly outline: Float64Array;
}

export interface NotSpotPoint {
  readonly easting: number;
  readonly northing: number;
  readonly chance: number | null;
  readonly isMember: boolean;
}

/** A rectangle of the grid may be cut into this many tiles, so that it is a few ranges of keys. */
const mostTiles = 16;

/** Not-spots of snapshots. */
export function createNotSpotReads(database: Queryable) {
  async function readOutlines(
    condition: string,
    values: readonly SqlValue[],
    limit: number,
  ): Promise<OutlinedNotSpot[]> {
    type Row = Omit<OutlinedNotSpot, 'outline'> & { readonly binary: Uint8Array };
    const rows = await database.query<Row>(
      `select n.not_spot_id as id, n.status, n.premises, n.sure, n.expected_unserved as "expectedUnserved",
         n.distance_metres as "distanceMetres", n.easting, n.northing, ST_AsBinary(n.outline) as binary
       from not_spot n where ${condition} order by n.premises desc, n.not_spot_id limit ${limit}`,
      values,
    );
    return rows.map(({ binary, ...row }) => ({
      ...row,
      outline: ringOf(binary),
    }));
  }

  return {
    /** Those of a snapshot that are not closed, from south to north. */
    open: (snapshotId: number, speedClass: SpeedClass): Promise<StoredNotSpot[]> =>
      database.query<StoredNotSpot>(
        `select ${columns} from not_spot n join coverage_snapshot s using (snapshot_id)
         where n.snapshot_id = $1::integer and n.speed_class = $2 and n.status <> 'closed' order by n.number`,
        [snapshotId, speedClass],
      ),

    /** Those that had closed by a period and are not open in it, each as it was when it closed last. */
    closed: (period: string, speedClass: SpeedClass): Promise<StoredNotSpot[]> =>
      database.query<StoredNotSpot>(
        `select * from (
           select distinct on (n.not_spot_id) ${columns}
           from not_spot n join coverage_snapshot s using (snapshot_id)
           where n.speed_class = $2 and s.period collate "C" <= $1
           order by n.not_spot_id, s.period collate "C" desc) latest
         where latest.status = 'closed' order by latest.period collate "C" desc, latest.number`,
        [period, speedClass],
      ),

    /** All that is stored under an identifier, the oldest period first. */
    history: (id: string): Promise<StoredNotSpot[]> =>
      database.query<StoredNotSpot>(
        `select ${columns} from not_spot n join coverage_snapshot s using (snapshot_id)
         where n.not_spot_id = $1 order by s.period collate "C"`,
        [id],
      ),

    async outline({ snapshotId, speedClass, number }: StoredNotSpot): Promise<Float64Array> {
      const [found] = await readOutlines(
        'n.snapshot_id = $1::integer and n.speed_class = $2 and n.number = $3::integer',
        [snapshotId, speedClass, number],
        1,
      );
      return found?.outline ?? new Float64Array();
    },

    /** Outlines of those that are not closed, the most premises first; all that a box touches where one is given. */
    outlines(
      snapshotId: number,
      speedClass: SpeedClass,
      { box, limit }: { readonly box: Bounds | null; readonly limit: number },
    ): Promise<OutlinedNotSpot[]> {
      const { text, values } = mapCondition(snapshotId, speedClass, box);
      return readOutlines(text, values, limit);
    },

    /** The outlines of these as well-known binary, by identifier: each as it is in the snapshot of its period. */
    async outlinesOf(
      notSpots: readonly { readonly id: string; readonly period: string }[],
    ): Promise<Map<string, Uint8Array>> {
      const rows = await database.query<{ id: string; binary: Uint8Array }>(
        `select n.not_spot_id as id, ST_AsBinary(n.outline) as binary
         from not_spot n join coverage_snapshot s using (snapshot_id)
           join unnest($1::text[], $2::text[]) as wanted(id, period)
             on wanted.id = n.not_spot_id and wanted.period = s.period`,
        [notSpots.map(({ id }) => id), notSpots.map(({ period }) => period)],
      );
      return new Map(rows.map(({ id, binary }) => [id, binary]));
    },

    async countOutlines(snapshotId: number, speedClass: SpeedClass, box: Bounds | null): Promise<number> {
      const { text, values } = mapCondition(snapshotId, speedClass, box);
      const rows = await database.query<{ count: number }>(
        `select count(*) as count from not_spot n where ${text}`,
        values,
      );
      return rows[0]?.count ?? 0;
    },

    counts: (snapshotId: number): Promise<NotSpotCount[]> =>
      database.query<NotSpotCount>(
        `select speed_class as "speedClass", count(*) filter (where status = 'new') as new,
           count(*) filter (where status = 'persisting') as persisting,
           count(*) filter (where status = 'closed') as closed,
           coalesce(sum(premises) filter (where status <> 'closed'), 0)::integer as premises
         from not_spot where snapshot_id = $1::integer group by speed_class`,
        [snapshotId],
      ),

    /**
     * The premises in a rectangle of the grid, and whether each is one of a not-spot's; all but those in no count. Of more
     * than can be told apart only one of each kind and square, so many metres wide.
     */
    async points(
      { snapshotId, speedClass, number }: StoredNotSpot,
      { minX, minY, maxX, maxY }: Box,
      squareMetresWide: number | null,
    ): Promise<NotSpotPoint[]> {
      const values: SqlValue[] = [snapshotId, speedClass, number, minX, maxX, minY, maxY];
      const bind = (value: SqlValue): string => `$${values.push(value)}`;
      const ranges = tileRanges(boundsOfGridBox({ minX, minY, maxX, maxY }), mostTiles).map(
        ({ first, last }) => `e.tile_key between ${bind(first)}::bigint and ${bind(last)}::bigint`,
      );
      // Members are looked up in a table in memory: a join is planned badly where nothing is known of new rows yet.
      const premises = `select e.uprn, e.easting, e.northing, e.${classColumn(speedClass)} as chance,
           e.uprn in (select uprn from not_spot_member where snapshot_id = $1::integer and speed_class = $2
             and number = $3::integer) as "isMember"
         from premises_estimate e
         where e.snapshot_id = $1::integer and e.is_recognised is not false and (${ranges.join(' or ')})
           and e.easting between $4 and $5 and e.northing between $6 and $7`;
      const picked = 'p.easting, p.northing, p.chance, p."isMember"';
      if (squareMetresWide === null) {
        return database.query(`select ${picked} from (${premises}) p order by p.uprn`, values);
      }
      const side = `${bind(squareMetresWide)}::float8`;
      const square = `p."isMember", p.chance is null, p.chance < ${likelyFrom}, floor(p.easting / ${side}),
        floor(p.northing / ${side})`;
      return database.query(
        `select distinct on (${square}) ${picked} from (${premises} offset 0) p order by ${square}, p.uprn`,
        values,
      );
    },

    /** The codes of the areas of a kind within a larger one, of whatever vintage. */
    async codesWithin(code: string, type: 'lad'): Promise<string[]> {
      const rows = await database.query<{ code: string }>(
        `select distinct a.code from area a where a.area_type = $2
           and ${withinCondition('$1', { type: 'a.area_type', vintage: 'a.vintage', code: 'a.code' })}`,
        [code, type],
      );
      return rows.map((row) => row.code);
    },

    /** What areas are called, by code; of the newest vintage. */
    async names(codes: readonly string[]): Promise<Map<string, string>> {
      const rows = await database.query<{ code: string; name: string }>(
        `select distinct on (code) code, name from area where code = any($1::text[]) order by code, vintage desc`,
        [[...new Set(codes)]],
      );
      return new Map(rows.map(({ code, name }) => [code, name]));
    },
  };
}

/** The outline of a stored not-spot: one ring. */
export function ringOf(binary: Uint8Array): Float64Array {
  return decodePolygons(binary)[0]?.[0] ?? new Float64Array();
}

function mapCondition(snapshotId: number, speedClass: SpeedClass, box: Bounds | null) {
  const values: SqlValue[] = [snapshotId, speedClass];
  const text = `n.snapshot_id = $1::integer and n.speed_class = $2 and n.status <> 'closed'`;
  if (box === null) return { text, values };
  values.push(box.west, box.south, box.east, box.north);
  const corners = '$3::float8, $4::float8, $5::float8, $6::float8';
  return {
    text: `${text} and n.outline && ST_Transform(ST_MakeEnvelope(${corners}, 4326), 27700)`,
    values,
  };
}

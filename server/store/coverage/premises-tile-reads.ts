import {
  speedClasses,
  type PlanStatus,
  type SpeedClass,
} from '../../../core/contract/coverage/speed-class.ts';
import type { PremisesTileFilter } from '../../../core/contract/coverage/premises-tile.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import type { TileRange } from '../../../core/coverage/tile-ranges.ts';
import type { HexagonRow } from '../../../core/geography/hexagon-grid.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import { numbersOf } from '../packed-column.ts';
import type { NewPremisesHexagon } from './hexagon-store.ts';
import { filterConditions, type Bind } from './premises-reads.ts';
import { chancesOf, classColumn } from './snapshot-store.ts';

/** A snapshot as its map needs it. */
export interface SnapshotOfMap {
  readonly snapshotId: number;
  readonly period: string;
  readonly isCurrent: boolean;
  /** Names what the snapshot was made from. */
  readonly inputHash: string;
  /** Of the areas that hold its premises, in degrees; null where no premises lies in an area. */
  readonly bounds: readonly [west: number, south: number, east: number, north: number] | null;
}

export interface TilePremises {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
  readonly isRecognised: boolean | null;
  readonly plan: PlanStatus;
  readonly disagrees: boolean;
  /** In the order of `technologies`. */
  readonly technologyChances: readonly (number | null)[];
  /** By class, in the order of speedClasses. */
  readonly chances: readonly (number | null)[];
}

/** A hexagon of a zoom; its figures by class are in the order of the classes that it was asked for by. */
export type TileHexagon = Omit<NewPremisesHexagon, 'zoom'>;

/** Premises by the tile key that they have in common, in the order of keys; columns of one length. */
export interface KeyCounts {
  readonly keys: Float64Array;
  readonly premises: Float64Array;
  readonly notRecognised: Float64Array;
  /** Of the class of the filter: the sum of (1 - chance) of those whose chance is known, and the number of the others. */
  readonly unserved: Float64Array;
  readonly unknown: Float64Array;
}

/** All premises of a snapshot, by class. */
export interface PremisesTotals {
  readonly premises: number;
  readonly notRecognised: number;
  readonly classes: Readonly<Record<SpeedClass, { readonly unserved: number; readonly unknown: number }>>;
}

const sumsOf = (ending: 'unserved' | 'unknown'): string[] =>
  speedClasses.map((each) => `h.${classColumn(each)}_${ending}`);

const hexagonColumns = `h.premises, h.not_recognised as "notRecognised",
  array[${sumsOf('unserved').join(', ')}] as unserved, array[${sumsOf('unknown').join(', ')}] as unknown`;

/** The premises of a snapshot in a stretch of tile keys that pass a filter; a status is none of what is no premises. */
function tileConditions(
  snapshotId: number,
  { first, last }: TileRange,
  { filter, bind }: { readonly filter: PremisesTileFilter | null; readonly bind: Bind },
): string {
  return [
    `e.snapshot_id = ${bind(snapshotId)}::integer`,
    `e.tile_key between ${bind(first)}::bigint and ${bind(last)}::bigint`,
    ...(filter === null ? [] : filterConditions(filter, bind)),
    ...(filter?.status === undefined ? [] : ['e.is_recognised is not false']),
  ].join(' and ');
}

/** What the map of premises is drawn from. */
export function createPremisesTileReads(database: Queryable) {
  return {
    /** The newest period first. */
    snapshots: (): Promise<SnapshotOfMap[]> =>
      database.query(
        `select s.snapshot_id as "snapshotId", s.period, s.is_current as "isCurrent", s.input_hash as "inputHash",
           case when box.west is null then null
             else array[box.west, box.south, box.east, box.north] end as bounds
         from coverage_snapshot s left join lateral (
           select min(a.west) as west, min(a.south) as south, max(a.east) as east, max(a.north) as north
           from premises_count c join area a using (area_id)
           where c.snapshot_id = s.snapshot_id and c.speed_class = 'decent' and a.area_type = 'lsoa') box on true
         order by s.period collate "C" desc`,
      ),

    /** The premises whose tile key is in a range, both ends included, and that pass a filter, in the order of keys. */
    premises(snapshotId: number, range: TileRange, filter: PremisesTileFilter | null) {
      const values: SqlValue[] = [];
      const conditions = tileConditions(snapshotId, range, {
        filter,
        bind: (value) => `$${values.push(value)}`,
      });
      return database.query<TilePremises>(
        `select e.uprn, e.easting, e.northing, e.is_recognised as "isRecognised", e.plan_status as plan, e.disagrees,
           ${chancesOf(speedClasses)} as chances, ${chancesOf(technologies)} as "technologyChances"
         from premises_estimate e where ${conditions}
         order by e.tile_key, e.uprn`,
        values,
      );
    },

    /** Counts those that pass a filter by the first keys of a range that any of them has, so many keys at most. */
    async countsByKey(
      snapshotId: number,
      range: TileRange,
      { filter, limit }: { readonly filter: PremisesTileFilter; readonly limit: number },
    ): Promise<KeyCounts> {
      const values: SqlValue[] = [];
      const bind: Bind = (value) => `$${values.push(value)}`;
      const conditions = tileConditions(snapshotId, range, { filter, bind });
      const isCounted = 'filter (where e.is_recognised is not false)';
      const chance = `e.${classColumn(filter.class)}`;
      const joined = ['tile_key', 'premises', 'excluded', 'unserved', 'unknown'].map(
        (column) => `string_agg(${column}::text, ',' order by tile_key)`,
      );
      const [row] = await database.query<{ columns: (string | null)[] }>(
        `with k as (
           select e.tile_key, count(*) ${isCounted} as premises, count(*) filter (where e.is_recognised is false) as excluded,
             coalesce(sum(1 - ${chance}::double precision) ${isCounted}, 0) as unserved,
             count(*) filter (where e.is_recognised is not false and ${chance} is null) as unknown
           from premises_estimate e where ${conditions}
           group by e.tile_key order by e.tile_key limit ${bind(limit)}::integer)
         select array[${joined.join(', ')}] as columns from k`,
        values,
      );
      const column = (at: number): Float64Array => numbersOf(row?.columns[at] ?? null);
      return {
        ...{ keys: column(0), premises: column(1), notRecognised: column(2) },
        ...{ unserved: column(3), unknown: column(4) },
      };
    },

    /** The hexagons of a zoom that lie in some rows of the grid, row by row. */
    hexagons: (snapshotId: number, zoom: number, rows: readonly HexagonRow[]): Promise<TileHexagon[]> =>
      database.query(
        `select h.r, h.q, ${hexagonColumns}
         from unnest($3::integer[], $4::integer[], $5::integer[]) as wanted (r, first, last)
         join premises_hexagon h on h.snapshot_id = $1::integer and h.zoom = $2::smallint
           and h.r = wanted.r and h.q between wanted.first and wanted.last
         order by h.r, h.q`,
        [
          snapshotId,
          zoom,
          rows.map(({ r }) => r),
          rows.map(({ first }) => first),
          rows.map(({ last }) => last),
        ],
      ),

    /** Of the hexagons of a zoom, all of them together. */
    async totals(snapshotId: number, zoom: number): Promise<PremisesTotals> {
      const added = [...sumsOf('unserved'), ...sumsOf('unknown')].map(
        (column) => `coalesce(sum(${column}), 0)`,
      );
      const rows = await database.query<{ premises: number; notRecognised: number; sums: number[] }>(
        `select coalesce(sum(h.premises), 0) as premises, coalesce(sum(h.not_recognised), 0) as "notRecognised",
           array[${added.map((sum) => `${sum}::double precision`).join(', ')}] as sums
         from premises_hexagon h where h.snapshot_id = $1::integer and h.zoom = $2::smallint`,
        [snapshotId, zoom],
      );
      const { premises = 0, notRecognised = 0, sums = [] } = rows[0] ?? {};
      const classes = Object.fromEntries(
        speedClasses.map((each, at) => [
          each,
          { unserved: sums[at] ?? 0, unknown: sums[at + speedClasses.length] ?? 0 },
        ]),
      ) as PremisesTotals['classes'];
      return { premises, notRecognised, classes };
    },
  };
}

export type PremisesTileReads = ReturnType<typeof createPremisesTileReads>;

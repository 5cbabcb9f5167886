import type { AreaSet } from '../../core/contract/area.ts';
import type { Bounds } from '../../core/contract/area.ts';
import { boundsOfPositions, boxOfRings } from '../../core/geography/bounds.ts';
import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import { areaOf, centroidOf } from '../../core/geography/ring-measures.ts';
import {
  encodeMultiPolygon,
  encodePoint,
  type PolygonRings,
} from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

/** An area on its way in, as a boundary file or a lookup knows it. */
export interface NewArea {
  readonly code: string;
  /** Null where a lookup gives only the code: an area that is known already keeps its name. */
  readonly name: string | null;
  readonly nameWelsh: string | null;
  /** EPSG:27700, valid; null where only the code and name are known. */
  readonly geometry: readonly PolygonRings[] | null;
  readonly populationPoint: { readonly easting: number; readonly northing: number } | null;
}

const nationalGrid = 27700;

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** The box of a geometry in WGS84, from its corners and the middles of its sides: good to a metre at ward size. */
function wgs84Bounds(geometry: readonly PolygonRings[]): Bounds | null {
  const box = boxOfRings(geometry.flat());
  if (box === null) return null;
  const eastings = [box.minX, (box.minX + box.maxX) / 2, box.maxX];
  const northings = [box.minY, (box.minY + box.maxY) / 2, box.maxY];
  return boundsOfPositions(
    eastings.flatMap((easting) => northings.map((northing) => wgs84FromGrid({ easting, northing }))),
  );
}

function areaRecord(area: NewArea): string {
  const { geometry, populationPoint } = area;
  const centroid = geometry === null ? null : centroidOf(geometry);
  const bounds = geometry === null ? null : wgs84Bounds(geometry);
  return copyRecord([
    area.code,
    area.name,
    area.nameWelsh,
    geometry === null ? null : hex(encodeMultiPolygon(geometry, nationalGrid)),
    centroid === null ? null : hex(encodePoint(centroid.x, centroid.y, nationalGrid)),
    populationPoint === null
      ? null
      : hex(encodePoint(populationPoint.easting, populationPoint.northing, nationalGrid)),
    geometry === null ? null : areaOf(geometry),
    bounds?.west ?? null,
    bounds?.south ?? null,
    bounds?.east ?? null,
    bounds?.north ?? null,
  ]);
}

const incomingColumns = [
  'code',
  'name',
  'name_welsh',
  'geometry',
  'centroid',
  'population_point',
  'area_square_metres',
  'west',
  'south',
  'east',
  'north',
];

export interface BoundarySetFacts {
  readonly releaseId: number;
  readonly resolution: string;
}

export interface BakedTiles {
  readonly tileHash: string;
  readonly minZoom: number;
  readonly maxZoom: number;
}

export interface SupersededTiles {
  readonly type: AreaSet['type'];
  readonly vintage: number;
  readonly hash: string;
}

/** Areas and boundary sets: the write side. */
export function createAreaStore(database: Queryable) {
  return {
    /**
     * Saves areas of one set. A known code is updated by what is new and keeps what the newcomer does not say: a
     * lookup never wipes out a boundary. Gives the number of areas saved.
     */
    async saveAreas(
      set: AreaSet,
      batches: AsyncIterable<readonly NewArea[]>,
      origin: { readonly madeUp: boolean; readonly boundarySetId: number | null },
    ): Promise<number> {
      await database.execute(`drop table if exists incoming_area`);
      await database.execute(
        `create temporary table incoming_area (sequence integer generated always as identity, code text,
           name text, name_welsh text, geometry geometry(MultiPolygon, 27700),
           centroid geometry(Point, 27700), population_point geometry(Point, 27700),
           area_square_metres double precision, west double precision, south double precision,
           east double precision, north double precision)`,
      );
      await database.copyFrom(
        { table: 'incoming_area', columns: incomingColumns },
        copyRecords(batches, areaRecord),
      );
      const saved = await database.execute(
        `insert into area (area_type, vintage, code, name, name_welsh, geometry, centroid, population_point,
           area_square_metres, west, south, east, north, boundary_set_id, made_up)
         select distinct on (code) $1, $2::integer, code, coalesce(name, code), name_welsh, geometry, centroid,
           population_point, area_square_metres, west, south, east, north,
           case when geometry is null then null else $3::integer end, $4::boolean
         from incoming_area order by code, sequence
         on conflict (area_type, vintage, code) do update set
           name = case when excluded.name = excluded.code then area.name else excluded.name end,
           name_welsh = coalesce(excluded.name_welsh, area.name_welsh),
           geometry = coalesce(excluded.geometry, area.geometry),
           centroid = coalesce(excluded.centroid, area.centroid),
           population_point = coalesce(excluded.population_point, area.population_point),
           area_square_metres = coalesce(excluded.area_square_metres, area.area_square_metres),
           west = coalesce(excluded.west, area.west), south = coalesce(excluded.south, area.south),
           east = coalesce(excluded.east, area.east), north = coalesce(excluded.north, area.north),
           boundary_set_id = coalesce(excluded.boundary_set_id, area.boundary_set_id),
           made_up = area.made_up or excluded.made_up`,
        [set.type, set.vintage, origin.boundarySetId, origin.madeUp],
      );
      await database.execute(`drop table incoming_area`);
      // The embedded database has nobody else to keep its statistics.
      await database.execute(`analyze area (area_type, vintage, code)`);
      return saved;
    },

    /** Whether any area of the set has a boundary. */
    async hasBoundaries(set: AreaSet): Promise<boolean> {
      const rows = await database.query<{ found: boolean }>(
        `select exists (select 1 from area
           where area_type = $1 and vintage = $2::integer and geometry is not null) as found`,
        [set.type, set.vintage],
      );
      return rows[0]?.found ?? false;
    },

    /** Current boundary sets whose tiles have not been baked. */
    async setsWithoutTiles(): Promise<AreaSet[]> {
      return database.query<AreaSet>(
        `select area_type as "type", vintage from boundary_set
         where is_current and tile_hash is null order by area_type, vintage`,
      );
    },

    /** Writes down which archive holds the tiles of the current boundary set. */
    async nameTiles(set: AreaSet, tiles: BakedTiles): Promise<void> {
      await database.execute(
        `update boundary_set set tile_hash = $3, tile_min_zoom = $4::integer, tile_max_zoom = $5::integer
         where area_type = $1 and vintage = $2::integer and is_current`,
        [set.type, set.vintage, tiles.tileHash, tiles.minZoom, tiles.maxZoom],
      );
    },

    /** Archives that boundary sets of this database once named and no current one names. */
    async supersededTiles(): Promise<SupersededTiles[]> {
      return database.query<SupersededTiles>(
        `select distinct old.area_type as "type", old.vintage, old.tile_hash as hash from boundary_set old
         where not old.is_current and old.tile_hash is not null
           and not exists (select 1 from boundary_set now where now.is_current
             and now.area_type = old.area_type and now.vintage = old.vintage and now.tile_hash = old.tile_hash)
         order by 1, 2, 3`,
      );
    },

    /**
     * Areas of an older census that only a lookup of changes knows, by code (and by name where nothing changed), so that
     * figures on them have something to hang on. Only such as lead to a loaded area, and only where the old areas have
     * no boundaries of their own. Gives how many were added.
     */
    async saveAreasBefore(releaseId: number): Promise<number> {
      return database.execute(
        // Asked once: as a subquery of each row it went through all areas of the country for every one of 36,000 codes.
        `with drawn as materialized (select distinct area_type, vintage from area where geometry is not null)
         insert into area (area_type, vintage, code, name, made_up)
         select distinct on (c.area_type, c.from_vintage, c.from_code) c.area_type, c.from_vintage, c.from_code,
           case when c.change = 'U' then later.name else c.from_code end, later.made_up
         from code_change c
         join area later on later.area_type = c.area_type and later.vintage = c.to_vintage
           and later.code = c.to_code
         where c.release_id = $1::integer and c.area_type in ('lsoa', 'msoa')
           and not exists (select from drawn where drawn.area_type = c.area_type
             and drawn.vintage = c.from_vintage)
         order by c.area_type, c.from_vintage, c.from_code, c.to_code
         on conflict (area_type, vintage, code) do nothing`,
        [releaseId],
      );
    },

    /** Opens the boundary set of a release; the set before it of the same type and vintage is no longer current. */
    async createBoundarySet(set: AreaSet, facts: BoundarySetFacts): Promise<number> {
      await database.execute(
        `update boundary_set set is_current = false
         where area_type = $1 and vintage = $2::integer and is_current`,
        [set.type, set.vintage],
      );
      const rows = await database.query<{ boundary_set_id: number }>(
        `insert into boundary_set (area_type, vintage, resolution, release_id, area_count)
         values ($1, $2::integer, $3, $4::integer, 0) returning boundary_set_id`,
        [set.type, set.vintage, facts.resolution, facts.releaseId],
      );
      const first = rows[0];
      if (first === undefined) throw new Error('insert into boundary_set returned no row');
      return first.boundary_set_id;
    },

    async countBoundarySet(boundarySetId: number): Promise<void> {
      await database.execute(
        `update boundary_set set area_count =
           (select count(*)::integer from area where boundary_set_id = $1::integer)
         where boundary_set_id = $1::integer`,
        [boundarySetId],
      );
    },
  };
}

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
import { copyRecord } from './copy-csv.ts';

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
      async function* records(): AsyncGenerator<string> {
        for await (const batch of batches) if (batch.length > 0) yield batch.map(areaRecord).join('');
      }
      await database.execute(`drop table if exists incoming_area`);
      await database.execute(
        `create temporary table incoming_area (sequence integer generated always as identity, code text,
           name text, name_welsh text, geometry geometry(MultiPolygon, 27700),
           centroid geometry(Point, 27700), population_point geometry(Point, 27700),
           area_square_metres double precision, west double precision, south double precision,
           east double precision, north double precision)`,
      );
      await database.copyFrom({ table: 'incoming_area', columns: incomingColumns }, records());
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

export type AreaStore = ReturnType<typeof createAreaStore>;

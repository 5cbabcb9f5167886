import type { AreaSet } from '../../core/contract/area.ts';
import type { Box } from '../../core/geography/bounds.ts';
import type { PlanePoint } from '../../core/geography/ring-measures.ts';
import { decodePolygons, type PolygonRings } from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';

/** Where an area with a boundary lies, metres of the National Grid. */
export interface AreaExtent {
  readonly areaId: number;
  readonly box: Box;
  readonly centre: PlanePoint;
}

/** A grid that corners are brought to: its origin and the side of its squares, metres. */
export interface SnapGrid {
  readonly left: number;
  readonly top: number;
  readonly metresPerStep: number;
}

export interface SnappedBoundary {
  readonly areaId: number;
  readonly code: string;
  readonly polygons: readonly PolygonRings[];
}

interface ExtentRow {
  area_id: number;
  min_x: number;
  min_y: number;
  max_x: number;
  max_y: number;
  centre_x: number | null;
  centre_y: number | null;
}

interface BoundaryRow {
  area_id: number;
  code: string;
  binary: Uint8Array | null;
}

/**
 * Boundaries as pictures need them. The database brings every corner to the grid of the picture and drops repeated
 * ones before it sends them: a tenth of the bytes. Each corner moves the same way whichever area it is of, so that
 * shared borders stay shared; ST_Simplify would move them apart. ST_SnapToGrid is no GEOS call and works embedded.
 */
export function createMapBoundaries(database: Queryable) {
  function boundaries(rows: readonly BoundaryRow[]): SnappedBoundary[] {
    return rows.map(({ area_id, code, binary }) => ({
      areaId: area_id,
      code,
      // Null where nothing is left of an area on this grid.
      polygons: binary === null ? [] : decodePolygons(binary),
    }));
  }

  return {
    /** Of those of the areas that have a boundary, in no order. */
    async extents(areaIds: readonly number[]): Promise<AreaExtent[]> {
      const rows = await database.query<ExtentRow>(
        `select area_id, ST_XMin(geometry) as min_x, ST_YMin(geometry) as min_y, ST_XMax(geometry) as max_x,
           ST_YMax(geometry) as max_y, ST_X(centroid) as centre_x, ST_Y(centroid) as centre_y
         from area where area_id = any($1::integer[]) and geometry is not null`,
        [[...areaIds]],
      );
      return rows.map(({ area_id, min_x, min_y, max_x, max_y, centre_x, centre_y }) => ({
        areaId: area_id,
        box: { minX: min_x, minY: min_y, maxX: max_x, maxY: max_y },
        centre: { x: centre_x ?? (min_x + max_x) / 2, y: centre_y ?? (min_y + max_y) / 2 },
      }));
    },

    /** The boundaries of these areas, in the order of their codes; areas without one are left out. */
    async ofAreas(areaIds: readonly number[], grid: SnapGrid): Promise<SnappedBoundary[]> {
      const rows = await database.query<BoundaryRow>(
        `select area_id, code,
           ST_AsBinary(ST_SnapToGrid(geometry, $2::float8, $3::float8, $4::float8, $4::float8)) as binary
         from area where area_id = any($1::integer[]) and geometry is not null order by code collate "C"`,
        [[...areaIds], grid.left, grid.top, grid.metresPerStep],
      );
      return boundaries(rows);
    },

    /** The boundaries of the areas of a set that a box may touch, in the order of their codes. */
    async inBox(set: AreaSet, box: Box, grid: SnapGrid): Promise<SnappedBoundary[]> {
      const rows = await database.query<BoundaryRow>(
        `select area_id, code,
           ST_AsBinary(ST_SnapToGrid(geometry, $3::float8, $4::float8, $5::float8, $5::float8)) as binary
         from area
         where area_type = $1 and vintage = $2::integer
           and geometry && ST_MakeEnvelope($6::float8, $7::float8, $8::float8, $9::float8, 27700)
         order by code collate "C"`,
        [
          ...[set.type, set.vintage, grid.left, grid.top, grid.metresPerStep],
          ...[box.minX, box.minY, box.maxX, box.maxY],
        ],
      );
      return boundaries(rows);
    },
  };
}

export type MapBoundaries = ReturnType<typeof createMapBoundaries>;

import type { AreaSet } from '../../core/contract/area.ts';
import { decodePolygons } from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';
import type { StoredBoundary } from './boundary-geometry.ts';

/**
 * The boundary of an area and of all of its kind whose boxes meet its own: the only ones that can touch it. By the spatial
 * index, a dozen or two. The area itself comes first; nothing where it has no boundary.
 */
export async function readTouchingCandidates(
  database: Queryable,
  set: AreaSet,
  code: string,
): Promise<Omit<StoredBoundary, 'binary'>[]> {
  const rows = await database.query<{ areaId: number; code: string; name: string; binary: Uint8Array }>(
    `select other.area_id as "areaId", other.code, other.name, ST_AsBinary(other.geometry) as binary
     from area here join area other on other.geometry && here.geometry
     where here.area_type = $1 and here.vintage = $2::integer and here.code = $3
       and other.area_type = $1 and other.vintage = $2::integer
     order by other.code <> here.code, other.code collate "C"`,
    [set.type, set.vintage, code],
  );
  return rows.map(({ binary, ...area }) => ({ ...area, polygons: decodePolygons(binary) }));
}

import type { AreaSet } from '../../core/contract/area.ts';
import { decodePolygons, type PolygonRings } from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';

/** An area with its boundary as it is stored. */
export interface StoredBoundary {
  readonly areaId: number;
  readonly code: string;
  readonly name: string;
  /** Well-known binary, EPSG:27700: what a hash is made of. */
  readonly binary: Uint8Array;
  readonly polygons: readonly PolygonRings[];
}

interface BoundaryRow {
  area_id: number;
  code: string;
  name: string;
  binary: Uint8Array;
}

/** A page of LSOAs is 2 MB; of local authorities, 20 MB. */
export const boundaryPageSize = 500;

/** Boundaries out of the database, in the order of their codes, a page at a time; areas without one are left out. */
export async function* readBoundaries(database: Queryable, set: AreaSet): AsyncGenerator<StoredBoundary> {
  let after = '';
  for (;;) {
    const rows = await database.query<BoundaryRow>(
      `select area_id, code, name, ST_AsBinary(geometry) as binary from area
       where area_type = $1 and vintage = $2::integer and geometry is not null and code > $3 collate "C"
       order by code collate "C" limit $4::integer`,
      [set.type, set.vintage, after, boundaryPageSize],
    );
    for (const row of rows) {
      yield {
        areaId: row.area_id,
        code: row.code,
        name: row.name,
        binary: row.binary,
        polygons: decodePolygons(row.binary),
      };
    }
    after = rows.at(-1)?.code ?? '';
    if (rows.length < boundaryPageSize) return;
  }
}

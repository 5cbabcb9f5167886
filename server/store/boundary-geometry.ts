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

/** A page of LSOAs is 2 MB; of local authorities, 20 MB. */
const pageSize = 500;

/** Boundaries out of the database, in the order of their codes, a page at a time; areas without one are left out. */
export async function* readBoundaries(database: Queryable, set: AreaSet): AsyncGenerator<StoredBoundary> {
  const listed = await database.query<{ areaId: number; code: string; name: string }>(
    `select area_id as "areaId", code, name from area
     where area_type = $1 and vintage = $2::integer and geometry is not null order by code collate "C"`,
    [set.type, set.vintage],
  );
  for await (const { area, binary } of withBoundaries(database, listed)) {
    yield { ...area, binary, polygons: decodePolygons(binary) };
  }
}

/**
 * Areas with their boundaries, in the order given. Two pages of boundaries are in memory at a time; the areas are found by
 * their ids, so that no page has to go through the whole set again.
 */
export async function* withBoundaries<Area extends { readonly areaId: number }>(
  database: Queryable,
  areas: readonly Area[],
): AsyncGenerator<{ readonly area: Area; readonly binary: Uint8Array }> {
  const read = (start: number): Promise<Map<number, Uint8Array>> => {
    const ids = areas.slice(start, start + pageSize).map(({ areaId }) => areaId);
    const found = boundariesOf<Uint8Array>(database, ids, 'grid');
    // A failure is met where the page is awaited; a caller that stops early awaits it no more.
    found.catch(() => undefined);
    return found;
  };
  let coming = read(0);
  for (let start = 0; start < areas.length; start += pageSize) {
    const found = await coming;
    // The database makes the next page while this one is worked on.
    if (start + pageSize < areas.length) coming = read(start + pageSize);
    for (const area of areas.slice(start, start + pageSize)) {
      const binary = found.get(area.areaId);
      if (binary !== undefined) yield { area, binary };
    }
  }
}

/**
 * `grid`: well-known binary on the National Grid, as stored. `geojson`: text in WGS84 to six decimals (a tenth of a metre),
 * outer rings anticlockwise, as RFC 7946 asks.
 */
const geometryForms = {
  grid: 'ST_AsBinary(geometry)',
  geojson: 'ST_AsGeoJSON(ST_ForcePolygonCCW(ST_Transform(geometry, 4326)), 6)',
} as const;
type GeometryForm = keyof typeof geometryForms;

async function boundariesOf<Geometry>(
  database: Queryable,
  areaIds: readonly number[],
  form: GeometryForm,
): Promise<Map<number, Geometry>> {
  const rows = await database.query<{ area_id: number; geometry: Geometry }>(
    `select area_id, ${geometryForms[form]} as geometry from area
     where area_id = any($1::integer[]) and geometry is not null`,
    [[...areaIds]],
  );
  return new Map(rows.map((row) => [row.area_id, row.geometry]));
}

export interface RowWithBoundary<Geometry> {
  readonly row: number;
  /** Null where no boundary of it is loaded. */
  readonly geometry: Geometry | null;
}

/**
 * Rows of a table with the boundaries of their areas, a page at a time, in the order given; none is left out.
 *
 * @param idOf the area of a row; null where it has none of its own
 */
async function* rowsWithBoundaries<Geometry>(
  database: Queryable,
  rows: readonly number[],
  idOf: (row: number) => number | null,
  form: GeometryForm,
): AsyncGenerator<readonly RowWithBoundary<Geometry>[]> {
  for (let start = 0; start < rows.length; start += pageSize) {
    const page = rows.slice(start, start + pageSize);
    const ids = page.flatMap((row) => idOf(row) ?? []);
    const found = await boundariesOf<Geometry>(database, ids, form);
    yield page.map((row) => ({ row, geometry: found.get(idOf(row) ?? -1) ?? null }));
  }
}

/** Rows with boundaries as GeoJSON text. */
export const rowsWithGeoJson = (
  database: Queryable,
  rows: readonly number[],
  idOf: (row: number) => number | null,
): AsyncGenerator<readonly RowWithBoundary<string>[]> => rowsWithBoundaries(database, rows, idOf, 'geojson');

/** Rows with boundaries as well-known binary on the National Grid. */
export const rowsWithGridBinary = (
  database: Queryable,
  rows: readonly number[],
  idOf: (row: number) => number | null,
): AsyncGenerator<readonly RowWithBoundary<Uint8Array>[]> => rowsWithBoundaries(database, rows, idOf, 'grid');

/**
 * Names the boundaries of a set without reading them: which areas have one, and from which import each came. Another
 * import of boundaries gives another text.
 */
export async function nameBoundaries(database: Queryable, set: AreaSet): Promise<string> {
  const rows = await database.query<{ name: string | null }>(
    `select md5(string_agg(area_id || ':' || coalesce(boundary_set_id::text, ''), ',' order by area_id)) as name
     from area where area_type = $1 and vintage = $2::integer and geometry is not null`,
    [set.type, set.vintage],
  );
  return rows[0]?.name ?? '';
}

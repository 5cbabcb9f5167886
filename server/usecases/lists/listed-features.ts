import type { Queryable } from '../../database/database.ts';
import { rowsWithGeoJson, rowsWithGridBinary, type RowWithBoundary } from '../../store/boundary-geometry.ts';
import type { AreaListing } from './list-areas.ts';

const idsOf =
  ({ figures: { places } }: AreaListing) =>
  (row: number): number | null =>
    places.ids[row] ?? null;

/** The areas of a list with their boundaries as GeoJSON text, a page at a time. */
export function listedFeatures(
  database: Queryable,
  listing: AreaListing,
): AsyncGenerator<readonly RowWithBoundary<string>[]> {
  return rowsWithGeoJson(database, listing.rows, idsOf(listing));
}

/** The areas of a list with their boundaries on the National Grid, a page at a time. */
export function listedGridFeatures(
  database: Queryable,
  listing: AreaListing,
): AsyncGenerator<readonly RowWithBoundary<Uint8Array>[]> {
  return rowsWithGridBinary(database, listing.rows, idsOf(listing));
}

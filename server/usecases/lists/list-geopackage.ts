import type { Queryable } from '../../database/database.ts';
import { writeGeoPackage } from '../../files/geopackage.ts';
import type { TableFile } from '../../files/table-file.ts';
import type { AreaListing } from './list-areas.ts';
import { listedGridFeatures } from './listed-features.ts';

export interface ListGeoPackage {
  readonly listing: AreaListing;
  readonly file: TableFile<number>;
  /** Where there is no file yet. */
  readonly path: string;
  /** When the list was saved. */
  readonly savedAt: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Writes a list with its boundaries as a GeoPackage whose one layer is called after the areas: `ward_2025`. */
export async function writeListGeoPackage(
  database: Queryable,
  { listing, file, path, savedAt, signal }: ListGeoPackage,
): Promise<void> {
  const { type, vintage } = listing.figures.places;
  await writeGeoPackage(file, listedGridFeatures(database, listing), {
    ...{ path, signal, layer: `${type}_${vintage}`, lastChange: savedAt.toISOString() },
  });
}

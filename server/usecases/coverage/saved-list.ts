import type { Position } from '../../../core/contract/area.ts';
import type { PremisesFileEnding } from '../../../core/contract/coverage/premises-list.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';
import { encodePoint } from '../../../core/geography/well-known-binary.ts';
import { csvText } from '../../files/csv.ts';
import { geoJsonText, type Feature } from '../../files/geojson.ts';
import { writeGeoPackage } from '../../files/geopackage.ts';
import type { TableFile } from '../../files/table-file.ts';
import { temporaryFile, type TemporaryFile } from '../../files/temporary-file.ts';

/** Where a row stands, on the National Grid and in WGS84. */
export interface RowPlace {
  readonly easting: number;
  readonly northing: number;
  readonly position: Position;
}

interface ListParts<Row> {
  readonly file: TableFile<Row>;
  /** All rows, part after part, so that an authority never stands in memory. */
  readonly pages: () => AsyncIterable<readonly Row[]>;
  /** Null where it has no place of its own. */
  readonly placeOf: (row: Row) => RowPlace | null;
  /** What its rows are: the layer of a GeoPackage. */
  readonly layer: string;
  readonly total: number;
  /** The address in the API whose CSV has the same columns, and where they are described. */
  readonly describedAt: string;
  readonly savedAt: Date;
}

/** A list as it is saved, in each format; read once. */
export interface SavedList {
  readonly file: Pick<TableFile<never>, 'name' | 'attribution' | 'words'>;
  readonly total: number;
  readonly describedAt: string;
  /** The header, then page after page. */
  csv(): AsyncIterable<string>;
  /** Points, page after page. */
  geoJson(): AsyncIterable<string>;
  /** Points, in a file before it can be read. */
  geoPackage(signal?: AbortSignal): Promise<TemporaryFile>;
}

/** Premises, or their postcodes, as what files are written from. */
export function createSavedList<Row>({
  file,
  pages,
  placeOf,
  layer,
  total,
  describedAt,
  savedAt,
}: ListParts<Row>): SavedList {
  async function* features<Geometry>(
    geometryOf: (place: RowPlace) => Geometry,
  ): AsyncGenerator<readonly Feature<Row, Geometry>[]> {
    for await (const page of pages()) {
      yield page.map((row) => {
        const place = placeOf(row);
        return { row, geometry: place === null ? null : geometryOf(place) };
      });
    }
  }
  return {
    ...{ file, total, describedAt },
    csv: () => csvText(file.columns, pages()),
    geoJson: () => geoJsonText(file, features(pointText)),
    geoPackage: (signal) =>
      temporaryFile((path) =>
        writeGeoPackage(
          file,
          features(({ easting, northing }) => encodePoint(easting, northing, null)),
          {
            ...{ path, signal, layer, lastChange: savedAt.toISOString() },
            geometryType: 'POINT',
          },
        ),
      ),
  };
}

function pointText({ position: { longitude, latitude } }: RowPlace): string {
  return `{"type":"Point","coordinates":[${roundDegrees(longitude)},${roundDegrees(latitude)}]}`;
}

/** A list as what a file of a format holds. */
export async function contentOf(
  list: SavedList,
  ending: PremisesFileEnding,
): Promise<AsyncIterable<string | Uint8Array>> {
  switch (ending) {
    case 'csv':
      return list.csv();
    case 'geojson':
      return list.geoJson();
    case 'gpkg':
      return (await list.geoPackage()).stream as AsyncIterable<Uint8Array>;
  }
}

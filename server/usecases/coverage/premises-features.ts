import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';
import { encodePoint } from '../../../core/geography/well-known-binary.ts';
import { csvText } from '../../files/csv.ts';
import { geoJsonText, type Feature } from '../../files/geojson.ts';
import { writeGeoPackage } from '../../files/geopackage.ts';
import { temporaryFile, type TemporaryFile } from '../../files/temporary-file.ts';
import { pagesOf } from '../../store/pages-of.ts';
import type { PremisesTable } from './premises-file.ts';
import type { PremisesSelection } from './premises-lists.ts';

type Selected = Pick<PremisesSelection, 'read'>;

/** All premises of a selection, part after part, so that an authority never stands in memory. */
export const premisesRows = ({ read }: Selected): AsyncGenerator<readonly EvidencedPremises[]> =>
  pagesOf({ read, keyOf: (row) => row.uprn, start: null, total: null });

async function* features<Geometry>(
  selection: Selected,
  geometryOf: (row: EvidencedPremises) => Geometry,
): AsyncGenerator<readonly Feature<EvidencedPremises, Geometry>[]> {
  for await (const page of premisesRows(selection)) {
    yield page.map((row) => ({ row, geometry: geometryOf(row) }));
  }
}

function pointText({ position: { longitude, latitude } }: EvidencedPremises): string {
  return `{"type":"Point","coordinates":[${roundDegrees(longitude)},${roundDegrees(latitude)}]}`;
}

/** A selection as CSV: the header, then page after page. */
export const premisesCsv = (selection: Selected, { columns }: PremisesTable): AsyncIterable<string> =>
  csvText(columns, premisesRows(selection));

/** A selection as GeoJSON points, page after page. */
export const premisesGeoJson = (selection: Selected, file: PremisesTable): AsyncIterable<string> =>
  geoJsonText(file, features(selection, pointText));

/** A selection as a GeoPackage of points, which is a file before it can be read. */
export function premisesGeoPackage(
  selection: Selected,
  file: PremisesTable,
  { savedAt, signal }: { readonly savedAt: Date; readonly signal?: AbortSignal },
): Promise<TemporaryFile> {
  const onGrid = ({ easting, northing }: EvidencedPremises) => encodePoint(easting, northing, null);
  return temporaryFile((path) =>
    writeGeoPackage(file, features(selection, onGrid), {
      ...{ path, signal, layer: 'premises', lastChange: savedAt.toISOString() },
      geometryType: 'POINT',
    }),
  );
}

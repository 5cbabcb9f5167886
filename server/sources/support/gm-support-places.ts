import { gridFromWgs84 } from '../../../core/geography/national-grid.ts';
import type { CsvTable } from '../csv.ts';
import { parsePostcode } from '../postcodes/postcode-text.ts';
import { recordReader } from '../record-reader.ts';
import type { ReadContext, SupportPlaceRow } from '../source.ts';

const required = ['name', 'address', 'postcode', 'area_name', 'area_code', 'lon', 'lat'];
const isHeader = (cells: readonly string[]): boolean => required.every((name) => cells.includes(name));

/** Libraries and Jobcentres as Trafford Data Lab publishes them: a place a row, with longitude and latitude. */
export const gmSupportPlaces = recordReader<SupportPlaceRow>({
  id: 'gm-support-places',
  title: 'Libraries and Jobcentres (Trafford Data Lab)',
  rowKind: 'support-place',
  isHeader,
  sureness: 0.9,
  datasetId: 'gm-support-places',
  // Libraries and Jobcentres are two files of one dataset, and a borough's list stands beside the county's.
  partOf: (file) => file.name.replace(/\.csv$/i, '').toLowerCase(),
  rowsOf: (table, context, file) =>
    rowsOf(table, /job.?centre/i.test(file.name) ? 'jobcentre' : 'library', context),
});

async function* rowsOf(
  table: CsvTable,
  fallbackKind: string,
  context: ReadContext,
): AsyncGenerator<readonly SupportPlaceRow[]> {
  for await (const batch of table.batches) {
    const rows: SupportPlaceRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const cells = new Map(table.header.map((name, position) => [name, (record[position] ?? '').trim()]));
      const name = cells.get('name') ?? '';
      if (name === '') {
        context.reject({ line, column: 'name', value: '', reason: 'the place has no name' });
        continue;
      }
      rows.push(toRow(cells, line, fallbackKind));
    }
    if (rows.length > 0) yield rows;
  }
}

function toRow(cells: ReadonlyMap<string, string>, line: number, fallbackKind: string): SupportPlaceRow {
  const cell = (name: string): string | null => {
    const text = cells.get(name) ?? '';
    return text === '' ? null : text;
  };
  return {
    kind: 'support-place',
    line,
    placeKind: kindOf(cell('type'), fallbackKind),
    name: cell('name') ?? '',
    address: cell('address'),
    postcode: parsePostcode(cell('postcode') ?? '')?.display ?? null,
    uprn: null,
    point: pointOf(cell('lon'), cell('lat')),
    ladCode: cell('area_code'),
    website: cell('website'),
    email: cell('email'),
    openingHours: {},
    yearOpened: null,
    yearClosed: null,
    isStatutory: null,
  };
}

/** "Local authority run library" is `library: local authority run`, as in the list of Arts Council England. */
function kindOf(type: string | null, fallbackKind: string): string {
  const run = /^(.*?)\s+library\b/i.exec(type ?? '')?.[1]?.toLowerCase();
  return run === undefined ? fallbackKind : `library: ${run}`;
}

function pointOf(lon: string | null, lat: string | null): SupportPlaceRow['point'] {
  if (lon === null || lat === null) return null;
  const longitude = Number(lon);
  const latitude = Number(lat);
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
  return gridFromWgs84({ longitude, latitude });
}

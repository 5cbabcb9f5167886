import { gridFromWgs84 } from '../../../core/geography/national-grid.ts';
import type { CsvTable } from '../csv.ts';
import { recordReader } from '../record-reader.ts';
import type { PostcodeRow, ReadContext } from '../source.ts';
import { parsePostcode } from './postcode-text.ts';

const columns = [
  'postcode',
  'ward_code',
  'ward_name',
  'msoa_code',
  'lsoa_code',
  'la_code',
  'lon',
  'lat',
] as const;

const isHeader = (cells: readonly string[]): boolean => columns.every((name) => cells.includes(name));

/** Trafford Data Lab's list of the borough's postcodes, made from the ONS Postcode Directory. */
export const traffordPostcodes = recordReader<PostcodeRow>({
  id: 'trafford-postcodes',
  title: 'Postcodes of Trafford (Trafford Data Lab)',
  rowKind: 'postcode',
  isHeader,
  sureness: 0.95,
  datasetId: 'trafford-postcodes',
  partOf: () => '',
  rowsOf,
});

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly PostcodeRow[]> {
  context.note({
    code: 'terminated-unmarked',
    severity: 'info',
    message: 'The list holds postcodes that are no longer in use and does not say which.',
  });
  const positions = new Map(columns.map((name) => [name, table.position(name)]));
  for await (const batch of table.batches) {
    const rows: PostcodeRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const cell = (name: (typeof columns)[number]): string =>
        (record[positions.get(name) ?? -1] ?? '').trim();
      const text = parsePostcode(cell('postcode'));
      if (text === null) {
        const value = cell('postcode').slice(0, 60);
        context.reject({ line, column: 'postcode', value, reason: 'this is not a postcode' });
        continue;
      }
      const orNull = (value: string): string | null => (value === '' ? null : value);
      const hasPoint = cell('lon') !== '' && cell('lat') !== '';
      const longitude = Number(cell('lon'));
      const latitude = Number(cell('lat'));
      rows.push({
        kind: 'postcode',
        line,
        ...text,
        point:
          hasPoint && Number.isFinite(longitude) && Number.isFinite(latitude)
            ? gridFromWgs84({ longitude, latitude })
            : null,
        oaCode: null,
        lsoaCode: orNull(cell('lsoa_code')),
        msoaCode: orNull(cell('msoa_code')),
        wardCode: orNull(cell('ward_code')),
        ladCode: orNull(cell('la_code')),
        wardName: orNull(cell('ward_name')),
        introduced: null,
        terminated: null,
        positionalQuality: null,
      });
    }
    if (rows.length > 0) yield rows;
  }
}

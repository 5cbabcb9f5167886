import type { CsvTable } from '../csv.ts';
import type { CsvBatch } from '../csv-records.ts';
import { recordReader } from '../record-reader.ts';
import type { PremisesRow, ReadContext } from '../source.ts';
import { parseUprn } from './uprn.ts';

const isHeader = (cells: readonly string[]): boolean =>
  cells[0] === 'UPRN' && cells[1] === 'X_COORDINATE' && cells[2] === 'Y_COORDINATE';

/**
 * OS Open UPRN: one national file of 42 million properties, a point of the National Grid for each. The latitudes and
 * longitudes are not taken: the grid is what everything here is stored in, and OS made the degrees from it.
 */
export const osOpenUprn = recordReader<PremisesRow>({
  id: 'os-open-uprn',
  title: 'OS Open UPRN',
  rowKind: 'premises',
  isHeader,
  sureness: 0.95,
  datasetId: 'os-open-uprn',
  partOf: () => '',
  rowsOf,
});

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly PremisesRow[]> {
  for await (const batch of table.batches) yield rowsOfBatch(batch, context);
}

/** A plain loop: this runs 42 million times for the whole country. */
function rowsOfBatch(batch: CsvBatch, context: ReadContext): readonly PremisesRow[] {
  const rows: PremisesRow[] = [];
  const { records, lines } = batch;
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at] ?? [];
    const line = lines[at] ?? 0;
    const uprn = parseUprn(record[0] ?? '');
    const easting = gridNumber(record[1] ?? '', 700_000);
    const northing = gridNumber(record[2] ?? '', 1_300_000);
    if (uprn !== null && easting !== null && northing !== null) {
      rows.push({ kind: 'premises', line, uprn, easting, northing });
    } else {
      context.reject(rejectionOf(record, line, { uprn, easting }));
    }
  }
  return rows;
}

/** Metres from the false origin; null for text, for 0 (which stands for no point) and for what is off the grid. */
function gridNumber(cell: string, most: number): number | null {
  const value = Number(cell);
  return value > 0 && value <= most ? value : null;
}

function rejectionOf(
  record: readonly string[],
  line: number,
  read: { readonly uprn: number | null; readonly easting: number | null },
) {
  if (read.uprn === null) {
    return { line, column: 'UPRN', value: record[0] ?? null, reason: 'a UPRN is a number of 1 to 12 digits' };
  }
  const column = read.easting === null ? 'X_COORDINATE' : 'Y_COORDINATE';
  const value = record[read.easting === null ? 1 : 2] ?? null;
  return { line, column, value, reason: 'this is not a place on the National Grid' };
}

import type { CsvTable } from '../csv.ts';
import type { CsvBatch } from '../csv-records.ts';
import { recordReader } from '../record-reader.ts';
import type { PremisesRow, ReadContext } from '../source.ts';
import { isUprn, parseUprn } from './uprn.ts';

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
  leadingNumbers: ['whole', 'decimal', 'decimal'],
  rowsOf,
});

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly PremisesRow[]> {
  for await (const batch of table.batches) yield rowsOfBatch(batch, context);
}

/** Plain loops: this runs 42 million times for the whole country. */
function rowsOfBatch({ records, lines, numbers }: CsvBatch, context: ReadContext): readonly PremisesRow[] {
  const rows: PremisesRow[] = [];
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at] ?? [];
    const line = lines[at] ?? 0;
    const uprn = parseUprn(record[0] ?? '');
    const [easting, northing] = [Number(record[1] ?? ''), Number(record[2] ?? '')];
    if (uprn !== null && isOnGrid(easting, mostEasting) && isOnGrid(northing, mostNorthing)) {
      rows.push({ kind: 'premises', line, uprn, easting, northing });
    } else context.reject(rejectionOf(record, line));
  }
  if (numbers === undefined) return rows;
  for (let at = 0; at < numbers.count; at += 1) {
    const line = numbers.lines[at] ?? 0;
    const uprn = numbers.values[3 * at] ?? NaN;
    const easting = numbers.values[3 * at + 1] ?? NaN;
    const northing = numbers.values[3 * at + 2] ?? NaN;
    if (isUprn(uprn) && isOnGrid(easting, mostEasting) && isOnGrid(northing, mostNorthing)) {
      rows.push({ kind: 'premises', line, uprn, easting, northing });
    } else context.reject(rejectionOf(numbers.recordAt(at), line));
  }
  return rows;
}

const mostEasting = 700_000;
const mostNorthing = 1_300_000;

/** Metres from the false origin: not text, not 0 (which stands for no point), and not off the grid. */
function isOnGrid(value: number, most: number): boolean {
  return value > 0 && value <= most;
}

function rejectionOf(record: readonly string[], line: number) {
  if (parseUprn(record[0] ?? '') === null) {
    return { line, column: 'UPRN', value: record[0] ?? null, reason: 'a UPRN is a number of 1 to 12 digits' };
  }
  const isEasting = !isOnGrid(Number(record[1] ?? ''), mostEasting);
  const column = isEasting ? 'X_COORDINATE' : 'Y_COORDINATE';
  const value = record[isEasting ? 1 : 2] ?? null;
  return { line, column, value, reason: 'this is not a place on the National Grid' };
}

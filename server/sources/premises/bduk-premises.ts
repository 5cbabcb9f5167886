import type { CsvTable } from '../csv.ts';
import { parsePostcode } from '../postcodes/postcode-text.ts';
import { recordReader } from '../record-reader.ts';
import type { PremisesPlanRow, ReadContext } from '../source.ts';
import { parseUprn } from './uprn.ts';

const isHeader = (cells: readonly string[]): boolean =>
  cells[0] === 'uprn' && cells.includes('subsidy_control_status') && cells.includes('current_gigabit');

/** Columns with a place of their own in a row; every other column is kept in `plan` under its own name. */
const ownColumns = [
  'uprn',
  'struprn',
  'bduk_recognised_premises',
  'country',
  'postcode',
  'lot_id',
  'lot_name',
  'subsidy_control_status',
  'current_gigabit',
  'future_gigabit',
  'local_authority_district_ons_code',
] as const;
type OwnColumn = (typeof ownColumns)[number];

/**
 * BDUK's premises in and out of scope of public subsidy for gigabit broadband, one row per UPRN. Published as one file
 * per county; `struprn` ("str" before the number) is there because spreadsheets spoil long numbers.
 */
export const bdukPremises = recordReader<PremisesPlanRow>({
  id: 'bduk-premises',
  title: 'BDUK premises by UPRN',
  rowKind: 'premises-plan',
  isHeader,
  sureness: 0.95,
  datasetId: 'bduk-premises',
  partOf: (file) => partInName(file.name),
  rowsOf,
});

/** `202605_BDUK_uprn_release_kent.csv`: the counties of one release stand side by side. */
function partInName(name: string): string {
  return /release_([\w-]+?)\.csv$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly PremisesPlanRow[]> {
  const layout = layoutOf(table);
  let repaired = 0;
  for await (const batch of table.batches) {
    const rows: PremisesPlanRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const read = toRow(record, batch.lines[at] ?? 0, layout);
      if ('reason' in read) {
        context.reject(read);
        continue;
      }
      if (read.isRepaired) repaired += 1;
      rows.push(read.row);
    }
    if (rows.length > 0) yield rows;
  }
  if (repaired > 0) {
    context.note({
      code: 'uprn-from-text',
      severity: 'info',
      message: `${repaired} numbers in the column uprn were spoilt, as spreadsheets do; they were taken from struprn.`,
      count: repaired,
    });
  }
}

interface Layout {
  readonly own: Readonly<Record<OwnColumn, number>>;
  readonly other: readonly { readonly name: string; readonly position: number }[];
}

function layoutOf(table: CsvTable): Layout {
  const own = new Set<string>(ownColumns);
  return {
    own: {
      uprn: table.position('uprn'),
      struprn: table.header.indexOf('struprn'),
      bduk_recognised_premises: table.header.indexOf('bduk_recognised_premises'),
      country: table.header.indexOf('country'),
      postcode: table.position('postcode'),
      lot_id: table.header.indexOf('lot_id'),
      lot_name: table.header.indexOf('lot_name'),
      subsidy_control_status: table.position('subsidy_control_status'),
      current_gigabit: table.position('current_gigabit'),
      future_gigabit: table.header.indexOf('future_gigabit'),
      local_authority_district_ons_code: table.header.indexOf('local_authority_district_ons_code'),
    },
    other: table.header.flatMap((name, position) => (own.has(name) ? [] : [{ name, position }])),
  };
}

interface Refused {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

function toRow(
  record: readonly string[],
  line: number,
  { own, other }: Layout,
): Refused | { readonly row: PremisesPlanRow; readonly isRepaired: boolean } {
  const text = (column: OwnColumn): string => (record[own[column]] ?? '').trim();
  const asText = text('struprn');
  const guarded = asText.startsWith('str') ? parseUprn(asText.slice(3)) : null;
  const plain = parseUprn(text('uprn'));
  const uprn = plain ?? guarded;
  if (uprn === null) {
    return { line, column: 'uprn', value: text('uprn'), reason: 'a UPRN is a number of 1 to 12 digits' };
  }
  if (plain !== null && guarded !== null && plain !== guarded) {
    return { line, column: 'struprn', value: asText, reason: `it does not say the same as uprn ${plain}` };
  }
  for (const column of ['bduk_recognised_premises', 'current_gigabit', 'future_gigabit'] as const) {
    const value = text(column);
    if (value !== '' && flag(value) === null)
      return { line, column, value, reason: 'neither true nor false' };
  }
  const postcode = text('postcode');
  const row: PremisesPlanRow = {
    kind: 'premises-plan',
    line,
    uprn,
    postcode: parsePostcode(postcode)?.postcode ?? null,
    country: orNull(text('country')),
    ladCode: orNull(text('local_authority_district_ons_code')),
    isRecognised: flag(text('bduk_recognised_premises')),
    lotId: orNull(text('lot_id')),
    lotName: orNull(text('lot_name')),
    subsidyStatus: orNull(text('subsidy_control_status')),
    currentGigabit: flag(text('current_gigabit')),
    futureGigabit: flag(text('future_gigabit')),
    plan: Object.fromEntries(
      other.map(({ name, position }) => [name, planValue((record[position] ?? '').trim())]),
    ),
  };
  return { row, isRepaired: plain === null };
}

function flag(text: string): boolean | null {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function planValue(text: string): string | boolean | null {
  return flag(text) ?? orNull(text);
}

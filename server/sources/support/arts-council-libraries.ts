import type { CsvTable } from '../csv.ts';
import { parsePostcode } from '../postcodes/postcode-text.ts';
import { parseUprn } from '../premises/uprn.ts';
import { recordReader } from '../record-reader.ts';
import type { ReadContext, SupportPlaceRow } from '../source.ts';

const isHeader = (cells: readonly string[]): boolean =>
  cells.includes('Library name') && cells.includes('Address 1') && cells.includes('Postcode');

/**
 * The list of public libraries that Arts Council England keeps, and the lists of Wales and Scotland in the same shape
 * with fewer columns. There are no coordinates: a library is placed at import, by its UPRN, else by its postcode.
 */
export const artsCouncilLibraries = recordReader<SupportPlaceRow>({
  id: 'arts-council-libraries',
  title: 'Public libraries (Arts Council England)',
  rowKind: 'support-place',
  isHeader,
  sureness: 0.95,
  datasetId: 'arts-council-libraries',
  partOf: (_file, header) => nationOf(header),
  rowsOf,
});

/** The type codes of the list, in the words that other lists of libraries use. */
const kindOfType: Readonly<Record<string, string>> = {
  LAL: 'library: local authority run',
  CL: 'library: commissioned',
  CRL: 'library: community run',
  ICL: 'library: independent community',
};

/** England's list names the authority, Wales's gives its code, Scotland's has neither. */
function nationOf(header: readonly string[]): string {
  if (header.includes('Local authority')) return '';
  return header.includes('Local authority code') ? 'wales' : 'scotland';
}

interface Tally {
  badUprns: number;
  badPostcodes: number;
}

async function* rowsOf(table: CsvTable, context: ReadContext): AsyncGenerator<readonly SupportPlaceRow[]> {
  const tally: Tally = { badUprns: 0, badPostcodes: 0 };
  for await (const batch of table.batches) {
    const rows: SupportPlaceRow[] = [];
    for (const [at, record] of batch.records.entries()) {
      const line = batch.lines[at] ?? 0;
      const cells = new Map(table.header.map((name, position) => [name, (record[position] ?? '').trim()]));
      const problem = problemIn(cells);
      if (problem === null) rows.push(toRow(cells, line, tally));
      else context.reject({ line, ...problem });
    }
    if (rows.length > 0) yield rows;
  }
  if (tally.badUprns > 0) {
    context.note({
      code: 'uprn-invalid',
      severity: 'info',
      message: `${tally.badUprns} property reference numbers are none (other numbers, or text); these libraries are placed by postcode.`,
      count: tally.badUprns,
    });
  }
  if (tally.badPostcodes > 0) {
    context.note({
      code: 'postcode-invalid',
      severity: 'info',
      message: `${tally.badPostcodes} postcodes are not valid and were left out.`,
      count: tally.badPostcodes,
    });
  }
}

function problemIn(cells: ReadonlyMap<string, string>) {
  const name = cells.get('Library name') ?? '';
  if (name === '') return { column: 'Library name', value: '', reason: 'the library has no name' };
  const closed = cells.get('Year closed') ?? '';
  // "Closed" without a year would look open, for a row can say only the year.
  if (closed !== '' && yearOf(closed) === null) {
    return { column: 'Year closed', value: closed, reason: 'this is not a year' };
  }
  return null;
}

function toRow(cells: ReadonlyMap<string, string>, line: number, tally: Tally): SupportPlaceRow {
  const cell = (name: string): string => cells.get(name) ?? '';
  const uprnText = cell('Unique property reference number');
  const uprn = parseUprn(uprnText);
  if (uprn === null && uprnText !== '') tally.badUprns += 1;
  const postcode = parsePostcode(cell('Postcode'))?.display ?? null;
  if (postcode === null && cell('Postcode') !== '') tally.badPostcodes += 1;
  return {
    kind: 'support-place',
    line,
    placeKind: kindOfType[cell('Type of library').replace(/[^A-Z]/g, '')] ?? 'library',
    name: cell('Library name'),
    address: addressOf([cell('Address 1'), cell('Address 2'), cell('Address 3')]),
    postcode,
    uprn,
    point: null,
    ladCode: orNull(cell('Local authority code')),
    website: orNull(cell('URL')),
    email: orNull(cell('Email address').replace(/^mailto:/i, '')),
    openingHours: hoursOf(cells),
    yearOpened: yearOf(cell('Year opened')),
    yearClosed: yearOf(cell('Year closed')),
    isStatutory: yesNo(cell('Statutory')),
  };
}

function addressOf(lines: readonly string[]): string | null {
  return orNull(lines.filter((line) => line !== '').join(', '));
}

/** `Monday`: '09:00-17:00'; hours without staff under `Monday unstaffed`. */
function hoursOf(cells: ReadonlyMap<string, string>): Record<string, string> {
  const hours: Record<string, string> = {};
  for (const [name, value] of cells) {
    const day = /^(\w+day) (staffed|unstaffed) hours$/.exec(name);
    if (value === '') continue;
    if (day !== null) hours[day[2] === 'staffed' ? (day[1] ?? '') : `${day[1] ?? ''} unstaffed`] = value;
    else if (name === 'Special hours') hours['Special hours'] = value;
  }
  return hours;
}

function yearOf(text: string): number | null {
  return /^(19|20)\d\d$/.test(text) ? Number(text) : null;
}

/** Yes and no in either case, True and False in Wales. */
function yesNo(text: string): boolean | null {
  const word = text.toLowerCase();
  if (word === 'yes' || word === 'true') return true;
  return word === 'no' || word === 'false' ? false : null;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

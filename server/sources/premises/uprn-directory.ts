import type { AreaType } from '../../../core/contract/area.ts';
import type { CsvTable } from '../csv.ts';
import { codeIn, codeProblem, lookupColumns, type LookupColumn } from '../lookups/lookup-columns.ts';
import { parsePostcode } from '../postcodes/postcode-text.ts';
import { periodInWords } from '../reader-options.ts';
import { recordReader } from '../record-reader.ts';
import type { PremisesDirectoryRow, ReadContext, Rejection } from '../source.ts';
import { parseUprn } from './uprn.ts';

/** The kinds of area that are taken of a property; its region and nation follow from its authority. */
const kindsTaken: ReadonlySet<AreaType> = new Set<AreaType>(['oa', 'lsoa', 'msoa', 'ward', 'lad']);

/** Columns without a year in their name stand for the census areas that directories have been drawn up on since 2022. */
const vintageIfUnsaid = 2021;

/**
 * The columns of codes that are taken, smallest kind first and of one kind the newest first: `OA21CD` before `OA11CD`.
 * Which columns there are and the years in their names change with almost every edition, and so does their case.
 */
function columnsTaken(header: readonly string[]): LookupColumn[] {
  return lookupColumns(header, vintageIfUnsaid)
    .filter(({ areas }) => kindsTaken.has(areas.type))
    .sort((one, other) =>
      one.areas.type === other.areas.type ? other.areas.vintage - one.areas.vintage : 0,
    );
}

const positionOf = (header: readonly string[], name: string): number =>
  header.findIndex((cell) => cell.toUpperCase() === name);

const isHeader = (cells: readonly string[]): boolean =>
  positionOf(cells, 'UPRN') !== -1 && positionOf(cells, 'PCDS') !== -1 && columnsTaken(cells).length > 0;

/**
 * The ONS UPRN Directory (ONSUD) and the National Statistics UPRN Lookup (NSUL): for every property of Great Britain its
 * postcode and the codes of the areas it lies in. One file per region: `ONSUD_MAY_2022_WM.csv`. The ONSUD goes by where the
 * point lies, the NSUL by best fit from output areas; their columns are the same.
 */
export const uprnDirectory = recordReader<PremisesDirectoryRow>({
  id: 'uprn-directory',
  title: 'ONS UPRN Directory',
  rowKind: 'premises-directory',
  isHeader,
  sureness: 0.97,
  datasetId: 'ons-uprn-directory',
  periodOf: (file) => periodInWords(file.name),
  partOf: (file) => partInName(file.name),
  rowsOf,
});

/** `ONSUD_MAY_2022_WM.csv`: the regions of one edition stand side by side. */
function partInName(name: string): string {
  return /_([A-Z]{1,3})\.csv$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

interface Layout {
  readonly header: readonly string[];
  readonly uprn: number;
  readonly postcode: number;
  readonly columns: readonly LookupColumn[];
  /** The areas of the columns: one list, which every row names. */
  readonly areas: PremisesDirectoryRow['areas'];
}

async function* rowsOf(
  table: CsvTable,
  context: ReadContext,
): AsyncGenerator<readonly PremisesDirectoryRow[]> {
  const columns = columnsTaken(table.header);
  const layout: Layout = {
    header: table.header,
    uprn: positionOf(table.header, 'UPRN'),
    postcode: positionOf(table.header, 'PCDS'),
    columns,
    areas: columns.map(({ areas }) => areas),
  };
  for await (const batch of table.batches) {
    const rows: PremisesDirectoryRow[] = [];
    // A plain loop: this runs 41 million times for the whole country.
    for (let at = 0; at < batch.records.length; at += 1) {
      const read = toRow(batch.records[at] ?? [], batch.lines[at] ?? 0, layout);
      if ('reason' in read) context.reject(read);
      else rows.push(read);
    }
    if (rows.length > 0) yield rows;
  }
}

function toRow(record: readonly string[], line: number, layout: Layout): PremisesDirectoryRow | Rejection {
  const refuse = (position: number, reason: string): Rejection => ({
    line,
    column: layout.header[position] ?? null,
    value: (record[position] ?? '').slice(0, 60),
    reason,
  });
  const uprn = parseUprn(record[layout.uprn] ?? '');
  if (uprn === null) return refuse(layout.uprn, 'a UPRN is a number of 1 to 12 digits');
  const postcodeText = (record[layout.postcode] ?? '').trim();
  const postcode = parsePostcode(postcodeText)?.postcode ?? null;
  // A property without a postcode is one; text that is none is a sign of shifted columns.
  if (postcode === null && postcodeText !== '') return refuse(layout.postcode, 'this is not a postcode');
  const codes: (string | null)[] = [];
  for (const column of layout.columns) {
    const code = codeIn(record, column);
    const problem = code === null ? null : codeProblem(code, column);
    if (problem !== null) return refuse(column.codePosition, problem);
    codes.push(code);
  }
  return { kind: 'premises-directory', line, uprn, postcode, areas: layout.areas, codes };
}

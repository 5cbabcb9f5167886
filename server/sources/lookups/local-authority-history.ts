import { openCsv, type CsvTable } from '../csv.ts';
import { isAreaCode } from '../area-of-code.ts';
import { sampleRecords } from '../csv-records.ts';
import type {
  CodeChangeRow,
  MembershipRow,
  OpenedSource,
  ReadContext,
  SourceFile,
  SourceReader,
} from '../source.ts';
import { vintageIfUnsaid } from './area-lookup.ts';

type HistoryRow = MembershipRow | CodeChangeRow;

/** Codes changed in many years and the lists do not say when; 2011 is when today's nine-character codes began. */
const since = 2011;

/**
 * Local authorities whose code or boundary changed and which authority has their place now, with region and nation.
 * Two files say it: the list of every code since 2011 (LADCD, LADCD_ACTIVE) and mySociety's register (gss-code,
 * former-gss-codes, replaced-by). Gives code changes of kind R and memberships of authorities in regions and nations.
 */
export const localAuthorityHistory: SourceReader<HistoryRow> = {
  id: 'local-authority-history',
  title: 'Local authority codes, their successors, regions and nations',
  rowKind: 'code-change',
  recognise(file) {
    const header = sampleRecords(file.text, 1)[0]?.map((name) => name.trim()) ?? [];
    return isCodeList(header) || isRegister(header) ? 1 : 0;
  },
  async open(file: SourceFile, context: ReadContext): Promise<OpenedSource<HistoryRow>> {
    const table = await openCsv(file, {
      signal: context.signal,
      reject: (rejection) => {
        context.reject(rejection);
      },
      refuseRepeatedNames: true,
    });
    const { dataset } = context.options;
    return {
      facts: {
        datasetId: typeof dataset === 'string' ? dataset : 'local-authority-history',
        areas: { type: 'lad', vintage: vintageIfUnsaid },
        period: null,
        part: isRegister(table.header) ? 'register' : '',
      },
      columns: [],
      batches: isRegister(table.header) ? readRegister(table, context) : readCodeList(table, context),
    };
  },
};

function isCodeList(header: readonly string[]): boolean {
  return ['LADCD', 'LADCD_ACTIVE', 'RGNCD', 'CTRYCD'].every((name) => header.includes(name));
}

function isRegister(header: readonly string[]): boolean {
  return ['gss-code', 'former-gss-codes', 'replaced-by', 'local-authority-code'].every((name) =>
    header.includes(name),
  );
}

async function* readCodeList(table: CsvTable, context: ReadContext): AsyncGenerator<readonly HistoryRow[]> {
  const cell = cellReader(table);
  const regions = new Set<string>();
  for await (const { records, lines } of table.batches) {
    const rows: HistoryRow[] = [];
    for (const [at, record] of records.entries()) {
      const line = lines[at] ?? 0;
      const code = ownCode(record, cell);
      const active = cell(record, 'LADCD_ACTIVE');
      // Counties, combined authorities, regions have rows of their own in the longer list.
      if (code === '') continue;
      if (!isAreaCode(code) || !isAreaCode(active)) {
        context.reject({ line, column: 'LADCD_ACTIVE', value: active, reason: 'this is not an area code' });
        continue;
      }
      if (code !== active) {
        rows.push(recoded(line, code, active, cell(record, 'LADNM_ACTIVE')));
        continue;
      }
      const names = (stem: string): Named => ({
        code: cell(record, `${stem}CD`),
        name: cell(record, `${stem}NM`),
      });
      rows.push(...placed(line, names('LAD'), { region: names('RGN'), nation: names('CTRY') }, regions));
    }
    yield rows;
  }
}

type CellReader = (record: readonly string[], name: string) => string;

/** The longer list gives the code in `areacode` and repeats the active one in LADCD. */
function ownCode(record: readonly string[], cell: CellReader): string {
  const kind = cell(record, 'areatype');
  if (kind === '') return cell(record, 'LADCD');
  return kind === 'la' ? cell(record, 'areacode') : '';
}

interface Named {
  readonly code: string;
  readonly name: string;
}

function placed(
  line: number,
  authority: Named,
  { region, nation }: { readonly region: Named; readonly nation: Named },
  regions: Set<string>,
): MembershipRow[] {
  const rows = [
    membership(line, 'lad', authority, 'region', region),
    membership(line, 'lad', authority, 'nation', nation),
  ];
  if (!regions.has(region.code)) rows.push(membership(line, 'region', region, 'nation', nation));
  regions.add(region.code);
  // Wales, Scotland and Northern Ireland have no regions.
  return rows.filter((row) => row.parentCode !== '' && row.childCode !== '');
}

// eslint-disable-next-line max-params -- child and parent, each with its kind
function membership(
  line: number,
  childType: 'lad' | 'region',
  child: Named,
  parentType: 'region' | 'nation',
  parent: Named,
): MembershipRow {
  return {
    kind: 'membership',
    line,
    child: { type: childType, vintage: vintageIfUnsaid },
    childCode: child.code,
    childName: child.name === '' ? null : child.name,
    parent: { type: parentType, vintage: vintageIfUnsaid },
    parentCode: parent.code,
    parentName: parent.name === '' ? null : parent.name,
    method: 'exact',
  };
}

function recoded(line: number, from: string, to: string, name: string): CodeChangeRow {
  return {
    kind: 'code-change',
    line,
    areaType: 'lad',
    fromVintage: since,
    fromCode: from,
    toVintage: vintageIfUnsaid,
    toCode: to,
    change: 'R',
    toName: name === '' ? null : name,
  };
}

/** The register names successors by their own short codes, so it is read whole (466 lines) before it is told. */
async function* readRegister(table: CsvTable, context: ReadContext): AsyncGenerator<readonly HistoryRow[]> {
  const cell = cellReader(table);
  const entries: { line: number; record: readonly string[] }[] = [];
  for await (const { records, lines } of table.batches) {
    records.forEach((record, at) => entries.push({ line: lines[at] ?? 0, record }));
  }
  const gssOf = new Map(
    entries.map(({ record }) => [cell(record, 'local-authority-code'), cell(record, 'gss-code')]),
  );
  const rows: HistoryRow[] = [];
  for (const { line, record } of entries) {
    const code = cell(record, 'gss-code');
    if (!isLocalAuthority(code)) continue;
    for (const former of cell(record, 'former-gss-codes').split(',')) {
      if (isLocalAuthority(former.trim()))
        rows.push(recoded(line, former.trim(), code, cell(record, 'nice-name')));
    }
    const replacement = cell(record, 'replaced-by');
    if (replacement === '') continue;
    const successor = gssOf.get(replacement) ?? '';
    if (isLocalAuthority(successor)) rows.push(recoded(line, code, successor, ''));
    else {
      const reason = 'the register has no authority with this code';
      context.reject({ line, column: 'replaced-by', value: replacement, reason });
    }
  }
  yield rows;
}

function isLocalAuthority(code: string): boolean {
  return /^(E0[6-9]|W06|S12|N09)\d{6}$/.test(code);
}

function cellReader(table: CsvTable): CellReader {
  const positions = new Map(table.header.map((name, position) => [name, position]));
  return (record, name) => (record[positions.get(name) ?? -1] ?? '').trim();
}

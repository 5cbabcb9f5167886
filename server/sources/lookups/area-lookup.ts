import type { MembershipMethod } from '../../../core/contract/area.ts';
import { AppError } from '../../../core/errors.ts';
import { openCsv, type CsvTable } from '../csv.ts';
import { sampleRecords } from '../csv-records.ts';
import type { MembershipRow, OpenedSource, ReadContext, SourceFile, SourceReader } from '../source.ts';
import { codeIn, codeProblem, lookupColumns, nameIn, type LookupColumn } from './lookup-columns.ts';

/** The year of area codes in columns without one. */
export const vintageIfUnsaid = 2025;

/**
 * Which area lies in which: OA to LSOA, MSOA and local authority, LSOA to ward (best fit), authority to region and
 * nation. Any CSV with at least two of the ONS's code columns. Options: `method` (exact or best-fit), `dataset`.
 */
export const areaLookup: SourceReader<MembershipRow> = {
  id: 'area-lookup',
  title: 'Lookup of areas in areas (ONS)',
  rowKind: 'membership',
  recognise(file) {
    const header = sampleRecords(file.text, 1)[0]?.map((name) => name.trim()) ?? [];
    const columns = lookupColumns(header, vintageIfUnsaid);
    // Values keyed by an area have columns of numbers beside it; a lookup is codes, names and an object id.
    const others = header.filter(
      (name) => !/(CD|CODE|NM|NMW)(_ACTIVE)?$|^(OBJECTID|FID|CURRENT)$/i.test(name),
    );
    return pairsOf(columns, 'exact').length > 0 && others.length <= 1 ? 0.8 : 0;
  },
  open: openLookup,
};

interface Pair {
  readonly child: LookupColumn;
  readonly parent: LookupColumn;
  readonly method: MembershipMethod;
}

/**
 * Every smaller kind in every larger one. Wards are cut from other lines than LSOAs, so that is a best fit; so is
 * anything of an older vintage that stands beside its newer one.
 */
function pairsOf(columns: readonly LookupColumn[], method: MembershipMethod): Pair[] {
  return columns.flatMap((child, at) =>
    columns
      .slice(at + 1)
      .filter((parent) => parent.areas.type !== child.areas.type)
      .filter(({ areas }) => !(child.areas.type === 'ward' && areas.type === 'msoa'))
      .filter(({ areas }) => !(child.areas.type === 'msoa' && areas.type === 'ward'))
      .map((parent) => ({ child, parent, method: methodOf(columns, child, parent, method) })),
  );
}

function methodOf(
  columns: readonly LookupColumn[],
  child: LookupColumn,
  parent: LookupColumn,
  method: MembershipMethod,
): MembershipMethod {
  const isOlder = columns.some(
    ({ areas }) => areas.type === child.areas.type && areas.vintage > child.areas.vintage,
  );
  const crossesLines = parent.areas.type === 'ward' && child.areas.type !== 'oa';
  return isOlder || crossesLines ? 'best-fit' : method;
}

async function openLookup(file: SourceFile, context: ReadContext): Promise<OpenedSource<MembershipRow>> {
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    refuseRepeatedNames: true,
  });
  const saysBestFit = /best[-_ ]?fit/i.test(file.name);
  const { method } = context.options;
  const chosen = method === 'best-fit' || (method !== 'exact' && saysBestFit) ? 'best-fit' : 'exact';
  const columns = lookupColumns(table.header, vintageIfUnsaid);
  const pairs = pairsOf(columns, chosen);
  const [smallest] = columns;
  if (smallest === undefined || pairs.length === 0) {
    throw new AppError('source-rejected', `${file.path} does not say which areas lie in which.`, {
      details: {
        file: file.path,
        columns: table.header.slice(0, 40),
        reason: 'two columns like LSOA21CD and LAD22CD are needed',
      },
    });
  }
  return {
    facts: {
      datasetId: datasetOf(columns, context),
      areas: smallest.areas,
      period: String(smallest.areas.vintage),
      part: '',
    },
    columns: [],
    batches: readMemberships(table, pairs, context),
  };
}

function datasetOf(columns: readonly LookupColumn[], context: ReadContext): string {
  const { dataset } = context.options;
  if (typeof dataset === 'string') return dataset;
  const types = new Set(columns.map(({ areas }) => areas.type));
  if (types.has('oa')) return 'ons-oa-lookup-2021';
  if (types.has('ward')) return 'ons-lsoa-ward-best-fit';
  return types.has('region') ? 'local-authority-history' : 'ons-lsoa-upper-tier';
}

async function* readMemberships(
  table: CsvTable,
  pairs: readonly Pair[],
  context: ReadContext,
): AsyncGenerator<readonly MembershipRow[]> {
  const seen = new Map<string, string>();
  let counties = 0;
  for await (const { records, lines } of table.batches) {
    const rows: MembershipRow[] = [];
    for (const [at, record] of records.entries()) {
      for (const pair of pairs) {
        const row = membershipOf(record, pair, lines[at] ?? 0, context);
        if (row === 'county') counties += 1;
        else if (row !== null && isNews(row, seen, context)) rows.push(row);
      }
    }
    yield rows;
  }
  if (counties > 0) {
    context.note({
      code: 'counties-left-out',
      severity: 'info',
      message: `${counties} memberships name a county, a kind of area that the Atlas does not hold, and were left out.`,
      count: counties,
    });
  }
}

function membershipOf(
  record: readonly string[],
  { child, parent, method }: Pair,
  line: number,
  context: ReadContext,
): MembershipRow | 'county' | null {
  const childCode = codeIn(record, child);
  const parentCode = codeIn(record, parent);
  if (childCode === null || parentCode === null) return null;
  if (/^E10\d{6}$/.test(parentCode)) return 'county';
  for (const [code, column] of [
    [childCode, child],
    [parentCode, parent],
  ] as const) {
    const reason = codeProblem(code, column);
    if (reason === null) continue;
    context.reject({ line, column: column.areas.type, value: code, reason });
    return null;
  }
  return {
    kind: 'membership',
    line,
    child: child.areas,
    childCode,
    childName: nameIn(record, child),
    parent: parent.areas,
    parentCode,
    parentName: nameIn(record, parent),
    method,
  };
}

/** A lookup of output areas says the same of an LSOA twenty times; another thing said of it is a mistake. */
function isNews(row: MembershipRow, seen: Map<string, string>, context: ReadContext): boolean {
  const key = `${row.childCode} ${row.child.vintage} ${row.parent.type} ${row.parent.vintage}`;
  const before = seen.get(key);
  if (before === undefined) {
    seen.set(key, row.parentCode);
    return true;
  }
  if (before !== row.parentCode) {
    context.reject({
      line: row.line,
      column: row.parent.type,
      value: row.parentCode,
      reason: `${row.childCode} was already put in ${before}`,
    });
  }
  return false;
}

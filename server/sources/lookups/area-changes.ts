import { AppError } from '../../../core/errors.ts';
import { openCsv, type CsvTable } from '../csv.ts';
import { sampleRecords } from '../csv-records.ts';
import type { CodeChangeRow, OpenedSource, ReadContext, SourceFile, SourceReader } from '../source.ts';
import { vintageIfUnsaid } from './area-lookup.ts';
import { codeIn, codeProblem, lookupColumns, nameIn, type LookupColumn } from './lookup-columns.ts';

const indicatorColumn = /^CHN?GIND$/i;

/**
 * LSOAs (or MSOAs) of 2011 and what became of them in 2021, each line one pair, with the change indicator U, S, M or
 * X. Every publisher's order and case of columns; the column is CHGIND in one file of the ONS and CHNGIND in another.
 */
export const areaChanges: SourceReader<CodeChangeRow> = {
  id: 'lsoa-changes',
  title: 'LSOA and MSOA 2011 to 2021 exact-fit lookup (ONS)',
  rowKind: 'code-change',
  recognise(file) {
    const header = sampleRecords(file.text, 1)[0]?.map((name) => name.trim()) ?? [];
    return header.some((name) => indicatorColumn.test(name)) && findPair(header) !== null ? 1 : 0;
  },
  open: openChanges,
};

/** The codes before and after a change, in a lookup's header. */
export interface VintagePair {
  readonly from: LookupColumn;
  readonly to: LookupColumn;
}

/** The first two code columns of one kind of area and different years; null where there are none. */
export function findPair(header: readonly string[]): VintagePair | null {
  const columns = lookupColumns(header, vintageIfUnsaid);
  for (const from of columns) {
    const to = columns.find(
      ({ areas }) => areas.type === from.areas.type && areas.vintage > from.areas.vintage,
    );
    if (to !== undefined) return { from, to };
  }
  return null;
}

async function openChanges(file: SourceFile, context: ReadContext): Promise<OpenedSource<CodeChangeRow>> {
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    refuseRepeatedNames: true,
  });
  const pair = findPair(table.header);
  const change = table.header.findIndex((name) => indicatorColumn.test(name));
  if (pair === null || change === -1) {
    throw new AppError('source-rejected', `${file.path} is not a lookup from one vintage to another.`, {
      details: {
        file: file.path,
        columns: table.header.slice(0, 40),
        reason: 'columns like LSOA11CD, LSOA21CD and CHGIND are needed',
      },
    });
  }
  const { from, to } = pair;
  const { dataset } = context.options;
  return {
    facts: {
      datasetId:
        typeof dataset === 'string'
          ? dataset
          : `ons-${to.areas.type}-changes-${from.areas.vintage}-${to.areas.vintage}`,
      areas: to.areas,
      period: String(to.areas.vintage),
      part: '',
    },
    columns: [],
    batches: readChanges(table, pair, change, context),
  };
}

async function* readChanges(
  table: CsvTable,
  { from, to }: VintagePair,
  change: number,
  context: ReadContext,
): AsyncGenerator<readonly CodeChangeRow[]> {
  const seen = new Set<string>();
  for await (const { records, lines } of table.batches) {
    const rows: CodeChangeRow[] = [];
    for (const [at, record] of records.entries()) {
      const line = lines[at] ?? 0;
      const fromCode = codeIn(record, from) ?? '';
      const toCode = codeIn(record, to) ?? '';
      const kind = changeKind(record[change] ?? '');
      const problem =
        codeProblem(fromCode, from) ??
        codeProblem(toCode, to) ??
        (kind === null ? 'the change indicator is none of U, S, M, X' : null) ??
        (seen.has(`${fromCode} ${toCode}`) ? 'the same pair stands twice in the file' : null);
      if (problem !== null || kind === null) {
        const value = `${fromCode},${toCode},${record[change] ?? ''}`;
        context.reject({ line, column: null, value, reason: problem ?? '' });
        continue;
      }
      seen.add(`${fromCode} ${toCode}`);
      rows.push({
        kind: 'code-change',
        line,
        areaType: to.areas.type,
        fromVintage: from.areas.vintage,
        fromCode,
        toVintage: to.areas.vintage,
        toCode,
        change: kind,
        toName: nameIn(record, to),
      });
    }
    yield rows;
  }
}

function changeKind(text: string): CodeChangeRow['change'] | null {
  const letter = text.trim().toUpperCase();
  return letter === 'U' || letter === 'S' || letter === 'M' || letter === 'X' ? letter : null;
}

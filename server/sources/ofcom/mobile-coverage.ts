import { openCsv } from '../csv.ts';
import type { CsvBatch } from '../csv-records.ts';
import { periodInName } from '../reader-options.ts';
import type {
  MobileCoverageRow,
  OpenedSource,
  ReadContext,
  SourceFile,
  SourceReader,
  ValuesRow,
} from '../source.ts';
import { hasHeader, parseValuesOptions, valuesBatches } from '../values-table.ts';
import { authoritiesOf } from './authority-vintage.ts';

/** `4G_prem_out_3`: percent of premises, outdoors, that exactly three operators reach with 4G. */
const groupPattern = /^(\dG|Voice)\w*_\d$/;

const isHeader = (cells: readonly string[]): boolean =>
  cells[0] === 'laua' && cells.filter((cell) => groupPattern.test(cell)).length > 10;

/**
 * Ofcom's mobile coverage by local authority. The columns of a group (`4G_prem_out_0` to `_4`) share 100 % out by the
 * number of operators. A blank means 0 there, where the group has any figure; a group that is blank as a whole has no
 * figures at all (no motorway in the authority), and stays missing.
 */
export const mobileCoverage: SourceReader<MobileCoverageRow> = {
  id: 'ofcom-mobile-coverage',
  title: 'Mobile coverage (Ofcom Connected Nations)',
  rowKind: 'mobile-coverage',
  recognise: (sample) => (hasHeader(sample, isHeader) ? 0.95 : 0),
  open,
};

async function open(file: SourceFile, context: ReadContext): Promise<OpenedSource<MobileCoverageRow>> {
  const options = parseValuesOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader,
  });
  const period = options.period ?? periodInName(file.name);
  const facts = {
    datasetId: options.dataset ?? 'ofcom-mobile-coverage',
    areas: authoritiesOf(period, options.vintage),
    period,
    part: options.part ?? '',
  };
  const columns = table.header.flatMap((name, position) => {
    if (name === 'laua' || name === 'laua_name') return [];
    return [
      {
        name,
        kind: groupPattern.test(name) ? ('percent' as const) : ('count' as const),
        total: null,
        position,
      },
    ];
  });
  const layout = { facts, codePosition: 0, namePosition: table.header.indexOf('laua_name'), columns };
  return {
    facts,
    columns: columns.map(({ name, kind, total }) => ({ name, kind, total })),
    batches: asMobile(valuesBatches(withZeros(table.batches, groupsIn(table.header)), layout, context)),
  };
}

async function* asMobile(
  batches: AsyncIterable<readonly ValuesRow[]>,
): AsyncGenerator<readonly MobileCoverageRow[]> {
  for await (const rows of batches) yield rows.map((row) => ({ ...row, kind: 'mobile-coverage' }));
}

/** The positions of each group's columns. */
function groupsIn(header: readonly string[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [position, name] of header.entries()) {
    if (!groupPattern.test(name)) continue;
    const group = name.replace(/_\d$/, '');
    groups.set(group, [...(groups.get(group) ?? []), position]);
  }
  return [...groups.values()];
}

async function* withZeros(
  batches: AsyncIterable<CsvBatch>,
  groups: readonly (readonly number[])[],
): AsyncGenerator<CsvBatch> {
  for await (const { records, lines } of batches) {
    yield { lines, records: records.map((record) => fill(record, groups)) };
  }
}

function fill(record: readonly string[], groups: readonly (readonly number[])[]): readonly string[] {
  const filled = [...record];
  for (const positions of groups) {
    if (positions.every((position) => record[position]?.trim() === '')) continue;
    for (const position of positions) if (record[position]?.trim() === '') filled[position] = '0';
  }
  return filled;
}

import type { AreaSet } from '../../../core/contract/area.ts';
import { areaTypeOf } from '../area-of-code.ts';
import { codeColumn } from '../code-column.ts';
import { openCsv, type CsvTable } from '../csv.ts';
import { parseReaderOptions, unsaidOfAreas } from '../reader-options.ts';
import type { AreaDetailRow, OpenedSource, ReadContext, SourceFile, SourceReader } from '../source.ts';
import { hasHeader } from '../values-table.ts';

/**
 * What people call the middle layer areas: the House of Commons Library's names (msoa21cd, msoa21hclnm), or any table
 * that has them beside the code, as the Trafford postcode list has (msoa_code, msoa_hcl_name; forced by --format, since
 * it is a list of postcodes first). Option: `vintage` where the code column has no year.
 */
export const msoaNames: SourceReader<AreaDetailRow> = {
  id: 'msoa-names',
  title: 'Names of middle layer areas (House of Commons Library)',
  rowKind: 'area-detail',
  recognise: (sample) => (hasHeader(sample, (cells) => nameColumns(cells) !== null) ? 0.9 : 0),
  open: openNames,
};

interface NameColumns {
  readonly code: number;
  readonly name: number;
  readonly vintage: number | null;
}

function nameColumns(header: readonly string[]): NameColumns | null {
  const code = header.findIndex((cell) => codeColumn(cell)?.type === 'msoa');
  const name = header.findIndex((cell) => /^msoa(\d\d|\d{4})?_?hcl_?n(m|ame)$/i.test(cell));
  if (code === -1 || name === -1) return null;
  return { code, name, vintage: codeColumn(header[code] ?? '')?.vintage ?? null };
}

async function openNames(file: SourceFile, context: ReadContext): Promise<OpenedSource<AreaDetailRow>> {
  const options = parseReaderOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader: (cells) => nameColumns(cells) !== null,
    refuseRepeatedNames: true,
  });
  const columns = nameColumns(table.header);
  const vintage = options.vintage ?? columns?.vintage ?? null;
  if (columns === null || vintage === null) {
    throw unsaidOfAreas(file, 'vintage');
  }
  const areas: AreaSet = { type: 'msoa', vintage };
  return {
    facts: {
      datasetId: options.dataset ?? `house-of-commons-msoa-names-${vintage}`,
      areas,
      period: options.period ?? String(vintage),
      part: options.part ?? '',
    },
    columns: [],
    batches: readNames(table, columns, context),
  };
}

/** A list of postcodes names an area a hundred times: once is taken, another name for it is a mistake. */
async function* readNames(
  table: CsvTable,
  columns: NameColumns,
  context: ReadContext,
): AsyncGenerator<readonly AreaDetailRow[]> {
  const seen = new Map<string, string>();
  for await (const { records, lines } of table.batches) {
    const rows: AreaDetailRow[] = [];
    for (const [at, record] of records.entries()) {
      const line = lines[at] ?? 0;
      const code = (record[columns.code] ?? '').trim();
      const name = (record[columns.name] ?? '').trim();
      // Small users' and terminated postcodes have no area there.
      if (code === '' && name === '') continue;
      const before = seen.get(code);
      if (before === name) continue;
      const reason = problemOf(code, name, before);
      if (reason !== null) {
        context.reject({ line, column: table.header[columns.code] ?? null, value: code, reason });
        continue;
      }
      seen.set(code, name);
      rows.push({ kind: 'area-detail', line, code, populationPoint: null, placeName: name });
    }
    if (rows.length > 0) yield rows;
  }
}

function problemOf(code: string, name: string, before: string | undefined): string | null {
  if (areaTypeOf(code) !== 'msoa') return 'this is no code of a middle layer area';
  if (name === '') return 'the area has no name';
  return before === undefined ? null : `the area is already called ${before}`;
}

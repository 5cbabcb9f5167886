import type { ColumnMapping } from '../../core/contract/column-mapping.ts';
import { AppError } from '../../core/errors.ts';
import { loadColumnMapping } from './column-mapping.ts';
import { openCsv, refuseRepeatedNames, type CsvTable } from './csv.ts';
import type { CsvBatch } from './csv-records.ts';
import type { OpenedSource, ReadContext, SourceFile, SourceReader, ValuesRow } from './source.ts';
import { parseValuesOptions, valuesBatches, type ValuesLayout } from './values-table.ts';

/**
 * Any CSV keyed by an area code or a postcode, read by a column mapping (core/contract/column-mapping.ts) given as
 * the option `mapping`. It never claims a file by itself: what columns mean has to be said.
 */
export const mappedCsv: SourceReader<ValuesRow> = {
  id: 'mapped-csv',
  title: 'Any CSV keyed by area code or postcode, with a column mapping',
  rowKind: 'values',
  recognise: () => 0,
  open,
};

async function open(file: SourceFile, context: ReadContext): Promise<OpenedSource<ValuesRow>> {
  const options = parseValuesOptions(context);
  const mapping = await loadColumnMapping(context.options['mapping']);
  refuseUnsummable(mapping);
  const keyColumn = 'code' in mapping.key ? mapping.key.code : mapping.key.postcode;
  const needed = [
    keyColumn,
    ...mapping.columns.map(({ name }) => name),
    ...Object.keys(mapping.where ?? {}),
    ...(mapping.name === undefined ? [] : [mapping.name]),
  ];
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader: (cells) => cells.includes(keyColumn),
  });
  refuseAbsentColumns(table, needed, file.path);
  refuseRepeatedNames(
    table.repeatedNames.filter((name) => needed.includes(name)),
    file.path,
  );
  const layout: ValuesLayout = {
    facts: {
      datasetId: options.dataset ?? mapping.dataset,
      areas: mapping.areas ?? null,
      period: options.period ?? mapping.period ?? null,
      part: options.part ?? mapping.part ?? '',
      keyedBy: 'code' in mapping.key ? 'area' : 'postcode',
    },
    codePosition: table.position(keyColumn),
    namePosition: mapping.name === undefined ? null : table.position(mapping.name),
    columns: mapping.columns.map(({ name, kind, total, as }) => ({
      name: as ?? name,
      kind,
      total: total ?? null,
      position: table.position(name),
    })),
    ...('postcode' in mapping.key ? { splitCode: plainPostcode } : {}),
  };
  return {
    facts: layout.facts,
    columns: layout.columns.map(({ name, kind, total }) => ({ name, kind, total })),
    batches: valuesBatches(cleaned(table, mapping, layout), layout, context),
  };
}

/** @throws AppError source-rejected naming every column that the mapping wants and the file lacks. */
function refuseAbsentColumns(table: CsvTable, needed: readonly string[], path: string): void {
  const absent = needed.filter((name) => !table.header.includes(name));
  if (absent.length === 0) return;
  throw new AppError('source-rejected', `${path} lacks columns of its mapping: ${absent.join(', ')}.`, {
    details: { file: path, columns: table.header.slice(0, 60), absent },
  });
}

/**
 * Rows about postcodes are added up by area, which is right for counts alone: a mean of percents or scores would not
 * know how many people or premises stand behind each.
 *
 * @throws AppError invalid-request naming the first column that cannot be added up, or areas given beside postcodes.
 */
function refuseUnsummable({ key, areas, columns }: ColumnMapping): void {
  if (!('postcode' in key)) return;
  const at = columns.findIndex(({ kind }) => kind !== 'count');
  const column = columns[at];
  if (column !== undefined) {
    throw new AppError(
      'invalid-request',
      `Rows about postcodes are added up by area, so only counts can be taken; "${column.name}" is a ${column.kind}. Give the counts behind it, with "total" for what they are a part of.`,
      { details: { field: `mapping.columns.${at}.kind`, value: column.kind, reason: 'not a count' } },
    );
  }
  if (areas !== undefined && (areas.type !== 'lsoa' || areas.vintage !== 2021)) {
    throw new AppError(
      'invalid-request',
      'Rows about postcodes are added up to LSOAs of 2021: leave "areas" out of the mapping.',
      { details: { field: 'mapping.areas', value: `${areas.type} ${areas.vintage}` } },
    );
  }
}

/** Postcodes as the postcode table keys them: capitals without space. */
function plainPostcode(cell: string): { code: string; name: null } {
  return { code: cell.replaceAll(/\s/g, '').toUpperCase(), name: null };
}

/** Only the rows that `where` asks for, with the mapping's own marks for missing figures put into the usual ones. */
async function* cleaned(
  table: CsvTable,
  mapping: ColumnMapping,
  layout: ValuesLayout,
): AsyncGenerator<CsvBatch> {
  const wanted = Object.entries(mapping.where ?? {}).map(([name, value]) => ({
    at: table.position(name),
    value,
  }));
  const marks = new Map(
    Object.entries(mapping.missing ?? {}).map(([mark, reason]) => [mark, reason === 'suppressed' ? '*' : '']),
  );
  const numeric = new Set(layout.columns.map(({ position }) => position));
  for await (const batch of table.batches) {
    const records: (readonly string[])[] = [];
    const lines: number[] = [];
    for (const [at, record] of batch.records.entries()) {
      if (!wanted.every((want) => record[want.at]?.trim() === want.value)) continue;
      const replaced = record.map((cell, column) =>
        numeric.has(column) ? (marks.get(cell.trim()) ?? cell) : cell,
      );
      records.push(marks.size === 0 ? record : replaced);
      lines.push(batch.lines[at] ?? 0);
    }
    yield { records, lines };
  }
}

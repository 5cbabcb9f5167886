import { areaSet, areaTypeInWords, areaTypeOf } from './area-of-code.ts';
import { openCsv } from './csv.ts';
import { pivotTable } from './long-table.ts';
import type { OpenedSource, ReadContext, SourceFile, SourceReader, ValuesRow } from './source.ts';
import { hasHeader, parseValuesOptions } from './values-table.ts';

/**
 * ONS "create a custom dataset": `<Areas> Code,<Areas>,<Variable> Code,<Variable>,...,Observation`, one row per area
 * and category. Each category becomes a column `<Variable>: <category>`; -8 "Does not apply" is left out.
 */
export const onsLong: SourceReader<ValuesRow> = {
  id: 'ons-long',
  title: 'Census 2021 custom dataset of ONS (long format)',
  rowKind: 'values',
  recognise: (sample) => (hasHeader(sample, isHeader) ? 0.9 : 0),
  open,
};

function isHeader(cells: readonly string[]): boolean {
  const isPaired = cells.length >= 5 && cells.length % 2 === 1 && cells[0] === `${cells[1] ?? ''} Code`;
  return isPaired && cells.at(-1) === 'Observation';
}

async function open(file: SourceFile, context: ReadContext): Promise<OpenedSource<ValuesRow>> {
  const options = parseValuesOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader,
  });
  const areaTitle = table.header[1] ?? '';
  const variables = table.header.flatMap((name, at) => (at >= 3 && at % 2 === 1 ? [{ name, at }] : []));
  const { columns, rows } = await pivotTable(
    table,
    {
      codePosition: 0,
      namePosition: 1,
      valuePosition: table.header.length - 1,
      columnOf: (record) => {
        const applies = variables.every(({ at }) => record[at - 1]?.trim() !== '-8');
        if (!applies) return null;
        return variables.map(({ name, at }) => `${name}: ${record[at]?.trim() ?? ''}`).join('; ');
      },
    },
    context,
  );
  const type = options.areaType ?? areaTypeOf(rows[0]?.code ?? '') ?? areaTypeInWords(areaTitle);
  return {
    facts: {
      datasetId: options.dataset ?? 'census-2021-custom',
      areas: areaSet(type, options.vintage ?? 2021),
      period: options.period ?? '2021',
      part: options.part ?? variables.map(({ name }) => name).join('; '),
    },
    columns: columns.map((name) => ({ name, kind: 'count', total: null })),
    batches: inOneBatch(rows),
  };
}

async function* inOneBatch(rows: readonly ValuesRow[]): AsyncGenerator<readonly ValuesRow[]> {
  yield await Promise.resolve(rows);
}

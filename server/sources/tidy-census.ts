import { areaSet, areaTypeInWords, areaTypeOf, levelPart } from './area-of-code.ts';
import { openCsv } from './csv.ts';
import { pivotTable } from './long-table.ts';
import type { OpenedSource, ReadContext, SourceFile, SourceReader, ValuesRow } from './source.ts';
import { hasHeader, parseValuesOptions } from './values-table.ts';

/**
 * Census 2021 as Trafford Data Lab publishes it: `area_code,area_name,geography,period,indicator[,category],measure,
 * unit,value`, one row per area and category of the finest level. Columns get the names of the Nomis bulk tables, and
 * the total is added up, so that one catalogue entry fits both.
 */
export const tidyCensus: SourceReader<ValuesRow> = {
  id: 'tidy-census',
  title: 'Census 2021 in tidy form (Trafford Data Lab)',
  rowKind: 'values',
  recognise: (sample) => (hasHeader(sample, isHeader) ? 0.9 : 0),
  open,
};

interface Topic {
  readonly table: string;
  readonly title: string;
  readonly total: string;
}

const residents = 'Total: All usual residents';
/** By the name of the category column; tables without one are known by their first category. */
const topics: Readonly<Record<string, Topic>> = {
  availability_category: { table: 'ts045', title: 'Number of cars or vans', total: 'Total: All households' },
  disability_category: { table: 'ts038', title: 'Disability', total: residents },
  economic_activity_status: {
    table: 'ts066',
    title: 'Economic activity status',
    total: `${residents} aged 16 years and over`,
  },
  highest_qualification: {
    table: 'ts067',
    title: 'Highest level of qualification',
    total: `${residents} aged 16 years and over`,
  },
  household_tenure: { table: 'ts054', title: 'Tenure of household', total: 'Total: All households' },
  household_language: { table: 'ts025', title: 'Household language', total: 'Total: All households' },
  proficiency: {
    table: 'ts029',
    title: 'Proficiency in English language',
    total: `${residents} aged 3 years and over`,
  },
};
const ages: Topic = { table: 'ts007a', title: 'Age', total: 'Total' };
const households: Topic = { table: 'ts003', title: 'Household composition', total: 'Total: All households' };

const start = ['area_code', 'area_name', 'geography', 'period', 'indicator'];

function isHeader(cells: readonly string[]): boolean {
  const isTidy = start.every((name, at) => cells[at] === name) && cells.at(-1) === 'value';
  return isTidy && cells.at(-2) === 'unit' && cells.at(-3) === 'measure';
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
  const categoryPosition = table.header.length === 9 ? 5 : 4;
  const measurePosition = table.header.length - 3;
  const period = { value: '' };
  const kind = { value: '' };
  const { columns, rows } = await pivotTable(
    table,
    {
      codePosition: 0,
      namePosition: 1,
      valuePosition: table.header.length - 1,
      columnOf: (record) => {
        if (record[measurePosition]?.trim() !== 'Count') return null;
        period.value ||= record[3]?.trim() ?? '';
        kind.value ||= record[2]?.trim() ?? '';
        return record[categoryPosition]?.trim() ?? null;
      },
    },
    context,
  );
  const topic = topicOf(table.header, columns);
  const total = `${topic.title}: ${topic.total}`;
  const type = options.areaType ?? areaTypeOf(rows[0]?.code ?? '') ?? areaTypeInWords(kind.value);
  return {
    facts: {
      datasetId: options.dataset ?? `census-2021-${topic.table}`,
      areas: areaSet(type, options.vintage ?? 2021),
      period: options.period ?? period.value.slice(0, 4),
      part: options.part ?? levelPart(type),
    },
    columns: [
      { name: total, kind: 'count', total: null },
      ...columns.map((name) => ({ name: `${topic.title}: ${name}`, kind: 'count' as const, total })),
    ],
    batches: withTotals(rows),
  };
}

function topicOf(header: readonly string[], categories: readonly string[]): Topic {
  const byColumn = Object.entries(topics).find(([name]) => header.includes(name))?.[1];
  if (byColumn !== undefined) return byColumn;
  return categories[0]?.startsWith('Aged ') === true ? ages : households;
}

/** The total is known only where every part is. */
async function* withTotals(rows: readonly ValuesRow[]): AsyncGenerator<readonly ValuesRow[]> {
  yield await Promise.resolve(
    rows.map((row): ValuesRow => {
      const total = sumOf(row.values);
      const reasons =
        row.reasons === null ? null : new Map([...row.reasons].map(([at, why]) => [at + 1, why]));
      return { ...row, values: [total, ...row.values], reasons };
    }),
  );
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

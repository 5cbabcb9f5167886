import { areaSet, areaTypeInWords, areaTypeOf, levelPart } from './area-of-code.ts';
import type { CsvTable } from './csv.ts';
import { sampleRecords } from './csv-records.ts';
import type { SourceColumn, SourceFile } from './source.ts';
import { valuesReader, type ValuesLayout, type ValuesOptions } from './values-table.ts';

/**
 * Census 2021 bulk tables of Nomis: `date,geography,geography code,<Title>: Total...`, one row per area of any kind.
 * Parents and children of a table stand side by side (TS038, TS066): columns must be chosen, never all be added.
 */
export const nomisBulk = valuesReader({
  id: 'nomis-bulk',
  title: 'Census 2021 bulk table (Nomis)',
  sureness: 0.95,
  isHeader: isNomisHeader,
  layout,
});

function isNomisHeader(cells: readonly string[]): boolean {
  return cells[0] === 'date' && cells[1] === 'geography' && cells[2] === 'geography code' && cells.length > 3;
}

function layout(table: CsvTable, file: SourceFile, options: ValuesOptions): ValuesLayout {
  const names = table.header.slice(3).map(withoutMeasure);
  const totals = totalsByTitle(names);
  const first = sampleRecords(file.text).findIndex((cells) => cells[0] === 'date') + 1;
  const example = sampleRecords(file.text)[first];
  const type = options.areaType ?? areaTypeOf(example?.[2]?.trim() ?? '') ?? typeInName(file.name);
  return {
    facts: {
      datasetId: options.dataset ?? datasetOf(file.name, names[0] ?? ''),
      areas: areaSet(type, options.vintage ?? 2021),
      period: options.period ?? example?.[0]?.trim() ?? null,
      part: options.part ?? (/-utla\.csv$/i.test(file.name) ? 'utla' : levelPart(type)),
    },
    codePosition: 2,
    namePosition: 1,
    columns: names.map((name, at) => ({
      name,
      kind: kindOf(name),
      total: totalOf(name, totals),
      position: at + 3,
    })),
  };
}

/** TS001 and TS006 say `; measures: Value` behind every name, which tells nothing. */
function withoutMeasure(name: string): string {
  return name.replace(/\s*;\s*measures:\s*Value$/i, '').trim();
}

/** `Age: Total` and `Disability: Total: All usual residents`, by the title before the first colon. */
function totalsByTitle(names: readonly string[]): ReadonlyMap<string, string> {
  const totals = names.filter((name) => /^[^:]+:\s*Total\b/.test(name));
  return new Map(totals.map((name) => [titleOf(name), name]));
}

function titleOf(name: string): string {
  return name.split(':')[0]?.trim() ?? name;
}

function totalOf(name: string, totals: ReadonlyMap<string, string>): string | null {
  const total = totals.get(titleOf(name)) ?? null;
  return total === name ? null : total;
}

function kindOf(name: string): SourceColumn['kind'] {
  return /per square kilometre|density/i.test(name) ? 'rate' : 'count';
}

function typeInName(name: string): ReturnType<typeof areaTypeInWords> {
  const token = /-(oa|lsoa|msoa|ward|ltla|rgn|ctry)\.csv$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (token === 'rgn') return 'region';
  if (token === 'ctry') return 'nation';
  return areaTypeInWords(token);
}

/** The tables by their title, for files that were renamed. */
const tablesByTitle: Readonly<Record<string, string>> = {
  Age: 'ts007a',
  'Household language (English and Welsh)': 'ts025',
  'Proficiency in English language': 'ts029',
  'General health': 'ts037',
  Disability: 'ts038',
  'Provision of unpaid care': 'ts039',
  'Number of disabled people in household': 'ts040',
  'Number of cars or vans': 'ts045',
  'Tenure of household': 'ts054',
  'Economic activity status': 'ts066',
  'Highest level of qualification': 'ts067',
};

function datasetOf(fileName: string, firstColumn: string): string {
  const table =
    /\b(ts\d{3}[a-z]*)\b/i.exec(fileName)?.[1]?.toLowerCase() ?? tablesByTitle[titleOf(firstColumn)];
  if (table !== undefined) return `census-2021-${table}`;
  const words = titleOf(firstColumn)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return `census-2021-${words.replaceAll(/^-|-$/g, '')}`;
}

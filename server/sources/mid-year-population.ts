import { areaSet, areaTypeOf, levelPart } from './area-of-code.ts';
import { openCsv, type CsvTable } from './csv.ts';
import { sampleRecords } from './csv-records.ts';
import type {
  OpenedSource,
  ReadContext,
  SourceColumn,
  SourceFile,
  SourceReader,
  ValuesRow,
} from './source.ts';
import { hasHeader, parseValuesOptions, valuesBatches, type ValuesOptions } from './values-table.ts';

/**
 * ONS mid-year population by single year of age, in three editions: the SAPE sheets saved as CSV (title lines, names
 * with footnote digits, "16,149"), Trafford Data Lab's tidy files (rows by sex; `gender` and `90` in mid-2020, `sex`
 * and `90+` later), and a table of one row per area. All give the same columns: all_ages, three broad bands, 0 to
 * 90+. Bands that an edition lacks are added up from the single years.
 */
export const midYearPopulation: SourceReader<ValuesRow> = {
  id: 'mid-year-population',
  title: 'Mid-year population estimates by single year of age (ONS)',
  rowKind: 'values',
  recognise: (sample) => (hasHeader(sample, isHeader) ? 0.9 : 0),
  open,
};

const totalNames = new Set(['all_ages', 'all ages', 'total_population']);
const bands = [
  { name: 'aged_0_to_15', from: 0, to: 15 },
  { name: 'aged_16_to_64', from: 16, to: 64 },
  { name: 'aged_65_and_over', from: 65, to: 90 },
] as const;
const years = Array.from({ length: 91 }, (_, age) => (age === 90 ? '90+' : String(age)));

function isHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.toLowerCase());
  const isTopped = names.includes('90+') || names.includes('90');
  return (
    names.some((name) => totalNames.has(name)) && names.includes('0') && names.includes('89') && isTopped
  );
}

interface Edition {
  readonly codePosition: number;
  readonly namePosition: number;
  readonly sexPosition: number;
  readonly totalPosition: number;
  /** Positions of the ages 0 to 90 and over. */
  readonly agePositions: readonly number[];
}

async function open(file: SourceFile, context: ReadContext): Promise<OpenedSource<ValuesRow>> {
  const options = parseValuesOptions(context);
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader,
    refuseRepeatedNames: true,
    isFootnote: (cells) => cells.slice(4).every((cell) => cell.trim() === ''),
  });
  const edition = editionOf(table);
  const { period, areas } = factsOf(table, file, { options, edition });
  const columns: SourceColumn[] = [
    { name: 'all_ages', kind: 'count', total: null },
    ...[...bands.map(({ name }) => name), ...years].map((name) => ({
      name,
      kind: 'count' as const,
      total: 'all_ages',
    })),
  ];
  return {
    facts: {
      datasetId: options.dataset ?? 'ons-mid-year-population',
      areas,
      period,
      part: options.part ?? levelPart(areas?.type ?? null),
    },
    columns,
    batches: withBands(personsOnly(table, edition, context), context, edition),
  };
}

function editionOf(table: CsvTable): Edition {
  const names = table.header.map((name) => name.toLowerCase());
  const codePosition = columnOf(names, 'code');
  return {
    codePosition,
    namePosition: columnOf(names, 'name'),
    sexPosition: names.findIndex((name) => name === 'sex' || name === 'gender'),
    totalPosition: names.findIndex((name) => totalNames.has(name)),
    agePositions: years.map((age) => {
      const at = names.indexOf(age);
      return at === -1 && age === '90+' ? names.indexOf('90') : at;
    }),
  };
}

/** `LSOA 2021 Code` may stand behind `LAD 2021 Code`: the smaller area is what the row is about. */
function columnOf(names: readonly string[], what: 'code' | 'name'): number {
  const isOne = (name: string): boolean => new RegExp(`${what}( \\d+)?$`).test(name);
  const lsoa = names.findIndex((name) => isOne(name) && name.startsWith('lsoa'));
  return lsoa === -1 ? names.findIndex(isOne) : lsoa;
}

function factsOf(
  table: CsvTable,
  file: SourceFile,
  { options, edition }: { readonly options: ValuesOptions; readonly edition: Edition },
): Pick<OpenedSource['facts'], 'period' | 'areas'> {
  const records = sampleRecords(file.text);
  const header = records.findIndex((cells) => isHeader(cells.map((cell) => cell.trim())));
  const example = records[header + 1] ?? [];
  const inRow = table.header[0] === 'period' ? example[0]?.slice(0, 4) : undefined;
  const titles = table.titleLines.map((cells) => cells.join(' ')).join(' ');
  const year =
    inRow ?? /mid-?_?(\d{4})/i.exec(titles)?.[1] ?? /mid-?_?(?:year_)?(\d{4})/i.exec(file.name)?.[1];
  const period = options.period ?? year ?? null;
  const type = options.areaType ?? areaTypeOf(example[edition.codePosition]?.trim() ?? '');
  const codeColumn = table.header[edition.codePosition] ?? '';
  return { period, areas: areaSet(type, options.vintage ?? vintageOf(codeColumn, type, Number(period))) };
}

/** Estimates up to mid-2020 are on 2011 output areas, later ones on 2021; wards are those of the year. */
function vintageOf(codeColumn: string, type: string | null, year: number): number | null {
  if (/lsoa11|2011/i.test(codeColumn)) return 2011;
  if (/lsoa21|2021/i.test(codeColumn)) return 2021;
  if (Number.isNaN(year) || year === 0) return null;
  return type === 'ward' || type === 'lad' ? year : year <= 2020 ? 2011 : 2021;
}

/** Rows for persons; men and women are left out, and said so once. */
async function* personsOnly(
  table: CsvTable,
  edition: Edition,
  context: ReadContext,
): CsvTable['batches'] & AsyncGenerator<{ records: (readonly string[])[]; lines: number[] }> {
  let leftOut = 0;
  let persons = 0;
  for await (const batch of table.batches) {
    const records: (readonly string[])[] = [];
    const lines: number[] = [];
    for (const [at, record] of batch.records.entries()) {
      const sex = edition.sexPosition === -1 ? 'persons' : record[edition.sexPosition]?.trim().toLowerCase();
      if (sex !== 'persons') {
        leftOut += 1;
        continue;
      }
      persons += 1;
      records.push(record);
      lines.push(batch.lines[at] ?? 0);
    }
    yield { records, lines };
  }
  if (leftOut === 0) return;
  context.note({
    code: 'sexes-left-out',
    severity: persons === 0 ? 'error' : 'info',
    message:
      persons === 0
        ? 'The file has rows for men and women only, none for persons.'
        : `${leftOut} rows for men or women were left out; the rows for persons were read.`,
    count: leftOut,
  });
}

async function* withBands(
  batches: CsvTable['batches'],
  context: ReadContext,
  edition: Edition,
): AsyncGenerator<readonly ValuesRow[]> {
  const names = ['all_ages', ...years];
  const positions = [edition.totalPosition, ...edition.agePositions];
  const columns = names.map((name, at) => ({
    name,
    kind: 'count' as const,
    total: null,
    position: positions[at] ?? -1,
  }));
  const facts = { datasetId: '', areas: null, period: null, part: '' };
  const layout = { facts, codePosition: edition.codePosition, namePosition: edition.namePosition, columns };
  for await (const rows of valuesBatches(batches, layout, context)) {
    yield rows.map((row): ValuesRow => {
      const [total = null, ...single] = row.values;
      const sums = bands.map(({ from, to }) => sumOf(single.slice(from, to + 1)));
      const reasons = row.reasons === null ? null : moveReasons(row.reasons);
      return { ...row, values: [total, ...sums, ...single], reasons };
    });
  }
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

function moveReasons(reasons: NonNullable<ValuesRow['reasons']>): NonNullable<ValuesRow['reasons']> {
  return new Map([...reasons].map(([at, why]) => [at === 0 ? 0 : at + bands.length, why]));
}

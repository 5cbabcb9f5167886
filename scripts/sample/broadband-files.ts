import { authority, type Borough } from './borough.ts';
import type { LineClass, Postcode, Premises } from './premises.ts';
import { itemAt } from './random.ts';
import { csvText, type SampleFile } from './sample-file.ts';

/** Ofcom Connected Nations as published: three releases by authority, the latest by output area and by postcode. */
export function broadbandFiles(
  borough: Borough,
  postcodes: readonly Postcode[],
  premises: readonly Premises[],
): SampleFile[] {
  const homes = premises.filter((item) => item.isResidential);
  return [
    authorityFile('201909_fixed_laua_coverage_r01', columns201909, {
      lines: linesWhen(premises, 0.05),
      name: authority.name.toUpperCase(),
      hasExclusiveBands: true,
    }),
    authorityFile('202105_fixed_laua_coverage_r01', columns202105, {
      lines: linesWhen(premises, 0.35),
      name: authority.name.toUpperCase(),
    }),
    authorityFile('202507_fixed_laua_coverage_r01', columns202507, {
      lines: linesWhen(premises, 0.94),
      name: authority.name,
    }),
    outputAreaFile('202601_fixed_oa_coverage_r1', borough, premises),
    outputAreaFile('202601_fixed_oa_res_coverage_r1', borough, homes),
    postcodeFile('202601_fixed_pc_coverage_r1_ZZ', postcodes, premises),
    postcodeFile('202601_fixed_pc_coverage_res_r1_ZZ', postcodes, homes),
  ];
}

interface Line {
  /** Download speed in Mbit/s at the lower end of its class. */
  readonly speed: number;
  readonly isFullFibre: boolean;
  readonly hasWireless: boolean;
  readonly isMatched: boolean;
}

const speedOf: Readonly<Record<LineClass, number>> = {
  'full-fibre': 1000,
  cable: 1000,
  '100': 100,
  '30': 30,
  '10': 10,
  '5': 5,
  '2': 2,
  '0': 0,
};

const lineOf = (item: Premises, line: LineClass): Line => ({
  speed: speedOf[line],
  isFullFibre: line === 'full-fibre',
  hasWireless: item.hasWireless,
  isMatched: item.isMatched,
});

/** Lines as they were when full fibre had reached only the first `share` (0-1) of the homes that have it now. */
const linesWhen = (premises: readonly Premises[], share: number): Line[] =>
  premises.map((item) => lineOf(item, item.fibreOrder < share ? item.line : item.lineBefore));

const below =
  (limit: number) =>
  (line: Line): boolean =>
    line.speed < limit;
const atLeast =
  (limit: number) =>
  (line: Line): boolean =>
    line.speed >= limit;
const between =
  (low: number, high: number) =>
  (line: Line): boolean =>
    line.speed >= low && line.speed < high;

/** What Ofcom's columns count, by the words after "% of premises" or "Number of premises". */
const measures: Readonly<Record<string, (line: Line) => boolean>> = {
  'SFBB availability': atLeast(30),
  'UFBB (100Mbit/s) availability': atLeast(100),
  'UFBB availability': atLeast(300),
  'Full Fibre availability': (line) => line.isFullFibre,
  'Gigabit availability': atLeast(1000),
  'unable to receive 2Mbit/s': below(2),
  'unable to receive 5Mbit/s': below(5),
  'unable to receive 10Mbit/s': below(10),
  'unable to receive 30Mbit/s': below(30),
  'below the USO': (line) => below(10)(line) && !line.hasWireless,
  'unable to receive decent broadband from fixed or FWA': (line) => below(10)(line) && !line.hasWireless,
  NGA: atLeast(10),
  // Only homes without a decent fixed line are counted.
  'able to receive decent broadband from FWA': (line) => below(10)(line) && line.hasWireless,
  'able to receive SFBB from FWA': () => false,
  '30<300Mbit/s download speed': between(30, 300),
  '>=300Mbit/s download speed': atLeast(300),
  '0<2Mbit/s download speed': below(2),
  '2<5Mbit/s download speed': between(2, 5),
  '5<10Mbit/s download speed': between(5, 10),
  '10<30Mbit/s download speed': between(10, 30),
};

const available = ['SFBB availability', 'UFBB availability', 'Full Fibre availability'];
const available2021 = [
  'SFBB availability',
  'UFBB (100Mbit/s) availability',
  'UFBB availability',
  'Full Fibre availability',
  'Gigabit availability',
];
const slow = ['2', '5', '10', '30'].map((speed) => `unable to receive ${speed}Mbit/s`);
const universal = ['below the USO', 'NGA', 'able to receive decent broadband from FWA'];
const bands = ['30<300', '>=300', '0<2', '2<5', '5<10', '10<30'].map(
  (band) => `${band}Mbit/s download speed`,
);

const percentColumn = (measure: string): string =>
  measure.endsWith('availability')
    ? `${measure} (% premises)`
    : `% of premises ${/^(NGA|\d|>)/.test(measure) ? 'with ' : ''}${measure}`;
const numberColumn = (measure: string): string =>
  `Number of premises ${/^(able|unable|below)/.test(measure) ? '' : 'with '}${measure}`;

interface Column {
  readonly title: string;
  readonly measure: string;
  readonly isPercent: boolean;
}
const percents = (names: readonly string[]): Column[] =>
  names.map((measure) => ({ title: percentColumn(measure), measure, isPercent: true }));
const numbers = (names: readonly string[]): Column[] =>
  names.map((measure) => ({ title: numberColumn(measure), measure, isPercent: false }));

const measures2019 = [...available, ...slow, ...universal, 'able to receive SFBB from FWA'];
const columns201909 = [
  ...percents(measures2019),
  ...numbers(measures2019),
  ...numbers(bands),
  ...percents(bands),
];
const measures2021 = [...available2021, ...slow, ...universal];
const columns202105 = [
  ...percents(measures2021),
  ...numbers(measures2021),
  ...numbers(bands),
  ...percents(bands),
];
const columns202507 = [
  ...percents(measures2021),
  ...numbers(measures2021),
  ...percents(bands),
  ...numbers(bands),
];
const measures2026 = [
  ...available2021.filter((name) => !name.startsWith('Full')),
  ...slow,
  'unable to receive decent broadband from fixed or FWA',
  ...universal.slice(1),
];
const columnsOutputArea = [
  ...percents(measures2026),
  ...numbers(measures2026),
  ...percents(bands),
  ...numbers(bands),
];
const columnsPostcode = percents([
  ...bands,
  ...available2021.slice(0, 3),
  ...slow,
  'Gigabit availability',
  'unable to receive decent broadband from fixed or FWA',
  'NGA',
  'able to receive decent broadband from FWA',
]);

/** 100, 72.9: one decimal, none where it is 0. */
const percentText = (count: number, total: number): string => String(Math.round((1000 * count) / total) / 10);

function figures(columns: readonly Column[], lines: readonly Line[]): string[] {
  return columns.map(({ measure, isPercent }) => {
    const test = measures[measure];
    if (test === undefined) throw new Error(`no measure ${measure}`);
    const count = lines.filter((line) => line.isMatched && test(line)).length;
    return isPercent ? percentText(count, lines.length) : String(count);
  });
}

const total = (lines: readonly Line[]): string[] => [
  String(lines.length),
  String(lines.filter((line) => line.isMatched).length),
];

/** In 2019 the columns "SFBB" and "UFBB" held the share of the band 30 to 300, and of 300 and over, alone. */
function authorityFile(
  name: string,
  columns: readonly Column[],
  release: { readonly lines: readonly Line[]; readonly name: string; readonly hasExclusiveBands?: boolean },
): SampleFile {
  const asPublished = columns.map((column) =>
    release.hasExclusiveBands === true && column.title === 'SFBB availability (% premises)'
      ? { ...column, measure: '30<300Mbit/s download speed' }
      : column,
  );
  return {
    path: `broadband/${name}.csv`,
    text: csvText(
      [
        ['laua', 'laua_name', 'All Premises', 'All Matched Premises', ...columns.map(({ title }) => title)],
        [authority.code, release.name, ...total(release.lines), ...figures(asPublished, release.lines)],
      ],
      { crlf: true },
    ),
  };
}

function groupBy(premises: readonly Premises[], count: number, key: (item: Premises) => number): Line[][] {
  const groups = Array.from({ length: count }, (): Line[] => []);
  for (const item of premises) itemAt(groups, key(item)).push(lineOf(item, item.line));
  return groups;
}

function outputAreaFile(name: string, borough: Borough, premises: readonly Premises[]): SampleFile {
  const groups = groupBy(premises, borough.outputAreas.length, (item) => item.oa);
  const rows = borough.outputAreas.flatMap((area, index) => {
    const lines = itemAt(groups, index);
    return lines.length === 0 ? [] : [[area.code, ...total(lines), ...figures(columnsOutputArea, lines)]];
  });
  const header = [
    'output_area',
    'All Premises',
    'All Matched Premises',
    ...columnsOutputArea.map(({ title }) => title),
  ];
  return { path: `broadband/${name}.csv`, text: csvText([header, ...rows], { crlf: true }) };
}

function postcodeFile(
  name: string,
  postcodes: readonly Postcode[],
  premises: readonly Premises[],
): SampleFile {
  const groups = groupBy(premises, postcodes.length, (item) => item.postcode);
  const rows = postcodes.flatMap(({ text }, index) => {
    const lines = itemAt(groups, index);
    if (lines.length === 0) return [];
    const values = figures(columnsPostcode, lines).map((value) => Number(value).toFixed(1));
    return [[text.replace(' ', ''), text, 'ZZ', ...values]];
  });
  const header = [
    'postcode',
    'postcode_space',
    'postcode area',
    ...columnsPostcode.map(({ title }) => title),
  ];
  return {
    path: `broadband/${name}.csv`,
    text: csvText([header, ...rows], { bom: true, crlf: true }),
  };
}

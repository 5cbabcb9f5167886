import type { LineClass } from './lines.ts';

/* Ofcom's tables of fixed coverage: their columns by release, and the figures of a group of lines. */

export interface Line {
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

/** What a line gives, with what else is known of the home. */
export const lineOf = (item: Omit<Line, 'speed' | 'isFullFibre'>, line: LineClass): Line => ({
  speed: speedOf[line],
  isFullFibre: line === 'full-fibre',
  hasWireless: item.hasWireless,
  isMatched: item.isMatched,
});

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

export interface Column {
  readonly title: string;
  readonly measure: string;
  readonly isPercent: boolean;
}
const percents = (names: readonly string[]): Column[] =>
  names.map((measure) => ({ title: percentColumn(measure), measure, isPercent: true }));
const numbers = (names: readonly string[]): Column[] =>
  names.map((measure) => ({ title: numberColumn(measure), measure, isPercent: false }));

const measures2019 = [...available, ...slow, ...universal, 'able to receive SFBB from FWA'];
export const columns201909 = [
  ...percents(measures2019),
  ...numbers(measures2019),
  ...numbers(bands),
  ...percents(bands),
];
const measures2021 = [...available2021, ...slow, ...universal];
export const columns202105 = [
  ...percents(measures2021),
  ...numbers(measures2021),
  ...numbers(bands),
  ...percents(bands),
];
export const columns202507 = [
  ...percents(measures2021),
  ...numbers(measures2021),
  ...percents(bands),
  ...numbers(bands),
];
/** "below the USO" was renamed in January 2026. */
const measures2026 = [
  ...available2021,
  ...slow,
  'unable to receive decent broadband from fixed or FWA',
  ...universal.slice(1),
];
/** Nobody here has seen this header: it is that of July 2025 with the new words of the output areas of the same release. */
export const columns202601 = [
  ...percents(measures2026),
  ...numbers(measures2026),
  ...percents(bands),
  ...numbers(bands),
];
/** Full fibre is given by authority only. */
export const columnsOutputArea = columns202601.filter(({ measure }) => !measure.startsWith('Full Fibre'));
export const columnsPostcode = percents([
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

/** One cell for each column: a count, or percent to one decimal of all lines. */
export function figures(columns: readonly Column[], lines: readonly Line[]): string[] {
  return columns.map(({ measure, isPercent }) => {
    const test = measures[measure];
    if (test === undefined) throw new Error(`no measure ${measure}`);
    const count = lines.filter((line) => line.isMatched && test(line)).length;
    return isPercent ? percentText(count, lines.length) : String(count);
  });
}

/** All premises and matched premises, the first two figures of tables that count. */
export const total = (lines: readonly Line[]): string[] => [
  String(lines.length),
  String(lines.filter((line) => line.isMatched).length),
];

export const outputAreaHeader = [
  'output_area',
  'All Premises',
  'All Matched Premises',
  ...columnsOutputArea.map(({ title }) => title),
];

/** One line of Ofcom's table by output area. */
export const outputAreaCells = (code: string, lines: readonly Line[]): string[] => [
  code,
  ...total(lines),
  ...figures(columnsOutputArea, lines),
];

export const postcodeHeader = [
  'postcode',
  'postcode_space',
  'postcode area',
  ...columnsPostcode.map(({ title }) => title),
];

/**
 * One line of Ofcom's table by postcode.
 *
 * @param text with its space: "ZZ1 1AA"
 */
export const postcodeCells = (text: string, lines: readonly Line[]): string[] => [
  text.replace(' ', ''),
  text,
  /^[A-Z]+/.exec(text)?.[0] ?? '',
  ...figures(columnsPostcode, lines).map((value) => Number(value).toFixed(1)),
];

import type { CoverageMeasure } from '../../../core/contract/coverage-measure.ts';

/** The names one measure has had in Ofcom's files since 2016. */
interface MeasureNames {
  readonly premises: readonly string[];
  readonly percent: readonly string[];
}

const unable = (speed: number): MeasureNames => ({
  premises: [`Number of premises unable to receive ${speed}Mbit/s`],
  percent: [`% of premises unable to receive ${speed}Mbit/s`],
});

const available = (product: string, ...other: readonly string[]): MeasureNames => ({
  premises: [`Number of premises with ${product} availability`],
  percent: [`${product} availability (% premises)`, ...other],
});

const decent = 'unable to receive decent broadband from fixed or FWA';

/** UFBB has been 300 Mbit/s and more in every release; the 100 Mbit/s of other publishers got a column of its own in 2021. */
export const measureNames: Readonly<Record<CoverageMeasure, MeasureNames>> = {
  below_2: unable(2),
  below_5: unable(5),
  below_10: unable(10),
  below_30: unable(30),
  superfast: available('SFBB'),
  ultrafast_100: available('UFBB (100Mbit/s)'),
  ultrafast_300: available('UFBB'),
  gigabit: available('Gigabit'),
  // 2017 calls it FTTP.
  full_fibre: available('Full Fibre', 'FTTP availability (% premises)'),
  // Renamed in 2026.
  below_decent: {
    premises: ['Number of premises below the USO', `Number of premises ${decent}`],
    percent: ['% of premises below the USO', `% of premises ${decent}`],
  },
  next_generation: {
    premises: ['Number of premises with NGA'],
    percent: ['% of premises with NGA', 'NGA availability (% premises)'],
  },
  fixed_wireless_decent: {
    premises: ['Number of premises able to receive decent broadband from FWA'],
    percent: ['% of premises able to receive decent broadband from FWA'],
  },
};

/** The speed bands, which exclude each other, by the name we keep them under. */
export const bandNames: Readonly<Record<string, MeasureNames>> = Object.fromEntries(
  [
    ['0-2', '0<2'],
    ['2-5', '2<5'],
    ['5-10', '5<10'],
    ['10-30', '10<30'],
    ['30-300', '30<300'],
    ['300+', '>=300'],
  ].map(([name = '', text = '']) => [
    name,
    {
      premises: [`Number of premises with ${text}Mbit/s download speed`],
      percent: [`% of premises with ${text}Mbit/s download speed`],
    },
  ]),
);

/** Where in a record a figure stands; -1 where the release does not have it. */
export interface FigurePositions {
  readonly premises: number;
  readonly percent: number;
}

export interface CoverageColumns {
  readonly level: 'postcode' | 'oa' | 'lad';
  readonly code: number;
  /** -1 where areas have no names. */
  readonly name: number;
  readonly allPremises: number;
  readonly matchedPremises: number;
  readonly measures: ReadonlyMap<CoverageMeasure, FigurePositions>;
  readonly bands: ReadonlyMap<string, FigurePositions>;
}

const levelOfKey: Readonly<Record<string, CoverageColumns['level']>> = {
  postcode: 'postcode',
  output_area: 'oa',
  oa: 'oa',
  oa11: 'oa',
  oa21: 'oa',
  laua: 'lad',
  laua_code: 'lad',
};

/** Whether a record is the header of a fixed coverage file of any year and level. */
export function isCoverageHeader(cells: readonly string[]): boolean {
  return (
    levelOfKey[(cells[0] ?? '').toLowerCase()] !== undefined &&
    cells.includes('SFBB availability (% premises)')
  );
}

/** Finds every column under whichever of its names the release has. */
export function coverageColumns(header: readonly string[]): CoverageColumns {
  const find = (names: readonly string[]): number =>
    names.reduce((found, name) => (found === -1 ? header.indexOf(name) : found), -1);
  const key = (header[0] ?? '').toLowerCase();
  return {
    level: levelOfKey[key] ?? 'lad',
    code: 0,
    name: find(['laua_name']),
    allPremises: find(['All Premises']),
    matchedPremises: find(['All Matched Premises']),
    measures: found(measureNames, find),
    bands: found(bandNames, find),
  };
}

function found<Name extends string>(
  names: Readonly<Record<Name, MeasureNames>>,
  find: (names: readonly string[]) => number,
): ReadonlyMap<Name, FigurePositions> {
  const positions = new Map<Name, FigurePositions>();
  for (const name in names) {
    const figure = { premises: find(names[name].premises), percent: find(names[name].percent) };
    if (figure.premises !== -1 || figure.percent !== -1) positions.set(name, figure);
  }
  return positions;
}

import {
  columns201909,
  columns202105,
  columns202507,
  columns202601,
  figures,
  lineOf,
  outputAreaCells,
  outputAreaHeader,
  postcodeCells,
  postcodeHeader,
  total,
  type Column,
  type Line,
} from '../made-up/coverage-columns.ts';
import { csvText } from '../made-up/csv-text.ts';
import { authority, type Borough } from './borough.ts';
import type { Postcode, Premises, Serviced } from './premises.ts';
import { itemAt } from '../made-up/random.ts';
import type { SampleFile } from './sample-file.ts';

/** Ofcom Connected Nations as published: four releases by authority, the latest by output area and by postcode as well. */
export function broadbandFiles(
  borough: Borough,
  {
    postcodes,
    premises,
    unplaced,
  }: {
    readonly postcodes: readonly Postcode[];
    readonly premises: readonly Premises[];
    /** Counted in the authority alone. */
    readonly unplaced: readonly Serviced[];
  },
): SampleFile[] {
  const homes = premises.filter(isHome);
  const counted = [...premises, ...unplaced];
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
    authorityFile('202601_fixed_laua_coverage_r1', columns202601, {
      lines: linesNow(counted),
      name: authority.name,
    }),
    authorityFile('202601_fixed_laua_res_coverage_r1', columns202601, {
      lines: linesNow(counted.filter(isHome)),
      name: authority.name,
    }),
    outputAreaFile('202601_fixed_oa_coverage_r1', borough, premises),
    outputAreaFile('202601_fixed_oa_res_coverage_r1', borough, homes),
    postcodeFile('202601_fixed_pc_coverage_r1_ZZ', postcodes, premises),
    postcodeFile('202601_fixed_pc_coverage_res_r1_ZZ', postcodes, homes),
  ];
}

const isHome = ({ isResidential }: Serviced): boolean => isResidential;

const linesNow = (items: readonly Serviced[]): Line[] => items.map((item) => lineOf(item, item.line));

/** Lines as they were when full fibre had reached only the first `share` (0-1) of the homes that have it now. */
const linesWhen = (premises: readonly Premises[], share: number): Line[] =>
  premises.map((item) => lineOf(item, item.fibreOrder < share ? item.line : item.lineBefore));

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
    return lines.length === 0 ? [] : [outputAreaCells(area.code, lines)];
  });
  return { path: `broadband/${name}.csv`, text: csvText([outputAreaHeader, ...rows], { crlf: true }) };
}

function postcodeFile(
  name: string,
  postcodes: readonly Postcode[],
  premises: readonly Premises[],
): SampleFile {
  const groups = groupBy(premises, postcodes.length, (item) => item.postcode);
  const rows = postcodes.flatMap(({ text }, index) => {
    const lines = itemAt(groups, index);
    return lines.length === 0 ? [] : [postcodeCells(text, lines)];
  });
  return {
    path: `broadband/${name}.csv`,
    text: csvText([postcodeHeader, ...rows], { bom: true, crlf: true }),
  };
}

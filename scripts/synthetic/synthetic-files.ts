import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import { planCells, planColumns } from '../made-up/bduk-table.ts';
import {
  lineOf,
  outputAreaCells,
  outputAreaHeader,
  postcodeCells,
  postcodeHeader,
  type Line,
} from '../made-up/coverage-columns.ts';
import { csvText } from '../made-up/csv-text.ts';
import { oaLookupCells, oaLookupColumns } from '../made-up/oa-lookup-table.ts';
import { onspdCells, onspdColumns } from '../made-up/onspd-table.ts';
import { openUprnCells, openUprnColumns } from '../made-up/open-uprn-table.ts';
import { apportion, createRandom, itemAt } from '../made-up/random.ts';
import { uprnDirectoryCells, uprnDirectoryColumns } from '../made-up/uprn-directory-table.ts';
import { firstUprn, outputAreaCode, postcodeText } from './codes.ts';
import type { SmallArea } from './small-areas.ts';
import { strewHomes, type Street } from './strew-homes.ts';

export interface SyntheticOptions {
  readonly premises: number;
  readonly seed: number;
  /** Share (0-1) of premises whose gigabit status BDUK and Ofcom see differently. */
  readonly disagreement: number;
}

/** More text for a file, in the order it is to be written. */
export interface Chunk {
  readonly file: string;
  readonly text: string;
}

/** The publishers' names, marked: every name begins so. */
const named = (name: string): string => `synthetic_${name}.csv`;

const files = {
  lookup: named('OA_LSOA_MSOA_EW_DEC_2021_LU_v3'),
  postcodes: named('ONSPD_FEB_2023_UK'),
  premises: named('osopenuprn_202609'),
  directory: named('ONSUD_SEP_2026_GB'),
  plans: named('202605_BDUK_uprn_release_synthetic'),
  outputAreas: named('202601_fixed_oa_coverage_r1'),
  outputAreasResidential: named('202601_fixed_oa_res_coverage_r1'),
} as const;
const postcodeFile = (area: string): string => named(`202601_fixed_pc_coverage_r1_${area}`);
const postcodeFileResidential = (area: string): string => named(`202601_fixed_pc_coverage_res_r1_${area}`);

const crlf = { crlf: true };

/**
 * Premises strewn over real small areas, with everything the publishers say of them, so that it all joins: points, plans,
 * directories of premises and postcodes, and Ofcom's coverage by postcode and output area, which counts those very premises.
 * A chunk is a street at most: memory does not grow with the number of premises.
 *
 * @throws RangeError where there are more premises than made-up postcodes for them
 */
export function* syntheticChunks(areas: readonly SmallArea[], options: SyntheticOptions): Generator<Chunk> {
  yield* headers();
  const random = createRandom(options.seed);
  const counts = apportion(
    options.premises,
    areas.map(() => random.between(0.7, 1.3)),
  );
  const at = { uprn: firstUprn, postcode: 0, postcodeArea: '', outputArea: 0 };
  for (const [position, area] of areas.entries()) {
    const seed = (Math.imul(options.seed, 0x9e37_79b1) + position) >>> 0;
    for (const streets of strewHomes(area, itemAt(counts, position), options.disagreement, seed)) {
      const oaCode = outputAreaCode(area.code.slice(0, 1), at.outputArea);
      at.outputArea += 1;
      const lookup = { oaCode, lsoa: area, msoa: area.msoa, lad: area.lad };
      yield { file: files.lookup, text: csvText([oaLookupCells(lookup, at.outputArea)]) };
      for (const street of streets) {
        const place = { area, oaCode, postcode: postcodeText(at.postcode), firstUprn: at.uprn };
        const letters = place.postcode.slice(0, 2);
        if (letters !== at.postcodeArea) yield* postcodeHeaders(letters);
        at.postcodeArea = letters;
        yield* streetChunks(street, place, createRandom(seed ^ at.postcode));
        at.postcode += 1;
        at.uprn += street.homes.length;
      }
      const homes = streets.flatMap((street) => street.homes);
      yield* coverageChunks(homes, [files.outputAreas, files.outputAreasResidential], (lines) =>
        outputAreaCells(oaCode, lines),
      );
    }
  }
}

function* headers(): Generator<Chunk> {
  yield { file: files.lookup, text: csvText([oaLookupColumns], { bom: true }) };
  yield { file: files.postcodes, text: csvText([onspdColumns]) };
  yield { file: files.premises, text: csvText([openUprnColumns], { bom: true, crlf: true }) };
  yield { file: files.directory, text: csvText([uprnDirectoryColumns], crlf) };
  yield { file: files.plans, text: csvText([planColumns]) };
  yield { file: files.outputAreas, text: csvText([outputAreaHeader], crlf) };
  yield { file: files.outputAreasResidential, text: csvText([outputAreaHeader], crlf) };
}

function* postcodeHeaders(area: string): Generator<Chunk> {
  for (const file of [postcodeFile(area), postcodeFileResidential(area)]) {
    yield { file, text: csvText([postcodeHeader], { bom: true, crlf: true }) };
  }
}

interface Place {
  readonly area: SmallArea;
  readonly oaCode: string;
  readonly postcode: string;
  readonly firstUprn: number;
}

function* streetChunks(
  street: Street,
  place: Place,
  random: ReturnType<typeof createRandom>,
): Generator<Chunk> {
  const { area, oaCode, postcode } = place;
  const codes = { oaCode, lsoaCode: area.code, msoaCode: area.msoa.code, ladCode: area.lad.code };
  const isWelsh = area.code.startsWith('W');
  const points: (string | number)[][] = [];
  const directory: (string | number)[][] = [];
  const plans: (string | number)[][] = [];
  for (const [position, home] of street.homes.entries()) {
    const uprn = place.firstUprn + position;
    const point = { easting: home.x, northing: home.y };
    points.push(openUprnCells(uprn, point, wgs84FromGrid(point)));
    directory.push(uprnDirectoryCells({ uprn, postcode, ...point, ...codes }));
    const plan = {
      ...{ uprn, postcode, line: home.lineOfBduk },
      country: isWelsh ? ('Wales' as const) : ('England' as const),
      lotName: 'Synthetic lot',
      ladCode: area.lad.code,
      ladName: area.lad.name,
      regionCode: isWelsh ? 'W99999999' : 'E99999999',
      regionName: isWelsh ? 'Wales' : 'England',
      contractName: 'Synthetic contract',
    };
    plans.push(planCells(plan, random));
  }
  yield { file: files.premises, text: csvText(points, crlf) };
  yield { file: files.directory, text: csvText(directory, crlf) };
  yield { file: files.plans, text: csvText(plans) };
  const middle = { easting: street.middle.x, northing: street.middle.y };
  const facts = {
    ...{ text: postcode, ...middle, ...wgs84FromGrid(middle), ...codes },
    introduced: `${random.integer(1980, 2012)}${String(random.integer(1, 12)).padStart(2, '0')}`,
    terminated: null,
    wardCode: `${area.code.slice(0, 1)}99999999`,
  };
  yield { file: files.postcodes, text: csvText([onspdCells(facts, random)], { quoteText: true }) };
  const letters = postcode.slice(0, 2);
  yield* coverageChunks(street.homes, [postcodeFile(letters), postcodeFileResidential(letters)], (lines) =>
    postcodeCells(postcode, lines),
  );
}

/** A line for all premises and one for those where people live; none in the second file where nobody does. */
function* coverageChunks(
  homes: Street['homes'],
  [all, residential]: readonly [string, string],
  cells: (lines: readonly Line[]) => string[],
): Generator<Chunk> {
  const lines = homes.map((home) => lineOf(home, home.line));
  yield { file: all, text: csvText([cells(lines)], crlf) };
  const lived = lines.filter((_, position) => homes[position]?.isResidential === true);
  if (lived.length > 0) yield { file: residential, text: csvText([cells(lived)], crlf) };
}

import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { readConfig } from '../server/config.ts';
import { createProgram, runProgram } from './run-program.ts';
import { readSmallAreas } from './synthetic/small-areas.ts';
import { syntheticChunks } from './synthetic/synthetic-files.ts';
import { writeSynthetic } from './synthetic/write-synthetic.ts';

/* npm run synthetic: full-size files in the publishers' formats, about premises that do not exist. */

const help = `
Files, each named synthetic_ and what its publisher calls it, with the publisher's own header:
  ..osopenuprn_202609.csv                   OS Open UPRN: a point for every premises
  ..ONSUD_SEP_2026_GB.csv                   ONS UPRN Directory: its postcode and areas
  ..202605_BDUK_uprn_release_synthetic.csv  BDUK: is it gigabit now, will it be
  ..ONSPD_FEB_2023_UK.csv                   ONS Postcode Directory
  ..OA_LSOA_MSOA_EW_DEC_2021_LU_v3.csv      output areas in larger areas
  ..202601_fixed_oa_coverage_r1.csv         Ofcom by output area, all premises; _res_: residential
  ..202601_fixed_pc_coverage_r1_ZY.csv      Ofcom by postcode, all premises; _res_: residential
  manifest.yaml, README.md                  how to load them, and that they are made up

Exit codes: 0 written; 2 wrong option or no area in the region; 3 the folder is not empty; 4 unreadable boundaries.

Examples:
  npm run synthetic -- --folder /tmp/million
  npm run synthetic -- --folder /tmp/north-west --premises 120000 --region E08000009 --seed 7
`;

const program = createProgram(
  'synthetic',
  'Strew premises that do not exist over real small areas, and write what the publishers would say of them.',
)
  .requiredOption('--folder <path>', 'a new folder for the files')
  .option('--premises <number>', 'how many premises', wholeNumber, 1_000_000)
  .option('--region <code>', 'only areas of authorities whose code begins so: E08000009, W', '')
  .option('--seed <number>', 'another seed, other premises; the same seed, the same files', wholeNumber, 1)
  .option('--disagreement <percent>', 'premises on which BDUK and Ofcom disagree', percent, 3)
  .option('--lsoas <file>', 'boundaries of small areas; default: those of 2021 in ATLAS_SHARED_DIR')
  .option('--msoas <file>', 'boundaries of middle layer areas; default: likewise')
  .option('--authorities <file>', 'boundaries of local authorities; default: likewise, May 2025')
  .addHelpText('after', help)
  .action(make);

interface Options {
  readonly folder: string;
  readonly premises: number;
  readonly region: string;
  readonly seed: number;
  readonly disagreement: number;
  readonly lsoas?: string;
  readonly msoas?: string;
  readonly authorities?: string;
}

async function make(options: Options): Promise<void> {
  const shared = join(readConfig().sharedFolder, 'data', 'national', 'boundaries');
  const boundaries = {
    lsoas: options.lsoas ?? join(shared, 'lsoa21_ew_bgc_wgs84_5dp.geojsonl.gz'),
    msoas: options.msoas ?? join(shared, 'msoa21_ew_bgc_wgs84_5dp.geojsonl.gz'),
    authorities: options.authorities ?? join(shared, 'lad_may_2025_uk_bgc.topojson'),
  };
  const { premises, region, seed } = options;
  const made = { premises, region, seed, disagreement: options.disagreement / 100, boundaries };
  const areas = await readSmallAreas(boundaries, region);
  const written = await writeSynthetic(options.folder, syntheticChunks(areas, made), made);
  for (const { name, bytes } of written)
    process.stdout.write(`${join(options.folder, name)}  ${bytes} bytes\n`);
  process.stdout.write(`${premises} premises that do not exist, in ${areas.length} areas that do\n`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1.');
}

function percent(text: string): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('It is a number from 0 to 100.');
}

await runProgram(program);

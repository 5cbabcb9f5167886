import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../server/database/database.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { buildSnapshot } from '../../server/usecases/coverage/build-snapshot.ts';
import { deriveMemberships } from '../../server/usecases/derive-memberships.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { fileOf } from './read-source.ts';
import { repositoryPath } from './shared.ts';

/*
 * Testborough: two square kilometres, each an output area and an LSOA, in one MSOA, ward and authority; eight properties,
 * what BDUK says of six (one of them without a point), and Ofcom's coverage of their postcodes and output areas.
 */

/** One kilometre square after the other, from the west. */
function squares(
  name: string,
  prefix: string,
  areas: readonly (readonly [code: string, columns: number])[],
): SourceFile {
  let west = 400_000;
  const features = areas.map(([code, columns]) => {
    const east = west + 1000 * columns;
    const ring = [
      [west, 400_000],
      [east, 400_000],
      [east, 401_000],
      [west, 401_000],
      [west, 400_000],
    ];
    west = east;
    const properties = { [`${prefix}CD`]: code, [`${prefix}NM`]: `Testborough ${code.slice(-3)}` };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return fileOf(JSON.stringify({ type: 'FeatureCollection', features }), name);
}

const boundaries = [
  squares('Output_Areas_December_2021.geojson', 'OA21', [
    ['E00999001', 1],
    ['E00999002', 1],
  ]),
  squares('Lower_layer_Super_Output_Areas_December_2021.geojson', 'LSOA21', [
    ['E01999001', 1],
    ['E01999002', 1],
  ]),
  squares('Middle_layer_Super_Output_Areas_December_2021.geojson', 'MSOA21', [['E02999001', 2]]),
  squares('Wards_May_2025.geojson', 'WD25', [['E05999001', 2]]),
  squares('Local_Authority_Districts_May_2025.geojson', 'LAD25', [['E06999001', 2]]),
  fileOf(
    'OA21CD,LSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM\n' +
      'E00999001,E01999001,Testborough 001A,E02999001,Testborough 001\n' +
      'E00999002,E01999002,Testborough 001B,E02999001,Testborough 001\n',
    'OA_LSOA_MSOA_DEC_2021.csv',
  ),
];

/** Four in postcode ZZ1 1AA of the western square, one without postcode beside them; two in the east; one far away. */
const points = fileOf(
  'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n' +
    '1,400100,400100,0,0\n2,400110,400100,0,0\n3,400120,400100,0,0\n4,400130,400100,0,0\n5,400900,400900,0,0\n' +
    '6,401500,400500,0,0\n7,401600,400500,0,0\n8,600000,300000,0,0\n',
  'osopenuprn_202609.csv',
);

export const bdukHeader =
  'uprn,struprn,bduk_recognised_premises,country,postcode,subsidy_control_status,current_gigabit,future_gigabit,' +
  'local_authority_district_ons_code,bduk_gis,bduk_vouchers,bduk_superfast,bduk_hubs\n';
export const bdukRow = (uprn: number, recognised: boolean, status: string, rest: string): string =>
  `${uprn},str${uprn},${recognised},England,${uprn === 7 ? 'ZZ1 1AB' : 'ZZ1 1AA'},${status},${rest}\n`;
const plans = fileOf(
  bdukHeader +
    bdukRow(1, true, 'Gigabit Grey/Black', 'true,true,E06999001,false,false,false,false') +
    bdukRow(2, true, 'Gigabit White', 'false,true,E06999001,true,false,false,false') +
    bdukRow(3, true, 'Gigabit White', 'false,false,E06999001,false,false,false,false') +
    // A mast: in no count. And one that Open UPRN does not have.
    bdukRow(4, false, 'Gigabit White', 'false,false,E06999001,false,false,false,false') +
    bdukRow(7, true, 'Gigabit Grey/Black', 'true,false,E06999001,false,false,false,false') +
    bdukRow(99, true, 'Gigabit White', 'false,false,E06999001,false,true,false,false'),
  '202605_BDUK_uprn_release_test.csv',
);

const postcodeHeader =
  'postcode,postcode_space,postcode area,% of premises with 30<300Mbit/s download speed,' +
  'SFBB availability (% premises),UFBB (100Mbit/s) availability (% premises),UFBB availability (% premises),' +
  'Gigabit availability (% premises),% of premises with NGA,% of premises able to receive decent broadband from FWA';
/** 1 of the 4 premises that BDUK counts in ZZ1 1AA has gigabit; half have superfast; all but one decent broadband; the one alone a new network. */
export const postcodeCoverage = (
  period: string,
  decent = '% of premises unable to receive decent broadband from fixed or FWA',
): SourceFile =>
  fileOf(
    `${postcodeHeader},${decent}\nZZ11AA,ZZ1 1AA,ZZ,0.0,50.0,25.0,25.0,25.0,25.0,40.0,25.0\nZZ11AB,ZZ1 1AB,ZZ,0.0,0.0,0.0,0.0,0.0,0.0,100.0,100.0\n`,
    `${period}_fixed_pc_coverage_r1_ZZ.csv`,
  );
const countedColumns =
  'All Premises,All Matched Premises,Number of premises with SFBB availability,' +
  'Number of premises with Gigabit availability,' +
  'Number of premises unable to receive decent broadband from fixed or FWA,SFBB availability (% premises)\n';
const outputAreas = (period: string): SourceFile =>
  fileOf(
    `output_area,${countedColumns}E00999001,5,5,3,1,1,60\nE00999002,2,2,0,1,2,0\n`,
    `${period}_fixed_oa_coverage_r1.csv`,
  );

/** The same release put right: one premises more of the second has superfast. */
export const revisedOutputAreas = (period: string): SourceFile =>
  fileOf(
    `output_area,${countedColumns}E00999001,5,5,3,1,1,60\nE00999002,2,2,1,1,1,50\n`,
    `${period}_fixed_oa_coverage_r2.csv`,
  );

/** Four of the seven are homes. */
export const outputAreasOfHomes = (period: string): SourceFile =>
  fileOf(
    `output_area,${countedColumns}E00999001,3,3,2,1,1,66.7\nE00999002,1,1,0,0,1,0\n`,
    `${period}_fixed_oa_res_coverage_r1.csv`,
  );

/** What is published of the whole authority: one premises more than its two output areas have, and it has superfast. */
export const authorityCoverage = (period: string): SourceFile =>
  fileOf(
    `laua,laua_name,${countedColumns}E06999001,Testborough,8,8,4,2,3,50\n`,
    `${period}_fixed_laua_coverage_r1.csv`,
  );

/** The one more is a home. */
export const authorityCoverageOfHomes = (period: string): SourceFile =>
  fileOf(
    `laua,laua_name,${countedColumns}E06999001,Testborough,5,5,3,1,2,60\n`,
    `${period}_fixed_laua_res_coverage_r1.csv`,
  );

/** Imports a file as made up, warnings accepted. */
export async function loadMadeUp(database: Database, file: SourceFile): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'atlas-gaps-'));
  const { sources, indicators } = await loadCatalogue(repositoryPath('data'));
  try {
    await importFile(
      { database, dataFolder, sources, indicators, onProgress: () => undefined },
      {
        file,
        format: null,
        datasetId: null,
        options: {},
        madeUp: true,
        acceptWarnings: true,
        isDryRun: false,
        importedBy: 'test',
      },
    );
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** All of it, with what an import works out of it: which areas lie in which, and the premises joined. */
export async function loadJoinedBorough(database: Database): Promise<void> {
  await loadGapsBorough(database);
  await deriveMemberships(database);
  await buildSnapshot(database, { period: null });
}

/** All of it, in the order that an import wants. */
export async function loadGapsBorough(database: Database): Promise<void> {
  for (const file of [...boundaries, points, plans, postcodeCoverage('202601'), outputAreas('202601')]) {
    await loadMadeUp(database, file);
  }
}

import { expect, it } from 'vitest';
import { createStatusStore } from '../../server/store/status-store.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { loadPlace } from '../../server/usecases/load-place.ts';
import { readManifest } from '../../server/usecases/read-manifest.ts';
import { scoreAll } from '../../server/usecases/score-all.ts';
import { settleBoundaries } from '../../server/usecases/settle-boundaries.ts';
import { describeDatabases } from '../support/databases.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const dataFolder = temporaryFolder();

/*
 * The whole sample borough by its manifest. The numbers are those of data/sample (which a test holds to the script that
 * writes it), the same on both databases.
 */
/** Of indicators and values too, whose numbers move with the catalogue. */
const countsOfBoth = new Set<string>();

describeDatabases('loading the sample borough', (database) => {
  it(
    'brings the same counts on both databases, settles, and scores every area',
    { timeout: 120_000 },
    async () => {
      const catalogue = await loadCatalogue(repositoryPath('data'));
      const { manifest, root } = await readManifest(repositoryPath('data/manifests/sample.yaml'), {
        repository: repositoryPath(''),
        shared: '',
      });
      const services = {
        database: database(),
        dataFolder,
        sources: catalogue.sources,
        indicators: catalogue.indicators,
        onProgress: () => undefined,
      };
      const outcomes = await loadPlace(services, {
        manifest,
        root,
        importedBy: 'test',
        onFile: () => undefined,
      });
      expect(outcomes).toHaveLength(manifest.files.length);
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['imported']));
      const settled = await settleBoundaries({
        database: database(),
        dataFolder,
        onProgress: () => undefined,
      });
      expect(settled.baked.map(({ type, vintage }) => `${type} ${vintage}`)).toEqual([
        'lad 2025',
        'lsoa 2021',
        'msoa 2021',
        'ward 2025',
      ]);
      const scored = await scoreAll({ database: database(), catalogue }, manifest.score);
      expect(
        scored.map(({ profileId, outcome }) => [profileId, outcome.scoredCount, outcome.areaCount]),
      ).toEqual([
        ['atlas', 120, 120],
        ['deri-1.6', 120, 120],
      ]);
      const status = createStatusStore(database());
      const sets = await status.areaSets();
      expect(sets.map(({ type, vintage, areas }) => [type, vintage, areas])).toEqual([
        ['lad', 2022, 1],
        ['lad', 2025, 1],
        ['lsoa', 2011, 119],
        ['lsoa', 2021, 120],
        ['msoa', 2021, 25],
        ['ward', 2025, 18],
      ]);
      const counts = await status.counts();
      countsOfBoth.add(JSON.stringify(counts));
      expect(counts).toMatchObject({
        datasets: 29,
        releases: 36,
        rowsRejected: 0,
        postcodes: 3000,
        premises: 60000,
        premisesWithoutArea: 0,
        coverage: 7202,
        supportPlaces: 12,
      });
      expect(countsOfBoth.size).toBe(1);
      const releases = await status.releases();
      expect(
        releases.map(({ file, rowsRead, rowsKept, rowsRejected }) => [
          file,
          rowsRead,
          rowsKept,
          rowsRejected,
        ]),
      ).toEqual([
        ['Local_Authority_Districts_May_2025_Boundaries_UK_BGC_V2.geojson', 1, 1, 0],
        ['Wards_May_2025_Boundaries_UK_BGC.geojson', 18, 18, 0],
        ['Middle_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V3.geojson', 25, 25, 0],
        ['Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5.geojson', 120, 120, 0],
        ['OA_LSOA_MSOA_EW_DEC_2021_LU_v3.csv', 2065, 2065, 0],
        ['LSOA21_WD25_LAD25_EW_LU_best-fit.csv', 258, 240, 0],
        ['LSOA11_LSOA21_LAD22_EW_LU_exact-fit.csv', 122, 122, 0],
        ['census2021-ts007a-lsoa.csv', 120, 120, 0],
        ['census2021-ts025-lsoa.csv', 120, 120, 0],
        ['census2021-ts029-lsoa.csv', 120, 120, 0],
        ['census2021-ts037-lsoa.csv', 120, 120, 0],
        ['census2021-ts038-lsoa.csv', 120, 120, 0],
        ['census2021-ts039-lsoa.csv', 121, 120, 0],
        ['census2021-ts040-lsoa.csv', 120, 120, 0],
        ['census2021-ts054-lsoa.csv', 120, 120, 0],
        ['census2021-ts066-lsoa.csv', 120, 120, 0],
        ['mid-year_2024_population_estimates_lsoa.csv', 120, 120, 0],
        ['iod2025_england_lsoa21.csv', 120, 120, 0],
        ['iod2025_england_lsoa21_subdomains.csv', 120, 120, 0],
        ['iod2025_england_lsoa21_indicators.csv', 120, 120, 0],
        ['netannualincome2023.csv', 25, 25, 0],
        ['ONSPD_FEB_2023_UK_ZZ.csv', 3000, 3000, 0],
        ['osopenuprn_202609.csv', 60000, 60000, 0],
        ['202605_BDUK_uprn_release_seaborough.csv', 60000, 60000, 0],
        ['201909_fixed_laua_coverage_r01.csv', 1, 1, 0],
        ['202105_fixed_laua_coverage_r01.csv', 1, 1, 0],
        ['202507_fixed_laua_coverage_r01.csv', 1, 1, 0],
        ['202601_fixed_laua_coverage_r1.csv', 1, 1, 0],
        ['202601_fixed_laua_res_coverage_r1.csv', 1, 1, 0],
        ['202601_fixed_oa_coverage_r1.csv', 600, 600, 0],
        ['202601_fixed_oa_res_coverage_r1.csv', 600, 600, 0],
        ['202601_fixed_pc_coverage_r1_ZZ.csv', 2880, 2880, 0],
        ['202601_fixed_pc_coverage_res_r1_ZZ.csv', 2880, 2880, 0],
        ['202507_mobile_coverage_laua_r01.csv', 1, 1, 0],
        ['libraries_seaborough.csv', 9, 9, 0],
        ['seaborough_jobcentreplus.csv', 3, 3, 0],
      ]);
    },
  );
});

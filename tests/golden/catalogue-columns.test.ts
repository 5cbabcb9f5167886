import { describe, expect, test } from 'vitest';
import { openFile } from '../../server/sources/open-file.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { planIndicators } from '../../server/usecases/import/plan-indicators.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';

/** Publishers' files as they are, and the dataset that each belongs to. */
const files: readonly (readonly [file: string, dataset: string])[] = [
  ['national/nomis/census2021-ts007a-lsoa.csv', 'census-2021-ts007a'],
  ['national/nomis/census2021-ts037-lsoa.csv', 'census-2021-ts037'],
  ['national/nomis/census2021-ts038-lsoa.csv', 'census-2021-ts038'],
  ['national/nomis/census2021-ts039-lsoa.csv', 'census-2021-ts039'],
  ['national/nomis/census2021-ts040-lsoa.csv', 'census-2021-ts040'],
  ['national/nomis/ts054_tenure_lsoa21_wide_DERIVED.csv', 'census-2021-ts054'],
  ['national/samples/census2021-ts066-lsoa.EXCERPT.csv', 'census-2021-ts066'],
  ['trafford/census/tdl_2021_household_main_language_english_lsoa_trafford.csv', 'census-2021-ts025'],
  ['trafford/census/tdl_2021_population_english_proficiency_lsoa_trafford.csv', 'census-2021-ts029'],
  ['trafford/population/mid-year_2024_population_estimates_lsoa.csv', 'ons-mid-year-population'],
  ['national/ons/netannualincome2018.csv', 'ons-msoa-income'],
  ['national/imd/iod2025_england_lsoa21.csv', 'iod-2025'],
  ['national/imd/iod2025_england_lsoa21_subdomains.csv', 'iod-2025'],
  ['national/imd/iod2025_england_lsoa21_indicators.csv', 'iod-2025-indicators'],
  ['national/imd/iod2019_england_lsoa11.csv', 'iod-2019'],
  [
    'national/samples/File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.EXCERPT.csv',
    'iod-2019',
  ],
  ['national/imd/iod2019_england_lsoa11_indicators.csv', 'iod-2019-indicators'],
  ['national/imd/wimd-2019-index-and-domain-scores.csv', 'wimd-2019'],
  ['national/imd/SIMD+2020v2+-+indicators.csv', 'simd-2020v2'],
  ['national/imd/SIMD+2020v2+-+ranks.csv', 'simd-2020v2'],
  ['national/imd/nimdm2017-soa.csv', 'nimdm-2017'],
  ['national/imd/GB_IMD_E.csv', 'gb-composite-imd'],
  ['national/deri/deri_v1.6_england_lsoa11.csv', 'deri-1-6'],
  ['validation/ons_dpi_census2021_lsoa11.csv', 'ons-digital-propensity'],
];

/** Described in the catalogue for files that are not among the shared ones, or that come as coverage rows. */
const withoutFile = [
  'no-qualifications',
  'total-income',
  'older-people-income-deprivation',
  'premises-below-10',
  'premises-below-30',
  'premises-gigabit',
  'ward-download-speed',
];

describeWithShared('the catalogue against publishers’ files', () => {
  const found = new Set<string>();

  describe('every file gives indicators of its dataset', () => {
    test.each(files)('%s', async (name, dataset) => {
      const { indicators } = await loadCatalogue(repositoryPath('data'));
      const file = await openFile(sharedPath('data', name));
      const opened = await recogniseReader(file).open(file, {
        options: {},
        signal: new AbortController().signal,
        note: () => undefined,
        reject: () => undefined,
      });
      expect(opened.facts.datasetId).toBe(dataset);
      const { planned } = planIndicators({ id: dataset, title: dataset }, indicators, opened.columns);
      expect(planned.length).toBeGreaterThan(0);
      for (const { indicator } of planned) found.add(indicator.id);
    });
  });

  test('every indicator of the catalogue is found in a file', async () => {
    const { indicators } = await loadCatalogue(repositoryPath('data'));
    const missing = indicators.map(({ id }) => id).filter((id) => !found.has(id));
    expect(missing.sort()).toEqual([...withoutFile].sort());
  });
});

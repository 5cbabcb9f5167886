import { describe, expect, it } from 'vitest';
import { deri } from '../../server/sources/deri.ts';
import { gbComposite } from '../../server/sources/gb-composite.ts';
import { iod } from '../../server/sources/iod.ts';
import { nimdm } from '../../server/sources/nimdm.ts';
import { openFile } from '../../server/sources/open-file.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { simd } from '../../server/sources/simd.ts';
import { wimd } from '../../server/sources/wimd.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

describe('iod', () => {
  const file7 = (year: number, lad: number) =>
    `LSOA code (${year}),LSOA name (${year}),Local Authority District code (${lad}),Local Authority District name (${lad}),` +
    'Index of Multiple Deprivation (IMD) Score,Income Score (rate),"Education, Skills and Training Score",' +
    'Income Rank (where 1 is most deprived),Income Decile (where 1 is most deprived 10% of LSOAs),' +
    'Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners) \n' +
    'E01000001,City of London 001A,E09000001,City of London,6.208,0.007,0.024,32831,10,715\n';

  it.each([
    [2011, 2019, 'iod-2019'],
    [2021, 2024, 'iod-2025'],
  ])(
    'File 7 on LSOAs of %d: quoted commas and a last name with a trailing space',
    async (vintage, lad, dataset) => {
      const { facts, columns, rows } = await readSource(iod, fileOf(file7(vintage, lad)));
      expect(facts).toMatchObject({ datasetId: dataset, areas: { type: 'lsoa', vintage } });
      expect(columns.map((column) => column.kind)).toEqual([
        'score',
        'share',
        'score',
        'rank',
        'decile',
        'count',
      ]);
      expect(columns[2]?.name).toBe('Education, Skills and Training Score');
      expect(columns[5]?.name.endsWith('prisoners)')).toBe(true);
      expect(rows[0]).toMatchObject({
        name: 'City of London 001A',
        values: [6.208, 0.007, 0.024, 32_831, 10, 715],
      });
    },
  );

  it('columns renamed between the editions keep their own names', async () => {
    const text = (name: string, code: string) =>
      `${code},IMD_decile,${name},Income_rank\nE01000001,9,3,32831\n`;
    const of2019 = await readSource(iod, fileOf(text('Housing_and_Access_decile', 'lsoa11_code')));
    const of2025 = await readSource(iod, fileOf(text('Housing_and_Services_decile', 'lsoa21_code')));
    expect(of2019.facts.datasetId).toBe('iod-2019');
    expect(of2019.columns[1]?.name).toBe('Housing_and_Access_decile');
    expect(of2025.facts.datasetId).toBe('iod-2025');
    expect(of2025.columns[1]?.name).toBe('Housing_and_Services_decile');
  });

  it('the vintage of the codes can be forced', async () => {
    const { facts } = await readSource(iod, fileOf(file7(2011, 2019)), { vintage: 2021 });
    expect(facts.areas?.vintage).toBe(2021);
  });
});

describe('wimd', () => {
  it('names with trailing spaces; rows sorted by rank, not code; a byte-order mark', async () => {
    const text =
      '\ufefflsoa,LSOA Name,Local Authority Name ,WIMD 2019,Income\nW01000240,Rhyl West 2,Denbighshire,86.6,100\nW01000001,B,C,9.1,4\n';
    const { rows, columns, facts } = await readSource(wimd, fileOf(text));
    expect(facts.areas).toEqual({ type: 'lsoa', vintage: 2011 });
    expect(columns.map((column) => column.name)).toEqual(['WIMD 2019', 'Income']);
    expect(rows.map((row) => row.code)).toEqual(['W01000240', 'W01000001']);
  });
});

describe('simd', () => {
  it('percent signs, `*` for suppressed, quoted commas', async () => {
    const text =
      '\ufeffData_Zone,Intermediate_Zone,Council_area,Total_population,Income_rate,Attendance,Broadband\n' +
      'S01006515,"Cults, Bieldside and Milltimber West",Aberdeen City,829,3%,*,11%\n';
    const { rows, columns } = await readSource(simd, fileOf(text));
    expect(columns.map((column) => column.kind)).toEqual(['count', 'percent', 'percent', 'percent']);
    expect(rows[0]).toMatchObject({
      name: 'Cults, Bieldside and Milltimber West',
      values: [829, 3, null, 11],
    });
    expect(rows[0]?.reasons?.get(2)).toBe('suppressed');
  });

  it('fractional ranks stay fractional', async () => {
    const text =
      'Data_Zone,Intermediate_Zone,Council_area,SIMD2020v2_Rank,SIMD2020_Crime_Domain_Rank\nS01006508,A,B,5686,4563.5\n';
    const { rows, facts } = await readSource(simd, fileOf(text));
    expect(facts.part).toBe('ranks');
    expect(rows[0]?.values).toEqual([5686, 4563.5]);
  });
});

describe('gb-composite', () => {
  it('float noise goes, fractional ranks stay, and four nations share the column `lsoa`', async () => {
    const text =
      'nation,lsoa,overall_local_score,income_score,employment_score,GB_IMD_E_score,original_decile,GB_IMD_E_rank\n' +
      'E,E01021988,92.735,56.89999999999999,53.400000000000006,92.735,1,1.0\n' +
      'S,S01006506,8.5,27.200000000000003,4,9.25,9,2239.5\n' +
      'N,95ZZ06W1,75.1,25.8,53.0,123.0,1,3\n';
    const { rows, rejections } = await readSource(gbComposite, fileOf(text));
    expect(rows.map((row) => row.code)).toEqual(['E01021988', 'S01006506', '95ZZ06W1']);
    expect(rows[0]?.values.slice(1, 3)).toEqual([56.9, 53.4]);
    expect(rows[1]?.values[5]).toBe(2239.5);
    expect(rejections).toEqual([]);
  });
});

describeWithShared('deprivation as published', () => {
  it.each([
    ['imd/iod2019_england_lsoa11.csv', 'iod', 'iod-2019', 2011, 32_844],
    ['imd/iod2019_england_lsoa11_indicators.csv', 'iod', 'iod-2019-indicators', 2011, 32_844],
    ['imd/iod2025_england_lsoa21.csv', 'iod', 'iod-2025', 2021, 33_755],
    ['imd/iod2025_england_lsoa21_subdomains.csv', 'iod', 'iod-2025', 2021, 33_755],
    ['imd/iod2025_england_lsoa21_indicators.csv', 'iod', 'iod-2025-indicators', 2021, 33_755],
    ['imd/England-IMD-2025.csv', 'iod', 'iod-2025', 2021, 33_755],
    ['imd/wimd-2019-index-and-domain-scores.csv', 'wimd', 'wimd-2019', 2011, 1909],
    ['imd/SIMD+2020v2+-+indicators.csv', 'simd', 'simd-2020v2', 2011, 6976],
    ['imd/SIMD+2020v2+-+ranks.csv', 'simd', 'simd-2020v2', 2011, 6976],
    ['imd/nimdm2017-soa.csv', 'nimdm', 'nimdm-2017', 2001, 890],
    ['imd/GB_IMD_E.csv', 'gb-composite', 'gb-composite-imd', 2011, 41_729],
    ['imd/UK_IMD_E.csv', 'gb-composite', 'gb-composite-imd', 2011, 42_619],
    ['deri/deri_v1.6_england_lsoa11.csv', 'deri', 'deri-1-6', 2011, 32_844],
  ])('%s is recognised as %s and read whole', async (...expected) => {
    const [name, id, dataset, vintage, rowCount] = expected;
    const file = await openFile(sharedPath('data/national', name));
    const reader = recogniseReader(file);
    const { rows, facts, rejections } = await readSource(reader, file);
    expect(reader.id).toBe(id);
    expect(facts).toMatchObject({ datasetId: dataset, areas: { type: 'lsoa', vintage } });
    expect([rows.length, rejections.length]).toEqual([rowCount, 0]);
  });

  it('files of one dataset that stand side by side differ in part', async () => {
    const parts = async (...names: string[]) => {
      const files = await Promise.all(names.map((name) => openFile(sharedPath('data/national', name))));
      const read = await Promise.all(files.map((file) => readSource(recogniseReader(file), file)));
      return read.map(({ facts }) => `${facts.datasetId} ${facts.part}`);
    };
    const names = [
      'deri/deri_v1.6_england_lsoa11.csv',
      'deri/deri_v1.6_wales_lsoa11.csv',
      'deri/deri_v1.6_scotland_dz11.csv',
      'imd/iod2025_england_lsoa21.csv',
      'imd/iod2025_england_lsoa21_subdomains.csv',
      'imd/iod2025_england_lsoa21_indicators.csv',
      'imd/England-IMD-2025.csv',
      'imd/SIMD+2020v2+-+indicators.csv',
      'imd/SIMD+2020v2+-+ranks.csv',
      'imd/GB_IMD_E.csv',
      'imd/UK_IMD_E.csv',
      '../trafford/census/tdl_2021_population_by_5_year_age_bands_oa_trafford.csv',
      '../trafford/census/tdl_2021_population_by_5_year_age_bands_lsoa_trafford.csv',
    ];
    expect(new Set(await parts(...names)).size).toBe(names.length);
  });

  it('SIMD: the figures marked * in 1,063 rows are suppressed, none is 0', async () => {
    const { rows } = await readSource(simd, sharedPath('data/national/imd/SIMD+2020v2+-+indicators.csv'));
    const suppressed = rows.filter((row) => [...(row.reasons?.values() ?? [])].includes('suppressed'));
    expect(suppressed).toHaveLength(1063);
    const invalid = rows.filter((row) => [...(row.reasons?.values() ?? [])].includes('invalid-in-source'));
    expect(invalid).toHaveLength(0);
  });

  it('NIMDM: blanks are missing, 890 ranks from 1 to 890', async () => {
    const { rows, columns } = await readSource(nimdm, sharedPath('data/national/imd/nimdm2017-soa.csv'));
    const at = columns.findIndex((column) => column.name === 'MDM_rank');
    expect(rows.map((row) => row.values[at] ?? 0).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 890 }, (_, rank) => rank + 1),
    );
  });

  it('DERI: the score is the mean of its components, and 167 Scottish zones have none', async () => {
    const { rows, columns } = await readSource(
      deri,
      sharedPath('data/national/deri/deri_v1.6_scotland_dz11.csv'),
    );
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    const missing = rows.filter((row) => row.values[at('deri_score_national')] === null);
    expect(missing).toHaveLength(167);
    for (const { values } of rows) {
      const score = values[at('deri_score_national')] ?? null;
      if (score === null) continue;
      const parts = ['broadband', 'demography', 'deprivation'].map(
        (part) => values[at(`${part}_comp_national`)] ?? Number.NaN,
      );
      expect(parts.reduce((sum, value) => sum + value, 0) / 3).toBeCloseTo(score, 8);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { deri } from '../../server/sources/deri.ts';
import { iod } from '../../server/sources/iod.ts';
import { nimdm } from '../../server/sources/nimdm.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { simd } from '../../server/sources/simd.ts';
import { wimd } from '../../server/sources/wimd.ts';
import { fileOf, readSource } from '../support/read-source.ts';

describe('English Indices of Deprivation', () => {
  it.each([
    [2011, 'mid 2015', 'iod-2019'],
    [2021, 'mid 2022', 'iod-2025'],
  ])(
    'File 7 on LSOAs of %i: the words of 2019 and 2025 are the same, only the years tell them apart',
    async (vintage, mid, dataset) => {
      const lad = vintage === 2011 ? '(2019)' : '(2024)';
      const imd = 'Index of Multiple Deprivation (IMD)';
      const text =
        `\uFEFFLSOA code (${vintage}),LSOA name (${vintage}),Local Authority District code ${lad},` +
        `Local Authority District name ${lad},${imd} Score,${imd} Rank (where 1 is most deprived),` +
        `${imd} Decile (where 1 is most deprived 10% of LSOAs),Income Score (rate),` +
        `Total population: ${mid} (excluding prisoners) \r\n` +
        'E01031349,Adur 001A,E07000223,"Adur, made up",12.389,21352,7,0.096,1318\r\n';
      const file = fileOf(text);
      expect(recogniseReader(file).id).toBe('iod');
      const { facts, columns, rows } = await readSource(iod, file);
      expect(facts).toMatchObject({ datasetId: dataset, areas: { vintage } });
      // Scores are higher where it is worse, ranks and deciles lower; a score that is a rate runs from 0 to 1.
      expect(columns.map(({ kind }) => kind)).toEqual(['score', 'rank', 'decile', 'share', 'count']);
      expect(rows[0]?.values).toEqual([12.389, 21_352, 7, 0.096, 1318]);
    },
  );
});

describe('Scottish Index of Multiple Deprivation', () => {
  it('byte-order mark, percent signs in cells, * suppressed, Broadband a percent (without superfast)', async () => {
    const text =
      '\uFEFFData_Zone,Intermediate_Zone,Council_area,Total_population,Income_rate,DRUG,Attainment,Broadband\r\n' +
      'S01006506,Culter,Aberdeen City,894,8%,25,*,10%\r\n';
    const { columns, rows } = await readSource(simd, fileOf(text));
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['Total_population', 'count'],
      ['Income_rate', 'percent'],
      ['DRUG', 'score'],
      ['Attainment', 'score'],
      ['Broadband', 'percent'],
    ]);
    expect(rows[0]?.values).toEqual([894, 8, 25, null, 10]);
    expect(rows[0]?.reasons?.get(3)).toBe('suppressed');
  });
});

describe('Welsh Index of Multiple Deprivation', () => {
  it('2019: "Local Authority Name " with its trailing space is no figure, nor are the names', async () => {
    const text =
      'LSOA code,LSOA Name,Local Authority Name ,WIMD 2019,Income\nW01000240,Rhyl,Denbighshire,86.6,100\n';
    const { columns, rows } = await readSource(wimd, fileOf(text));
    expect(columns.map(({ name }) => name)).toEqual(['WIMD 2019', 'Income']);
    expect(rows).toMatchObject([{ code: 'W01000240', name: 'Rhyl', values: [86.6, 100] }]);
  });

  it('2025 in the long format of StatsWales is refused, not read as 2019', () => {
    const text =
      'Area code_reference,Domain_reference,Data description_reference,Data values\nW01000240,IMD,Rank,1\n';
    expect(() => recogniseReader(fileOf(text, 'wimd2025.csv'))).toThrow('is not known');
  });
});

describe('Northern Ireland Multiple Deprivation Measure', () => {
  it('super output areas of 2001 (95AA01S1), ranks, percents and a speed each of its own kind, blanks missing', async () => {
    const text =
      'LGD2014code,LGD2014name,UR2015,SOA2001,SOA2001name,MDM_rank,D1_Income_rank,Income_perc,Broadband_rank,Broadband_speed\n' +
      'N09000001,Antrim and Newtownabbey,Rural,95AA01S1,Aldergrove 1,516,680,,122,14.2\n';
    const file = fileOf(text);
    expect(recogniseReader(file).id).toBe('nimdm');
    const { columns, rows, facts } = await readSource(nimdm, file);
    expect(facts.areas).toEqual({ type: 'lsoa', vintage: 2001 });
    expect(columns.map(({ kind }) => kind)).toEqual(['rank', 'rank', 'percent', 'rank', 'speed']);
    expect(rows).toMatchObject([
      { code: '95AA01S1', name: 'Aldergrove 1', values: [516, 680, null, 122, 14.2] },
    ]);
  });
});

describe('Digital Exclusion Risk Index', () => {
  it.each([
    ['England', 'Deprivation component (national, England IMD)', 'DERI score (national, England IMD)'],
    ['Wales', 'Deprivation component (national, Wales IMD)', 'DERI score (national, Wales IMD)'],
    ['Scotland', 'Deprivation component (national, Scotland IMD)', 'DERI score (national, Scotland IMD)'],
  ])(
    "GMCA's own column names differ by nation: the file of %s is a part of its own",
    async (nation, deprivation, score) => {
      const text =
        `LSOA code,Broadband component (national),Demography component (national),${deprivation},${score}\n` +
        'E01005061,3.1,4.2,5.3,4.2\n';
      const file = fileOf(text, `Digital Exclusion Risk Index (${nation} level)_v1.6.csv`);
      expect(recogniseReader(file).id).toBe('deri');
      const { facts, columns } = await readSource(deri, file);
      expect(facts).toMatchObject({ areas: { type: 'lsoa', vintage: 2011 }, part: nation.toLowerCase() });
      expect(columns).toHaveLength(4);
    },
  );

  it('the pivot table of districts that went out as "(Great Britain level)_v1.6.csv" is refused', () => {
    const text = 'Row Labels,Average of DERI score\nBolton,3.4\nBury,3.1\nGrand Total,3.2\n';
    const file = fileOf(text, 'Digital Exclusion Risk Index (Great Britain level)_v1.6.csv');
    expect(() => recogniseReader(file)).toThrow('is not known. It begins: Row Labels');
  });
});

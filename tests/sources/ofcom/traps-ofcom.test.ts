import { describe, expect, it } from 'vitest';
import { fixedCoverage } from '../../../server/sources/ofcom/fixed-coverage.ts';
import { fullFibreTakeUp } from '../../../server/sources/ofcom/full-fibre-take-up.ts';
import { openFile, openFiles } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';
import { saveForTest } from '../../support/save-for-test.ts';
import { zipOf } from '../../support/zip.ts';

const read = (lines: readonly string[], name: string, lineEnd = '\n') =>
  readSource(fixedCoverage, fileOf(`${lines.join(lineEnd)}${lineEnd}`, name));

/** The 20 columns of a postcode file; what could not get a decent service was "below the USO" up to 2025. */
const postcodeHeader = (decent: string): string =>
  'postcode,postcode_space,postcode area,% of premises with 30<300Mbit/s download speed,' +
  '% of premises with >=300Mbit/s download speed,% of premises with 0<2Mbit/s download speed,' +
  '% of premises with 2<5Mbit/s download speed,% of premises with 5<10Mbit/s download speed,' +
  '% of premises with 10<30Mbit/s download speed,SFBB availability (% premises),' +
  'UFBB (100Mbit/s) availability (% premises),UFBB availability (% premises),' +
  '% of premises unable to receive 2Mbit/s,% of premises unable to receive 5Mbit/s,' +
  '% of premises unable to receive 10Mbit/s,% of premises unable to receive 30Mbit/s,' +
  `Gigabit availability (% premises),${decent},% of premises with NGA,` +
  '% of premises able to receive decent broadband from FWA';
const of2026 = postcodeHeader('% of premises unable to receive decent broadband from fixed or FWA');
const of2025 = postcodeHeader('% of premises below the USO');
// Every figure another one, so that none can stand in for its neighbour.
const postcodeRow =
  'CR05BX,CR0 5BX,CR,20.0,65.0,1.0,2.0,3.0,9.0,85.0,75.0,65.0,1.0,3.0,6.0,15.0,64.0,4.0,86.0,5.0';

describe('Ofcom postcode files', () => {
  it.each([
    ['2026 ("unable to receive decent broadband")', of2026, '202601_fixed_pc_coverage_r2_CR.csv'],
    ['2025 ("below the USO")', of2025, '202507_fixed_pc_coverage_r01_CR.csv'],
    ['2023 under the spelling of the guide', of2025, '202309_fixed_postcode_coverage_r01_CR.csv'],
  ])(
    'the 20 columns of %s: each in its own measure, UFBB 100 apart from UFBB 300',
    async (_r, header, name) => {
      const { rows, facts } = await read([`\uFEFF${header}`, postcodeRow], name, '\r\n');
      expect(facts).toMatchObject({ datasetId: 'ofcom-fixed-coverage-postcode', part: 'CR' });
      const figures = Object.entries({ ...rows[0]?.measures, ...rows[0]?.bands });
      expect(Object.fromEntries(figures.map(([measure, figure]) => [measure, figure.percent]))).toEqual({
        superfast: 85,
        ultrafast_100: 75,
        ultrafast_300: 65,
        gigabit: 64,
        below_2: 1,
        below_5: 3,
        below_10: 6,
        below_30: 15,
        below_decent: 4,
        next_generation: 86,
        fixed_wireless_decent: 5,
        '0-2': 1,
        '2-5': 2,
        '5-10': 3,
        '10-30': 9,
        '30-300': 20,
        '300+': 65,
      });
    },
  );

  it('no counts of premises and no full fibre by postcode: missing, not 0', async () => {
    const { rows } = await read([of2026, postcodeRow], '202601_fixed_pc_coverage_r2_CR.csv');
    expect(rows[0]).toMatchObject({ premises: null, matchedPremises: null });
    expect(rows[0]?.measures.superfast?.premises).toBeNull();
    expect(rows[0]?.measures).not.toHaveProperty('full_fibre');
  });

  it('the one file for the country up to 2018 (keys pcds and pca) is not the part of its first row', async () => {
    const header = 'postcode,pcds,pca,All Matched Premises,SFBB availability (% premises)';
    const lines = [header, 'AB101AA,AB10 1AA,AB,12,100', 'ZE10AA,ZE1 0AA,ZE,7,90'];
    const { rows, facts } = await read(lines, '201809_fixed_pc_coverage_r01.csv');
    expect(facts).toMatchObject({ part: '', period: '2018-09' });
    expect(rows.map(({ code, matchedPremises }) => [code, matchedPremises])).toEqual([
      ['AB101AA', 12],
      ['ZE10AA', 7],
    ]);
  });

  it('zips within zips: the twin in postcode_res_files is residential though its name may not say so', async () => {
    const file = (postcode: string) => `${of2025}\n${postcodeRow.replace('CR05BX', postcode)}\n`;
    const inner = zipOf(
      ['postcode_files', 'postcode_res_files'].map((folder, at) => ({
        name: `202507_fixed_pc_coverage_r01/${folder}/202507_fixed_pc_coverage_r01_CR.csv`,
        content: file(`CR05B${'XY'[at] ?? ''}`),
      })),
    );
    const name = '202507_fixed_coverage_r01/202507_fixed_pc_coverage_r01.zip';
    const path = saveForTest('202507_fixed_broadband_coverage_r01.zip', zipOf([{ name, content: inner }]));
    const opened = await Promise.all(
      (await openFiles(path)).map((member) => readSource(fixedCoverage, member)),
    );
    expect(opened.map(({ facts, rows }) => [facts.part, rows[0]?.code, rows[0]?.isResidential])).toEqual([
      ['CR', 'CR05BX', false],
      ['CR residential', 'CR05BY', true],
    ]);
  });

  it('<4 and N/A of older and performance files are missing, not numbers', async () => {
    const lines = ['postcode,SFBB availability (% premises)', 'CR05BX,<4', 'CR05BY,N/A'];
    const { rows, notes } = await read(lines, '2015.csv');
    expect(rows.map(({ measures }) => measures.superfast?.percent)).toEqual([null, null]);
    expect(notes).toMatchObject([{ code: 'blank-figures', count: 2 }]);
  });
});

describe('Ofcom output area files', () => {
  it('202501 puts the numbers before the percents: found by name, integers without decimals', async () => {
    const header =
      'output_area,All Premises,All Matched Premises,Number of premises with Gigabit availability,' +
      'Gigabit availability (% premises),SFBB availability (% premises),Number of premises with SFBB availability';
    const { rows, facts, notes } = await read(
      [header, 'E00005233,509,500,371,72.9,100,509'],
      '202501_fixed_oa_coverage_r01.csv',
    );
    expect(facts.areas).toEqual({ type: 'oa', vintage: 2021 });
    expect(rows[0]).toMatchObject({
      premises: 509,
      matchedPremises: 500,
      measures: {
        gigabit: { premises: 371, percent: 72.9 },
        superfast: { premises: 509, percent: 100 },
      },
    });
    expect(notes).toEqual([]);
  });
});

describe('Ofcom local authority files', () => {
  const counts = 'laua,laua_name,All Premises,All Matched Premises';
  const both = (product: string): string =>
    `${product} availability (% premises),Number of premises with ${product} availability`;

  it('201909 has exclusive bands for percents: SFBB and UFBB are worked out again from the numbers', async () => {
    const header =
      `${counts},${both('SFBB')},${both('UFBB')},% of premises unable to receive 30Mbit/s,` +
      'Number of premises unable to receive 30Mbit/s,% of premises with 30<300Mbit/s download speed,' +
      '% of premises with >=300Mbit/s download speed';
    const row = 'S12000033,ABERDEEN CITY,125441,125311,73.3,117152,20.1,25163,6.5,8159,73.3,20.1';
    const { rows, notes } = await read([header, row], '201909_fixed_laua_coverage_r01.csv');
    expect(rows[0]).toMatchObject({
      name: 'ABERDEEN CITY',
      measures: { superfast: { percent: 93.4 }, ultrafast_300: { percent: 20.1 } },
      bands: { '30-300': { percent: 73.3 }, '300+': { percent: 20.1 } },
    });
    expect(notes).toMatchObject([{ code: 'percent-recomputed', count: 1 }]);
  });

  it('201809 counts ultrafast apart from SFBB: the two are added', async () => {
    const header = `${counts},${both('SFBB')},${both('UFBB')},% of premises unable to receive 30Mbit/s,Number of premises unable to receive 30Mbit/s`;
    const row = 'E08000009,Trafford,103179,103177,33.9,35027,64.2,66263,1.8,1887';
    const { rows, notes } = await read([header, row], '201809_fixed_laua_coverage_r01.csv');
    expect(rows[0]?.measures.superfast).toEqual({ premises: 101_290, percent: 98.2 });
    expect(notes.map(({ code }) => code)).toContain('superfast-exclusive');
  });

  it('2021 has UFBB (100Mbit/s) beside UFBB, which stays 300: they are not mixed up', async () => {
    const header = `${counts},${both('UFBB (100Mbit/s)')},${both('UFBB')}`;
    const withSfbb = `${header},SFBB availability (% premises)`;
    const row = 'S12000033,ABERDEEN CITY,126709,126006,57.2,72423,50.8,64379,94.3';
    const { rows } = await read([withSfbb, row], '202105_fixed_laua_coverage_r01.csv');
    expect(rows[0]?.measures).toMatchObject({
      ultrafast_100: { premises: 72_423, percent: 57.2 },
      ultrafast_300: { premises: 64_379, percent: 50.8 },
    });
  });

  it('2016 mixes coverage with speeds and numbers of lines: those are no coverage', async () => {
    const header =
      'laua_code,laua_name,SFBB availability (% premises),NGA availability (% premises),' +
      'Median download speed (Mbit/s),Number of connections >= 300 Mbit/s  (number of lines)';
    const { rows } = await read([header, 'E07000114,Thanet,96,99,16.4,13383'], '2016_data.csv');
    expect(rows[0]?.measures).toEqual({
      superfast: { premises: null, percent: 96 },
      next_generation: { premises: null, percent: 99 },
    });
    expect(rows[0]?.bands).toEqual({});
  });

  it('names with commas are quoted', async () => {
    const lines = ['laua,laua_name,SFBB availability (% premises)', 'N09000002,"Armagh City, Banbridge",99'];
    const { rows, rejections } = await read(lines, '202507_fixed_laua_coverage_r01.csv');
    expect(rows[0]?.name).toBe('Armagh City, Banbridge');
    expect(rejections).toEqual([]);
  });

  it('the other words of 2015 are refused, not half understood', () => {
    const header = 'Local Authority Name,SFBB Availability (% premises) by Local Authority';
    expect(() => recogniseReader(fileOf(`${header}\nTrafford,96\n`, '2015_la.csv'))).toThrow(
      'The format of 2015_la.csv is not known',
    );
  });

  it('202507 still has the codes of 2023 (Barnsley E08000016, not E08000038): the vintage says so', async () => {
    const text =
      'laua,laua_name,Full-fibre take-up (% of full-fibre coverage),Full-fibre take-up (% of all premises)\n' +
      'E08000016,Barnsley,33,30\n';
    const name = '202507_full_fibre_take-up_laua_r01.csv';
    const { facts, rows } = await readSource(fullFibreTakeUp, fileOf(text, name));
    expect(facts.areas).toEqual({ type: 'lad', vintage: 2023 });
    expect(rows).toMatchObject([{ code: 'E08000016', values: [33, 30] }]);
    const older = await readSource(fullFibreTakeUp, fileOf(text, name.replace('202507', '202105')));
    expect(older.facts.areas).toEqual({ type: 'lad', vintage: 2021 });
  });
});

describeWithShared('Ofcom residential twins as published', () => {
  it.each(['202601_fixed_pc_coverage_res_r1_CR.csv', '202601_fixed_oa_res_coverage_r1.csv'])(
    '%s is recognised and stands beside its twin',
    async (name) => {
      const file = await openFile(sharedPath('data/national/samples', name));
      expect(recogniseReader(file).id).toBe('ofcom-fixed-coverage');
      const { rows, facts, rejections } = await readSource(fixedCoverage, file);
      expect(rows.length).toBeGreaterThan(0);
      expect(rejections).toEqual([]);
      expect(rows.every(({ isResidential }) => isResidential)).toBe(true);
      expect(facts.part).toMatch(/residential$/);
    },
  );
});

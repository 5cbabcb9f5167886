import { describe, expect, it } from 'vitest';
import { fixedCoverage } from '../../../server/sources/ofcom/fixed-coverage.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

const ofcom = (name: string): string => sharedPath('data/national/ofcom', name);
const sample = (name: string): string => sharedPath('data/national/samples', name);

describe('ofcom-fixed-coverage', () => {
  const twoColumns = (key: string, rows: string, name: string) =>
    readSource(fixedCoverage, fileOf(`${key},laua_name,SFBB availability (% premises)\n${rows}`, name));

  it('a blank is null, never 0, and the number of blanks is noted', async () => {
    const { rows, notes } = await twoColumns(
      'laua',
      'E08000009,Trafford,\n',
      '202507_fixed_laua_coverage_r01.csv',
    );
    expect(rows[0]?.measures.superfast).toEqual({ premises: null, percent: null });
    expect(notes).toMatchObject([{ code: 'blank-figures', count: 1 }]);
  });

  it('a figure that is no number rejects its row with line, column and value', async () => {
    const { rows, rejections } = await twoColumns('laua', 'E08000009,Trafford,ninety\n', 'x.csv');
    expect(rows).toEqual([]);
    expect(rejections).toEqual([
      { line: 2, column: 'SFBB availability (% premises)', value: 'ninety', reason: 'this is not a number' },
    ]);
  });

  it('a release does not have measures that its header does not name: full fibre is absent, not 0', async () => {
    const { rows } = await twoColumns('laua', 'E08000009,Trafford,99\n', '2017_data.csv');
    expect(rows[0]?.measures).toEqual({ superfast: { premises: null, percent: 99 } });
  });

  it.each([
    ['202507_fixed_laua_coverage_r01.csv', '2025-07'],
    ['202601_fixed_laua_coverage_r1.csv', '2026-01'],
    ['2016_data.csv', '2016'],
    ['ofcom.csv', null],
  ])('the period comes from the name: %s is %s', async (name, period) => {
    const { facts } = await twoColumns('laua', 'E08000009,Trafford,99\n', name);
    expect(facts.period).toBe(period);
  });

  it('the option period says what a file name does not', async () => {
    const file = fileOf('laua,SFBB availability (% premises)\nE08000009,99\n', 'ofcom.csv');
    expect((await readSource(fixedCoverage, file, { period: '2018-09' })).facts.period).toBe('2018-09');
  });

  it.each([
    ['oa11', '201809_fixed_oa11_coverage_r01.csv', 2011],
    ['output_area', '202105_fixed_oa_coverage_r01.csv', 2011],
    ['output_area', '202601_fixed_oa_coverage_r1.csv', 2021],
  ])('output areas under the key %s in %s are of %i', async (key, name, vintage) => {
    const file = fileOf(`${key},SFBB availability (% premises)\nE00005233,99\n`, name);
    const { facts } = await readSource(fixedCoverage, file);
    expect(facts).toMatchObject({ datasetId: 'ofcom-fixed-coverage-oa', areas: { type: 'oa', vintage } });
  });

  it.each([
    ['202601_fixed_oa_res_coverage_r1.csv', true],
    ['202601_fixed_pc_coverage_res_r1_CR.csv', true],
    ['202601_fixed_oa_coverage_r1.csv', false],
  ])('the residential marker moves about in names: %s', async (name, isResidential) => {
    const file = fileOf('output_area,SFBB availability (% premises)\nE00005233,99\n', name);
    const { rows, facts } = await readSource(fixedCoverage, file);
    expect(rows[0]?.isResidential).toBe(isResidential);
    expect(facts.part).toBe(isResidential ? 'residential' : '');
  });

  const postcodeHeader = 'postcode,postcode_space,postcode area,SFBB availability (% premises)';

  it('postcode files have a byte-order mark, CRLF and a key without the space', async () => {
    const text = `\uFEFF${postcodeHeader}\r\nCR05BX,CR0 5BX,CR,100.0\r\n`;
    const { rows, facts } = await readSource(
      fixedCoverage,
      fileOf(text, '202601_fixed_pc_coverage_r2_CR.csv'),
    );
    expect(rows).toMatchObject([{ level: 'postcode', code: 'CR05BX', premises: null }]);
    expect(facts).toMatchObject({ datasetId: 'ofcom-fixed-coverage-postcode', part: 'CR' });
  });

  it('a file named CW that repeats the rows of CV is taken for CV, with a warning', async () => {
    const file = fileOf(`${postcodeHeader}\nCV11AA,CV1 1AA,CV,100\n`, '202601_fixed_pc_coverage_r1_CW.csv');
    const { facts, notes } = await readSource(fixedCoverage, file);
    expect(facts.part).toBe('CV');
    expect(notes).toMatchObject([{ code: 'postcode-area-differs', severity: 'warning' }]);
  });

  it('a percent that is not number / all premises to 0.051 is kept and noted with its line', async () => {
    const header =
      'laua,All Premises,SFBB availability (% premises),Number of premises with SFBB availability,' +
      '% of premises unable to receive 10Mbit/s,Number of premises unable to receive 10Mbit/s';
    const rows = 'E08000009,1000,95.0,950,1.0,10\nE08000010,1000,95.0,950,1.2,10\n';
    const { notes, rows: read } = await readSource(fixedCoverage, fileOf(`${header}\n${rows}`));
    expect(notes).toMatchObject([{ code: 'percent-differs', count: 1 }]);
    expect(notes[0]?.message).toContain('line 3');
    expect(read[1]?.measures.below_10).toEqual({ premises: 10, percent: 1.2 });
  });
});

describeWithShared('ofcom-fixed-coverage on the published files', () => {
  it.each([
    ['2016_data.csv', 391, '2016'],
    ['2017_data.csv', 391, '2017'],
    ['2018_data.csv', 391, '2018'],
    ['2019_data.csv', 382, '2019'],
    ['2020_data.csv', 382, '2020'],
    ['2021_data.csv', 379, '2021'],
    ['202105_fixed_laua_coverage_r01.csv', 374, '2021-05'],
  ])('header drift: %s is recognised and gives %i authorities', async (name, authorities, period) => {
    const file = await openFile(ofcom(name));
    expect(recogniseReader(file).id).toBe('ofcom-fixed-coverage');
    const { rows, rejections, facts } = await readSource(fixedCoverage, file);
    expect([rows.length, rejections.length]).toEqual([authorities, 0]);
    expect(facts).toMatchObject({ datasetId: 'ofcom-fixed-coverage-lad', period });
  });

  it('2016 has laua_code and NGA, integers and no premises', async () => {
    const { rows } = await readSource(fixedCoverage, ofcom('2016_data.csv'));
    // E07000114 Thanet: SFBB 96, UFBB 0, NGA 99, below 10 Mbit/s 1, below 30 Mbit/s 4.
    expect(rows[0]).toMatchObject({
      code: 'E07000114',
      premises: null,
      measures: {
        superfast: { premises: null, percent: 96 },
        next_generation: { premises: null, percent: 99 },
        below_30: { premises: null, percent: 4 },
      },
    });
  });

  it('2017 calls full fibre FTTP', async () => {
    const { rows } = await readSource(fixedCoverage, ofcom('2017_data.csv'));
    // E07000026 Allerdale: FTTP 1.
    expect(rows.find(({ code }) => code === 'E07000026')?.measures.full_fibre?.percent).toBe(1);
  });

  it('2018 leaves ultrafast out of SFBB: with it superfast and slow make up the matched premises', async () => {
    const { rows, notes } = await readSource(fixedCoverage, ofcom('2018_data.csv'));
    expect(notes.map(({ code }) => code)).toContain('superfast-exclusive');
    // Aberdeen: 97,674 and 5,302 of 110,735; 7,751 cannot get 30 Mbit/s; 110,727 were matched.
    expect(rows[0]).toMatchObject({
      matchedPremises: 110_727,
      measures: { superfast: { premises: 102_976, percent: 93 }, below_30: { premises: 7_751 } },
    });
  });

  it('201909 holds exclusive bands in SFBB: percents are worked out from the numbers in 381 rows', async () => {
    const { rows, notes } = await readSource(fixedCoverage, ofcom('2019_data.csv'));
    expect(notes).toMatchObject([{ code: 'percent-recomputed', count: 381 }]);
    // Aberdeen: 73.3 % published, 117,152 of 125,441 are 93.4 %.
    expect(rows[0]?.measures.superfast).toEqual({ premises: 117_152, percent: 93.4 });
    expect(rows[0]?.bands['30-300']).toEqual({ premises: 91_989, percent: 73.3 });
  });

  it.each(['2020_data.csv', '2021_data.csv', '202105_fixed_laua_coverage_r01.csv'])(
    '%s is inclusive again: nothing is changed and every percent agrees',
    async (name) => {
      expect((await readSource(fixedCoverage, ofcom(name))).notes).toEqual([]);
    },
  );

  it('names are upper case in 2019 and mixed in 2025, and names with commas are quoted', async () => {
    const old = await readSource(fixedCoverage, ofcom('2019_data.csv'));
    expect(old.rows[0]?.name).toBe('ABERDEEN CITY');
    const { rows } = await readSource(fixedCoverage, sample('202507_fixed_laua_coverage_r01.EXCERPT.csv'));
    expect(rows[1]).toMatchObject({ code: 'N09000002', name: 'Armagh City, Banbridge and Craigavon' });
  });

  it('202507 has the bands in another order: they are found by name', async () => {
    const { rows } = await readSource(fixedCoverage, sample('202507_fixed_laua_coverage_r01.EXCERPT.csv'));
    expect(rows[0]?.bands['10-30']).toEqual({ premises: 1884, percent: 1.4 });
    expect(rows[0]?.measures.full_fibre).toEqual({ premises: 121_061, percent: 91.8 });
  });

  it('2026 renamed "below the USO": by output area it is still below_decent', async () => {
    const { rows, facts } = await readSource(fixedCoverage, sample('202601_fixed_oa_coverage_r1.csv'));
    expect(facts).toMatchObject({ areas: { type: 'oa', vintage: 2021 }, period: '2026-01' });
    expect(rows[0]).toMatchObject({
      code: 'E00005233',
      premises: 509,
      measures: { below_decent: { premises: 0, percent: 0 }, gigabit: { premises: 371, percent: 72.9 } },
    });
  });

  it('the published bytes of a postcode file (mark, CRLF) read like the copy without them', async () => {
    const published = await readSource(
      fixedCoverage,
      sample('202601_fixed_pc_coverage_r2_CR.published-bytes.csv'),
    );
    const copy = await readSource(fixedCoverage, sample('202601_fixed_pc_coverage_r2_CR.csv'));
    expect(published.rows).toEqual(copy.rows);
    expect(published.rows).toHaveLength(3);
    expect(published.facts.part).toBe('CR');
  });
});

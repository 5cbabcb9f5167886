import { describe, expect, it } from 'vitest';
import { midYearPopulation } from '../../server/sources/mid-year-population.ts';
import { nomisBulk } from '../../server/sources/nomis-bulk.ts';
import { nomisQuery } from '../../server/sources/nomis-query.ts';
import { onsMsoaIncome } from '../../server/sources/ons-msoa-income.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { fileOf, readSource } from '../support/read-source.ts';

const start = 'date,geography,geography code,';

describe('Nomis bulk tables', () => {
  it('TS066 mixes ":In employment" and ": In employment:": the whole is the same for both', async () => {
    const title = 'Economic activity status';
    const total = `${title}: Total: All usual residents aged 16 years and over`;
    const text =
      `${start}${total},${title}: Economically active (excluding full-time students),` +
      `${title}: Economically active (excluding full-time students):In employment,` +
      `${title}: Economically active (excluding full-time students): In employment: Employee\n` +
      '2021,City of London 001A,E01000001,1290,900,850,700\n';
    const { columns, facts } = await readSource(nomisBulk, fileOf(text, 'download.csv'));
    expect(facts.datasetId).toBe('census-2021-ts066');
    expect(columns.map((column) => column.total)).toEqual([null, total, total, total]);
  });

  it('TS054 has subtotals beside their parts: every column keeps its own name and the same whole', async () => {
    const title = 'Tenure of household';
    const names = ['Total: All households', 'Owned', 'Owned: Owns outright', 'Social rented'];
    const text = `${start}${names.map((name) => `${title}: ${name}`).join(',')}\n2021,A,E01000001,900,400,300,250\n`;
    const { columns, rows } = await readSource(nomisBulk, fileOf(text, 'census2021-ts054-lsoa.csv'));
    expect(columns.map(({ name }) => name)).toEqual(names.map((name) => `${title}: ${name}`));
    expect(columns.slice(1).every(({ total }) => total === `${title}: Total: All households`)).toBe(true);
    expect(rows[0]?.values).toEqual([900, 400, 300, 250]);
  });

  it('the name of the area stands before its code', async () => {
    const text = `${start}Age: Total\n2021,City of London 001A,E01000001,1473\n`;
    const { rows } = await readSource(nomisBulk, fileOf(text));
    expect(rows[0]).toMatchObject({ code: 'E01000001', name: 'City of London 001A' });
  });

  it.each([
    ['oa', 'E00000001', 'oa', 'oa'],
    ['msoa', 'E02000001', 'msoa', 'msoa'],
    ['ward', 'E05000026', 'ward', 'ward'],
    ['ltla', 'E06000001', 'lad', 'lad'],
    ['utla', 'E06000001', 'lad', 'utla'],
    ['rgn', 'E12000001', 'region', 'region'],
    ['ctry', 'E92000001', 'nation', 'nation'],
  ])('the file of level %s stands beside those of the other levels', async (level, code, type, part) => {
    const text = `${start}Age: Total\n2021,A,${code},1473\n`;
    const { facts } = await readSource(nomisBulk, fileOf(text, `census2021-ts007a-${level}.csv`));
    expect(facts).toMatchObject({ areas: { type, vintage: 2021 }, part });
  });

  it('the long CSV of the Nomis API is refused, not read as another format', () => {
    const text = 'DATE,DATE_NAME,GEOGRAPHY_CODE,GEOGRAPHY_NAME,OBS_VALUE\n2021,2021,E01000001,A,5\n';
    expect(() => recogniseReader(fileOf(text, 'NM_2020_1.data.csv'))).toThrow('is not known');
  });
});

describe('Nomis query tables', () => {
  const table = (header: string, row: string) =>
    `"TS007A - Age by five-year age bands",\r\n"ONS Crown Copyright Reserved",\r\n,\r\n"Date",2021\r\n${header}\r\n\r\n${row}\r\n`;

  it('code and name in one cell, title lines above, a blank line below the header', async () => {
    const text = table('2021 super output area - lower layer,Total', 'E01011954 : Hartlepool 001A,2280');
    const { rows, rejections } = await readSource(nomisQuery, fileOf(text));
    expect(rows).toMatchObject([{ line: 7, code: 'E01011954', name: 'Hartlepool 001A', values: [2280] }]);
    expect(rejections).toEqual([]);
  });

  it('a name without a code is rejected with its line, not taken for a code', async () => {
    const text = table('2021 super output area - lower layer,Total', 'Hartlepool 001A,2280');
    const { rows, rejections } = await readSource(nomisQuery, fileOf(text));
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ line: 7, value: 'Hartlepool 001A' }]);
  });
});

describe('Mid-year population', () => {
  const ages = Array.from({ length: 90 }, (_, age) => String(age));
  const sheet = (columns: string, cells: string, title = 'Mid-2015 Population Estimates') =>
    `"${title}",,\r\n${columns},All Ages,${ages.join(',')},90+\r\n${cells},"1,595",${ages.map(() => '17').join(',')},65\r\n`;

  it('estimates for mid-2011 to mid-2020 revised to 2021 LSOAs are not taken for 2011 LSOAs', async () => {
    const of = async (year: string, name: string) =>
      (
        await readSource(
          midYearPopulation,
          fileOf(sheet(name, 'E01000001,A', `Mid-${year} Population Estimates`)),
        )
      ).facts;
    expect(await of('2015', 'LSOA 2021 Code,LSOA 2021 Name')).toMatchObject({
      period: '2015',
      areas: { type: 'lsoa', vintage: 2021 },
    });
    expect((await of('2015', 'LSOA Code,LSOA Name')).areas?.vintage).toBe(2011);
    expect((await of('2022', 'LSOA Code,LSOA Name')).areas?.vintage).toBe(2021);
  });

  it('the code of the local authority may stand first: the row is about the LSOA', async () => {
    const columns = 'LAD 2021 Code,LAD 2021 Name,LSOA 2021 Code,LSOA 2021 Name';
    const text = sheet(columns, 'E06000001,Hartlepool,E01011954,Hartlepool 001A');
    const { rows, facts } = await readSource(midYearPopulation, fileOf(text));
    expect(facts.areas).toEqual({ type: 'lsoa', vintage: 2021 });
    expect(rows[0]).toMatchObject({ code: 'E01011954', name: 'Hartlepool 001A' });
    expect(rows[0]?.values[0]).toBe(1595);
  });
});

describe('ONS income by MSOA', () => {
  const header = 'MSOA code,MSOA name,Local authority code,Local authority name,Region code,Region name';
  const limits = 'Upper confidence limit (£),Lower confidence limit (£),Confidence interval (£)';
  const row = 'E02004297,County Durham 001,E06000047,County Durham,E12000001,North East';
  const income = (measure: string, title: string, titleLines: number) =>
    `"${title}",,\r\n${'"notes",,\r\n'.repeat(titleLines - 1)}${header},${measure},${limits}\r\n` +
    `${row},"32,200","37,900","27,400","10,500"\r\n`;

  it.each([
    ['Total annual income (£)', 2018, 4, 2011],
    ['Net annual income (£)', 2020, 4, 2011],
    ['Net annual income before housing costs (£)', 2018, 4, 2011],
    ['Net annual income after housing costs (£)', 2018, 4, 2011],
    ['Disposable (net) annual income (£)', 2023, 3, 2021],
    ['Disposable (net) annual income after housing costs (£)', 2023, 3, 2021],
  ])('"%s" of %i below %i title lines is on MSOAs of %i', async (measure, year, titleLines, vintage) => {
    const text = income(measure, `Small area income estimates: financial year ending ${year}`, titleLines);
    const file = fileOf(Buffer.from(text, 'latin1'), 'income.csv');
    expect(file.encoding).toBe('windows-1252');
    expect(recogniseReader(file).id).toBe('ons-msoa-income');
    const { rows, facts, columns } = await readSource(onsMsoaIncome, file);
    expect(facts).toMatchObject({ period: String(year), areas: { type: 'msoa', vintage } });
    expect(facts.part).toBe(measure.replace(' (£)', ''));
    expect(columns[0]).toMatchObject({ name: measure, kind: 'pounds' });
    expect(rows[0]?.values).toEqual([32_200, 37_900, 27_400, 10_500]);
  });

  it('2011/12 to 2013/14 are weekly: said, with the year the financial year ends in', async () => {
    const text = income('Net weekly income (£)', 'Small area income estimates, 2011/12', 4);
    const { facts, notes } = await readSource(onsMsoaIncome, fileOf(text));
    expect(facts.period).toBe('2012');
    expect(notes.map(({ code }) => code)).toContain('weekly-income');
  });
});

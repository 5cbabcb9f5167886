import { describe, expect, it } from 'vitest';
import { midYearPopulation } from '../../server/sources/mid-year-population.ts';
import { onsMsoaIncome } from '../../server/sources/ons-msoa-income.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const ages = Array.from({ length: 90 }, (_, age) => String(age));
const ones = ages.map(() => '1').join(',');

describe('mid-year-population', () => {
  it.each([
    ['gender', '90', '2020-06-30', 2011],
    ['sex', '90+', '2024-06-30', 2021],
  ])('the tidy edition with `%s` and `%s` gives the same columns', async (sex, last, period, vintage) => {
    const text = [
      `period,area_code,area_name,geography,${sex},all_ages,aged_0_to_15,aged_16_to_64,aged_65_and_over,${ages.join(',')},${last}`,
      `${period},E01006091,Trafford 019A,LSOA,Females,50,9,26,15,${ones},4`,
      `${period},E01006091,Trafford 019A,LSOA,Persons,95,16,49,30,${ones},5`,
    ].join('\n');
    const { facts, columns, rows, notes } = await readSource(midYearPopulation, fileOf(text));
    expect(facts).toMatchObject({ period: period.slice(0, 4), areas: { type: 'lsoa', vintage } });
    expect(columns.slice(0, 5).map((column) => column.name)).toEqual([
      'all_ages',
      'aged_0_to_15',
      'aged_16_to_64',
      'aged_65_and_over',
      '0',
    ]);
    expect(columns.at(-1)).toEqual({ name: '90+', kind: 'count', total: 'all_ages' });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.values.slice(0, 4)).toEqual([95, 16, 49, 30]);
    expect(notes).toMatchObject([{ code: 'sexes-left-out', severity: 'info', count: 1 }]);
  });

  it('a file with men and women only is an error, not a file without people', async () => {
    const text = `period,area_code,area_name,geography,sex,all_ages,${ages.join(',')},90+\n2024-06-30,E01006091,A,LSOA,Males,95,${ones},5\n`;
    const { notes } = await readSource(midYearPopulation, fileOf(text));
    expect(notes).toMatchObject([{ code: 'sexes-left-out', severity: 'error' }]);
  });

  it('a SAPE sheet: title lines, names with footnote digits, "16,149", footnote rows, CRLF', async () => {
    const text = [
      'Contents,,',
      '"Table SAPE23DT8a: Mid-2020 Population Estimates for 2020 Wards",,',
      `Ward Code 1,Ward Name 1,LA Code (2021 boundaries),LA name (2021 boundaries),All Ages,${ages.join(',')},90+`,
      `E05000026,Abbey,E09000002,Barking and Dagenham,"16,149",${ones},5`,
      `Farringdon Within,Bread Street and Castle Baynard${','.repeat(94)}`,
    ].join('\r\n');
    const { facts, rows, rejections } = await readSource(midYearPopulation, fileOf(text));
    expect(facts).toMatchObject({ period: '2020', areas: { type: 'ward', vintage: 2020 } });
    expect(rows).toMatchObject([{ code: 'E05000026', name: 'Abbey' }]);
    expect(rows[0]?.values[0]).toBe(16_149);
    expect(rejections).toEqual([]);
  });
});

describe('ons-msoa-income', () => {
  const rows =
    'E02004297,County Durham 001,E06000047,County Durham,E12000001,North East,"32,200","37,900"\r\n';
  const header = 'MSOA code,MSOA name,Local authority code,Local authority name,Region code,Region name';

  it('windows-1252 pound signs below four title lines, and quoted thousands', async () => {
    const text = `"Estimates: financial year ending 2018",,,,,,,\r\n,,,,,,,\r\n"Net annual income",,,,,,,\r\n,,,,,,,\r\n${header},Net annual income (£),Upper confidence limit (£)\r\n${rows}`;
    const read = await readSource(onsMsoaIncome, fileOf(Buffer.from(text, 'latin1')));
    expect(read.facts).toMatchObject({ period: '2018', areas: { type: 'msoa', vintage: 2011 } });
    expect(read.columns[0]).toEqual({ name: 'Net annual income (£)', kind: 'pounds', total: null });
    expect(read.rows).toMatchObject([{ line: 6, code: 'E02004297', values: [32_200, 37_900] }]);
  });

  it('repeated header names of London Datastore are numbered and noted', async () => {
    const text = `${header},Total annual income (£),Upper confidence limit (£),Net annual income (£),Upper confidence limit (£)\n${rows.trim()},"1,000","2,000"\n`;
    const read = await readSource(onsMsoaIncome, fileOf(text));
    expect(read.columns.map((column) => column.name)).toEqual([
      'Total annual income (£)',
      'Upper confidence limit (£)',
      'Net annual income (£)',
      'Upper confidence limit (£) (2)',
    ]);
    expect(read.notes).toMatchObject([{ code: 'repeated-names' }]);
  });

  it('the renamed measure of 2023 is on 2021 areas; weekly incomes are said to be weekly', async () => {
    const disposable = `${header},Disposable (net) annual income (£),Upper confidence limit (£)\n${rows}`;
    expect((await readSource(onsMsoaIncome, fileOf(disposable))).facts.areas).toEqual({
      type: 'msoa',
      vintage: 2021,
    });
    const weekly = `${header},Net weekly income (£),Upper confidence limit (£)\n${rows}`;
    expect((await readSource(onsMsoaIncome, fileOf(weekly))).notes).toMatchObject([
      { code: 'weekly-income' },
    ]);
  });
});

describeWithShared('population and income as published', () => {
  it('the national single-year file, gzipped: bands are added up from the years', async () => {
    const file = sharedPath('data/national/ons/population_mid2020_lsoa11_single_year_DERIVED.csv.gz');
    const { rows, facts } = await readSource(midYearPopulation, file);
    expect(facts).toMatchObject({ period: '2020', areas: { type: 'lsoa', vintage: 2011 } });
    expect(rows).toHaveLength(34_753);
    const total = rows[0]?.values[0] ?? 0;
    const bands = rows[0]?.values.slice(1, 4) ?? [];
    expect(rows[0]?.code).toBe('E01011949');
    expect(bands.reduce((sum, value) => (sum ?? 0) + (value ?? 0), 0)).toBe(total);
    expect(total).toBe(1944);
  });

  it('7,201 MSOAs from both encodings, with equal values', async () => {
    const utf8 = await readSource(onsMsoaIncome, sharedPath('data/national/ons/netannualincome2018.csv'));
    const cp1252 = await readSource(
      onsMsoaIncome,
      sharedPath('data/national/ons/netannualincome2018_title-lines_cp1252_RECONSTRUCTED.csv'),
    );
    expect(utf8.rows).toHaveLength(7201);
    expect(cp1252.columns).toEqual(utf8.columns);
    expect(cp1252.rows.map((row) => row.values)).toEqual(utf8.rows.map((row) => row.values));
    expect(utf8.facts.period).toBe('2018');
  });

  it('the SAPE ward sheet: 8,053 wards, no rejection', async () => {
    const file = sharedPath('data/national/ons/SAPE23DT8a mid-2020 persons by ward.csv');
    const { rows, rejections } = await readSource(midYearPopulation, file);
    expect([rows.length, rejections.length]).toEqual([8053, 0]);
  });
});

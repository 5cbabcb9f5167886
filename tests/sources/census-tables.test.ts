import { describe, expect, it } from 'vitest';
import { nomisQuery } from '../../server/sources/nomis-query.ts';
import { onsLong } from '../../server/sources/ons-long.ts';
import { readerById, recogniseReader } from '../../server/sources/registry.ts';
import { tenureWide } from '../../server/sources/tenure-wide.ts';
import { tidyCensus } from '../../server/sources/tidy-census.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const query = [
  'RM121 - Sex by age,,,',
  'ONS Crown Copyright Reserved [from Nomis on 14 February 2024],,,',
  'Population :,All Usual residents,,',
  'Date       :,2021,,',
  ',,,',
  '2021 super output area - lower layer,Total,Aged 65 years,Aged 85 years and over',
  ',,,',
  'E01011954 : Hartlepool 001A,2280,17,42',
  'W01000003 : Isle of Anglesey 001A,1500,-,7',
  ',,,',
  ',"In order to protect against disclosure of personal information, records",,',
  ',have been swapped between different geographic areas.,,',
].join('\r\n');

describe('nomis-query', () => {
  it('title lines, code and name in one cell, blank line after the header, footnotes, padding commas, CRLF', async () => {
    const { facts, columns, rows, rejections } = await readSource(nomisQuery, fileOf(query));
    expect(facts).toEqual({
      datasetId: 'census-2021-rm121',
      areas: { type: 'lsoa', vintage: 2021 },
      period: '2021',
      part: '',
    });
    expect(columns[1]).toEqual({ name: 'Aged 65 years', kind: 'count', total: 'Total' });
    expect(rejections).toEqual([]);
    expect(rows).toMatchObject([
      { line: 8, code: 'E01011954', name: 'Hartlepool 001A', values: [2280, 17, 42] },
      { line: 9, code: 'W01000003', values: [1500, null, 7] },
    ]);
    expect(rows[1]?.reasons?.get(1)).toBe('not-published');
  });

  it('a `mnemonic` column holds the code instead, and footnotes may be unpadded', async () => {
    const text = query
      .replace('lower layer,Total', 'lower layer,mnemonic,Total')
      .replaceAll(/^([EW]\d+) : ([^,]+),/gm, '$2,$1,')
      .replace(',have been swapped', 'have been swapped');
    const { rows, rejections, columns } = await readSource(nomisQuery, fileOf(text));
    expect(columns.map((column) => column.name)).not.toContain('mnemonic');
    expect(rows.map((row) => [row.code, row.name])).toEqual([
      ['E01011954', 'Hartlepool 001A'],
      ['W01000003', 'Isle of Anglesey 001A'],
    ]);
    expect(rejections).toEqual([]);
  });
});

describe('ons-long', () => {
  const text = [
    'Lower Tier Local Authorities Code,Lower Tier Local Authorities,Ethnic group (20 categories) Code,' +
      'Ethnic group (20 categories),Observation',
    'E06000001,Hartlepool,-8,Does not apply,0',
    'E06000001,Hartlepool,1,"Asian, Asian British or Asian Welsh: Bangladeshi",278',
    'E06000001,Hartlepool,2,Other,12',
    'E06000002,Middlesbrough,2,Other,40',
  ].join('\n');

  it('-8 Does not apply is left out, quoted commas stay in the name, what an area lacks is missing', async () => {
    const { facts, columns, rows } = await readSource(onsLong, fileOf(text));
    expect(facts.areas).toEqual({ type: 'lad', vintage: 2021 });
    expect(columns.map((column) => column.name)).toEqual([
      'Ethnic group (20 categories): Asian, Asian British or Asian Welsh: Bangladeshi',
      'Ethnic group (20 categories): Other',
    ]);
    expect(rows.map((row) => row.values)).toEqual([
      [278, 12],
      [null, 40],
    ]);
  });

  it('a second figure for the same area and category is rejected with its line', async () => {
    const { rejections } = await readSource(onsLong, fileOf(`${text}\nE06000001,Hartlepool,2,Other,13\n`));
    expect(rejections).toMatchObject([{ line: 6, value: '13' }]);
  });
});

describe('tidy-census', () => {
  it('takes the names of the Nomis tables and adds the total up', async () => {
    const text = [
      'area_code,area_name,geography,period,indicator,highest_qualification,measure,unit,value',
      'E01006109,A,Lower-layer Super Output Area,2021-03-21,Long words,No qualifications,Count,Persons,272',
      'E01006109,A,Lower-layer Super Output Area,2021-03-21,Long words,Apprenticeship,Count,Persons,50',
    ].join('\n');
    const { facts, columns, rows } = await readSource(tidyCensus, fileOf(text));
    expect(facts).toMatchObject({ datasetId: 'census-2021-ts067', period: '2021' });
    expect(columns.map((column) => column.name)).toEqual([
      'Highest level of qualification: Total: All usual residents aged 16 years and over',
      'Highest level of qualification: No qualifications',
      'Highest level of qualification: Apprenticeship',
    ]);
    expect(rows[0]?.values).toEqual([322, 272, 50]);
  });
});

describeWithShared('census tables as published', () => {
  it('RM121 query file: 35,672 LSOAs, footnotes neither rows nor rejections', async () => {
    const file = sharedPath('data/national/nomis/Census 2021 - Population.csv');
    const { rows, rejections } = await readSource(nomisQuery, file);
    expect([rows.length, rejections.length]).toEqual([35_672, 0]);
    expect(rows[0]).toMatchObject({ code: 'E01011954', values: [2280, 17, 79, 91, 45, 50, 42] });
  });

  it('tidy disability counts equal the cells of TS038 in all 139 areas of Trafford', async () => {
    const tidy = await readSource(
      tidyCensus,
      sharedPath('data/trafford/census/tdl_2021_disability_lsoa_trafford.csv'),
    );
    const bulk = await readSource(
      readerById('nomis-bulk'),
      sharedPath('data/trafford/census/census2021-ts038-lsoa.csv'),
    );
    const name = 'Disability: Disabled under the Equality Act: Day-to-day activities limited a lot';
    const inBulk = new Map<string, number | null | undefined>();
    const bulkAt = bulk.columns.findIndex((column) => column.name === name);
    for (const row of bulk.rows) {
      if (row.kind === 'values') inBulk.set(row.code, row.values[bulkAt]);
    }
    const tidyAt = tidy.columns.findIndex((column) => column.name === name);
    expect(tidy.rows).toHaveLength(139);
    for (const row of tidy.rows) expect(row.values[tidyAt]).toBe(inBulk.get(row.code));
  });

  it('ONS custom dataset of London: 4,994 LSOAs by 5 ages', async () => {
    const { rows, columns } = await readSource(
      onsLong,
      sharedPath('data/national/ons/London-LSOA-AgeGroup.csv'),
    );
    expect([rows.length, columns.length]).toEqual([4994, 5]);
    expect(rows[0]?.values[0]).toBe(125);
  });

  it('tenure as one row per LSOA', async () => {
    const file = sharedPath('data/trafford/census/ts054_tenure_lsoa21_wide_DERIVED.csv');
    const { rows, columns, facts } = await readSource(tenureWide, file);
    expect(facts.datasetId).toBe('census-2021-ts054');
    expect([rows.length, columns.length, columns[1]?.total]).toEqual([139, 9, 'total_households']);
  });

  it('tables of wards and districts are not taken for another format', () => {
    expect(() => recogniseReader({ name: 'x.csv', text: 'ward,count\nA,1\n' })).toThrow(/not known/);
  });
});

import { describe, expect, it } from 'vitest';
import { openFile } from '../../../server/sources/open-file.ts';
import { bdukPremises } from '../../../server/sources/premises/bduk-premises.ts';
import { osOpenUprn } from '../../../server/sources/premises/os-open-uprn.ts';
import { parseUprn } from '../../../server/sources/premises/uprn.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

const sample = (name: string): string => sharedPath('data/national/samples', name);

describe('a UPRN', () => {
  it.each([
    ['1', 1],
    ['999999999999', 999_999_999_999],
    ['010070460471', 10_070_460_471],
  ])('has 1 to 12 digits, zeros in front mean nothing: %s', (text, value) => {
    expect(parseUprn(text)).toBe(value);
  });
  it.each(['', '0', '1234567890123', '1.00032E+11', '0922SO1', '-5'])('is not "%s"', (text) => {
    expect(parseUprn(text)).toBeNull();
  });
});

describe('os-open-uprn', () => {
  const header = 'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE';

  it('the header begins with a byte-order mark; the grid is taken, not the degrees', async () => {
    const text = `\uFEFF${header}\r\n30129155,354424.55,132132.90,51.0866841,-2.6520823\r\n`;
    const { rows, facts } = await readSource(osOpenUprn, fileOf(text, 'osopenuprn_202609.csv'));
    expect(rows).toEqual([
      { kind: 'premises', line: 2, uprn: 30_129_155, easting: 354_424.55, northing: 132_132.9 },
    ]);
    expect(facts).toMatchObject({ datasetId: 'os-open-uprn', period: '2026-09', areas: null });
  });

  it.each([
    ['12345678901234,1,1,0,0', 'UPRN', '12345678901234'],
    ['7,0,0,0,0', 'X_COORDINATE', '0'],
    ['7,400000,east,0,0', 'Y_COORDINATE', 'east'],
    ['7,400000,1300001,0,0', 'Y_COORDINATE', '1300001'],
    ['7,,400000,0,0', 'X_COORDINATE', ''],
  ])('rejects %s by column and value', async (row, column, value) => {
    const { rows, rejections } = await readSource(osOpenUprn, fileOf(`${header}\n${row}\n`));
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ line: 2, column, value }]);
  });
});

describe('bduk-premises', () => {
  const header =
    'uprn,struprn,bduk_recognised_premises,country,postcode,lot_id,lot_name,subsidy_control_status,current_gigabit,' +
    'future_gigabit,local_authority_district_ons_code,local_authority_district_ons,bduk_gis,bduk_gis_final_coverage_date';
  const read = (row: string, name = '202605_BDUK_uprn_release_kent.csv') =>
    readSource(bdukPremises, fileOf(`${header}\n${row}\n`, name));
  const rest =
    'true,England,HU1 1AA,23,Hull,Gigabit White,false,TRUE,E06000010,"Kingston upon Hull, City of",true,2028-06-30';

  it('true and false become booleans, blanks null, quoted commas stay in the name', async () => {
    const { rows } = await read(`5,str5,${rest}`);
    expect(rows[0]).toMatchObject({
      postcode: 'HU11AA',
      isRecognised: true,
      currentGigabit: false,
      futureGigabit: true,
      plan: { local_authority_district_ons: 'Kingston upon Hull, City of', bduk_gis: true },
    });
  });

  it('a UPRN that a spreadsheet spoilt is taken from struprn, and noted', async () => {
    const { rows, notes } = await read(`1.00032E+11,str100032176148,${rest}`);
    expect(rows[0]?.uprn).toBe(100_032_176_148);
    expect(notes).toMatchObject([{ code: 'uprn-from-text', count: 1 }]);
  });

  it('a row whose struprn says another number than uprn is rejected', async () => {
    const { rows, rejections } = await read(`5,str6,${rest}`);
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ line: 2, column: 'struprn', value: 'str6' }]);
  });

  it('a flag that is neither true nor false rejects its row', async () => {
    const { rejections } = await read(`5,str5,${rest.replace('true,', 'perhaps,')}`);
    expect(rejections).toMatchObject([{ column: 'bduk_recognised_premises', value: 'perhaps' }]);
  });

  it('the files of one release, a county each, are parts that stand side by side', async () => {
    expect((await read(`5,str5,${rest}`)).facts).toMatchObject({ period: '2026-05', part: 'kent' });
  });
});

describeWithShared('premises as published', () => {
  it('reads the 54 rows of Barton St David', async () => {
    const file = await openFile(sample('osopenuprn_BartonStDavid_54rows.csv'));
    expect(recogniseReader(file).id).toBe('os-open-uprn');
    const { rows, rejections } = await readSource(osOpenUprn, file);
    expect([rows.length, rejections.length]).toEqual([54, 0]);
  });

  it('reads all 28 columns of BDUK: eleven of their own and seventeen in plan', async () => {
    const file = await openFile(sample('202605_BDUK_uprn_release_sample.csv'));
    expect(recogniseReader(file).id).toBe('bduk-premises');
    const { rows } = await readSource(bdukPremises, file);
    expect(rows).toHaveLength(8);
    expect(Object.keys(rows[0]?.plan ?? {})).toHaveLength(17);
    expect(rows[7]?.plan['bduk_gis_contract_name']).toBe(
      'CO3 North Herefordshire, North Wales, Shropshire and South West Wales',
    );
    expect(rows[3]?.plan['bduk_gis_final_coverage_date']).toBe('2032-03-31');
  });
});

import { describe, expect, it } from 'vitest';
import { recogniseReader, sourceReaders } from '../../../server/sources/registry.ts';
import { uprnDirectory } from '../../../server/sources/premises/uprn-directory.ts';
import { fileOf, readSource } from '../../support/read-source.ts';

/** The header of the NSUL of June 2026 (epoch 127). */
const header2026 =
  'UPRN,GRIDGB1E,GRIDGB1N,PCDS,OA21CD,CTY25CD,CED25CD,LAD25CD,WD25CD,HLTH19CD,CTRY25CD,RGN25CD,PCON24CD,EER20CD,' +
  'TTWA15CD,ITL25CD,NPARK16CD,LSOA21CD,MSOA21CD,WZ11CD,SICBL26CD,BUA24CD,BUASD11CD,RUC21IND,OAC21IND,LEP21CD1,' +
  'LEP21CD2,PFA23CD,IMD19IND';

/** A row of made-up codes under any header: those given, and blanks elsewhere. */
function rowOf(header: string, cells: Readonly<Record<string, string>>): string {
  return header
    .split(',')
    .map((name) => cells[name] ?? '')
    .join(',');
}

const read = (header: string, cells: Readonly<Record<string, string>>, name = 'ONSUD_MAY_2022_WM.csv') =>
  readSource(uprnDirectory, fileOf(`${header}\r\n${rowOf(header, cells)}\r\n`, name));

const places = {
  UPRN: '999990000001',
  PCDS: 'ZZ1 1AA',
  OA21CD: 'E00999001',
  LSOA21CD: 'E01999001',
  MSOA21CD: 'E02999001',
  WD25CD: 'E05999001',
  LAD25CD: 'E06999001',
  CTRY25CD: 'E92000001',
  RGN25CD: 'E12999001',
};

describe('uprn-directory', () => {
  it('takes UPRN, postcode and codes by kind and vintage, and no other of its 29 columns', async () => {
    const { rows, facts, rejections } = await read(header2026, places);
    expect(rejections).toEqual([]);
    expect(rows).toEqual([
      {
        kind: 'premises-directory',
        line: 2,
        uprn: 999_990_000_001,
        postcode: 'ZZ11AA',
        areas: [
          { type: 'oa', vintage: 2021 },
          { type: 'lsoa', vintage: 2021 },
          { type: 'msoa', vintage: 2021 },
          { type: 'ward', vintage: 2025 },
          { type: 'lad', vintage: 2025 },
        ],
        codes: ['E00999001', 'E01999001', 'E02999001', 'E05999001', 'E06999001'],
      },
    ]);
    expect(facts).toMatchObject({
      datasetId: 'ons-uprn-directory',
      period: '2022-05',
      part: 'wm',
      areas: null,
    });
  });

  it('years and case of the columns drift; of two vintages the newer comes first', async () => {
    const { rows } = await read('uprn,pcds,lad21cd,LSOA11CD,lsoa21cd,MSOA11CD', {
      uprn: '7',
      pcds: 'zz11aa',
      lad21cd: 'E06999001',
      LSOA11CD: 'E01999201',
      lsoa21cd: 'E01999001',
      MSOA11CD: 'E02999001',
    });
    expect(rows[0]).toMatchObject({
      uprn: 7,
      postcode: 'ZZ11AA',
      areas: [
        { type: 'lsoa', vintage: 2021 },
        { type: 'lsoa', vintage: 2011 },
        { type: 'msoa', vintage: 2011 },
        { type: 'lad', vintage: 2021 },
      ],
      codes: ['E01999001', 'E01999201', 'E02999001', 'E06999001'],
    });
  });

  it('no postcode, pseudo codes and blanks are missing, and Scottish data zones stand where LSOAs do', async () => {
    const { rows, rejections } = await read(header2026, {
      ...places,
      PCDS: '',
      WD25CD: 'S99999999',
      OA21CD: '',
      LSOA21CD: 'S01006514',
    });
    expect(rejections).toEqual([]);
    expect(rows[0]).toMatchObject({
      postcode: null,
      codes: [null, 'S01006514', 'E02999001', null, 'E06999001'],
    });
  });

  it.each([
    ['UPRN', '1.00032E+11', /1 to 12 digits/],
    ['UPRN', '', /1 to 12 digits/],
    ['PCDS', 'E06999001', /not a postcode/],
    ['LAD25CD', 'E05000001', /the code is of a ward, the column of a lad/],
    ['OA21CD', 'Seaborough 001A', /not an area code/],
  ])('rejects a row whose %s is "%s"', async (column, value, reason) => {
    const { rows, rejections } = await read(header2026, { ...places, [column]: value });
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ line: 2, column, value }]);
    expect(rejections[0]?.reason).toMatch(reason);
  });

  it.each([
    ['ONSUD_MAY_2022_WM.csv', '2022-05', 'wm'],
    ['NSUL_JUN_2026_SC.csv', '2026-06', 'sc'],
    ['onsud_dec_2025_ee.csv', '2025-12', 'ee'],
    ['onsud.csv', null, ''],
  ])('%s is of %s, part "%s"', async (name, period, part) => {
    const { facts } = await read(header2026, places, name);
    expect(facts).toMatchObject({ period, part });
  });

  it('is told from every other format by its columns', () => {
    const readers = sourceReaders.some(({ id }) => id === uprnDirectory.id)
      ? sourceReaders
      : [...sourceReaders, uprnDirectory];
    for (const header of [
      header2026,
      'UPRN,PCDS,LAD25CD,LSOA21CD',
      'UPRN,X,PCDS,LAD21CD,LSOA11CD,MSOA11CD',
      'uprn,pcds,oa21cd',
    ]) {
      expect(recogniseReader({ name: 'x.csv', text: `${header}\n` }, readers).id).toBe('uprn-directory');
    }
    const others = [
      'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE',
      'pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,oa21,lsoa21,msoa21',
      'OA21CD,LSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM,LAD22CD,LAD22NM,ObjectId',
      'uprn,struprn,postcode,subsidy_control_status,current_gigabit,local_authority_district_ons_code',
    ];
    for (const header of others) {
      expect(uprnDirectory.recognise({ name: 'x.csv', text: `${header}\n` })).toBe(0);
    }
  });
});

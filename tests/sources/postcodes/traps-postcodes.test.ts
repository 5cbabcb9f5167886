import { describe, expect, it } from 'vitest';
import { codePointOpen } from '../../../server/sources/postcodes/code-point-open.ts';
import { onspd } from '../../../server/sources/postcodes/onspd.ts';
import { traffordPostcodes } from '../../../server/sources/postcodes/trafford-postcodes.ts';
import { openFiles } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { saveForTest } from '../../support/save-for-test.ts';
import { zipOf } from '../../support/zip.ts';

/** The 53 columns of February 2023. */
const onspdHeader =
  'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,' +
  'ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,' +
  'lsoa11,msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21';

const postcodeRow = (given: Readonly<Record<string, string>>): string =>
  onspdHeader
    .split(',')
    .map((name) => `"${given[name] ?? ''}"`)
    .join(',');

const altrincham = {
  pcd: 'WA141AA',
  pcds: 'WA14 1AA',
  dointr: '198001',
  oslaua: 'E08000009',
  osward: 'E05015239',
  oseast1m: '376800',
  osnrth1m: '0387900',
  osgrdind: '1',
  imd: '27011',
  lsoa11: 'E01006075',
  lsoa21: 'E01034567',
};

const readOnspd = (given: Readonly<Record<string, string>>) =>
  readSource(onspd, fileOf(`${onspdHeader}\r\n${postcodeRow(given)}\r\n`, 'ONSPD_FEB_2023_UK.csv'));

describe('ONS Postcode Directory', () => {
  it('has 2001, 2011 and 2021 areas side by side, and the rank of deprivation: the 2021 codes are taken', async () => {
    const { rows } = await readOnspd(altrincham);
    expect(rows[0]).toMatchObject({ lsoaCode: 'E01034567', terminated: null, positionalQuality: 10 });
  });

  it('doterm set means terminated: kept, with its month', async () => {
    const { rows } = await readOnspd({ ...altrincham, doterm: '199606' });
    expect(rows[0]).toMatchObject({ introduced: '1980-01', terminated: '1996-06' });
  });

  it.each(['Jun-96', '199613', '1996'])(
    'a doterm that is no month (%s) is rejected: the postcode would look live',
    async (doterm) => {
      const { rows, rejections } = await readOnspd({ ...altrincham, doterm });
      expect(rows).toEqual([]);
      expect(rejections).toMatchObject([{ line: 2, column: 'doterm', value: doterm }]);
    },
  );

  it('northing is text with zeros in front', async () => {
    expect((await readOnspd(altrincham)).rows[0]?.point).toEqual({ easting: 376_800, northing: 387_900 });
  });

  it.each([
    ['oslaua', 'S99999999', 'ladCode'],
    ['osward', 'N99999999', 'wardCode'],
    ['lsoa21', 'E99999999', 'lsoaCode'],
  ] as const)('pseudo code in %s (%s) is no area', async (column, code, field) => {
    expect((await readOnspd({ ...altrincham, [column]: code })).rows[0]?.[field]).toBeNull();
  });

  it('99.999999 degrees in Northern Ireland are no place', async () => {
    const belfast = {
      pcd: 'BT1 1AA',
      pcds: 'BT1 1AA',
      osgrdind: '1',
      oseast1m: '333800',
      osnrth1m: '0374000',
    };
    const { rows } = await readOnspd({ ...belfast, lat: '99.999999', long: '0.000000' });
    expect(rows[0]).toMatchObject({ postcode: 'BT11AA', point: null });
  });
});

describe('Code-Point Open', () => {
  const rows =
    '"M1  1AD",10,384759,398148,"E92000001","","E18000002","","E08000003","E05000703"\r\n' +
    '"M15 4AB",90,0,0,"E92000001","","","","",""\r\n';

  it('no header row, padded postcodes, CRLF: the first line is a postcode', async () => {
    const file = fileOf(rows, 'm.csv');
    expect(recogniseReader(file).id).toBe('code-point-open');
    const read = await readSource(codePointOpen, file);
    expect(read.facts.part).toBe('M');
    expect(read.rows.map(({ line, display, point }) => [line, display, point === null])).toEqual([
      [1, 'M1 1AD', false],
      [2, 'M15 4AB', true],
    ]);
  });

  it('the zip: two rows of column names in Doc and a Latin-1 licence are no postcodes', async () => {
    const names =
      'PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\r\nPostcode,Positional_quality_indicator,Eastings,Northings\r\n';
    expect(codePointOpen.recognise(fileOf(names))).toBe(0);
    const path = saveForTest(
      'codepo_gb.zip',
      zipOf([
        { name: 'Data/CSV/m.csv', content: rows },
        { name: 'Doc/Code-Point_Open_Column_Headers.csv', content: names },
        { name: 'Doc/licence.txt', content: Buffer.from('\xa9 Crown copyright', 'latin1') },
      ]),
    );
    expect((await openFiles(path)).map(({ name }) => name)).toEqual(['m.csv']);
  });
});

describe('Postcode list of Trafford Data Lab', () => {
  it('terminated postcodes are among the others and not marked: said in a note', async () => {
    const text =
      'postcode,ward_code,ward_name,msoa_code,msoa_hcl_name,lsoa_code,lsoa_name,locality,la_code,la_name,lon,lat\n' +
      'M16 0AA,E05015241,Gorse Hill,E02001259,Old Trafford,E01006091,Trafford 019A,Trafford,E08000009,Trafford,-2.28,53.46\n' +
      'M16 0AB,,,,,,,,,,,\n';
    const { rows, notes } = await readSource(traffordPostcodes, fileOf(text));
    expect(notes.map(({ code }) => code)).toEqual(['terminated-unmarked']);
    expect(rows[0]).toMatchObject({ wardName: 'Gorse Hill', terminated: null });
    expect(rows[1]).toMatchObject({ postcode: 'M160AB', point: null, lsoaCode: null });
  });
});

import { describe, expect, it } from 'vitest';
import { openFile } from '../../../server/sources/open-file.ts';
import { codePointOpen } from '../../../server/sources/postcodes/code-point-open.ts';
import { onspd } from '../../../server/sources/postcodes/onspd.ts';
import { parsePostcode } from '../../../server/sources/postcodes/postcode-text.ts';
import { traffordPostcodes } from '../../../server/sources/postcodes/trafford-postcodes.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

describe('a postcode', () => {
  it.each([
    ['M1  1AD', 'M11AD', 'M1 1AD'],
    ['m15 4ab', 'M154AB', 'M15 4AB'],
    ['EC2Y8DQ', 'EC2Y8DQ', 'EC2Y 8DQ'],
  ])('padded, in small letters or without its space: %s', (text, postcode, display) => {
    expect(parsePostcode(text)).toEqual({ postcode, display });
  });
  it.each(['', 'M1', 'Manchester', '12345'])('is not "%s"', (text) => {
    expect(parsePostcode(text)).toBeNull();
  });
});

describe('onspd', () => {
  const old = 'pcd,pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,osgrdind,oa21,lsoa21,msoa21,lat,long';
  const of2025 =
    'pcd7,pcds,dointr,doterm,lad25cd,wd25cd,east1m,north1m,gridind,oa21cd,lsoa21cd,msoa21cd,lat,long';
  const row =
    '"M154AB","M15 4AB","198001","","E08000009","E05015247","382806","0396569","1","E00000001","E01034001","E02001259",53.46,-2.26';
  const read = (header: string, text: string, name = 'ONSPD_FEB_2025_UK.csv') =>
    readSource(onspd, fileOf(`${header}\n${text}\n`, name));

  it.each([old, of2025])(
    'finds its columns under the names of each release, with or without a year',
    async (header) => {
      expect(recogniseReader(fileOf(`${header}\n${row}\n`)).id).toBe('onspd');
      const { rows, facts } = await read(header, row);
      expect(rows).toEqual([
        {
          kind: 'postcode',
          line: 2,
          postcode: 'M154AB',
          display: 'M15 4AB',
          point: { easting: 382_806, northing: 396_569 },
          oaCode: 'E00000001',
          lsoaCode: 'E01034001',
          msoaCode: 'E02001259',
          wardCode: 'E05015247',
          ladCode: 'E08000009',
          wardName: null,
          introduced: '1980-01',
          terminated: null,
          positionalQuality: 10,
        },
      ]);
      expect(facts).toMatchObject({ period: '2025-02', part: '' });
    },
  );

  it('pseudo codes (S99999999, W99999999) are no codes', async () => {
    const text = row.replace('E05015247', 'S99999999').replace('E08000009', 'W99999999');
    expect((await read(old, text)).rows[0]).toMatchObject({ wardCode: null, ladCode: null });
  });

  it('quality 9 has no grid reference: no point, not 0, 0', async () => {
    const text = row.replace('"382806","0396569","1"', '"","","9"');
    expect((await read(old, text)).rows[0]).toMatchObject({ point: null, positionalQuality: 90 });
  });

  it('Northern Ireland is on the Irish grid: its point is made from the degrees', async () => {
    // Belfast City Hall: Irish grid 333 800, 374 000 would be in the Irish Sea on the National Grid.
    const text =
      '"BT15GS","BT1 5GS","198001","","N09000003","N08000313","333800","0374000","1","","","",54.5965,-5.9301';
    const point = (await read(old, text)).rows[0]?.point;
    expect(point?.easting).toBeCloseTo(145_900, -3);
    expect(point?.northing).toBeCloseTo(529_500, -3);
  });

  it('a split file is a part named after its postcode area', async () => {
    expect((await read(old, row, 'ONSPD_NOV_2025_UK_M.csv')).facts).toMatchObject({
      part: 'M',
      period: '2025-11',
    });
  });
});

describe('code-point-open', () => {
  const line =
    '"M1  1AD",10,383825,398598,"E92000001","E19000001","E18000002","","E08000003","E05000697"\r\n';

  it('has no header line: it is known by its cells, and the first line is data', async () => {
    const file = fileOf(line, 'm.csv');
    expect(recogniseReader(file).id).toBe('code-point-open');
    const { rows, facts } = await readSource(codePointOpen, file);
    expect(rows).toMatchObject([{ line: 1, postcode: 'M11AD', display: 'M1 1AD', ladCode: 'E08000003' }]);
    expect(facts.part).toBe('M');
  });

  it('quality 90 has coordinates 0, 0, which are no point', async () => {
    const { rows } = await readSource(codePointOpen, fileOf(line.replace('10,383825,398598', '90,0,0')));
    expect(rows[0]).toMatchObject({ point: null, positionalQuality: 90 });
  });
});

describeWithShared('postcodes as published', () => {
  it('ONSPD 2023: 53 columns, terminated postcodes with their month, northings with a leading zero', async () => {
    const file = await openFile(sharedPath('data/national/samples/ONSPD_2023_UK.EXCERPT.csv'));
    expect(recogniseReader(file).id).toBe('onspd');
    const { rows } = await readSource(onspd, file);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      display: 'AB1 0AA',
      point: { easting: 385_386, northing: 801_193 },
      terminated: '1996-06',
      lsoaCode: null,
    });
  });

  it.each([
    ['codepoint_open_m.csv', 31_500],
    ['codepoint_open_wa.csv', 17_948],
  ])('Code-Point Open %s: %i postcodes', async (name, postcodes) => {
    const { rows, rejections } = await readSource(codePointOpen, sharedPath('data/trafford/postcodes', name));
    expect([rows.length, rejections.length]).toEqual([postcodes, 0]);
  });

  it('the Trafford list agrees with Code-Point Open on where a postcode is', async () => {
    const file = await openFile(sharedPath('data/trafford/postcodes/trafford_postcodes.csv'));
    expect(recogniseReader(file).id).toBe('trafford-postcodes');
    const { rows, notes } = await readSource(traffordPostcodes, file);
    expect(rows).toHaveLength(11_264);
    expect(notes.map(({ code }) => code)).toEqual(['terminated-unmarked']);
    const codePoint = await readSource(
      codePointOpen,
      sharedPath('data/trafford/postcodes/codepoint_open_m.csv'),
    );
    const points = new Map(codePoint.rows.map((row) => [row.postcode, row.point]));
    const distances = rows.flatMap(({ postcode, point }) => {
      const other = points.get(postcode) ?? null;
      return point === null || other === null
        ? []
        : [Math.hypot(point.easting - other.easting, point.northing - other.northing)];
    });
    expect(distances.length).toBeGreaterThan(1000);
    // Code-Point Open here is of 2014: a postcode may have moved by a house or two, half of them have not.
    expect(distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)]).toBeLessThan(5);
  });
});

import { describe, expect, it } from 'vitest';
import { boundaries } from '../../../server/sources/boundaries/boundaries.ts';
import { areaChanges } from '../../../server/sources/lookups/area-changes.ts';
import { areaLookup } from '../../../server/sources/lookups/area-lookup.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';

const ring = (west: number, south: number, side: number) => [
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ],
];

describe('ONS boundaries', () => {
  const onsProperties = {
    FID: 1,
    LSOA21CD: 'W01000003',
    LSOA21NM: 'Isle of Anglesey 001A',
    LSOA21NMW: 'Ynys Môn 001A',
    BNG_E: 244_606,
    BNG_N: 393_011,
    LONG: -4.334_1,
    LAT: 53.411_2,
    GlobalID: 'abc-2019',
  };
  const collection = (features: unknown[], more: object = {}) =>
    JSON.stringify({ type: 'FeatureCollection', ...more, features });
  const feature = (type: string, coordinates: unknown, properties: object = onsProperties) => ({
    type: 'Feature',
    properties,
    geometry: { type, coordinates },
  });

  it('Polygon and MultiPolygon stand in one file, with LSOA21CD, Welsh names and BNG_E beside them', async () => {
    const text = collection([
      feature('Polygon', ring(-4.3, 53.4, 0.1)),
      feature('MultiPolygon', [ring(-4.1, 53.4, 0.1), ring(-3.9, 53.4, 0.1)], {
        ...onsProperties,
        LSOA21CD: 'W01000004',
      }),
    ]);
    const { rows, facts } = await readSource(boundaries, fileOf(text, 'LSOA_2021_EW_BGC_V5.geojson'));
    expect(facts.areas).toEqual({ type: 'lsoa', vintage: 2021 });
    expect(rows.map(({ code, geometry }) => [code, geometry?.length])).toEqual([
      ['W01000003', 1],
      ['W01000004', 2],
    ]);
    expect(rows[0]).toMatchObject({ name: 'Isle of Anglesey 001A', nameWelsh: 'Ynys Môn 001A', parents: [] });
  });

  it('a TopoJSON silently on the National Grid is read in metres, and said', async () => {
    const arc = [
      [380_000, 390_000],
      [381_000, 390_000],
      [381_000, 391_000],
      [380_000, 390_000],
    ];
    const geometries = [{ type: 'Polygon', arcs: [[0]], properties: { LAD21CD: 'E08000009' } }];
    const text = JSON.stringify({
      type: 'Topology',
      arcs: [arc],
      objects: { lad: { type: 'GeometryCollection', geometries } },
    });
    const { rows, notes } = await readSource(boundaries, fileOf(text, 'lad_dec_2021_uk_bgc.topojson'));
    expect([...(rows[0]?.geometry?.[0]?.[0] ?? [])].slice(0, 4)).toEqual([
      380_000, 390_000, 381_000, 390_000,
    ]);
    expect(notes).toMatchObject([{ code: 'coordinate-system-detected' }]);
  });

  it.each([
    ['on its own', { exceededTransferLimit: true }],
    ['within properties', { properties: { exceededTransferLimit: true } }],
  ])('one page of 2,000 areas of a feature service that has more is warned of (%s)', async (_where, more) => {
    const areas = [feature('Polygon', ring(-4.3, 53.4, 0.1))];
    const page = await readSource(boundaries, fileOf(collection(areas, more), 'page.geojson'));
    expect(page.notes).toMatchObject([{ code: 'one-page-only', severity: 'warning' }]);
    expect((await readSource(boundaries, fileOf(collection(areas), 'all.geojson'))).notes).toEqual([]);
  });

  it('a name with a NUL character, which no database takes, is rejected with its line', async () => {
    const properties = { ...onsProperties, LSOA21NM: 'a\0b' };
    const text = collection([feature('Polygon', ring(-4.3, 53.4, 0.1), properties)]);
    const { rows, rejections } = await readSource(boundaries, fileOf(text));
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ line: 1, column: 'name', value: 'W01000003' }]);
  });
});

describe('ONS lookups', () => {
  it.each([
    [
      'ObjectId last',
      'LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM,LAD22NMW,ObjectId',
      'E01000001,A 1A,E01034000,A 1B,S,E09000001,A,,1',
    ],
    [
      'FID first, CHNGIND for CHGIND',
      'FID,LSOA11CD,LSOA11NM,CHNGIND,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,LAD22NMW',
      '1,E01000001,A 1A,S,E01034000,A 1B,E09000001,A,',
    ],
  ])('exact fit, byte-order mark, %s: the same pair', async (_order, header, row) => {
    const file = fileOf(`\uFEFF${header}\r\n${row}\r\n`);
    expect(recogniseReader(file).id).toBe('lsoa-changes');
    const { rows, rejections } = await readSource(areaChanges, file);
    expect(rejections).toEqual([]);
    expect(rows).toMatchObject([{ fromCode: 'E01000001', toCode: 'E01034000', change: 'S', toName: 'A 1B' }]);
  });

  it.each(['U', 'S', 'M', 'X'])('change indicator %s is kept', async (change) => {
    const { rows } = await readSource(
      areaChanges,
      fileOf(`LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000002,${change}\n`),
    );
    expect(rows).toMatchObject([{ change }]);
  });

  it('best fit, ObjectId first, byte-order mark: marked as best fit, the object id no code', async () => {
    const text =
      '\uFEFFObjectId,LSOA21CD,LSOA21NM,WD22CD,WD22NM,WD22NMW,LAD22CD,LAD22NM\r\n' +
      '1,W01000003,Anglesey 001A,W05000001,Aethwy,Aethwy,W06000001,Isle of Anglesey\r\n';
    const file = fileOf(text, 'LSOA21_WD22_LAD22_EW_LU.csv');
    expect(recogniseReader(file).id).toBe('area-lookup');
    const { rows } = await readSource(areaLookup, file);
    expect(rows.map(({ childCode, parentCode, method }) => [childCode, parentCode, method])).toEqual([
      ['W01000003', 'W05000001', 'best-fit'],
      ['W01000003', 'W06000001', 'exact'],
      ['W05000001', 'W06000001', 'exact'],
    ]);
  });

  it('ward codes change often: wards of two years in one file are two kinds of area', async () => {
    const text = 'LSOA21CD,WD22CD,WD25CD\nE01000001,E05000001,E05015239\n';
    const { rows } = await readSource(areaLookup, fileOf(text));
    expect(rows.map(({ parent, parentCode }) => [parent.vintage, parentCode])).toEqual([
      [2022, 'E05000001'],
      [2025, 'E05015239'],
    ]);
  });
});

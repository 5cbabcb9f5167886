import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf } from '../../../core/geography/ring-measures.ts';
import { boundaries } from '../../../server/sources/boundaries/boundaries.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import type { SourceFile } from '../../../server/sources/source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';
import { fileOf as inMemory, readSource } from '../../support/read-source.ts';

const fileOf = (name: string, content: string, pieceLength?: number): SourceFile =>
  inMemory(content, name, pieceLength);

type Ring = readonly (readonly number[])[];
const box = (west: number, south: number, side: number): Ring => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const polygon = (...rings: readonly Ring[]): unknown => ({ type: 'Polygon', coordinates: rings });
const feature = (properties: unknown, geometry: unknown): unknown => ({
  type: 'Feature',
  properties,
  geometry,
});
const collection = (features: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
const lsoa = (code: string, geometry: unknown): unknown =>
  feature({ LSOA21CD: code, LSOA21NM: `Place ${code}` }, geometry);

describe('names of properties', () => {
  it.each([
    [{ LSOA21CD: 'E01000001', LSOA21NM: 'A' }, 'lsoa', 2021, 'A'],
    [{ LSOA11CD: 'W01000001', LSOA11NM: 'A', LSOA11NMW: 'Y Felinheli' }, 'lsoa', 2011, 'A'],
    [{ MSOA21CD: 'E02000001', MSOA21NM: 'A' }, 'msoa', 2021, 'A'],
    [{ FID: 1, WD25CD: 'E05000001', WD25NM: 'A', LAD25CD: 'E08000009', LAD25NM: 'T' }, 'ward', 2025, 'A'],
    [{ LAD21CD: 'E08000009', LAD21NM: 'A' }, 'lad', 2021, 'A'],
    [{ OA21CD: 'E00000001', LSOA21CD: 'E01000001' }, 'oa', 2021, 'E00000001'],
    [{ lsoa21cd: 'E01000001', lsoa21nm: 'A' }, 'lsoa', 2021, 'A'],
  ])('reads %j', async (properties, type, vintage, name) => {
    const { facts, rows } = await readSource(
      boundaries,
      fileOf('x.geojson', collection([feature(properties, polygon(box(-2, 53, 0.1)))])),
    );
    expect(facts.areas).toEqual({ type, vintage });
    expect(facts.datasetId).toBe(`ons-boundaries-${type}-${vintage}`);
    expect(rows[0]?.name).toBe(name);
  });

  it('takes type and year of area_code files from code and name, and from options before all', async () => {
    const text = collection([
      feature({ area_code: 'E05015239', area_name: 'Altrincham' }, polygon(box(-2, 53, 1))),
    ]);
    const named = await readSource(boundaries, fileOf('tdl_ward_2023_trafford.geojson', text));
    expect(named.facts.areas).toEqual({ type: 'ward', vintage: 2023 });
    expect(named.rows[0]?.name).toBe('Altrincham');
    const forced = await readSource(boundaries, fileOf('a.geojson', text), { type: 'ward', vintage: 2025 });
    expect(forced.facts.areas).toEqual({ type: 'ward', vintage: 2025 });
    await expect(readSource(boundaries, fileOf('a.geojson', text))).rejects.toThrow(
      'a.geojson does not say the vintage of its areas',
    );
  });

  it('reads Welsh names and the parents that the properties name', async () => {
    const { rows } = await readSource(
      boundaries,
      fileOf(
        'x.geojson',
        collection([
          feature(
            {
              WD25CD: 'W05000001',
              WD25NM: 'Menai',
              WD25NMW: 'Menai (Bangor)',
              LAD25CD: 'W06000002',
              LAD25NM: 'Gwynedd',
              LADCD_ACTIVE: 'W06000002',
              UTLACD: 'W06000002',
              RGNCD: '',
            },
            polygon(box(-4.1, 53.2, 0.1)),
          ),
          feature({ WD25CD: 'E05015239', WD25NMW: ' ' }, polygon(box(-2.1, 53.2, 0.1))),
        ]),
      ),
    );
    expect(rows[0]?.nameWelsh).toBe('Menai (Bangor)');
    expect(rows[0]?.parents).toEqual([
      { areas: { type: 'lad', vintage: 2025 }, code: 'W06000002', name: 'Gwynedd' },
    ]);
    expect(rows[1]?.nameWelsh).toBeNull();
  });
});

describe('coordinates', () => {
  it('finds the National Grid by the numbers, undeclared, and says so', async () => {
    const { rows, notes } = await readSource(
      boundaries,
      fileOf('x.geojson', collection([lsoa('E01000001', polygon(box(380000, 390000, 1000)))])),
    );
    expect(areaOf(rows[0]?.geometry ?? [])).toBe(1_000_000);
    expect(notes.map((note) => note.code)).toEqual(['coordinate-system-detected']);
  });

  it('warns where the file declares degrees and has metres', async () => {
    const crs = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } };
    const { notes } = await readSource(
      boundaries,
      fileOf('x.geojson', collection([lsoa('E01000001', polygon(box(380000, 390000, 1000)))], crs)),
    );
    expect(notes).toMatchObject([{ code: 'coordinate-system-contradicted', severity: 'warning' }]);
  });

  it.each([
    ['latitude before longitude', box(53, -2, 0.1), 'latitude before longitude'],
    ['Sydney', box(151, -33, 0.1), 'a place outside of the UK'],
    ['Web Mercator', box(-250000, 7000000, 10), 'neither degrees nor metres'],
    ['1e308', box(1e308, 1e308, 1), 'neither degrees nor metres'],
  ])('refuses %s', async (_title, ring, reason) => {
    const file = fileOf('x.geojson', collection([lsoa('E01000001', polygon(ring))]));
    await expect(readSource(boundaries, file)).rejects.toThrow(reason);
  });

  it('keeps the corners that neighbours share equal to the last bit', async () => {
    const { rows } = await readSource(
      boundaries,
      fileOf(
        'x.geojson',
        collection([
          lsoa('E01000001', polygon(box(-2.3, 53.4, 0.1))),
          lsoa('E01000002', polygon(box(-2.3 + 0.1, 53.4, 0.1))),
        ]),
      ),
    );
    const corners = rows.map((row) => {
      const ring = row.geometry?.[0]?.[0] ?? new Float64Array();
      return new Set(
        Array.from({ length: ring.length / 2 }, (_, at) => `${ring[2 * at]} ${ring[2 * at + 1]}`),
      );
    });
    expect([...(corners[0] ?? [])].filter((corner) => corners[1]?.has(corner))).toHaveLength(2);
  });
});

describe('what cannot be taken is refused row by row, with line and reason', () => {
  it.each([
    ['an open ring', polygon(box(-2, 53, 0.1).slice(0, 4)), 'a ring is not closed'],
    ['three points', polygon(box(-2, 53, 0.1).slice(0, 3)), 'at least four'],
    ['a line', { type: 'LineString', coordinates: box(-2, 53, 1) }, 'not LineString'],
    ['nothing', null, 'no geometry'],
    [
      'words for numbers',
      polygon([
        ['a', 'b'],
        [1, 2],
        [1, 3],
        ['a', 'b'],
      ] as never),
      'two numbers',
    ],
    [
      'a far point',
      polygon([
        [-2, 53],
        [1e308, 53],
        [-2, 54],
        [-2, 53],
      ]),
      'outside of the UK',
    ],
    [
      'no area at all',
      polygon([
        [-2, 53],
        [-2, 54],
        [-2, 53],
        [-2, 53],
      ]),
      'enclose nothing',
    ],
    ['heaps of brackets', { type: 'Polygon', coordinates: [[[[[[]]]]]] }, 'at least four'],
  ])('%s', async (_title, geometry, reason) => {
    const features = [lsoa('E01000001', polygon(box(-2, 53, 0.1))), lsoa('E01000002', geometry)];
    const text = features.map((one) => JSON.stringify(one)).join('\n');
    const { rows, rejections } = await readSource(boundaries, fileOf('x.geojsonl', text));
    expect(rows.map((row) => row.code)).toEqual(['E01000001']);
    expect(rejections).toHaveLength(1);
    expect(rejections[0]?.line).toBe(2);
    expect(rejections[0]?.reason).toContain(reason);
  });

  it('a code twice, a code of another kind, no code', async () => {
    const { rows, rejections } = await readSource(
      boundaries,
      fileOf(
        'x.geojson',
        collection([
          lsoa('E01000001', polygon(box(-2, 53, 0.1))),
          lsoa('E01000001', polygon(box(-2, 53, 0.2))),
          lsoa('E08000009', polygon(box(-2, 53, 0.3))),
          feature({}, polygon(box(-2, 53, 0.3))),
        ]),
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rejections.map((rejection) => rejection.reason)).toEqual([
      'the code stands twice in the file',
      'the code is of a lad, the file is of lsoa boundaries',
      'no property holds the code of the area',
    ]);
  });

  it('repairs a bow tie and says where it crossed', async () => {
    const bowTie: Ring = [
      [380000, 390000],
      [381000, 391000],
      [381000, 390000],
      [380000, 391000],
      [380000, 390000],
    ];
    const { rows, notes } = await readSource(
      boundaries,
      fileOf('x.geojson', collection([lsoa('E01000001', polygon(bowTie))])),
    );
    expect(areaOf(rows[0]?.geometry ?? [])).toBe(500_000);
    const note = notes.find(({ code }) => code === 'rings-repaired');
    expect(note?.count).toBe(1);
    expect(note?.message).toContain('E01000001: Self-intersection[380500 390500]');
  });
});

describe('broken and hostile files', () => {
  it.each([
    ['cut short', collection([lsoa('E01000001', polygon(box(-2, 53, 1)))]).slice(0, -30), 'ends within'],
    [
      '100,000 brackets',
      `{"type":"FeatureCollection","features":[${'['.repeat(100_000)}`,
      'nests deeper than 64',
    ],
    ['a word for a number', '{"type":"Feature","properties":{},"geometry":NaN}', 'is not JSON'],
    ['no features', '{"type":"FeatureCollection","features":[]}', 'has no features'],
    [
      'another object',
      '{"type":"Feature","properties":{"LAD25CD":"E08000009"}}\n{"b":2}',
      'line 2 holds no GeoJSON Feature',
    ],
    ['a web page', '<html>', 'where a GeoJSON object should begin'],
    ['too many ends', '{"type":"FeatureCollection","features":[]}}', 'closes a bracket'],
    [
      'arcs that are not there',
      '{"type":"Topology","arcs":[],"objects":{"lad":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[7]],"properties":{"LAD25CD":"E08000009"}}]}}}',
      'has no polygons',
    ],
    ['arcs that are words', '{"type":"Topology","arcs":["a"],"objects":{}}', 'is not TopoJSON: arcs.0'],
  ])('%s is refused', async (_title, text, reason) => {
    await expect(readSource(boundaries, fileOf('x.json', text))).rejects.toThrow(reason);
  });

  it('never fails on mutilated text but with an error that names the file', async () => {
    const whole = collection([lsoa('E01000001', polygon(box(-2, 53, 1)))], { name: 'a "quoted" \\ name' });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.constantFrom('{', '}', '[', ']', '"', '\\', '1e999', '', ','),
        async (at, put) => {
          const text = whole.slice(0, at) + put + whole.slice(at + 1);
          const result = await readSource(boundaries, fileOf('x.geojson', text)).catch(
            (error: unknown) => error,
          );
          if (result instanceof Error) expect(result.message).toContain('x.geojson');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same areas whatever the size of the chunks and the way the features are strung together', async () => {
    const features = [
      lsoa('E01000001', polygon(box(-2, 53, 0.1))),
      feature(
        { LSOA21CD: 'E01000002', LSOA21NM: 'Brackets }{ and "quotes\\" é €' },
        polygon(box(-2.2, 53, 0.1)),
      ),
    ];
    const texts = [
      collection(features, { name: 'x', crs: { type: 'name', properties: { name: 'EPSG:4326' } } }),
      JSON.stringify({ type: 'FeatureCollection', features, more: { features: [1] } }, null, 2),
      features.map((one) => JSON.stringify(one)).join('\r\n'),
      features.map((one) => `\u001e${JSON.stringify(one)}\n`).join(''),
    ];
    const expected = await readSource(boundaries, fileOf('x.json', texts[0] ?? ''));
    expect(expected.rows[1]?.name).toBe('Brackets }{ and "quotes\\" é €');
    for (const text of texts) {
      for (const chunk of [1, 7, 64]) {
        const { rows } = await readSource(boundaries, fileOf('x.json', text, chunk));
        expect(rows.map(({ code, name, geometry }) => ({ code, name, geometry }))).toEqual(
          expected.rows.map(({ code, name, geometry }) => ({ code, name, geometry })),
        );
      }
    }
  });
});

describeWithShared('real boundary files', () => {
  // Numbers of rows from the manifest of the shared data, which counted them in the files.
  it.each([
    ['trafford/boundaries/lsoa11_E08000009.geojson', 'lsoa-2011', 138, 0],
    ['trafford/boundaries/lsoa11_by_lad_E08000009.json', 'lsoa-2011', 138, 2],
    ['trafford/boundaries/lsoa_E08000009.geojson', 'lsoa-2021', 139, 0],
    ['trafford/boundaries/msoa_E08000009.geojson', 'msoa-2021', 28, 0],
    ['trafford/boundaries/ward_E08000009.geojson', 'ward-2025', 21, 0],
    ['trafford/boundaries/tdl_ward_2023_gm_ward_generalised.geojson', 'ward-2023', 215, 0],
    ['trafford/boundaries/tdl_oa_2021_trafford_oa_generalised.geojson', 'oa-2021', 738, 0],
    ['trafford/boundaries/tdl_lsoa_2021_gm_lsoa_generalised.geojson', 'lsoa-2021', 1702, 4],
    [
      'trafford/boundaries/tdl_local_authority_2023_gm_local_authority_generalised.geojson',
      'lad-2023',
      10,
      0,
    ],
    ['national/boundaries/lad_may_2025_uk_bgc.topojson', 'lad-2025', 361, 112],
    ['national/boundaries/lad_dec_2021_uk_bgc_EPSG27700.topojson', 'lad-2021', 374, 132],
  ])('%s', async (path, areaSet, count, repaired) => {
    const file = await openFile(sharedPath('data', path));
    expect(boundaries.recognise(file)).toBe(1);
    const { facts, rows, notes, rejections } = await readSource(boundaries, file);
    expect(facts.datasetId).toBe(`ons-boundaries-${areaSet}`);
    expect(rejections).toEqual([]);
    expect(rows).toHaveLength(count);
    expect(notes.find(({ code }) => code === 'rings-repaired')?.count ?? 0).toBe(repaired);
  });

  it('puts the ward of Altrincham where its own BNG_E and BNG_N say, and gives its area to 1 in 10,000', async () => {
    const ons = await readSource(boundaries, sharedPath('data/trafford/boundaries/ward_E08000009.geojson'));
    const row = ons.rows.find(({ code }) => code === 'E05015239');
    expect(row?.name).toBe('Altrincham');
    expect(row?.parents).toEqual([
      { areas: { type: 'lad', vintage: 2025 }, code: 'E08000009', name: 'Trafford' },
      { areas: { type: 'region', vintage: 2025 }, code: 'E12000002', name: null },
    ]);
    const ring = row?.geometry?.[0]?.[0] ?? new Float64Array();
    const eastings = ring.filter((_, at) => at % 2 === 0);
    const northings = ring.filter((_, at) => at % 2 === 1);
    // The file's own BNG_E 377038, BNG_N 388251.
    expect(Math.min(...eastings) < 377038 && Math.max(...eastings) > 377038).toBe(true);
    expect(Math.min(...northings) < 388251 && Math.max(...northings) > 388251).toBe(true);
    // The Trafford Data Lab publishes 2,982,370.099 square metres for the same ward.
    expect(areaOf(row?.geometry ?? []) / 2_982_370.099).toBeCloseTo(1, 2);
  });
});

import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { planStatuses } from '../../../core/contract/coverage/speed-class.ts';
import { classKeys, premisesOfTile, premisesTileZooms } from '../../../core/coverage/premises-tile.ts';
import { tileFilterQuery } from '../../../core/coverage/tile-filter.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { unitSquareFromPosition } from '../../../core/geography/tile-address.ts';
import {
  createPremisesTileReads,
  type SnapshotOfMap,
  type TilePremises,
} from '../../../server/store/coverage/premises-tile-reads.ts';
import { buildSnapshot } from '../../../server/usecases/coverage/build-snapshot.ts';
import { createPremisesTiles, tileSetOf } from '../../../server/usecases/coverage/premises-tiles.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadGapsBorough } from '../../support/gaps-borough.ts';
import { hexagonsOfTiles, readTileSet, tileAt } from '../../support/premises-tiles.ts';
import { featuresOfTile } from '../../support/read-tile.ts';

const hexagonZooms = Array.from(
  { length: premisesTileZooms.firstPoints - premisesTileZooms.firstHexagons },
  (_, at) => premisesTileZooms.firstHexagons + at,
);

describeDatabases('tiles of premises', (database) => {
  const app = useTestApp(database, async (own) => {
    await loadGapsBorough(own);
    await buildSnapshot(own, { period: null });
  });
  let snapshot: SnapshotOfMap;
  let root: string;
  beforeAll(async () => {
    ({ snapshot, root } = await readTileSet(database()));
  });

  async function tile({ z, x, y }: { z: number; x: number; y: number }, query = ''): Promise<Buffer> {
    const answer = await app().get(`${root}/${z}/${x}/${y}.mvt?${query}`, { 'accept-encoding': 'gzip' });
    expect(answer.statusCode).toBe(200);
    return answer.rawPayload;
  }

  it('hold each premises at street zoom with its chances in percent, and what is planned for it', async () => {
    const addresses = new Map(
      [400_100, 400_110, 400_120, 400_130].map((easting) => {
        const at = tileAt(16, easting, 400_100);
        return [JSON.stringify(at), at];
      }),
    );
    const tiles: Buffer[] = [];
    for (const at of addresses.values()) tiles.push(await tile(at));
    const features = tiles
      .flatMap((bytes) => featuresOfTile(bytes, 'premises'))
      .sort((one, other) => (one.id ?? 0) - (other.id ?? 0));
    // Chances as tests/usecases/coverage/build-snapshot.test.ts works them out; ultrafast: none of the three others.
    expect(features.map(({ id, properties }) => ({ id, ...properties }))).toEqual([
      { id: 1, d: 100, s: 100, u1: 100, u3: 100, g: 100, plan: 'available', by: 'n' },
      { id: 2, d: 66, s: 33, u1: 0, u3: 0, g: 0, plan: 'contracted', by: '0' },
      { id: 3, d: 66, s: 33, u1: 0, u3: 0, g: 0, plan: 'not-planned', by: '0' },
      { id: 4, d: 66, s: 33, u1: 0, u3: 0, g: 0, plan: 'not-planned', recognised: 0, by: '0' },
    ]);
    const counts = tiles.flatMap((bytes) => featuresOfTile(bytes, 'counts'));
    expect(counts.map(({ properties }) => Number(properties['total'])).reduce((sum, one) => sum + one)).toBe(
      4,
    );
  });

  it('place a premises to a hundredth of a metre or so', async () => {
    const at = tileAt(16, 400_100, 400_100);
    const [feature] = featuresOfTile(await tile(at), 'premises');
    const { x, y } = unitSquareFromPosition(wgs84FromGrid({ easting: 400_100, northing: 400_100 }));
    const point = feature?.geometry[0]?.[0];
    expect((at.x + ((point?.x ?? NaN) + 0.5) / 4096) / 2 ** 16).toBeCloseTo(x, 8);
    expect((at.y + ((point?.y ?? NaN) + 0.5) / 4096) / 2 ** 16).toBeCloseTo(y, 8);
  });

  it.each(hexagonZooms)('hold every premises in one hexagon of zoom %i, and no other', async (zoom) => {
    const reads = createPremisesTileReads(database());
    const stored = await database().query<{ premises: number; parts: number }>(
      `select sum(premises + not_recognised) as premises, sum(premises) as parts from premises_hexagon
       where zoom = $1::smallint`,
      [zoom],
    );
    // Eight properties, one of which BDUK calls no premises.
    expect(stored).toEqual([{ premises: 8, parts: 7 }]);
    // Summed over the single premises: 1 has all, 2 and 3 a third, 5 has 0.6, 6 nothing, 7 gigabit by BDUK; 8 is unknown.
    const { classes } = await reads.totals(snapshot.snapshotId, zoom);
    expect(classes.superfast.unserved).toBeCloseTo(2 * (2 / 3) + 0.4 + 1, 5);
    expect(classes.superfast.unknown).toBe(1);
    expect(classes['ultrafast-100'].unknown).toBe(3);
  });

  it('hold whole hexagons further out, and the middle of each in one tile', async () => {
    const at = tileAt(8, 400_100, 400_100);
    const bytes = await tile(at);
    const hexagons = featuresOfTile(bytes, 'hexagons');
    const centres = featuresOfTile(bytes, 'centres');
    expect(hexagons.length).toBeGreaterThan(0);
    for (const { geometry } of hexagons) expect(geometry[0]).toHaveLength(7);
    expect(centres.length).toBeLessThanOrEqual(hexagons.length);
    const ids = new Set(hexagons.map(({ id }) => id));
    for (const { id } of centres) expect(ids.has(id)).toBe(true);
    const premises = hexagons.reduce((sum, { properties }) => sum + Number(properties['premises']), 0);
    expect(premises).toBe(6);
    expect(Object.keys(hexagons[0]?.properties ?? {})).toEqual(
      expect.arrayContaining([`${classKeys.decent}-u`, `${classKeys.decent}-n`]),
    );
  });

  /** Where the eight properties stand; 2 and 3 are between 1 and 4. */
  const places = [
    [400_100, 400_100],
    [400_130, 400_100],
    [400_900, 400_900],
    [401_500, 400_500],
    [401_600, 400_500],
    [600_000, 300_000],
  ] as const;

  /** What the tiles with premises, and those beside them, say of their hexagons. */
  function hexagonsOf(zoom: number, query: string) {
    const steps = [-1, 0, 1];
    const tiles = places
      .map(([easting, northing]) => tileAt(zoom, easting, northing))
      .flatMap(({ z, x, y }) => steps.flatMap((dx) => steps.map((dy) => ({ z, x: x + dx, y: y + dy }))));
    return hexagonsOfTiles(app(), root, { tiles, query });
  }

  it.each([4, 11])('have the hexagons of all premises at zoom %i where all pass the filter', async (zoom) => {
    const all = await hexagonsOf(zoom, '');
    const query = tileFilterQuery({ class: 'superfast', plan: [...planStatuses] });
    const passed = await hexagonsOf(zoom, query);
    expect(passed.size).toBeGreaterThan(0);
    const { superfast } = classKeys;
    expect(passed).toEqual(
      new Map(
        [...all].map(([id, properties]) => [
          id,
          Object.fromEntries(
            ['premises', `${superfast}-u`, `${superfast}-n`, 'excluded']
              .filter((key) => properties[key] !== undefined)
              .map((key) => [key, properties[key]]),
          ),
        ]),
      ),
    );
  });

  it('have the figures of every speed where a speed narrows nothing', async () => {
    const at = tileAt(8, 400_100, 400_100);
    expect((await tile(at, 'class=gigabit')).equals(await tile(at))).toBe(true);
  });

  it('are named by their filter, in whatever order it is asked for', async () => {
    const { z, x, y } = tileAt(9, 400_100, 400_100);
    const etagOf = async (query: string): Promise<unknown> =>
      (await app().get(`${root}/${z}/${x}/${y}.mvt?${query}`)).headers.etag;
    const etag = await etagOf('plan=contracted,not-planned&class=superfast');
    expect(await etagOf('class=superfast&plan=not-planned,contracted,contracted')).toBe(etag);
    expect(await etagOf('plan=contracted,not-planned')).not.toBe(etag);
    expect(await etagOf('class=superfast')).not.toBe(etag);
  });

  it('are named by their content, kept for a year, and answered by 304, gzip or plain bytes as is asked', async () => {
    const { z, x, y } = tileAt(14, 400_105, 400_100);
    const address = `${root}/${z}/${x}/${y}.mvt`;
    const first = await app().get(address, { 'accept-encoding': 'gzip' });
    expect(first.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
    });
    const etag = String(first.headers.etag);
    expect((await app().get(address, { 'if-none-match': etag })).statusCode).toBe(304);
    const plain = await app().get(address);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.rawPayload.equals(gunzipSync(first.rawPayload))).toBe(true);
  });

  it('are nothing (204) where nothing is', async () => {
    const { z, x, y } = tileAt(14, 300_000, 500_000);
    expect((await app().get(`${root}/${z}/${x}/${y}.mvt`)).statusCode).toBe(204);
    expect((await app().get(`${root}/9/0/0.mvt`)).statusCode).toBe(204);
  });

  it.each([
    ['/14/16384/5.mvt', 400],
    ['/14/5/-1.mvt', 400],
    ['/14.5/5/5.mvt', 400],
    ['/99/5/5.mvt', 400],
    ['/x/5/5.mvt', 400],
    ['/14/5/5.mvt?class=5g', 400],
    ['/9/250/160.mvt?status=', 400],
    ['/9/250/160.mvt?status=served,none', 400],
    ['/9/250/160.mvt?technology=copper', 400],
    ['/9/250/160.mvt?disagree=no', 400],
    ['/9/250/160.mvt?within=E06999001', 400],
    ['/3/1/1.mvt', 404],
    ['/17/5/5.mvt', 404],
  ])('refuse %s with %i', async (path, status) => {
    const problem = await app().getProblem(`${root}${path}`, status);
    expect(problem.detail).not.toBe('');
  });

  it('refuse a snapshot that is not there, and what is no name of one', async () => {
    const problem = await app().getProblem('/api/v1/coverage/tiles/0123456789abcdef/14/8000/5000.mvt', 404);
    expect(problem.detail).toContain('0123456789abcdef');
    await app().getProblem('/api/v1/coverage/tiles/..%2F..%2Fetc/14/8000/5000.mvt', 400);
  });
});

describe('a tile with more premises than it may hold', () => {
  const period = '2026-01';
  const inputHash = 'a'.repeat(64);
  const own: SnapshotOfMap = { snapshotId: 1, period, isCurrent: true, inputHash, bounds: null };
  const at = tileAt(14, 530_000, 180_000);

  const noReads = {
    premises: () => Promise.resolve([]),
    hexagons: () => Promise.resolve([]),
    countsByKey: () => Promise.reject(new Error('nothing is filtered here')),
  };

  /** Every value a premises can have, and the longest numbers. */
  const premises = Array.from({ length: 3 * premisesOfTile }, (_, index): TilePremises => {
    const chance = (index * 37) % 101;
    return {
      uprn: 900_000_000_000 + index,
      easting: 529_800 + ((index * 7919) % 1000) * 0.9,
      northing: 179_800 + ((index * 104_729) % 1000) * 0.9,
      isRecognised: index % 50 === 0 ? false : null,
      plan: index % 2 === 0 ? 'under-review' : 'not-planned',
      disagrees: index % 3 === 0,
      technologyChances: [chance / 100, ((chance + 50) % 101) / 100],
      chances: [
        chance,
        (chance + 7) % 101,
        (chance + 13) % 101,
        (chance + 29) % 101,
        (chance + 31) % 101,
      ].map((percent) => percent / 100),
    };
  });

  it('stays under 200 kB, says how many it shows of how many, and keeps those without decent broadband first', async () => {
    const tiles = createPremisesTiles(
      { ...noReads, premises: () => Promise.resolve(premises) },
      { snapshots: () => Promise.resolve([own]), inTurn: (work) => work() },
    );
    const bytes = await tiles.read({ tileSet: tileSetOf(own), ...at });
    expect(gunzipSync(bytes).length).toBeLessThan(200_000);
    expect(gunzipSync(bytes).length).toBeGreaterThan(150_000);
    expect(featuresOfTile(bytes, 'counts')[0]?.properties).toMatchObject({
      shown: premisesOfTile,
      total: 3 * premisesOfTile,
    });
    const shown = featuresOfTile(bytes, 'premises');
    expect(shown).toHaveLength(premisesOfTile);
    // Half of all have less than an even chance of decent broadband: more than fit.
    expect(shown.every(({ properties }) => Number(properties['d']) < 50)).toBe(true);
  });

  it('has hexagons under 200 kB with every figure different', async () => {
    const hexagons = (
      _id: number,
      _zoom: number,
      rows: readonly { r: number; first: number; last: number }[],
    ) =>
      Promise.resolve(
        rows.flatMap(({ r, first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => {
            const seed = 1000 * r + 37 * index;
            return {
              ...{ r, q: first + index, premises: 10_000 + (seed % 9973), notRecognised: seed % 211 },
              unserved: [1, 2, 3, 4, 5].map((each) => ((seed * each) % 99_991) / 10),
              unknown: [1, 2, 3, 4, 5].map((each) => (seed * each) % 7919),
            };
          }),
        ),
      );
    const tiles = createPremisesTiles(
      { ...noReads, hexagons },
      { snapshots: () => Promise.resolve([own]), inTurn: (work) => work() },
    );
    const bytes = await tiles.read({ tileSet: tileSetOf(own), ...tileAt(9, 530_000, 180_000) });
    expect(featuresOfTile(bytes, 'hexagons').length).toBeGreaterThan(450);
    expect(gunzipSync(bytes).length).toBeLessThan(200_000);
  });
});

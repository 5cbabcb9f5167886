import { expect, it } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { createReadOnly } from '../../server/store/read-only.ts';
import { createMapBoundaries } from '../../server/store/map-boundaries.ts';
import { createAreaMaps, type AreaMaps } from '../../server/usecases/maps/area-map.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seedBoard } from '../support/seed-board.ts';
import { seededProfile } from '../support/seed-scoring.ts';

/** Width and height from the header of a PNG (RFC 2083, 11.2.1). */
function sizeOfPng(bytes: Buffer): readonly number[] {
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

const lsoa = (number: number) => ({
  type: 'lsoa' as const,
  vintage: 2021,
  code: `X01${String(number).padStart(6, '0')}`,
});

describeDatabases('maps without a browser', (database) => {
  const app = useTestApp(database, seedBoard, { profiles: [seededProfile] });

  function mapsOf(from: Database): AreaMaps {
    const reads = createReadOnly(from);
    const scoring = createScoring({ database: reads, profiles: [seededProfile] });
    return createAreaMaps({ database: reads, scoring, dataVersion: () => Promise.resolve('1') });
  }

  it('gives an area among its neighbours as SVG that stands alone', async () => {
    const response = await app().get('/areas/X01000001/map.svg');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(response.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(response.headers['cache-control']).toBe('public, no-cache');
    const svg = response.body;
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* role="img" aria-labelledby="map-title map-description"/,
    );
    expect(svg).toContain(
      '<title id="map-title">Map of Seed 1 and other neighbourhoods (LSOAs), in and around Northdale</title>',
    );
    // By the seeded figures the first area is at the greatest risk of the eleven that are scored.
    expect(svg).toContain(
      'Seed 1 has a thick outline. It is in tenth 1 of 10, counted from the greatest risk.',
    );
    expect(svg).toContain('url(#map-worst)');
    expect(svg).toContain('id="map-chosen"');
    expect(svg).toContain('MADE-UP DATA · Made up by a test.');
    // The pages' policy forbids styles and scripts within them.
    expect(svg).not.toMatch(/style|<script|<a |https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
    const again = await app().get('/areas/X01000001/map.svg', {
      'if-none-match': String(response.headers.etag),
    });
    expect(again.statusCode).toBe(304);
  });

  it('gives a card of 1200 by 630 pixels as PNG, in either language', async () => {
    for (const url of ['/areas/X01000001/map.png', '/cy/areas/X01000001/map.png?profile=seeded']) {
      const response = await app().get(url);
      expect(response.headers['content-type']).toBe('image/png');
      expect(sizeOfPng(response.rawPayload)).toEqual([1200, 630]);
      expect((await app().get(url)).rawPayload.equals(response.rawPayload)).toBe(true);
    }
  });

  it('gives problem details where there is no map, and says why', async () => {
    const problem = await app().getProblem('/areas/X01000012/map.svg', 404);
    expect(problem.detail).toBe('There is no map: no boundary of this area is loaded.');
    await app().getProblem('/areas/X01999999/map.svg', 404);
    await app().getProblem('/areas/X01000001/map.svg?profile=nothing', 404);
    await app().getProblem('/areas/X01000001/map.svg?vintage=2011', 404);
    for (const query of ['type=street', 'vintage=abc', 'profile=A%20B', 'profile=', 'size=1']) {
      await app().getProblem(`/areas/X01000001/map.png?${query}`, 400);
    }
    await app().getProblem('/areas/x01/map.svg', 400);
  });

  it('shows an authority by the parts that have boundaries, its outline their common one', async () => {
    const maps = mapsOf(database());
    const area = { type: 'lad' as const, vintage: 2023, code: 'X08000001' };
    const { map } = await maps.ofArea({ area, variant: 'inline', locale: 'en' });
    expect(map?.title).toBe('Map of the neighbourhoods (LSOAs) of Northdale');
    // Six squares of the board, four above and two below them.
    expect(map?.svg).toContain('id="map-chosen"');
    expect(map?.attribution.madeUp).toBe(true);
    const ward = { type: 'ward' as const, vintage: 2023, code: 'X05000001' };
    expect(await maps.ofArea({ area: ward, variant: 'inline', locale: 'en' })).toEqual({
      map: null,
      reason: 'noBoundary',
    });
  });

  it('shows where an area lies in its authority, drawn by its parts where it has no boundary', async () => {
    const { map } = await mapsOf(database()).ofArea({
      area: lsoa(2),
      variant: 'locator',
      locale: 'cy',
      id: 'small',
    });
    expect(map?.title).toBe('Lleoliad: Seed 2, Northdale');
    expect(map?.svg).toContain('id="small-chosen"');
    expect(map?.svg).toContain('id="small-within"');
    expect(map?.svg.length).toBeLessThan(8000);
  });

  it('shows all areas of a kind, or those within another', async () => {
    const maps = mapsOf(database());
    const all = await maps.overview({ type: 'lsoa', locale: 'en' });
    const some = await maps.overview({ type: 'lsoa', within: 'X05000001', locale: 'en' });
    expect(all.map?.title).toBe('Map of the neighbourhoods (LSOAs) that are compared');
    expect(all.map?.svg).not.toContain('map-chosen');
    expect(some.map?.title).toBe('Map of the neighbourhoods (LSOAs) of Cliff');
    expect(some.map?.svg).toContain('map-chosen');
    expect(await maps.overview({ type: 'lsoa', within: 'X05009999', locale: 'en' })).toEqual({
      map: null,
      reason: 'notScored',
    });
  });

  it('makes a map once, however many ask for it', async () => {
    let queries = 0;
    const counted: Database = {
      ...database(),
      transaction: (work, options) => {
        queries += 1;
        return database().transaction(work, options);
      },
    };
    const maps = mapsOf(counted);
    const ask = () => maps.ofArea({ area: lsoa(3), variant: 'inline', locale: 'en', profileId: 'seeded' });
    const [one, other] = await Promise.all([ask(), ask()]);
    expect(other).toEqual(one);
    const before = queries;
    expect(await ask()).toEqual(one);
    // The version of the data is read again, and nothing else.
    expect(queries - before).toBeLessThanOrEqual(1);
  });

  it('reads boundaries on the grid of the picture: corners that neighbours share stay shared', async () => {
    const boundaries = createMapBoundaries(database());
    const grid = { left: 379_990, top: 399_010, metresPerStep: 300 };
    const box = { minX: 380_100, maxX: 381_900, minY: 395_100, maxY: 395_900 };
    const [one, other, ...rest] = await boundaries.inBox({ type: 'lsoa', vintage: 2021 }, box, grid);
    expect([one?.code, other?.code, rest.length]).toEqual(['X01000001', 'X01000002', 0]);
    const cornersOf = (found: typeof one): string[] => {
      const ring = found?.polygons[0]?.[0] ?? new Float64Array();
      return Array.from({ length: ring.length / 2 - 1 }, (_, at) => `${ring[2 * at]} ${ring[2 * at + 1]}`);
    };
    expect(cornersOf(one).filter((corner) => cornersOf(other).includes(corner))).toHaveLength(2);
    for (const corner of cornersOf(one)) {
      const [x = NaN, y = NaN] = corner.split(' ').map(Number);
      expect([(x - grid.left) % 300, (grid.top - y) % 300]).toEqual([0, 0]);
    }
    // Nothing is left of a square of a kilometre on a grid of ten.
    const coarse = await boundaries.inBox({ type: 'lsoa', vintage: 2021 }, box, {
      ...grid,
      metresPerStep: 10_000,
    });
    expect(coarse.map(({ polygons }) => polygons.length)).toEqual([0, 0]);
  });
});

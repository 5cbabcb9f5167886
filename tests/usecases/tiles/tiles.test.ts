import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PMTiles } from 'pmtiles';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/database/database.ts';
import { boundaries } from '../../../server/sources/boundaries/boundaries.ts';
import { createAreaStore } from '../../../server/store/area-store.ts';
import { createDatasetStore } from '../../../server/store/dataset-store.ts';
import { createTileArchiveWriter } from '../../../server/store/tile-archive-writer.ts';
import { createTileArchives } from '../../../server/store/tile-archives.ts';
import { lowestMapZoom } from '../../../core/contract/tiles.ts';
import { bakeBoundaries } from '../../../server/usecases/tiles/bake-boundaries.ts';
import {
  createTileAreas,
  type CutTile,
  type TileArea,
  type TilePlan,
} from '../../../server/usecases/tiles/cut-tiles.ts';
import { describeDatabases } from '../../support/databases.ts';
import { readSource } from '../../support/read-source.ts';
import { layerOfTile } from '../../support/read-tile.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();

/** A wavy border, so that simplification has something to take away, shared by the areas left and right of it. */
const wave = Array.from({ length: 81 }, (_, at) => [
  390_000 + 120 * Math.sin(at * 1.7) + 60 * Math.sin(at * 0.3),
  390_000 + at * 50,
]);
const ringOf = (points: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from([...points, points[0] ?? []].flat());
const west: TileArea = {
  code: 'E01000001',
  name: 'West',
  polygons: [[ringOf([[386_000, 394_000], [386_000, 390_000], ...wave])]],
};
const east: TileArea = {
  code: 'E01000002',
  name: 'East',
  // The same border from the other end, and the ring begun elsewhere.
  polygons: [
    [
      ringOf([
        ...[...wave].reverse().slice(40),
        [394_000, 390_000],
        [394_000, 394_000],
        ...[...wave].reverse().slice(0, 40),
      ]),
    ],
  ],
};
function cutTiles(areas: readonly TileArea[], how: TilePlan): CutTile[] {
  const taken = createTileAreas();
  for (const area of areas) taken.add(area);
  return [...taken.cut(how)];
}

const plan = { layer: 'lsoa', minZoom: 6, maxZoom: 13 };

const layerOf = (bytes: Uint8Array, layer = 'lsoa') => layerOfTile(bytes, layer);

/** Every corner of a feature that lies within the tile proper. */
function cornersOf(tile: CutTile, at: number): Set<string> {
  const corners = layerOf(tile.bytes).feature(at).loadGeometry().flat();
  return new Set(
    corners.filter(({ x, y }) => x > 0 && x < 4096 && y > 0 && y < 4096).map(({ x, y }) => `${x} ${y}`),
  );
}

/** As many squares of 600 metres a side of a great square, their corners shifted by up to 200: all share their borders. */
function jitteredSquares(size: number): TileArea[] {
  const corner = (column: number, row: number): [number, number] => [
    330_000 + column * 600 + 200 * Math.sin(column * 12.9898 + row * 78.233),
    330_000 + row * 600 + 200 * Math.cos(column * 39.346 + row * 11.135),
  ];
  return Array.from({ length: size ** 2 }, (_, at) => {
    const column = at % size;
    const row = Math.floor(at / size);
    return {
      code: `E01${String(at).padStart(6, '0')}`,
      name: '',
      polygons: [
        [
          ringOf([
            corner(column, row),
            corner(column + 1, row),
            corner(column + 1, row + 1),
            corner(column, row + 1),
          ]),
        ],
      ],
    };
  });
}

/** How many pixels of a 512-pixel tile the features of a layer cover together, its buffer left out. */
function pixelsOf(layer: ReturnType<typeof layerOf>): number {
  let steps = 0;
  const within = (value: number): number => Math.min(layer.extent, Math.max(0, value));
  for (let at = 0; at < layer.length; at++) {
    for (const ring of layer.feature(at).loadGeometry()) {
      ring.slice(1).forEach((end, index) => {
        const start = ring[index] ?? end;
        steps += (within(start.x) * within(end.y) - within(end.x) * within(start.y)) / 2;
      });
    }
  }
  return steps * (512 / layer.extent) ** 2;
}

describe('cutting tiles', () => {
  const tiles = cutTiles([west, east], plan);

  it('keeps the border that two areas share, corner by corner, at every zoom', () => {
    const shared = tiles.filter((tile) => layerOf(tile.bytes).length === 2);
    expect(new Set(shared.map(({ zoom }) => zoom))).toEqual(new Set([6, 7, 8, 9, 10, 11, 12, 13]));
    for (const tile of shared.filter(({ zoom }) => zoom >= 9)) {
      const both = [cornersOf(tile, 0), cornersOf(tile, 1)] as const;
      // What is not shared are at most the two outer corners of each square.
      for (const [own, other] of [both, [both[1], both[0]] as const]) {
        const alone = [...own].filter((corner) => !other.has(corner));
        expect(alone.length).toBeLessThanOrEqual(2);
      }
    }
  });

  it('draws fewer corners the farther out, and all of them at the last zoom', () => {
    const corners = (zoom: number): number =>
      tiles
        .filter((tile) => tile.zoom === zoom)
        .reduce((sum, tile) => sum + layerOf(tile.bytes).feature(0).loadGeometry().flat().length, 0);
    expect(corners(8)).toBeLessThan(corners(10));
    expect(corners(10)).toBeLessThan(corners(13));
    const last = new Set(tiles.filter(({ zoom }) => zoom === 13).flatMap((tile) => [...cornersOf(tile, 0)]));
    expect(last.size).toBeGreaterThan(70);
  });

  it('gives code and name, one layer, and the same bytes again', () => {
    const [first] = tiles;
    expect(first && layerOf(first.bytes).feature(0).properties).toEqual({ code: 'E01000001', name: 'West' });
    const again = cutTiles([west, east], plan);
    expect(again.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
      tiles.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
    );
  });

  it('keeps the outline of an area inside another, wherever the ring of the hole begins', () => {
    const circle = Array.from({ length: 120 }, (_, at) => [
      390_000 + (900 + 4 * (at % 3)) * Math.cos(at / 19.1),
      392_000 + (900 + 4 * (at % 3)) * Math.sin(at / 19.1),
    ]);
    const square = ringOf([
      [386_000, 388_000],
      [394_000, 388_000],
      [394_000, 396_000],
      [386_000, 396_000],
    ]);
    const hole = ringOf([...circle.slice(23), ...circle.slice(0, 23)].reverse());
    const around = { code: 'E01000003', name: 'Around', polygons: [[square, hole]] };
    const inside = { code: 'E01000004', name: 'Inside', polygons: [[ringOf(circle)]] };
    const [tile] = cutTiles([around, inside], { ...plan, maxZoom: 11 }).filter(({ zoom }) => zoom === 10);
    if (tile === undefined) throw new Error('no tile at zoom 10');
    const island = cornersOf(tile, 1);
    expect(island.size).toBeGreaterThan(10);
    expect(island.size).toBeLessThan(120);
    expect([...island].filter((corner) => !cornersOf(tile, 0).has(corner))).toEqual([]);
  });

  it('leaves no hole where areas are smaller than a pixel, and keeps such a tile small', () => {
    const size = 140;
    const areas = jitteredSquares(size);
    // The outline of all of them, in square pixels of 512-pixel tiles, from the finest zoom cut.
    const drawn = (zoom: number): { pixels: number; areas: number; largest: number } => {
      const tiles = cutTiles(areas, { layer: 'lsoa', minZoom: zoom, maxZoom: zoom + 1 }).filter(
        (tile) => tile.zoom === zoom,
      );
      const layers = tiles.map(({ bytes }) => layerOf(bytes));
      return {
        pixels: layers.reduce((sum, layer) => sum + pixelsOf(layer), 0),
        areas: new Set(
          layers.flatMap((layer) =>
            Array.from({ length: layer.length }, (_, at) => layer.feature(at).properties['code']),
          ),
        ).size,
        largest: Math.max(...tiles.map(({ bytes }) => bytes.length)),
      };
    };
    const fine = drawn(9);
    expect(fine.areas).toBe(size ** 2);
    for (const [zoom, fewest] of [
      [4, 500],
      [5, 500],
      [6, 2000],
      [7, 8000],
    ] as const) {
      const coarse = drawn(zoom);
      // What is drawn covers as much as the areas do: a hole would be missing here, an overlap too much.
      const share = coarse.pixels / (fine.pixels / 4 ** (9 - zoom));
      expect(Math.abs(share - 1)).toBeLessThan(0.03);
      expect(coarse.areas).toBeGreaterThan(fewest);
      expect(coarse.largest).toBeLessThan(200_000);
    }
    expect(drawn(5).areas).toBeLessThan(size ** 2 / 2);
  });

  it('makes no tile of nothing', () => {
    expect(cutTiles([], plan)).toEqual([]);
    expect(cutTiles([{ code: 'E01000003', name: '', polygons: [] }], plan)).toEqual([]);
  });
});

describe('the archive', () => {
  const facts = {
    minZoom: 0,
    maxZoom: 9,
    bounds: { west: -3, south: 53, east: -2, north: 54 },
    metadata: { name: 'lsoa-2021', attribution: 'Source: made up' },
  };
  const open = (path: string): PMTiles => {
    const bytes = readFileSync(path);
    return new PMTiles({
      getKey: () => path,
      getBytes: (offset, length) =>
        Promise.resolve({ data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer }),
    });
  };

  it('is read by the pmtiles library: header, metadata, tiles, repeated tiles, and leaves of the directory', async () => {
    const path = join(folder, 'many.pmtiles');
    const writer = await createTileArchiveWriter(path);
    const { zxyToTileId, tileIdToZxy } = await import('pmtiles');
    const start = zxyToTileId(9, 0, 0);
    const count = 30_000;
    for (let at = 0; at < count; at++) {
      const [zoom, x, y] = tileIdToZxy(start + at * 2);
      // Every third tile is like the third before it; lengths vary, so that the directory does not pack into 16 KiB.
      const text = at % 3 === 0 ? 'sea' : `${'x'.repeat((at * 7919) % 97)}${at}`;
      await writer.add(zoom, x, y, Buffer.from(text));
    }
    const summary = await writer.finish(facts);
    expect(summary.tileCount).toBe(count);
    const archive = open(path);
    const header = await archive.getHeader();
    expect(header).toMatchObject({
      specVersion: 3,
      clustered: true,
      minZoom: 0,
      maxZoom: 9,
      minLon: -3,
      maxLat: 54,
      numAddressedTiles: count,
      numTileContents: 20_001,
    });
    expect(header.leafDirectoryLength).toBeGreaterThan(0);
    expect(await archive.getMetadata()).toEqual(facts.metadata);
    const uncompressed = new PMTiles(open(path).source, undefined, (data) => {
      const bytes = new Uint8Array(data);
      return Promise.resolve(bytes[0] === 0x1f ? new Uint8Array(gunzipSync(bytes)).buffer : data);
    });
    for (const at of [0, 1, 2, 3, 4095, 4096, 17_000, count - 1]) {
      const [zoom, x, y] = tileIdToZxy(start + at * 2);
      const tile = await uncompressed.getZxy(zoom, x, y);
      const expected = at % 3 === 0 ? 'sea' : `${'x'.repeat((at * 7919) % 97)}${at}`;
      expect(Buffer.from(tile?.data ?? new ArrayBuffer(0)).toString()).toBe(expected);
    }
    const [zoom, x, y] = tileIdToZxy(start + 1);
    expect(await uncompressed.getZxy(zoom, x, y)).toBeUndefined();
  });

  it('refuses tiles out of order and leaves nothing behind when abandoned', async () => {
    const path = join(folder, 'abandoned.pmtiles');
    const writer = await createTileArchiveWriter(path);
    await writer.add(1, 1, 1, Buffer.from('a'));
    await expect(writer.add(1, 0, 0, Buffer.from('b'))).rejects.toThrow('out of order');
    await writer.abandon();
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.${process.pid}.tiles`)).toBe(false);
  });
});

/** Saves areas as an import does: a release, a boundary set, the areas in it. */
async function saveAreas(database: Database, areas: readonly TileArea[]): Promise<void> {
  const datasets = createDatasetStore(database);
  await datasets.saveDataset(
    {
      id: 'test-boundaries',
      title: 'Test',
      publisher: 'Nobody',
      licence: 'None',
      licenceUrl: 'https://example.org/',
      attribution: 'Made up',
      reader: 'boundaries',
      madeUp: true,
    },
    true,
  );
  const [release] = await database.query<{ release_id: number }>(
    `insert into dataset_release (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
     values ('test-boundaries', 'boundaries', 'x', repeat('a', 64), 1, 'test') returning release_id`,
  );
  const store = createAreaStore(database);
  const set = { type: 'lsoa', vintage: 2021 } as const;
  const boundarySetId = await store.createBoundarySet(set, {
    releaseId: release?.release_id ?? 0,
    resolution: 'full',
  });
  async function* batches() {
    await Promise.resolve();
    yield areas.map(({ code, name, polygons }) => ({
      code,
      name,
      nameWelsh: null,
      geometry: polygons,
      populationPoint: null,
    }));
  }
  await store.saveAreas(set, batches(), { madeUp: true, boundarySetId });
}

describeDatabases('baking boundaries', (database) => {
  const request = {
    set: { type: 'lsoa', vintage: 2021 },
    dataFolder: join(folder, 'data'),
    attribution: ['Made up by nobody'],
    madeUp: true,
  } as const;
  beforeAll(async () => {
    await saveAreas(database(), [east, west]);
  });

  it('writes one archive, names it in the boundary set, and does not bake it again', async () => {
    rmSync(request.dataFolder, { recursive: true, force: true });
    const baked = await bakeBoundaries(database(), request);
    expect(baked.tileHash).toMatch(/^[0-9a-f]{12}$/);
    expect(baked.path).toBe(join(request.dataFolder, 'tiles', `lsoa-2021-${baked.tileHash}.pmtiles`));
    expect(
      await database().query('select tile_hash, tile_min_zoom, tile_max_zoom from boundary_set'),
    ).toEqual([{ tile_hash: baked.tileHash, tile_min_zoom: lowestMapZoom, tile_max_zoom: 13 }]);
    const bytes = readFileSync(baked.path);
    const again = await bakeBoundaries(database(), request);
    expect(again).toEqual({ ...baked, written: null });
    rmSync(baked.path);
    const afresh = await bakeBoundaries(database(), request);
    expect(afresh.written).toEqual(baked.written);
    expect(readFileSync(baked.path).equals(bytes)).toBe(true);
  });

  it('changes the hash with a name, a corner or the credit', async () => {
    const before = (await bakeBoundaries(database(), request)).tileHash;
    const credited = await bakeBoundaries(database(), { ...request, attribution: ['Somebody'] });
    await database().execute(`update area set name = 'Far West' where code = 'E01000001'`);
    const renamed = (await bakeBoundaries(database(), request)).tileHash;
    expect(new Set([before, credited.tileHash, renamed]).size).toBe(3);
  });

  it('serves the tiles through the archive reader, made-up label and credit in the metadata', async () => {
    const { tileHash, path } = await bakeBoundaries(database(), request);
    const archives = createTileArchives(join(request.dataFolder, 'tiles'));
    // 390,000 392,000 is 53.42 N 2.15 W: tile 6/31/20 of the slippy map.
    const tile = await archives.read({ type: 'lsoa', vintage: 2021, hash: tileHash }, { z: 6, x: 31, y: 20 });
    expect(tile && layerOf(tile).length).toBe(2);
    await archives.close();
    const text = gunzipMetadata(readFileSync(path));
    expect(text).toMatchObject({ madeUp: true, attribution: 'MADE-UP DATA · Made up by nobody' });
  });

  it('says so where nothing is loaded', async () => {
    const missing = { ...request, set: { type: 'ward', vintage: 2025 } } as const;
    await expect(bakeBoundaries(database(), missing)).rejects.toThrow(
      'No boundaries of ward 2025 are loaded',
    );
  });
});

function gunzipMetadata(bytes: Buffer): unknown {
  const offset = Number(bytes.readBigUInt64LE(24));
  const length = Number(bytes.readBigUInt64LE(32));
  return JSON.parse(gunzipSync(bytes.subarray(offset, offset + length)).toString());
}

describeWithShared('tiles of Trafford', () => {
  it('cover the borough without slivers: neighbours share every inner border corner', async () => {
    const { rows } = await readSource(
      boundaries,
      sharedPath('data/trafford/boundaries/lsoa_E08000009.geojson'),
    );
    const areas = rows
      .map(({ code, name, geometry }) => ({ code, name, polygons: geometry ?? [] }))
      .sort((one, other) => (one.code < other.code ? -1 : 1));
    // Zoom 10 is not the last, so it is simplified; the fuller of its two tiles holds nearly all of the borough.
    const tiles = cutTiles(areas, { layer: 'lsoa', minZoom: 10, maxZoom: 11 });
    const [tile] = tiles
      .filter(({ zoom }) => zoom === 10)
      .sort((one, other) => other.bytes.length - one.bytes.length);
    if (tile === undefined) throw new Error('no tile at zoom 10');
    const layer = layerOf(tile.bytes);
    expect(layer.length).toBeGreaterThan(120);
    const edges = new Map<string, number>();
    for (let at = 0; at < layer.length; at++) {
      for (const ring of layer.feature(at).loadGeometry()) {
        ring.slice(1).forEach((end, index) => {
          const start = ring[index] ?? end;
          const key = [`${start.x} ${start.y}`, `${end.x} ${end.y}`].sort().join(' - ');
          if (start.x !== end.x || start.y !== end.y) edges.set(key, (edges.get(key) ?? 0) + 1);
        });
      }
    }
    // An inner edge belongs to two areas; where each had been simplified by itself most would belong to one. Single
    // are only the outline of the borough and the cut at the tile's edge.
    const shared = [...edges.values()].filter((count) => count === 2).length;
    expect(shared / edges.size).toBeGreaterThan(0.85);
  });
});

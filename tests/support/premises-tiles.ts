import { expect } from 'vitest';
import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import { unitSquareFromPosition } from '../../core/geography/tile-address.ts';
import type { Database } from '../../server/database/database.ts';
import {
  createPremisesTileReads,
  type SnapshotOfMap,
} from '../../server/store/coverage/premises-tile-reads.ts';
import { tileSetOf } from '../../server/usecases/coverage/premises-tiles.ts';
import type { TestApp } from './app.ts';
import { featuresOfTile } from './read-tile.ts';

/** The newest snapshot, and where its tiles are. */
export async function readTileSet(
  database: Database,
): Promise<{ readonly snapshot: SnapshotOfMap; readonly root: string }> {
  const [snapshot] = await createPremisesTileReads(database).snapshots();
  if (snapshot === undefined) throw new Error('no snapshot');
  return { snapshot, root: `/api/v1/coverage/tiles/${tileSetOf(snapshot)}` };
}

export interface TileOfZoom {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The tile of a zoom that holds a point of the national grid. */
export function tileAt(zoom: number, easting: number, northing: number): TileOfZoom {
  const { x, y } = unitSquareFromPosition(wgs84FromGrid({ easting, northing }));
  return { z: zoom, x: Math.floor(x * 2 ** zoom), y: Math.floor(y * 2 ** zoom) };
}

/** Every one once. */
export function distinctTiles(tiles: readonly TileOfZoom[]): TileOfZoom[] {
  return [...new Map(tiles.map((at) => [JSON.stringify(at), at])).values()];
}

/** What some tiles say of their hexagons, by number: a hexagon is the same in every tile that it touches. */
export async function hexagonsOfTiles(
  app: TestApp,
  root: string,
  { tiles, query }: { readonly tiles: readonly TileOfZoom[]; readonly query: string },
): Promise<Map<number, Record<string, unknown>>> {
  const found = new Map<number, Record<string, unknown>>();
  for (const { z, x, y } of distinctTiles(tiles)) {
    const answer = await app.get(`${root}/${z}/${x}/${y}.mvt?${query}`, { 'accept-encoding': 'gzip' });
    if (answer.statusCode === 204) continue;
    for (const { id = NaN, properties } of featuresOfTile(answer.rawPayload, 'hexagons')) {
      expect(found.get(id) ?? properties).toEqual(properties);
      found.set(id, properties);
    }
  }
  return found;
}

import { AppError } from '../../core/errors.ts';
import { creditLine } from '../../core/join-attributions.ts';
import { tileJsonSchema, type TileJson, type TileTemplate } from '../../core/contract/tiles.ts';
import { noQuerySchema, tileJsonParamsSchema, tileParamsSchema } from '../../core/contract/queries.ts';
import type { AtlasReads, BoundarySet } from '../store/atlas-reads.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { TileArchives, TilePosition, TileSetName } from '../store/tile-archives.ts';
import { linkBase, type App, type HttpSettings } from './app-types.ts';
import { createByteCache } from '../usecases/byte-cache.ts';
import { tileLimit } from './rate-limits.ts';
import { answerWithTile } from './tile-answer.ts';

export interface TileDependencies {
  readonly settings: HttpSettings;
  readonly atlas: AtlasReads;
  readonly credits: Pick<CreditReads, 'areas'>;
  readonly archives: Pick<TileArchives, 'read'>;
}

/** 64 MiB of gzipped tiles: every tile of a borough, and the busy ones of the country. */
const cachedBytes = 64 * 1024 * 1024;

export function tileJsonPath(set: Pick<BoundarySet, 'type' | 'vintage'>): string {
  return `/api/v1/tiles/${set.type}-${set.vintage}.json`;
}

/** Where the tiles of a baked set are; null for one that is not baked. */
export function tileTemplate(set: BoundarySet, publicUrl: string): TileTemplate | null {
  if (set.tileHash === null || set.bounds === null) return null;
  return {
    address: `${publicUrl}/api/v1/tiles/${set.type}-${set.vintage}/${set.tileHash}/{z}/{x}/{y}.mvt`,
    minZoom: set.minZoom,
    maxZoom: set.maxZoom,
    bounds: [...set.bounds],
  };
}

function splitTileSet(tileSet: string): { type: string; vintage: number } {
  const [type = '', vintage = ''] = tileSet.replace(/\.json$/, '').split('-');
  return { type, vintage: Number(vintage) };
}

function describeTiles(set: BoundarySet, credit: string, publicUrl: string): TileJson {
  const tiles = tileTemplate(set, publicUrl);
  if (tiles === null) {
    throw new AppError(
      'not-found',
      `The boundaries of ${set.type} ${set.vintage} have not been made into tiles.`,
    );
  }
  return {
    tilejson: '3.0.0',
    name: `${set.type}-${set.vintage}`,
    tiles: [tiles.address],
    vector_layers: [{ id: set.type, fields: { code: 'Area code', name: 'Area name' } }],
    minzoom: tiles.minZoom,
    maxzoom: tiles.maxZoom,
    bounds: tiles.bounds,
    attribution: credit,
  };
}

/** TileJSON of a boundary set; part of the API proper, so it changes when another set of boundaries is loaded. */
export function registerTileJsonRoute(api: App, { settings, atlas, credits }: TileDependencies): void {
  api.get(
    '/tiles/:tileSet',
    {
      schema: {
        summary: 'TileJSON 3.0.0 of a boundary set',
        tags: ['tiles'],
        params: tileJsonParamsSchema,
        querystring: noQuerySchema,
        response: { 200: tileJsonSchema },
      },
    },
    async (request) => {
      const wanted = splitTileSet(request.params.tileSet);
      const sets = await atlas.boundarySets();
      const set = sets.find((each) => each.type === wanted.type && each.vintage === wanted.vintage);
      if (set === undefined) {
        throw new AppError('not-found', `No boundaries of ${wanted.type} ${wanted.vintage} are loaded.`);
      }
      return describeTiles(set, creditLine(await credits.areas(set)), linkBase(settings));
    },
  );
}

/** The tiles themselves, from the archives: the busy ones are kept in memory, and no database is asked. */
export function registerTileRoute(app: App, { settings, archives }: TileDependencies): void {
  const cache = createByteCache(cachedBytes);

  async function read(key: string, set: TileSetName, at: TilePosition): Promise<Uint8Array> {
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    const bytes = await archives.read(set, at);
    if (bytes === null) throw new AppError('not-found', `There are no tiles ${key.split('/', 2).join('/')}.`);
    cache.set(key, bytes);
    return bytes;
  }

  app.get(
    '/api/v1/tiles/:tileSet/:hash/:z/:x/:y.mvt',
    {
      compress: false,
      helmet: false,
      config: tileLimit(settings),
      schema: {
        summary: 'A vector tile; layer and promoteId as the TileJSON says',
        tags: ['tiles'],
        params: tileParamsSchema,
        querystring: noQuerySchema,
      },
    },
    (request, reply) => {
      const { tileSet, hash, z, x, y } = request.params;
      const key = `${tileSet}/${hash}/${z}/${x}/${y}`;
      return answerWithTile(request, reply, {
        key,
        read: () => read(key, { ...splitTileSet(tileSet), hash }, { z, x, y }),
      });
    },
  );
}

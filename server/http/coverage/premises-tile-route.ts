import {
  premisesTileParamsSchema,
  premisesTileQuerySchema,
} from '../../../core/contract/coverage/premises-tile.ts';
import { tileFilterQuery } from '../../../core/coverage/tile-filter.ts';
import { createByteCache } from '../../usecases/byte-cache.ts';
import type { PremisesTiles } from '../../usecases/coverage/premises-tiles.ts';
import type { App, HttpSettings } from '../app-types.ts';
import { tileLimit } from '../rate-limits.ts';
import { answerWithTile } from '../tile-answer.ts';

export interface PremisesTileDependencies {
  readonly settings: HttpSettings;
  readonly premisesTiles: PremisesTiles;
}

/** 32 MiB of gzipped tiles: some hundred full ones, and all that a borough has further out. */
const cachedBytes = 32 * 1024 * 1024;

/** Tiles of premises: made from the database when they are first asked for, then kept in memory by their content. */
export function registerPremisesTileRoute(
  app: App,
  { settings, premisesTiles }: PremisesTileDependencies,
): void {
  const cache = createByteCache(cachedBytes);
  const making = new Map<string, Promise<Uint8Array>>();

  /** A map and its neighbour ask for the same tile at once: it is made once. */
  function make(key: string, wanted: Parameters<PremisesTiles['read']>[0]): Promise<Uint8Array> {
    const begun = making.get(key) ?? premisesTiles.read(wanted).finally(() => making.delete(key));
    making.set(key, begun);
    return begun;
  }

  app.get(
    '/api/v1/coverage/tiles/:tileSet/:z/:x/:y.mvt',
    {
      compress: false,
      helmet: false,
      config: tileLimit(settings),
      schema: {
        summary:
          'A vector tile of premises: hexagons up to zoom 13, single premises from zoom 14; with a filter of those that pass it, and hexagons with the figures of its speed',
        tags: ['coverage'],
        params: premisesTileParamsSchema,
        querystring: premisesTileQuerySchema,
      },
    },
    (request, reply) => {
      const { params, query: filter } = request;
      const key = `premises/${params.tileSet}/${params.z}/${params.x}/${params.y}?${tileFilterQuery(filter)}`;
      return answerWithTile(request, reply, {
        key,
        read: async () => {
          const cached = cache.get(key);
          if (cached !== undefined) return cached;
          const bytes = await make(key, { ...params, filter });
          cache.set(key, bytes);
          return bytes;
        },
      });
    },
  );
}

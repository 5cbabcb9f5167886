import { createHash } from 'node:crypto';
import { areaMapQuerySchema, areaParamsSchema } from '../../core/contract/queries.ts';
import { AppError } from '../../core/errors.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { baseOf } from '../http/profile-routes.ts';
import { findArea } from '../http/area-sets.ts';
import type { AreaReads } from '../store/area-reads.ts';
import { createByteCache } from '../usecases/byte-cache.ts';
import type { AreaMaps, MapAnswer, StaticMap } from '../usecases/maps/area-map.ts';
import { drawPng } from './draw-png.ts';
import type { PageScope } from './page.ts';

export interface MapFileDependencies {
  readonly areas: AreaReads;
  readonly maps: AreaMaps;
}

/** A hundred cards or so. */
const keptBytes = 24 * 1024 * 1024;

/**
 * The map of an area as a file: SVG to stand in a document, PNG of 1200 by 630 pixels for those to whom its link is
 * sent. The data is open, so pages elsewhere may show both.
 */
export function registerMapFiles(scope: PageScope, { areas, maps }: MapFileDependencies): void {
  const { app, locale } = scope;
  const pictures = createByteCache(keptBytes);
  const schema = { hide: true, params: areaParamsSchema, querystring: areaMapQuerySchema };

  function mapOf(answer: MapAnswer, code: string): StaticMap {
    if (answer.map !== null) return answer.map;
    throw new AppError('not-found', createTranslator(locale)(`maps.${answer.reason}`), {
      details: { field: 'code', value: code, reason: createTranslator('en')(`maps.${answer.reason}`) },
    });
  }

  async function png(svg: string): Promise<Buffer> {
    const key = createHash('sha256').update(svg).digest('base64');
    const known = pictures.get(key);
    if (known !== undefined) return Buffer.from(known.buffer, known.byteOffset, known.byteLength);
    const picture = await drawPng(svg, 1);
    pictures.set(key, picture);
    return picture;
  }

  for (const [ending, variant] of [
    ['svg', 'file'],
    ['png', 'card'],
  ] as const) {
    app.get(`/areas/:code/map.${ending}`, { schema }, async (request, reply) => {
      const { profile, base, ...question } = request.query;
      const area = await findArea(areas, { code: request.params.code, ...question });
      const answer = await maps.ofArea({ area, variant, locale, profileId: profile, base: baseOf(base) });
      const { svg } = mapOf(answer, area.code);
      reply.header('cross-origin-resource-policy', 'cross-origin');
      return ending === 'svg'
        ? reply.type('image/svg+xml; charset=utf-8').send(svg)
        : reply.type('image/png').send(await png(svg));
    });
  }
}

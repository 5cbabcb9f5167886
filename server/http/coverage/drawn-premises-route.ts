import { Readable } from 'node:stream';
import { z } from 'zod';
import { drawnPremisesQuerySchema } from '../../../core/contract/coverage/premises-list.ts';
import { readDrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { geoJsonMediaType } from '../../files/geojson.ts';
import { geoPackageMediaType } from '../../files/geopackage.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import type { PremisesLists } from '../../usecases/coverage/premises-lists.ts';
import { linkBase, type App, type HttpSettings } from '../app-types.ts';
import { reportLimit } from '../rate-limits.ts';
import { savePremises } from '../../usecases/coverage/save-premises.ts';
import { sendSavedList } from './saved-list-answer.ts';

export interface DrawnPremisesDependencies {
  readonly settings: HttpSettings;
  readonly premisesLists: PremisesLists;
  readonly fileQueue: LimitedQueue;
}

const streamSchema = { schema: z.instanceof(Readable) };

/**
 * The premises in a polygon as a file. Before the list of premises, which has the same path: a path that is read refuses
 * other methods that come after.
 */
export function registerDrawnPremises(
  api: App,
  { settings, premisesLists, fileQueue }: DrawnPremisesDependencies,
): void {
  const t = createTranslator('en');
  api.post(
    '/coverage/premises',
    {
      config: reportLimit(settings),
      schema: {
        summary: 'Premises in a polygon as a file: GeoJSON Polygon or MultiPolygon in WGS84, at most 1 MB',
        description:
          'The premises that the report of the polygon counts, or their postcodes, by the same filter and with the same columns as the lists. ' +
          '413 where more than 250,000 premises lie in the box around it.',
        tags: ['coverage'],
        querystring: drawnPremisesQuerySchema,
        body: z.unknown(),
        response: {
          200: {
            description: 'The file, streamed',
            content: {
              'text/csv': streamSchema,
              [geoJsonMediaType]: streamSchema,
              [geoPackageMediaType]: streamSchema,
            },
          },
        },
      },
    },
    async ({ body, query: { format, ...query } }, reply) => {
      const polygon = readDrawnPolygon(body);
      const list = await fileQueue.run(() => savePremises(premisesLists, query, { t, polygon }));
      reply.header('cache-control', 'no-store');
      const stream = await sendSavedList(reply, list, {
        ...{ ending: format, linkBase: linkBase(settings), fileQueue },
      });
      return reply.send(stream);
    },
  );
}

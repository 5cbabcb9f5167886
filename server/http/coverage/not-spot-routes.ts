import {
  notSpotApiQuerySchema,
  notSpotCollectionSchema,
  notSpotDetailSchema,
  notSpotListSchema,
  notSpotMapQuerySchema,
  notSpotParamsSchema,
  notSpotQuerySchema,
} from '../../../core/contract/coverage/not-spots.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { pageOfNotSpots, type NotSpots } from '../../usecases/coverage/not-spots.ts';
import type { App } from '../app-types.ts';

/** Not-spots: the list, one of them, and outlines for maps. */
export function registerNotSpotRoutes(api: App, notSpots: NotSpots): void {
  const t = createTranslator('en');

  api.get(
    '/coverage/not-spots',
    {
      schema: {
        summary: 'Places where premises that cannot get a speed lie together, ranked',
        description:
          'By premises, by premises in areas of the riskiest fifth, or by the distance from premises that are served. Risk is ' +
          'that of the area, never of the households. Identifiers last from one release to the next.',
        tags: ['coverage'],
        querystring: notSpotApiQuerySchema,
        response: { 200: notSpotListSchema },
      },
    },
    async (request) => {
      const { page, limit, ...filter } = request.query;
      return pageOfNotSpots(await notSpots.listing(filter), page, limit);
    },
  );

  api.get(
    '/coverage/not-spots.geojson',
    {
      schema: {
        summary: 'Outlines of not-spots in a box, the most premises first, at most 400 kB of them',
        tags: ['coverage'],
        querystring: notSpotMapQuerySchema,
        response: {
          200: {
            description: 'Outlines in WGS84',
            content: { 'application/geo+json': { schema: notSpotCollectionSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const collection = await notSpots.outlines(request.query);
      return reply.type('application/geo+json; charset=utf-8').send(collection);
    },
  );

  api.get(
    '/coverage/not-spots/:notSpotId',
    {
      schema: {
        summary: 'One not-spot: size, plans, areas with their risk, postcodes and history',
        tags: ['coverage'],
        params: notSpotParamsSchema,
        querystring: notSpotQuerySchema,
        response: { 200: notSpotDetailSchema },
      },
    },
    async (request) => {
      const { detail } = await notSpots.one({ id: request.params.notSpotId, ...request.query, t });
      return detail;
    },
  );
}

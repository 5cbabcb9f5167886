import {
  upheldCollectionSchema,
  upheldMapQuerySchema,
} from '../../../core/contract/coverage/local-evidence.ts';
import type { Queryable } from '../../database/database.ts';
import { geoJsonMediaType } from '../../files/geojson.ts';
import type { CreditReads } from '../../store/credit-reads.ts';
import { readUpheldMap } from '../../usecases/coverage/upheld-map.ts';
import type { App } from '../app-types.ts';

export interface UpheldMapDependencies {
  readonly database: Queryable;
  readonly credits: Pick<CreditReads, 'codesOfPlaces'>;
}

/** Upheld reports of premises as points: what the map of premises marks. */
export function registerUpheldMapRoute(api: App, dependencies: UpheldMapDependencies): void {
  api.get(
    '/coverage/problems.geojson',
    {
      config: { isVolatile: true },
      schema: {
        summary: 'Premises in a box about which reports were upheld, as points, at most 1,000',
        description:
          'Local evidence: it stands beside what publishers say, and never in its place. Reports about postcodes and areas have ' +
          'no point: they are in the list.',
        tags: ['coverage'],
        querystring: upheldMapQuerySchema,
        response: {
          200: {
            description: 'Points in WGS84',
            content: { 'application/geo+json': { schema: upheldCollectionSchema } },
          },
        },
      },
    },
    async (request, reply) => {
      const collection = await readUpheldMap(dependencies, request.query);
      return reply.type(geoJsonMediaType).send(collection);
    },
  );
}

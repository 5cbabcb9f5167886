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

/** What reports were upheld about, as points: what the map of premises marks. */
export function registerUpheldMapRoute(api: App, dependencies: UpheldMapDependencies): void {
  api.get(
    '/coverage/problems.geojson',
    {
      config: { isVolatile: true },
      schema: {
        summary: 'Premises, postcodes and areas about which reports were upheld, as points, at most 1,000',
        description:
          'Local evidence: it stands beside what publishers say, and never in its place. `subject.kind` says what a point is ' +
          'about: a premises; a postcode, at the mean of its premises or where the postcode directory has it; an area, at a ' +
          'point inside its boundary; `position` says which. What has no known position has no geometry, says why in ' +
          '`missing`, and is in the answer for every box.',
        tags: ['coverage'],
        querystring: upheldMapQuerySchema,
        response: {
          200: {
            description: 'Points in WGS84; geometry is null where no position is known',
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

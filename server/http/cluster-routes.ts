import { clusterListSchema } from '../../core/contract/clusters.ts';
import { clusterListQuerySchema, profileParamsSchema } from '../../core/contract/queries.ts';
import type { Clusters } from '../usecases/clusters/find-clusters.ts';
import type { App } from './app-types.ts';
import { baseOf } from './profile-routes.ts';

/** Clusters and outliers of a profile's scores. */
export function registerClusterRoutes(api: App, clusters: Clusters): void {
  api.get(
    '/profiles/:profileId/clusters',
    {
      schema: {
        summary: 'Where areas at high or low risk stand together, and which differ from their neighbours',
        description:
          "Local Moran's I with queen contiguity, conditional permutations and false-discovery control. Worked out when first " +
          'asked for: until it is ready the answer is 503 with Retry-After, and says how far it is.',
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: clusterListQuerySchema,
        response: { 200: clusterListSchema },
      },
    },
    (request) => {
      const { base, ...query } = request.query;
      return clusters.list({ ...query, profileId: request.params.profileId, base: baseOf(base) });
    },
  );
}

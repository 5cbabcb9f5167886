import { profileParamsSchema, rankIntervalListQuerySchema } from '../../core/contract/queries.ts';
import { rankIntervalListSchema } from '../../core/contract/rank-interval.ts';
import type { Queryable } from '../database/database.ts';
import { listRankIntervals } from '../usecases/list-rank-intervals.ts';
import type { Scoring } from '../usecases/score-table.ts';
import type { App } from './app-types.ts';
import { baseOf } from './profile-routes.ts';

export interface RankIntervalDependencies {
  readonly database: Queryable;
  readonly scoring: Scoring;
}

/** How far the ranks of a profile can be trusted, for all areas of a kind. */
export function registerRankIntervalRoute(api: App, { database, scoring }: RankIntervalDependencies): void {
  api.get(
    '/profiles/:profileId/rank-intervals',
    {
      schema: {
        summary:
          'How far the ranks of all areas can be trusted: 90 % intervals and chances of the worst tenth',
        description:
          'Of the last Monte Carlo analysis of these scores (`atlas uncertainty PROFILE`), with the published weights. ' +
          'Where there was none for these areas, data and base the status is `missing`.',
        tags: ['profiles'],
        params: profileParamsSchema,
        querystring: rankIntervalListQuerySchema,
        response: { 200: rankIntervalListSchema },
      },
    },
    async (request) => {
      const { base, ...query } = request.query;
      const table = await scoring.table({ profileId: request.params.profileId, base: baseOf(base) });
      return listRankIntervals(database, table, query);
    },
  );
}

import { indicatorColumnSchema } from '../../core/contract/indicator-column.ts';
import { indicatorColumnQuerySchema, profileIndicatorParamsSchema } from '../../core/contract/queries.ts';
import type { Queryable } from '../database/database.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { IndicatorReads } from '../store/indicator-reads.ts';
import { indicatorColumn } from '../usecases/indicator-column.ts';
import type { Scoring } from '../usecases/score-table.ts';
import type { App } from './app-types.ts';
import { noIndicator } from './indicator-routes.ts';

export interface IndicatorColumnDependencies {
  readonly database: Queryable;
  readonly scoring: Scoring;
  readonly credits: Pick<CreditReads, 'series'>;
  readonly indicators: Pick<IndicatorReads, 'exists'>;
}

/** Any loaded indicator as one column over the areas of a profile: what the map colours by on demand. */
export function registerIndicatorColumnRoute(api: App, dependencies: IndicatorColumnDependencies): void {
  const { database, scoring, credits, indicators } = dependencies;
  api.get(
    '/profiles/:profileId/indicators/:indicatorId',
    {
      schema: {
        summary: 'All values of an indicator, of this profile or not, for the areas of a profile',
        description:
          'For areas larger than those of the profile: what was published for them, otherwise worked out again from ' +
          'the sums of numerators and denominators.',
        tags: ['profiles'],
        params: profileIndicatorParamsSchema,
        querystring: indicatorColumnQuerySchema,
        response: { 200: indicatorColumnSchema },
      },
    },
    async (request) => {
      const { profileId, indicatorId } = request.params;
      if (!(await indicators.exists(indicatorId))) throw noIndicator(indicatorId);
      const { inputs } = await scoring.table({ profileId });
      const type = request.query.type ?? inputs.profile.areas.type;
      const { seriesId, ...column } = await indicatorColumn(database, inputs, { indicatorId, type });
      return { ...column, attribution: await credits.series(seriesId, column.areas) };
    },
  );
}

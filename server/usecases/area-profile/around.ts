import type { Around } from '../../../core/contract/area-page/around.ts';
import type { KnownSimilar } from '../../../core/contract/area-page/similar.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import type { Queryable } from '../../database/database.ts';
import type { ExplainedPlace } from '../explain-area.ts';
import type { Figures } from '../figures/figure-table.ts';
import { withAuthority } from './around-place.ts';
import { createConnectivity } from './connectivity.ts';
import { createNeighbours } from './neighbours.ts';
import { similarAreas } from './similar.ts';
import { createSupport } from './support.ts';
import { createTrend } from './trend.ts';

export interface AroundOptions {
  readonly database: Queryable;
  readonly figures: Figures;
  readonly dataVersion: () => Promise<string>;
}

export interface AroundRequest {
  readonly place: ExplainedPlace;
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  /** Among which areas similar ones are looked for; among all unless said. */
  readonly similarAmong?: KnownSimilar['among'] | undefined;
}

/**
 * What the page of an area says of what is around it. Each section is there or says why not; none fails because
 * another has nothing.
 */
export function createAround({ database, figures, dataVersion }: AroundOptions) {
  const connectivity = createConnectivity({ database, dataVersion });
  const support = createSupport({ database, dataVersion });
  const neighbours = createNeighbours({ database, dataVersion });
  const trend = createTrend(database);

  return {
    /**
     * @throws AppError not-found for a profile that does not exist or has no areas of the place's kind, not-computable
     *   without data, source-unavailable with how far it is while the figures of all areas are being read.
     */
    async of({ place, profileId, base, similarAmong }: AroundRequest): Promise<Around> {
      const table = await figures.of({ profileId, base, type: place.area.type });
      const located = withAuthority(table.table, place);
      return {
        connectivity: await connectivity.of(located),
        support: await support.of(located),
        neighbours: await neighbours.of(table.table, place),
        similar: similarAreas(table, place, similarAmong),
        trend: await trend.of(place),
      };
    },
  };
}

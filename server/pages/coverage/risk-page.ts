import { chooseProfile } from '../../../core/choose-profile.ts';
import { formatBase } from '../../../core/contract/base-text.ts';
import {
  riskByCoveragePageSchema,
  riskByCoverageQuerySchema,
  type RiskByCoveragePage,
  type RiskByCoverageQuery,
} from '../../../core/contract/coverage/risk-by-coverage.ts';
import { AppError } from '../../../core/errors.ts';
import { baseOf } from '../../http/profile-routes.ts';
import type { JoinedRisk, RiskByCoverageJoin } from '../../usecases/coverage/risk-by-coverage.ts';
import { drawRiskMap } from '../../usecases/coverage/risk-map.ts';
import type { AreaMaps } from '../../usecases/maps/area-map.ts';
import type { Scoring } from '../../usecases/score-table.ts';
import { registerPage, type PageRequest, type PageScope } from '../page.ts';
import { riskFormFacts, riskView } from './risk-view.ts';
import { withoutEmpty } from '../without-empty.ts';

export interface RiskPageDependencies {
  readonly scoring: Scoring;
  readonly riskByCoverage: RiskByCoverageJoin;
  readonly maps: AreaMaps;
}

type Nothing = NonNullable<RiskByCoveragePage['nothing']>;

/** Why there is nothing to show; null where the question itself is wrong. */
function nothingOf(error: unknown): Nothing | null {
  if (!(error instanceof AppError) || error.code !== 'not-computable') return null;
  const { reason } = error.details;
  return reason === 'no-snapshot' || reason === 'other-areas' ? reason : 'not-scored';
}

/** Risk by coverage: premises that cannot order a speed in the riskiest areas, in text, as a table and on a map. */
export function registerRiskPage(scope: PageScope, dependencies: RiskPageDependencies): void {
  const { scoring, riskByCoverage, maps } = dependencies;

  async function profileOf({ profile }: RiskByCoverageQuery): Promise<string> {
    const profileId = profile ?? chooseProfile(await scoring.summaries())?.id;
    if (profileId === undefined) throw new AppError('not-found', 'There is no profile.');
    return profileId;
  }

  const join = async (query: RiskByCoverageQuery): Promise<JoinedRisk> =>
    riskByCoverage.of({
      speedClass: query.class,
      profileId: await profileOf(query),
      base: baseOf(query.base),
      within: query.within,
    });

  /** The result with what the page draws from it. */
  async function shown({ query, t }: PageRequest<unknown, RiskByCoverageQuery>) {
    const joined = await join(query);
    return riskView(joined, query, { t, map: await drawRiskMap(maps, joined, t) });
  }

  registerPage(scope, {
    path: '/coverage/risk',
    query: riskByCoverageQuerySchema,
    data: riskByCoveragePageSchema,
    template: 'coverage/risk.njk',
    print: ({ result }) => result !== null,
    onward: withoutEmpty('/coverage/risk'),
    async read({ query }) {
      const about = { profileId: await profileOf(query), class: query.class };
      try {
        return { ...about, result: (await join(query)).summary, nothing: null };
      } catch (error) {
        const nothing = nothingOf(error);
        if (nothing === null) throw error;
        return { ...about, result: null, nothing };
      }
    },
    async view(page, request) {
      const { query, t } = request;
      const base = page.result === null ? query.base : formatBase(page.result.base);
      return {
        title: t('coverageRisk.title'),
        heading: t('coverageRisk.heading'),
        description: t('coverageRisk.description'),
        nothing: page.nothing === null ? null : t(`coverageRisk.nothing-${page.nothing}`),
        form: riskFormFacts(await scoring.summaries(), { ...page, base }, t),
        ...(page.result === null ? {} : await shown(request)),
      };
    },
  });
}

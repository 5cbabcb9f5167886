import { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import { explorerParameters } from '../../core/contract/explorer-parameters.ts';
import { homeSchema } from '../../core/contract/home.ts';
import { AppError } from '../../core/errors.ts';
import type { Figures } from '../usecases/figures/figure-table.ts';
import { listScores } from '../usecases/list-scores.ts';
import type { Scoring } from '../usecases/score-table.ts';
import { registerPage, type PageScope } from './page.ts';

export interface HomePageDependencies {
  readonly scoring: Scoring;
  readonly figures: Figures;
}

const shownAreas = 5;

/** The first page: what this place looks like, and the ways in. */
export function registerHomePage(scope: PageScope, { scoring, figures }: HomePageDependencies): void {
  if (scope.locale === 'en') redirectOldMapLinks(scope);
  registerPage(scope, {
    path: '/',
    query: z.object({}),
    data: homeSchema,
    template: 'home.njk',
    async read() {
      const profile = chooseProfile(await scoring.summaries());
      if (profile === undefined) throw new AppError('not-found', 'There is no profile.');
      const { table } = await figures.of({ profileId: profile.id });
      const list = listScores(table, { sort: 'rank', offset: 0, limit: shownAreas });
      const { id, title, summary } = profile;
      return {
        profile: { id, title, summary },
        areas: { ...list.areas, total: list.total },
        worst: [...list.scores],
        attribution: list.attribution,
      };
    },
    view: (home, { t }) => ({
      title: t('home.title'),
      description: t('home.description'),
      current: 'home',
      attribution: home.attribution,
      home,
    }),
  });
}

/** The map stood at `/` once, with its state in the query: those links go on to where it is now. */
function redirectOldMapLinks({ app }: PageScope): void {
  app.addHook('onRequest', async (request, reply) => {
    const at = request.url.indexOf('?');
    if (request.url.slice(0, Math.max(at, 0)) !== '/') return;
    const query = new URLSearchParams(request.url.slice(at));
    if (explorerParameters.some((name) => query.has(name))) {
      await reply.redirect(`/map${request.url.slice(at)}`, 301);
    }
  });
}

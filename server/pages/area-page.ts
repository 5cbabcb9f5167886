import type { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import { areaPageSchema, type AreaPage } from '../../core/contract/area-page.ts';
import type { AreaSummary } from '../../core/contract/area.ts';
import { areaPageQuerySchema, areaParamsSchema } from '../../core/contract/queries.ts';
import { AppError } from '../../core/errors.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import { findArea } from '../http/area-sets.ts';
import { fileNameOf } from '../files/file-name.ts';
import { baseOf } from '../http/profile-routes.ts';
import type { AreaReads } from '../store/area-reads.ts';
import type { AreaProfiles } from '../usecases/area-profile/area-profile.ts';
import type { Scoring } from '../usecases/score-table.ts';
import { areaCsv } from './area/area-csv.ts';
import { areaView } from './area/area-view.ts';
import { registerPage, type PageScope } from './page.ts';

export interface AreaPageDependencies {
  readonly areas: AreaReads;
  readonly scoring: Scoring;
  readonly areaProfiles: AreaProfiles;
}

interface Asked {
  readonly params: z.output<typeof areaParamsSchema>;
  readonly query: z.output<typeof areaPageQuerySchema>;
  readonly t: Translate;
}

/** One area: where it stands and how sure that is, why, who lives there, what it is made of. */
export function registerAreaPage(scope: PageScope, dependencies: AreaPageDependencies): void {
  const { areas, scoring, areaProfiles } = dependencies;

  async function read({ params: { code }, query, t }: Asked): Promise<AreaPage> {
    const profileId = query.profile ?? chooseProfile(await scoring.summaries())?.id;
    if (profileId === undefined) throw new AppError('not-found', 'There is no profile.');
    const area = await findLoadedOrKnown({ code, type: query.type, vintage: query.vintage }, profileId);
    return areaProfiles.of({ area, profileId, base: baseOf(query.base), t });
  }

  async function findLoadedOrKnown(
    question: Parameters<typeof findArea>[1],
    profileId: string,
  ): Promise<AreaSummary> {
    try {
      return await findArea(areas, question);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
      const isAnyVintage = question.vintage === undefined;
      const known = isAnyVintage ? await areaProfiles.known(question.code, question.type, profileId) : null;
      if (known === null) throw error;
      return known;
    }
  }

  registerPage(scope, {
    path: '/areas/:code',
    params: areaParamsSchema,
    query: areaPageQuerySchema,
    data: areaPageSchema,
    template: 'area.njk',
    print: true,
    read,
    view: areaView,
  });

  const schema = { hide: true, params: areaParamsSchema, querystring: areaPageQuerySchema };
  scope.app.get('/areas/:code.csv', { schema }, async ({ params, query }, reply) => {
    const page = await read({ params, query, t: createTranslator(scope.locale) });
    const name = `${page.area.code}-${page.area.name}`;
    return reply
      .type('text/csv; charset=utf-8; header=present')
      .header(
        'content-disposition',
        `attachment; filename="${fileNameOf(name, page.attribution.madeUp, 'csv')}"`,
      )
      .send(areaCsv(page));
  });
}

import { z } from 'zod';
import { chooseProfile } from '../../core/choose-profile.ts';
import { areaPageSchema, type AreaPage } from '../../core/contract/area-page.ts';
import { areaCodeSchema, type AreaSummary } from '../../core/contract/area.ts';
import { areaPageQuerySchema, typedTextSchema } from '../../core/contract/queries.ts';
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
import { registerPage, type AskedAddress, type Onward, type PageScope } from './page.ts';

export interface AreaPageDependencies {
  readonly areas: AreaReads;
  readonly scoring: Scoring;
  readonly areaProfiles: AreaProfiles;
}

/** People type what they know in place of a code: a name or a postcode is not refused unread. */
const areaPageParamsSchema = z.strictObject({ code: typedTextSchema.max(200) });

interface Asked {
  readonly params: z.output<typeof areaPageParamsSchema>;
  readonly query: z.output<typeof areaPageQuerySchema>;
  readonly t: Translate;
}

/** @throws AppError invalid-request for what is no area code. */
function readCode(text: string): z.output<typeof areaCodeSchema> {
  const { success, data, error } = areaCodeSchema.safeParse(text);
  if (success) return data;
  const reason = error.issues[0]?.message ?? 'is not valid';
  throw new AppError('invalid-request', `"${text}" is no area code: ${reason}.`, {
    details: { field: 'code', value: text, reason },
  });
}

/** Codes in small letters go on to the code itself. No postcode and hardly a name has four digits; every code has. */
function inCapitals({ params: { code = '' }, queryText }: AskedAddress): Onward | null {
  const capitals = code.toUpperCase();
  const isCode = areaCodeSchema.safeParse(capitals).success && /(\d.*){4}/.test(code);
  return isCode && capitals !== code ? { address: `/areas/${capitals}${queryText}`, status: 301 } : null;
}

/** One area: where it stands and how sure that is, why, who lives there, what it is made of. */
export function registerAreaPage(scope: PageScope, dependencies: AreaPageDependencies): void {
  const { areas, scoring, areaProfiles } = dependencies;

  async function read({ params, query, t }: Asked): Promise<AreaPage> {
    const code = readCode(params.code);
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
    params: areaPageParamsSchema,
    query: areaPageQuerySchema,
    data: areaPageSchema,
    template: 'area.njk',
    print: true,
    onward: inCapitals,
    read,
    view: areaView,
    refused({ details }, { params: { code: text }, t }) {
      if (details['field'] !== 'code') return null;
      return {
        template: 'no-area.njk',
        title: t('area.noSuch', { text }),
        current: 'areas',
        text,
        searchText: text,
        searchAddress: `/search?q=${encodeURIComponent(text)}`,
      };
    },
  });

  const schema = { hide: true, params: areaPageParamsSchema, querystring: areaPageQuerySchema };
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

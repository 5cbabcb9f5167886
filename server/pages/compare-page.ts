import { chooseProfile } from '../../core/choose-profile.ts';
import {
  comparisonPageSchema,
  comparisonQuerySchema,
  type ComparisonPage,
  type ComparisonQuery,
} from '../../core/contract/area-comparison.ts';
import { AppError } from '../../core/errors.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { fileNameOf } from '../files/file-name.ts';
import { findPlaces, tidyQuery } from '../usecases/search/find-places.ts';
import { searchResults } from '../usecases/search/search-results.ts';
import type { SearchReads } from '../store/search-reads.ts';
import {
  chooseAreas,
  knownAreas,
  type ChoiceRequest,
  type ComparisonSources,
} from '../usecases/comparison/choose-areas.ts';
import type { Scoring } from '../usecases/score-table.ts';
import { comparisonCsv } from './compare-csv.ts';
import { compareAddress, comparisonFacts, faultText, type CompareQuestion } from './compare-view.ts';
import { registerPage, type PageRequest, type PageScope } from './page.ts';

export interface ComparePageDependencies extends Omit<ComparisonSources, 'search'> {
  readonly scoring: Scoring;
  readonly search: SearchReads;
}

type Request = Pick<PageRequest<unknown, ComparisonQuery>, 'query' | 't'>;

function questionOf({ areas = '', beside = 'none', profile = null }: NullableQuery): CompareQuestion {
  const codes = areas
    .split(',')
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '');
  return { codes, beside, profile };
}

type NullableQuery = Omit<ComparisonQuery, 'profile'> & { readonly profile?: string | null | undefined };

/** The question of what was answered: with what was added. */
function answeredQuestion(page: ComparisonPage, asked: CompareQuestion): CompareQuestion {
  return { ...asked, codes: page.areas.map(({ code }) => code) };
}

/** Areas side by side: at /compare, with .json, .csv and .pdf. */
export function registerComparePage(scope: PageScope, dependencies: ComparePageDependencies): void {
  const { scoring, search, database, figures } = dependencies;
  const sources: ComparisonSources = {
    ...{ database, figures },
    search: async (text, limit) =>
      searchResults(await findPlaces(search, text, limit), tidyQuery(text)).slice(0, limit),
  };

  async function requestFor({ query, t }: Request): Promise<ChoiceRequest> {
    const { codes, beside, profile } = questionOf(query);
    const profileId = profile ?? chooseProfile(await scoring.summaries())?.id;
    if (profileId === undefined) throw new AppError('not-found', 'There is no profile.');
    return { profileId, codes, beside, add: query.add ?? null, t };
  }

  const read = async (request: Request): Promise<ComparisonPage> =>
    await chooseAreas(sources, await requestFor(request));

  /** The areas that were named and exist, for the form of a page that refuses the rest. */
  async function namedAreas({ codes, profile }: CompareQuestion) {
    const profileId = profile ?? chooseProfile(await scoring.summaries())?.id;
    if (profileId === undefined) return [];
    return await knownAreas(sources, { profileId, codes });
  }

  registerPage(scope, {
    path: '/compare',
    query: comparisonQuerySchema,
    data: comparisonPageSchema,
    template: 'compare.njk',
    print: ({ status }) => status === 'compared',
    read,
    goesTo: (page, { query }) =>
      page.status === 'compared' && query.add !== undefined
        ? compareAddress(answeredQuestion(page, questionOf(query)))
        : null,
    view(page, { query, t }) {
      const question = answeredQuestion(page, questionOf(query));
      const csv = compareAddress(question).replace('/compare', '/compare.csv');
      return {
        description: t('compare.description'),
        current: 'compare',
        csvAddress: page.status === 'compared' ? csv : null,
        ...comparisonFacts(page, question, t),
      };
    },
    async refused(error, { query, t }) {
      const fault = faultText(error.details, t);
      if (fault === null) return null;
      const asked = questionOf(query);
      const areas = await namedAreas(asked);
      const question = { ...asked, codes: areas.map(({ code }) => code) };
      const choice = { status: 'choose' as const, areas, text: query.add ?? null, candidates: [] };
      return {
        current: 'compare',
        fault,
        ...comparisonFacts(choice, question, t),
      };
    },
  });

  scope.app.get(
    '/compare.csv',
    { schema: { hide: true, querystring: comparisonQuerySchema } },
    async ({ query }, reply) => {
      const page = await read({ query, t: createTranslator(scope.locale) });
      if (page.status !== 'compared') {
        const reason = 'name two to six areas';
        throw new AppError('invalid-request', `There is nothing to compare: ${reason}.`, {
          details: { field: 'areas', reason },
        });
      }
      const codes = page.areas.map(({ code }) => code);
      const name = fileNameOf(`compare-${codes.join('-')}`, page.attribution.madeUp, 'csv');
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${name}"`)
        .serializer((text: unknown) => String(text))
        .send(comparisonCsv(page));
    },
  );
}

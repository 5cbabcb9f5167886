import { chooseProfile } from '../../core/choose-profile.ts';
import {
  comparisonPageSchema,
  comparisonQuerySchema,
  type AreaComparison,
  type ComparisonPage,
  type ComparisonQuery,
} from '../../core/contract/area-comparison.ts';
import { AppError } from '../../core/errors.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { csvHeader, csvRows, type CsvColumn } from '../files/csv.ts';
import { fileNameOf } from '../files/file-name.ts';
import { findPlaces } from '../http/search-routes.ts';
import type { SearchReads } from '../store/search-reads.ts';
import {
  chooseAreas,
  knownAreas,
  type ChoiceRequest,
  type ComparisonSources,
} from '../usecases/comparison/choose-areas.ts';
import type { Scoring } from '../usecases/score-table.ts';
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

interface CsvRow {
  readonly area: AreaComparison['areas'][number] | AreaComparison['references'][number];
  readonly measure: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number | null;
  readonly missingReason: string | null;
  readonly period: string | null;
  readonly source: string | null;
}

const csvColumns: readonly CsvColumn<CsvRow>[] = [
  { name: 'area_code', kind: 'text', description: 'Code of the area', value: ({ area }) => area.code },
  { name: 'area_name', kind: 'text', description: 'Name of the area', value: ({ area }) => area.name },
  { name: 'area_type', kind: 'text', description: 'Kind of the area', value: ({ area }) => area.type },
  { name: 'measure', kind: 'text', description: 'Id of the figure', value: (row) => row.measure },
  { name: 'title', kind: 'text', description: 'Title of the figure', value: (row) => row.title },
  { name: 'unit', kind: 'text', description: 'Unit of the value', value: (row) => row.unit },
  {
    name: 'value',
    kind: 'number',
    description: 'The figure; empty where missing',
    value: (row) => row.value,
  },
  {
    name: 'missing_reason',
    kind: 'text',
    description: 'Why there is no value',
    value: (row) => row.missingReason,
  },
  { name: 'period', kind: 'text', description: 'When the figure is of', value: (row) => row.period },
  { name: 'source', kind: 'text', description: 'Publisher and dataset', value: (row) => row.source },
];

/** Score and rank with its interval, then the points of the score, then every figure, area after area. */
function csvRowsOf(page: AreaComparison): CsvRow[] {
  const none = { missingReason: null, period: null, source: null };
  const scores = page.areas.flatMap((area, at): CsvRow[] => {
    const { score, rank, rankOf, percentile, decile, missingReason } = area.score;
    const known = area.rankInterval.status === 'known' ? area.rankInterval : null;
    const row = (measure: string, title: string, unit: string, value: number | null): CsvRow => ({
      ...{ ...none, area, measure, title, unit, value },
      missingReason: value === null ? missingReason : null,
    });
    return [
      row('score', 'Score', 'score', score),
      row('rank', 'Rank', 'rank', rank),
      row('rank-of', 'Areas ranked', 'count', rankOf),
      row('rank-low', 'Interval of the rank, from', 'rank', known?.q5 ?? null),
      row('rank-high', 'Interval of the rank, to', 'rank', known?.q95 ?? null),
      row('percentile', 'Percentile', 'percent', percentile),
      row('decile', 'Tenth', 'decile', decile),
      ...page.contributions.map(({ id, title, points }) =>
        row(`points-${id}`, `Points: ${title}`, 'score', points[at] ?? null),
      ),
    ];
  });
  const shown = [...page.areas, ...page.references];
  const figures = page.indicators.flatMap((indicator) =>
    indicator.cells.flatMap((cell, at): CsvRow[] => {
      const area = shown[at];
      if (area === undefined) return [];
      const { indicatorId: measure, title, unit, publisher, datasetTitle } = indicator;
      const { value, missingReason } = cell;
      const period = cell.period ?? indicator.period;
      return [
        { area, measure, title, unit, value, missingReason, period, source: `${publisher}, ${datasetTitle}` },
      ];
    }),
  );
  return [...scores, ...figures];
}

/** Areas side by side: at /compare, with .json, .csv and .pdf. */
export function registerComparePage(scope: PageScope, dependencies: ComparePageDependencies): void {
  const { scoring, search, database, figures } = dependencies;
  const sources: ComparisonSources = {
    ...{ database, figures },
    search: (text, limit) => findPlaces(search, text, limit),
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
      const name = fileNameOf(
        `compare-${page.areas.map(({ code }) => code).join('-')}`,
        page.attribution.madeUp,
        'csv',
      );
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${name}"`)
        .serializer((text: unknown) => String(text))
        .send(csvHeader(csvColumns) + csvRows(csvColumns, csvRowsOf(page)));
    },
  );
}

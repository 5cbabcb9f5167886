import { z } from 'zod';
import type { AreaSet } from '../../core/contract/area.ts';
import type { Attribution } from '../../core/contract/dataset.ts';
import { indicatorHistorySchema, indicatorSummarySchema } from '../../core/contract/indicator.ts';
import {
  indicatorParamsSchema,
  noQuerySchema,
  pageLimits,
  valueListQuerySchema,
  type ValueListQuery,
} from '../../core/contract/queries.ts';
import { valueListSchema, type ValueList } from '../../core/contract/value-list.ts';
import { AppError } from '../../core/errors.ts';
import type { AreaReads } from '../store/area-reads.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { IndicatorReads, SeriesName } from '../store/indicator-reads.ts';
import { linkBase, type App, type HttpSettings } from './app-types.ts';
import { resolveAreaSet } from './area-sets.ts';
import { csvAnswerSchemas, csvStream, descriptionUrl } from './csv-answer.ts';
import { csvwMetadata } from '../files/csv.ts';
import { cutPage, readTextCursor, writeCursor } from './paging.ts';
import { tableSchema, tableSchemaType } from './table-schema.ts';
import { valueColumns } from './value-columns.ts';
import { pagesOf } from '../store/pages-of.ts';

export interface IndicatorDependencies {
  readonly settings: HttpSettings;
  readonly indicators: IndicatorReads;
  readonly areas: AreaReads;
  readonly credits: Pick<CreditReads, 'series'>;
}

type Value = ValueList['items'][number];

/** Which values of which indicator a request is about. */
interface Question {
  readonly indicatorId: string;
  readonly set: AreaSet;
  readonly series: SeriesName;
  readonly attribution: Attribution;
}

/** The error for an indicator that is not there. */
export function noIndicator(indicatorId: string): AppError {
  return new AppError('not-found', `There is no indicator "${indicatorId}".`, {
    details: { field: 'indicatorId', reason: 'not in the catalogue and not imported' },
  });
}

async function findSeries(
  { indicators, areas, credits }: IndicatorDependencies,
  indicatorId: string,
  query: ValueListQuery,
): Promise<Question> {
  const set = await resolveAreaSet(areas, query.type, query.vintage);
  const choice = { period: query.period ?? null, releaseId: query.release ?? null };
  const series = await indicators.findSeries(indicatorId, set, choice);
  if (series !== null) {
    return { indicatorId, set, series, attribution: await credits.series(series.seriesId, set) };
  }
  if (!(await indicators.exists(indicatorId))) throw noIndicator(indicatorId);
  const when = query.period === undefined ? '' : ` for ${query.period}`;
  const which = query.release === undefined ? '' : ` in release ${query.release}`;
  throw new AppError(
    'not-found',
    `"${indicatorId}" has no values on ${set.type} ${set.vintage}${when}${which}.`,
  );
}

function readValues(indicators: IndicatorReads, question: Question, query: ValueListQuery) {
  return (after: string | null, limit: number): Promise<Value[]> =>
    indicators.page({
      seriesId: question.series.seriesId,
      areas: question.set,
      within: query.within ?? null,
      after,
      limit,
    });
}

async function listValues(
  indicators: IndicatorReads,
  question: Question,
  query: ValueListQuery,
): Promise<ValueList> {
  const limit = query.limit ?? pageLimits.default;
  const rows = await readValues(indicators, question, query)(readTextCursor(query.cursor), limit + 1);
  const page = cutPage(rows, limit);
  const { series } = question;
  return {
    indicatorId: question.indicatorId,
    title: series.title,
    unit: series.unit,
    areas: question.set,
    period: series.period,
    releaseId: series.releaseId,
    attribution: question.attribution,
    items: page.rows,
    next: writeCursor(page.last, (row) => [row.areaCode]),
  };
}

function registerValues(api: App, dependencies: IndicatorDependencies): void {
  const { indicators, settings } = dependencies;
  api.get(
    '/indicators/:indicatorId/values',
    {
      schema: {
        summary: 'The values of one indicator',
        tags: ['indicators'],
        params: indicatorParamsSchema,
        querystring: valueListQuerySchema,
        response: { 200: csvAnswerSchemas('A page of values', valueListSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const question = await findSeries(dependencies, request.params.indicatorId, query);
      if (query.format === 'json') return listValues(indicators, question, query);
      const { series, set, attribution } = question;
      const name = `${question.indicatorId}-${set.type}-${set.vintage}-${series.period}`;
      if (query.format === 'csvw') {
        reply.type('application/csvm+json; charset=utf-8');
        const url = descriptionUrl(linkBase(settings), request.url, 'csv');
        return csvwMetadata({
          url,
          title: series.title,
          columns: valueColumns,
          attribution: attribution.lines,
          madeUp: attribution.madeUp,
        });
      }
      if (query.format === 'tableschema') return reply.type(tableSchemaType).send(tableSchema(valueColumns));
      return csvStream(reply, {
        name,
        madeUp: attribution.madeUp,
        columns: valueColumns,
        linkBase: linkBase(settings),
        url: request.url,
        pages: pagesOf({
          read: readValues(indicators, question, query),
          keyOf: (row) => row.areaCode,
          start: readTextCursor(query.cursor),
          total: query.limit ?? null,
        }),
      });
    },
  );
}

/** The indicators that are loaded, and their values. */
export function registerIndicatorRoutes(api: App, dependencies: IndicatorDependencies): void {
  api.get(
    '/indicators',
    {
      schema: {
        summary: 'Every indicator and where it has values',
        tags: ['indicators'],
        querystring: noQuerySchema,
        response: { 200: z.array(indicatorSummarySchema) },
      },
    },
    () => dependencies.indicators.list(),
  );
  api.get(
    '/indicators/:indicatorId',
    {
      schema: {
        summary: 'One indicator, with the releases in force and the older ones',
        tags: ['indicators'],
        params: indicatorParamsSchema,
        querystring: noQuerySchema,
        response: { 200: indicatorHistorySchema },
      },
    },
    async (request) => {
      const { indicatorId } = request.params;
      const found = await dependencies.indicators.find(indicatorId);
      if (found === null) throw noIndicator(indicatorId);
      return found;
    },
  );
  registerValues(api, dependencies);
}

import { z } from 'zod';
import {
  gapAreaParamsSchema,
  gapReportQuerySchema,
  gapReportSchema,
  polygonReportQuerySchema,
} from '../../../core/contract/coverage/gap-report.ts';
import {
  postcodeItemsSchema,
  premisesDetailQuerySchema,
  premisesDetailSchema,
  premisesFileQuerySchema,
  premisesItemsSchema,
  premisesParamsSchema,
  snapshotListSchema,
} from '../../../core/contract/coverage/premises-list.ts';
import { noQuerySchema, valueListQuerySchema } from '../../../core/contract/queries.ts';
import { readDrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Queryable } from '../../database/database.ts';
import { csvwMetadata, type CsvColumn } from '../../files/csv.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import { createSnapshotStore } from '../../store/coverage/snapshot-store.ts';
import type { GapReports } from '../../usecases/coverage/gap-reports.ts';
import { postcodeColumns } from '../../usecases/coverage/postcode-file.ts';
import { premisesColumns } from '../../usecases/coverage/premises-file.ts';
import {
  mostPremisesInFile,
  type PremisesLists,
  type Selection,
} from '../../usecases/coverage/premises-lists.ts';
import { findReportedArea } from '../../usecases/coverage/reported-area.ts';
import { linkBase, type AnyReply, type App, type HttpSettings } from '../app-types.ts';
import { csvAnswerSchemas, csvStream, descriptionUrl } from '../csv-answer.ts';
import { registerDrawnPremises } from './drawn-premises-route.ts';
import { cutPage, readNumberCursor, readTextCursor, writeCursor } from '../paging.ts';
import { reportLimit } from '../rate-limits.ts';
import { tableSchema, tableSchemaType } from '../table-schema.ts';
import { pagesOf } from '../../store/pages-of.ts';

export interface CoverageRouteDependencies {
  readonly database: Queryable;
  readonly settings: HttpSettings;
  readonly gapReports: GapReports;
  readonly premisesLists: PremisesLists;
  readonly fileQueue: LimitedQueue;
}

const listQuerySchema = premisesFileQuerySchema.extend({
  cursor: valueListQuerySchema.shape.cursor,
  limit: z.coerce.number().int().min(1).max(5000).default(100).describe('How many rows a page holds.'),
  format: valueListQuerySchema.shape.format,
});

const tags = ['coverage'];

interface ListAsked<Row, Key extends string | number> {
  readonly url: string;
  readonly paging: Pick<z.infer<typeof listQuerySchema>, 'limit' | 'format'>;
  readonly name: string;
  readonly title: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly after: Key | null;
  readonly select: (most: number | null) => Promise<Selection<Row, Key>>;
}

/** A list as its format asks: a page as JSON, all of it as CSV, or a description of that. */
async function answerList<Row, Key extends string | number>(
  reply: AnyReply,
  settings: HttpSettings,
  { url, paging: { limit, format }, name, title, columns, after, select }: ListAsked<Row, Key>,
) {
  if (format === 'tableschema') return reply.type(tableSchemaType).send(tableSchema(columns));
  const selection = await select(format === 'csv' ? mostPremisesInFile : null);
  const { snapshot, attribution, read, keyOf } = selection;
  const { lines, madeUp } = attribution;
  if (format === 'csvw') {
    reply.type('application/csvm+json; charset=utf-8');
    const file = descriptionUrl(linkBase(settings), url, 'csv');
    return csvwMetadata({ url: file, title, columns, attribution: lines, madeUp });
  }
  if (format === 'csv') {
    const pages = pagesOf({ ...selection, start: after, total: null });
    return csvStream(reply, { name, madeUp, columns, linkBase: linkBase(settings), url, pages });
  }
  const page = cutPage(await read(after, limit + 1), limit);
  const next = writeCursor(page.last, (row) => [keyOf(row)]);
  return { period: snapshot.period, items: page.rows, attribution, next };
}

function registerPremises(api: App, { settings, premisesLists }: CoverageRouteDependencies): void {
  const t = createTranslator('en');
  api.get(
    '/coverage/premises',
    {
      // Reports are upheld without the data changing.
      config: { isVolatile: true },
      schema: {
        summary: 'Premises by what they can order: JSON in pages, CSV whole',
        tags,
        querystring: listQuerySchema,
        response: { 200: csvAnswerSchemas('A page of premises', premisesItemsSchema) },
      },
    },
    ({ query: { cursor, limit, format, ...query }, url }, reply) =>
      answerList(reply, settings, {
        ...{ url, paging: { limit, format }, name: `premises-${query.class}` },
        ...{ title: t('coveragePremises.title'), columns: premisesColumns(t) },
        after: readNumberCursor(cursor),
        select: (most) => premisesLists.select(query, most),
      }),
  );

  api.get(
    '/coverage/postcodes',
    {
      config: { isVolatile: true },
      schema: {
        summary: 'Postcodes with their premises counted by what they can order: JSON in pages, CSV whole',
        description:
          'The premises are those that the same filter gives at /coverage/premises. Those without a postcode are one row, the first.',
        tags,
        querystring: listQuerySchema,
        response: { 200: csvAnswerSchemas('A page of postcodes', postcodeItemsSchema) },
      },
    },
    ({ query: { cursor, limit, format, ...query }, url }, reply) =>
      answerList(reply, settings, {
        ...{ url, paging: { limit, format }, name: `postcodes-${query.class}` },
        ...{ title: t('coveragePremises.titlePostcodes'), columns: postcodeColumns(query.class, t) },
        after: readTextCursor(cursor),
        select: (most) => premisesLists.selectPostcodes(query, most),
      }),
  );

  api.get(
    '/coverage/premises/:uprn',
    {
      config: { isVolatile: true },
      schema: {
        summary: 'What one premises can order, and what each source says of it',
        tags,
        params: premisesParamsSchema,
        querystring: premisesDetailQuerySchema,
        response: { 200: premisesDetailSchema },
      },
    },
    ({ params, query }) => premisesLists.one(params.uprn, query.period),
  );
}

function registerReports(
  api: App,
  { database, settings, gapReports, fileQueue }: CoverageRouteDependencies,
): void {
  const t = createTranslator('en');
  api.get(
    '/coverage/areas/:code',
    {
      schema: {
        summary: 'What premises of an area can order, beside the published figures',
        tags,
        params: gapAreaParamsSchema,
        querystring: gapReportQuerySchema,
        response: { 200: gapReportSchema },
      },
    },
    async ({ params, query }) =>
      gapReports.ofArea(await findReportedArea(database, params.code), {
        ...{ speedClass: query.class, period: query.period, t },
      }),
  );

  api.post(
    '/coverage/report',
    {
      config: reportLimit(settings),
      schema: {
        summary: 'The same report of a polygon: GeoJSON Polygon or MultiPolygon in WGS84, at most 1 MB',
        tags,
        querystring: polygonReportQuerySchema,
        body: z.unknown(),
        response: { 200: gapReportSchema },
      },
    },
    async ({ body, query }, reply) => {
      const polygon = readDrawnPolygon(body);
      reply.header('cache-control', 'no-store');
      return fileQueue.run(() =>
        gapReports.ofPolygon(polygon, {
          ...{ speedClass: query.class, period: query.period },
          t: createTranslator(query.language),
        }),
      );
    },
  );
}

/** Coverage gaps for programs: snapshots, premises, reports of areas and of drawn polygons. */
export function registerCoverageRoutes(api: App, dependencies: CoverageRouteDependencies): void {
  const snapshots = createSnapshotStore(dependencies.database);
  api.addContentTypeParser(
    'application/geo+json',
    { parseAs: 'string' },
    api.getDefaultJsonParser('error', 'error'),
  );
  api.get(
    '/coverage/snapshots',
    {
      schema: {
        summary: 'Of which releases premises are joined, the newest first',
        tags,
        querystring: noQuerySchema,
        response: { 200: snapshotListSchema },
      },
    },
    async () => ({ items: await snapshots.list() }),
  );
  registerDrawnPremises(api, dependencies);
  registerPremises(api, dependencies);
  registerReports(api, dependencies);
}

import { z } from 'zod';
import {
  gapAreaParamsSchema,
  gapReportQuerySchema,
  gapReportSchema,
  polygonReportQuerySchema,
} from '../../../core/contract/coverage/gap-report.ts';
import {
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
import { csvwMetadata } from '../../files/csv.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import { createSnapshotStore } from '../../store/coverage/snapshot-store.ts';
import type { GapReports } from '../../usecases/coverage/gap-reports.ts';
import { premisesColumns } from '../../usecases/coverage/premises-file.ts';
import { mostPremisesInFile, type PremisesLists } from '../../usecases/coverage/premises-lists.ts';
import { findReportedArea } from '../../usecases/coverage/reported-area.ts';
import { linkBase, type App, type HttpSettings } from '../app-types.ts';
import { csvAnswerSchemas, csvStream, descriptionUrl } from '../csv-answer.ts';
import { registerDrawnPremises } from './drawn-premises-route.ts';
import { cutPage, readNumberCursor, writeCursor } from '../paging.ts';
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
  limit: z.coerce.number().int().min(1).max(5000).default(100).describe('How many premises a page holds.'),
  format: valueListQuerySchema.shape.format,
});

const tags = ['coverage'];

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
    async (request, reply) => {
      const { cursor, limit, format, ...query } = request.query;
      const columns = premisesColumns(t);
      if (format === 'tableschema') return reply.type(tableSchemaType).send(tableSchema(columns));
      const after = readNumberCursor(cursor);
      const selection = await premisesLists.select(query, format === 'csv' ? mostPremisesInFile : null);
      const { snapshot, attribution } = selection;
      if (format === 'csvw') {
        reply.type('application/csvm+json; charset=utf-8');
        const url = descriptionUrl(linkBase(settings), request.url, 'csv');
        const { lines, madeUp } = attribution;
        return csvwMetadata({ url, title: t('coveragePremises.title'), columns, attribution: lines, madeUp });
      }
      if (format === 'csv') {
        return csvStream(reply, {
          name: `premises-${query.class}`,
          madeUp: attribution.madeUp,
          columns,
          linkBase: linkBase(settings),
          url: request.url,
          pages: pagesOf({ read: selection.read, keyOf: (row) => row.uprn, start: after, total: null }),
        });
      }
      const page = cutPage(await selection.read(after, limit + 1), limit);
      const next = writeCursor(page.last, (row) => [row.uprn]);
      return { period: snapshot.period, items: page.rows, attribution, next };
    },
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

import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  notSpotListQuerySchema,
  notSpotParamsSchema,
  notSpotQuerySchema,
  type NotSpotListQuery,
  type NotSpotSummary,
} from '../../../core/contract/coverage/not-spots.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import type { Queryable } from '../../database/database.ts';
import { csvwMetadata } from '../../files/csv.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { geoJsonMediaType, geoJsonText } from '../../files/geojson.ts';
import { geoPackageMediaType } from '../../files/geopackage.ts';
import type { TableFile } from '../../files/table-file.ts';
import { temporaryFile } from '../../files/temporary-file.ts';
import type { AnyReply } from '../../http/app-types.ts';
import { csvStream, type CsvAnswer } from '../../http/csv-answer.ts';
import { tableSchema, tableSchemaType } from '../../http/table-schema.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import {
  notSpotFeatures,
  notSpotFile,
  writeNotSpotGeoPackage,
} from '../../usecases/coverage/not-spot-file.ts';
import { notSpotPremisesColumns, notSpotPremisesPages } from '../../usecases/coverage/not-spot-premises.ts';
import type { NotSpotListing, NotSpots } from '../../usecases/coverage/not-spots.ts';
import type { PageScope } from '../page.ts';
import { notSpotsAddress } from './not-spot-address.ts';

export interface NotSpotFileDependencies {
  readonly notSpots: NotSpots;
  readonly database: Queryable;
  /** GeoPackages take seconds of a core for a country: a few at once, the others wait. */
  readonly fileQueue: LimitedQueue;
}

/** How many lists of premises a minute one address is given: each is of a place, and nobody reads faster. */
export const premisesListsPerMinute = 30;
const premisesLimit = {
  rateLimit: { max: premisesListsPerMinute, timeWindow: 60_000, groupId: 'not-spot-premises' },
} as const;

const formatSchema = z.enum(['csv', 'csvw', 'tableschema']).default('csv');
const csvQuerySchema = notSpotListQuerySchema.extend({ format: formatSchema });
const premisesQuerySchema = notSpotQuerySchema.extend({ format: formatSchema });

interface CsvTable<Row> extends Omit<CsvAnswer<Row>, 'linkBase'> {
  readonly title: string;
  readonly attribution: TableFile<Row>['attribution'];
}

/** The files of not-spots: the list with an ending, and the premises of one as CSV. */
export function registerNotSpotFiles(
  scope: PageScope,
  { notSpots, database, fileQueue }: NotSpotFileDependencies,
): void {
  const { app, locale, publicUrl } = scope;
  const t = createTranslator(locale);
  const linkBase = publicUrl ?? '';

  async function prepare(query: NotSpotListQuery) {
    const listing = await notSpots.listing(query);
    const savedAt = new Date();
    const address = `${linkBase}${addressIn(locale, notSpotsAddress(query))}`;
    return { listing, savedAt, file: notSpotFile(listing, { t, savedAt, address }) };
  }

  function attach(reply: AnyReply, file: TableFile<NotSpotSummary>, ending: string, mediaType: string): void {
    const name = fileNameOf(file.name, file.attribution.madeUp, ending);
    reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`);
  }

  /** A CSV file, or one of its two descriptions. */
  function sendCsv<Row>(
    reply: AnyReply,
    format: z.output<typeof formatSchema>,
    table: CsvTable<Row>,
  ): unknown {
    const { columns, title, attribution, url } = table;
    if (format === 'csv') return csvStream(reply, { ...table, linkBase });
    reply.serializer((value: unknown) => JSON.stringify(value));
    if (format === 'tableschema') {
      reply.type(tableSchemaType);
      return tableSchema(columns);
    }
    reply.type('application/csvm+json; charset=utf-8');
    const { lines, madeUp } = attribution;
    return csvwMetadata({ url: `${linkBase}${url}`, title, columns, madeUp, attribution: lines });
  }

  app.get(
    '/coverage/not-spots.csv',
    { schema: { hide: true, querystring: csvQuerySchema } },
    async (request, reply) => {
      const { format, ...query } = request.query;
      const { listing, file } = await prepare(query);
      const answer = sendCsv(reply, format, {
        ...{ name: file.name, madeUp: file.attribution.madeUp, columns: file.columns, title: file.title },
        attribution: file.attribution,
        url: addressIn(locale, notSpotsAddress(query, {}, 'csv')),
        pages: partsOf(listing),
      });
      return reply.send(answer);
    },
  );

  app.get(
    '/coverage/not-spots.geojson',
    { schema: { hide: true, querystring: notSpotListQuerySchema } },
    async (request, reply) => {
      const { listing, file } = await prepare(request.query);
      attach(reply, file, 'geojson', geoJsonMediaType);
      const text = geoJsonText(file, notSpotFeatures(database, listing.rows));
      return reply.send(Readable.from(text, { encoding: 'utf8' }));
    },
  );

  app.get(
    '/coverage/not-spots.gpkg',
    { schema: { hide: true, querystring: notSpotListQuerySchema } },
    async (request, reply) => {
      const { listing, file, savedAt } = await prepare(request.query);
      const made = await fileQueue.run(() =>
        temporaryFile((path) =>
          writeNotSpotGeoPackage(database, { file, rows: listing.rows, path, savedAt }),
        ),
      );
      attach(reply, file, 'gpkg', geoPackageMediaType);
      reply.header('content-length', made.bytes);
      return reply.send(made.stream);
    },
  );

  app.get(
    '/coverage/not-spots/:notSpotId.csv',
    {
      config: { ...premisesLimit, isVolatile: true },
      schema: { hide: true, params: notSpotParamsSchema, querystring: premisesQuerySchema },
    },
    async (request, reply) => {
      const { notSpotId: id } = request.params;
      const { format, ...query } = request.query;
      const { stored, snapshot, detail } = await notSpots.one({ id, ...query, t });
      const { attribution } = detail;
      const columns = notSpotPremisesColumns(stored.speedClass, t);
      const period = query.period === undefined ? '' : `?period=${query.period}`;
      const answer = sendCsv(reply, format, {
        ...{
          name: `${id.toLowerCase()}-${snapshot.period}`,
          madeUp: attribution.madeUp,
          columns,
          attribution,
        },
        title: t('coverageNotSpots.pageTitle', { id }),
        url: addressIn(locale, `/coverage/not-spots/${id}.csv${period}`),
        pages: notSpotPremisesPages(database, stored),
      });
      return reply.send(answer);
    },
  );
}

const rowsPerPart = 500;

// eslint-disable-next-line @typescript-eslint/require-await -- files are written from pages that may have to be waited for
async function* partsOf({ rows }: NotSpotListing): AsyncGenerator<readonly NotSpotSummary[]> {
  for (let start = 0; start < rows.length; start += rowsPerPart) yield rows.slice(start, start + rowsPerPart);
}

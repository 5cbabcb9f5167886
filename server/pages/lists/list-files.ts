import { Readable } from 'node:stream';
import { z } from 'zod';
import { listingQuerySchema, type ListingQuery } from '../../../core/contract/listing.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { csvwMetadata } from '../../files/csv.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { geoJsonMediaType, geoJsonText } from '../../files/geojson.ts';
import { geoPackageMediaType } from '../../files/geopackage.ts';
import type { TableFile } from '../../files/table-file.ts';
import { temporaryFile } from '../../files/temporary-file.ts';
import { writeXlsx, xlsxMediaType } from '../../files/xlsx.ts';
import { tableSchema, tableSchemaType } from '../../http/table-schema.ts';
import type { AnyReply } from '../../http/app-types.ts';
import { untilGone } from '../../http/until-gone.ts';
import { csvStream } from '../../http/csv-answer.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import type { Queryable } from '../../database/database.ts';
import { writeListGeoPackage } from '../../usecases/lists/list-geopackage.ts';
import { listedFeatures } from '../../usecases/lists/listed-features.ts';
import type { AreaListing } from '../../usecases/lists/list-areas.ts';
import { listingFile } from '../../usecases/lists/listing-file.ts';
import type { PageScope } from '../page.ts';
import { listAddress, type FileEnding } from './list-address.ts';

export interface ListFileDependencies {
  readonly database: Queryable;
  /** Workbooks and GeoPackages take seconds of a core for a country: a few at once, the others wait. */
  readonly fileQueue: LimitedQueue;
}

interface FileRoutes extends ListFileDependencies {
  readonly read: (query: ListingQuery) => Promise<AreaListing>;
}

interface Written {
  readonly listing: AreaListing;
  readonly file: TableFile<number>;
  readonly query: ListingQuery;
  readonly savedAt: Date;
  readonly reply: AnyReply;
}

function attach({ reply, file }: Written, ending: FileEnding, mediaType: string): void {
  const name = fileNameOf(file.name, file.attribution.madeUp, ending);
  reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`);
}

/** The files of lists: the same addresses as the page with an ending, the same query, every page of the list. */
export function registerListFiles(scope: PageScope, { read, database, fileQueue }: FileRoutes): void {
  const { app, locale, publicUrl } = scope;
  const t = createTranslator(locale);
  const addressOf = (query: ListingQuery, ending?: FileEnding): string =>
    `${publicUrl ?? ''}${addressIn(locale, listAddress(query, { selected: [] }, ending))}`;

  async function prepare(query: ListingQuery, reply: AnyReply): Promise<Written> {
    const listing = await read(query);
    const savedAt = new Date();
    const file = listingFile(listing, { locale, t, savedAt, address: addressOf(query) });
    return { listing, file, query, savedAt, reply };
  }

  const senders: Readonly<
    Record<FileEnding, (written: Written) => Readable | Promise<Readable | Uint8Array>>
  > = {
    csv({ listing, file, query, reply }) {
      return csvStream(reply, {
        ...{ name: file.name, madeUp: file.attribution.madeUp, columns: file.columns },
        linkBase: publicUrl ?? '',
        url: addressIn(locale, listAddress(query, { selected: [] }, 'csv')),
        pages: pagesOfRows(listing.rows),
      });
    },
    geojson(written) {
      attach(written, 'geojson', geoJsonMediaType);
      return Readable.from(geoJsonText(written.file, listedFeatures(database, written.listing)), {
        encoding: 'utf8',
      });
    },
    async xlsx(written) {
      const { file, listing, reply } = written;
      const gone = untilGone(reply);
      const bytes = await fileQueue.run(() => writeXlsx(file, listing.rows, gone));
      attach(written, 'xlsx', xlsxMediaType);
      return Buffer.from(bytes);
    },
    async gpkg(written) {
      const { file, listing, savedAt, reply } = written;
      const signal = untilGone(reply);
      const made = await fileQueue.run(() =>
        temporaryFile((path) => writeListGeoPackage(database, { listing, file, path, savedAt, signal })),
      );
      attach(written, 'gpkg', geoPackageMediaType);
      reply.header('content-length', made.bytes);
      return made.stream;
    },
  };

  /** A CSV file, or one of its two descriptions. */
  async function csvOrDescription(
    { format, ...query }: z.output<typeof csvQuerySchema>,
    reply: AnyReply,
  ): Promise<unknown> {
    const written = await prepare(query, reply);
    const { columns, title, attribution } = written.file;
    if (format === 'csv') return senders.csv(written);
    if (format === 'tableschema') return described(reply.type(tableSchemaType), tableSchema(columns));
    const { lines, madeUp } = attribution;
    const metadata = csvwMetadata({
      ...{ url: addressOf(query, 'csv'), title, columns, madeUp },
      attribution: lines,
    });
    return described(reply.type('application/csvm+json; charset=utf-8'), metadata);
  }

  for (const ending of ['xlsx', 'geojson', 'gpkg'] as const) {
    app.get(
      `/areas.${ending}`,
      { schema: { hide: true, querystring: listingQuerySchema } },
      async (request, reply) =>
        reply.send((await senders[ending](await prepare(request.query, reply))) as never),
    );
  }
  app.get('/areas.csv', { schema: { hide: true, querystring: csvQuerySchema } }, async (request, reply) =>
    reply.send((await csvOrDescription(request.query, reply)) as never),
  );
}

const csvQuerySchema = listingQuerySchema.extend({
  format: z.enum(['csv', 'csvw', 'tableschema']).default('csv'),
});

/** Data that is sent as it stands: no schema of a route is applied to it. */
function described(reply: AnyReply, data: unknown): unknown {
  reply.serializer((value: unknown) => JSON.stringify(value));
  return data;
}

const rowsPerPart = 500;

/** With a turn for others between the parts: a country with every column is seconds of work. */
async function* pagesOfRows(rows: readonly number[]): AsyncGenerator<readonly number[]> {
  for (let start = 0; start < rows.length; start += rowsPerPart) {
    yield rows.slice(start, start + rowsPerPart);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

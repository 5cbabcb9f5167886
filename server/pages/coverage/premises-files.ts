import { Readable } from 'node:stream';
import {
  premisesFileQuerySchema,
  type PremisesFileQuery,
} from '../../../core/contract/coverage/premises-list.ts';
import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import { encodePoint } from '../../../core/geography/well-known-binary.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { geoJsonMediaType, geoJsonText, type Feature } from '../../files/geojson.ts';
import { geoPackageMediaType, writeGeoPackage } from '../../files/geopackage.ts';
import { temporaryFile } from '../../files/temporary-file.ts';
import type { AnyReply } from '../../http/app-types.ts';
import { untilGone } from '../../http/until-gone.ts';
import { csvStream } from '../../http/csv-answer.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import { premisesFile } from '../../usecases/coverage/premises-file.ts';
import {
  mostPremisesInFile,
  type PremisesLists,
  type PremisesSelection,
} from '../../usecases/coverage/premises-lists.ts';
import type { PageScope } from '../page.ts';
import { premisesAddress, type PremisesFileEnding } from './premises-address.ts';
import { pagesOf } from '../../store/pages-of.ts';

export interface PremisesFileDependencies {
  readonly premisesLists: PremisesLists;
  readonly fileQueue: LimitedQueue;
}

/** All premises of a selection, part after part, so that an authority never stands in memory. */
const rowsOf = ({ read }: PremisesSelection): AsyncGenerator<readonly EvidencedPremises[]> =>
  pagesOf({ read, keyOf: (row) => row.uprn, start: null, total: null });

async function* features<Geometry>(
  pages: AsyncIterable<readonly EvidencedPremises[]>,
  geometryOf: (row: EvidencedPremises) => Geometry,
): AsyncGenerator<readonly Feature<EvidencedPremises, Geometry>[]> {
  for await (const page of pages) yield page.map((row) => ({ row, geometry: geometryOf(row) }));
}

function pointText({ position: { longitude, latitude } }: EvidencedPremises): string {
  return `{"type":"Point","coordinates":[${longitude.toFixed(6)},${latitude.toFixed(6)}]}`;
}

/**
 * Lists of premises as files: the same address as the page with an ending, all that fits and not one page. Property
 * numbers, points and postcodes are open data: anybody may have them, with the credit that is inside.
 */
export function registerPremisesFiles(
  scope: PageScope,
  { premisesLists, fileQueue }: PremisesFileDependencies,
): void {
  const { app, locale, publicUrl } = scope;
  const t = createTranslator(locale);

  async function prepare(query: PremisesFileQuery) {
    const selection = await premisesLists.select(query, mostPremisesInFile);
    const savedAt = new Date();
    return { selection, savedAt, file: premisesFile(selection, { query, t, savedAt }) };
  }

  type Prepared = Awaited<ReturnType<typeof prepare>>;

  function attach(reply: AnyReply, { file }: Prepared, ending: PremisesFileEnding, mediaType: string): void {
    const name = fileNameOf(file.name, file.attribution.madeUp, ending);
    reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`);
  }

  const senders: Readonly<
    Record<
      PremisesFileEnding,
      (prepared: Prepared, reply: AnyReply, query: PremisesFileQuery) => Readable | Promise<Readable>
    >
  > = {
    csv: ({ selection, file }, reply, query) =>
      csvStream(reply, {
        ...{ name: file.name, madeUp: file.attribution.madeUp, columns: file.columns },
        linkBase: publicUrl ?? '',
        // Described by the API, whose CSV has the same columns.
        url: addressIn('en', premisesAddress({ ...query, by: 'premises' })).replace(
          '/coverage',
          '/api/v1/coverage',
        ),
        pages: rowsOf(selection),
      }),
    geojson(prepared, reply) {
      attach(reply, prepared, 'geojson', geoJsonMediaType);
      const pages = features(rowsOf(prepared.selection), pointText);
      return Readable.from(geoJsonText(prepared.file, pages), { encoding: 'utf8' });
    },
    async gpkg(prepared, reply) {
      const { selection, savedAt, file } = prepared;
      const signal = untilGone(reply);
      const onGrid = ({ easting, northing }: EvidencedPremises) => encodePoint(easting, northing, null);
      const made = await fileQueue.run(() =>
        temporaryFile((path) =>
          writeGeoPackage(file, features(rowsOf(selection), onGrid), {
            ...{ path, signal, layer: 'premises', lastChange: savedAt.toISOString() },
            geometryType: 'POINT',
          }),
        ),
      );
      attach(reply, prepared, 'gpkg', geoPackageMediaType);
      reply.header('content-length', made.bytes);
      return made.stream;
    },
  };

  for (const ending of ['csv', 'geojson', 'gpkg'] as const) {
    app.get(
      `/coverage/premises.${ending}`,
      { config: { isVolatile: true }, schema: { hide: true, querystring: premisesFileQuerySchema } },
      async ({ query }, reply) =>
        reply.send((await senders[ending](await prepare(query), reply, query)) as never),
    );
  }
}

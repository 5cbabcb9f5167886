import { Readable } from 'node:stream';
import type { PremisesFileEnding, PremisesFileQuery } from '../../../core/contract/coverage/premises-list.ts';
import type { Translate } from '../../../core/language/translate.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { geoJsonMediaType } from '../../files/geojson.ts';
import { geoPackageMediaType } from '../../files/geopackage.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import {
  premisesGeoJson,
  premisesGeoPackage,
  premisesRows,
} from '../../usecases/coverage/premises-features.ts';
import { premisesFile } from '../../usecases/coverage/premises-file.ts';
import type { PremisesSelection } from '../../usecases/coverage/premises-lists.ts';
import type { AnyReply } from '../app-types.ts';
import { csvStream } from '../csv-answer.ts';
import { untilGone } from '../until-gone.ts';

export interface PremisesFileAnswer {
  readonly ending: PremisesFileEnding;
  readonly selection: PremisesSelection;
  readonly query: PremisesFileQuery;
  readonly t: Translate;
  /** The beginning of links, and the address under it whose CSV has the same columns: the API describes it. */
  readonly linkBase: string;
  readonly describedAt: string;
  readonly fileQueue: LimitedQueue;
}

/** A selection of premises as a file, a stream; the head of the answer is set. */
export async function sendPremisesFile(reply: AnyReply, answer: PremisesFileAnswer): Promise<Readable> {
  const { ending, selection, query, t, linkBase, describedAt, fileQueue } = answer;
  const savedAt = new Date();
  const file = premisesFile(selection, { query, t, savedAt });
  const attach = (mediaType: string): void => {
    const name = fileNameOf(file.name, file.attribution.madeUp, ending);
    reply.type(mediaType).header('content-disposition', `attachment; filename="${name}"`);
  };
  switch (ending) {
    case 'csv':
      return csvStream(reply, {
        ...{ name: file.name, madeUp: file.attribution.madeUp, columns: file.columns },
        ...{ linkBase, url: describedAt, pages: premisesRows(selection) },
      });
    case 'geojson':
      attach(geoJsonMediaType);
      return Readable.from(premisesGeoJson(selection, file), { encoding: 'utf8' });
    case 'gpkg': {
      const signal = untilGone(reply);
      const made = await fileQueue.run(() => premisesGeoPackage(selection, file, { savedAt, signal }));
      attach(geoPackageMediaType);
      reply.header('content-length', made.bytes);
      return made.stream;
    }
  }
}

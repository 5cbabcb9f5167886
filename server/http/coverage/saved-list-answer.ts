import { Readable } from 'node:stream';
import type { PremisesFileEnding } from '../../../core/contract/coverage/premises-list.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { geoJsonMediaType } from '../../files/geojson.ts';
import { geoPackageMediaType } from '../../files/geopackage.ts';
import type { LimitedQueue } from '../../pdf/limited-queue.ts';
import type { SavedList } from '../../usecases/coverage/saved-list.ts';
import type { AnyReply } from '../app-types.ts';
import { csvHead } from '../csv-answer.ts';
import { untilGone } from '../until-gone.ts';

export interface SavedListAnswer {
  readonly ending: PremisesFileEnding;
  /** The beginning of links. */
  readonly linkBase: string;
  readonly fileQueue: LimitedQueue;
}

/** A list of premises or postcodes as a file, a stream; the head of the answer is set. */
export async function sendSavedList(
  reply: AnyReply,
  list: SavedList,
  { ending, linkBase, fileQueue }: SavedListAnswer,
): Promise<Readable> {
  const { name, attribution } = list.file;
  const { madeUp } = attribution;
  const attach = (mediaType: string): void => {
    const fileName = fileNameOf(name, madeUp, ending);
    reply.type(mediaType).header('content-disposition', `attachment; filename="${fileName}"`);
  };
  switch (ending) {
    case 'csv':
      csvHead(reply, { name, madeUp, linkBase, url: list.describedAt });
      return Readable.from(list.csv(), { encoding: 'utf8' });
    case 'geojson':
      attach(geoJsonMediaType);
      return Readable.from(list.geoJson(), { encoding: 'utf8' });
    case 'gpkg': {
      const signal = untilGone(reply);
      const made = await fileQueue.run(() => list.geoPackage(signal));
      attach(geoPackageMediaType);
      reply.header('content-length', made.bytes);
      return made.stream;
    }
  }
}

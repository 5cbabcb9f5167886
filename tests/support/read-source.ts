import { Readable } from 'node:stream';
import { openFile } from '../../server/sources/open-file.ts';
import type {
  OpenedSource,
  Rejection,
  SourceFile,
  SourceNote,
  SourceReader,
  SourceRow,
} from '../../server/sources/source.ts';
import { decodeHead, encodingOf } from '../../server/sources/text-stream.ts';

/** A file in memory, in pieces of `pieceLength` bytes so that tests can cut it at awkward places. */
export function fileOf(content: string | Buffer, name = 'test.csv', pieceLength = 64 * 1024): SourceFile {
  const bytes = Buffer.from(content);
  const encoding = encodingOf(bytes);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength) pieces.push(bytes.subarray(at, at + pieceLength));
  return {
    name,
    path: name,
    text: decodeHead(bytes.subarray(0, 64 * 1024), encoding),
    byteLength: bytes.length,
    encoding,
    stream: () => Promise.resolve(Readable.from(pieces, { objectMode: false })),
  };
}

export interface ReadResult<Row extends SourceRow> {
  readonly facts: OpenedSource['facts'];
  readonly columns: OpenedSource['columns'];
  readonly rows: readonly Row[];
  readonly notes: readonly SourceNote[];
  readonly rejections: readonly Rejection[];
}

/** Reads a whole file with a reader and gathers everything it says. */
export async function readSource<Row extends SourceRow>(
  reader: SourceReader<Row>,
  file: SourceFile | string,
  options: Readonly<Record<string, unknown>> = {},
): Promise<ReadResult<Row>> {
  const notes: SourceNote[] = [];
  const rejections: Rejection[] = [];
  const opened = await reader.open(typeof file === 'string' ? await openFile(file) : file, {
    options,
    signal: new AbortController().signal,
    note: (note) => void notes.push(note),
    reject: (rejection) => void rejections.push(rejection),
  });
  const rows: Row[] = [];
  for await (const batch of opened.batches) rows.push(...batch);
  return { facts: opened.facts, columns: opened.columns, rows, notes, rejections };
}

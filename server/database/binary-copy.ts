/** Signature, flags and length of an extension that there is none of (PostgreSQL documentation, COPY, binary format). */
const head = Uint8Array.from([...Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), ...new Uint8Array(8)]);
/** A record of -1 fields. */
const end = Uint8Array.of(0xff, 0xff);

/** Chunks of whole records as one COPY in binary form. */
export async function* binaryCopy(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for await (const chunk of chunks) yield bytesOf(chunk);
  yield end;
}

/**
 * Chunks of whole records joined into blocks, each of which is a COPY in binary form of its own.
 *
 * @param blockBytes A block is given once it has at least this many bytes.
 */
export async function* binaryBlocks(
  chunks: AsyncIterable<string | Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = bytesOf(chunk);
    parts.push(bytes);
    size += bytes.length;
    if (size < blockBytes) continue;
    yield joined([head, ...parts, end]);
    parts = [];
    size = 0;
  }
  if (size > 0) yield joined([head, ...parts, end]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function bytesOf(chunk: string | Uint8Array): Uint8Array {
  if (typeof chunk === 'string') throw new TypeError('A COPY in binary form takes bytes, not text.');
  return chunk;
}

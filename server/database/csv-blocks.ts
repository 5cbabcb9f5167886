const quote = 0x22;
const newline = 0x0a;

/**
 * Joins chunks of CSV into blocks that end at the end of a record, so that each block can be a COPY of its own.
 *
 * A newline inside quotes does not end a record. As COPY reads it, every quote character opens or closes, and a
 * doubled quote does both. A file without any newline outside quotes comes out as one block.
 *
 * @param blockBytes A block is given once it has at least this many bytes; a record longer than that is kept whole.
 */
export async function* csvBlocks(
  chunks: AsyncIterable<string | Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let recordEnd = 0;
  let isQuoted = false;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    const found = lastRecordEnd(bytes, isQuoted);
    isQuoted = found.isQuoted;
    if (found.end > 0) recordEnd = size + found.end;
    parts.push(bytes);
    size += bytes.length;
    if (size < blockBytes || recordEnd === 0) continue;
    const joined = join(parts, size);
    yield joined.slice(0, recordEnd);
    parts = [joined.subarray(recordEnd)];
    size -= recordEnd;
    recordEnd = 0;
  }
  if (size > 0) yield join(parts, size);
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** The offset after the last newline outside quotes (0 where there is none), and whether the end is inside quotes. */
function lastRecordEnd(bytes: Uint8Array, startsQuoted: boolean): { end: number; isQuoted: boolean } {
  let isQuoted = startsQuoted;
  let end = 0;
  let from = 0;
  for (;;) {
    const nextQuote = bytes.indexOf(quote, from);
    const to = nextQuote === -1 ? bytes.length : nextQuote;
    if (!isQuoted) end = lastNewlineEnd(bytes, from, to) ?? end;
    if (nextQuote === -1) return { end, isQuoted };
    isQuoted = !isQuoted;
    from = nextQuote + 1;
  }
}

/** Looks back from `to` no further than `from`: lastIndexOf would search the whole chunk again for every quote. */
function lastNewlineEnd(bytes: Uint8Array, from: number, to: number): number | null {
  for (let index = to - 1; index >= from; index -= 1) {
    if (bytes[index] === newline) return index + 1;
  }
  return null;
}

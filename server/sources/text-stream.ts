import { isAscii } from 'node:buffer';
import { AppError } from '../../core/errors.ts';
import type { SourceFile } from './source.ts';

export type TextEncoding = SourceFile['encoding'];

/** Files up to this size are read through once to tell UTF-8 from windows-1252; larger ones by their first 64 KiB. */
const wholeFileCheckBytes = 64 * 1024 * 1024;

/**
 * The encoding of a file from its first bytes: byte-order mark, else UTF-16 by its zero bytes, else UTF-8 where the
 * bytes are valid UTF-8, else windows-1252 (older ONS files: the pound sign is the single byte A3).
 *
 * @example encodingOf(Buffer.from([0x41, 0xa3])) // 'windows-1252'
 */
export function encodingOf(head: Buffer): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (looksLikeUtf16(head)) return 'utf-16le';
  return isUtf8Prefix(head) ? 'utf-8' : 'windows-1252';
}

/**
 * As encodingOf, and where the first bytes are plain ASCII the rest is looked at too: a pound sign in row 3,000 of a
 * windows-1252 file would otherwise be found only in the middle of an import.
 */
export async function detectEncoding(
  head: Buffer,
  { path, byteLength, stream }: { path: string; byteLength: number | null } & Pick<SourceFile, 'stream'>,
): Promise<TextEncoding> {
  const first = encodingOf(head);
  if (first !== 'utf-8' || hasUtf8Mark(head) || !isAscii(head)) return first;
  if (byteLength === null || byteLength <= head.length || byteLength > wholeFileCheckBytes) return first;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let read = 0;
  try {
    for await (const chunk of await stream()) {
      if (!(chunk instanceof Uint8Array)) continue;
      decoder.decode(chunk, { stream: true });
      read += chunk.byteLength;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error instanceof AppError ? error : unreadable(path, error, read);
  }
  return 'utf-8';
}

/** Decodes the beginning of a file; a character cut at the end is left out, and so is the byte-order mark. */
export function decodeHead(head: Buffer, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(head, { stream: true });
}

/**
 * The text of a file in chunks, decoded and without byte-order mark; one chunk at a time is in memory.
 *
 * @throws AppError source-rejected where bytes are not of the file's encoding (details: file, byte), or where the file
 *   cannot be read on, as an archive that was cut short.
 */
export async function* readText(file: SourceFile, signal?: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding, { fatal: true });
  let position = 0;
  const stream = await file.stream();
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw notInEncoding(file, position, cause);
    }
  };
  try {
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      if (!(chunk instanceof Uint8Array)) continue;
      const text = decode(chunk);
      position += chunk.byteLength;
      if (text !== '') yield text;
    }
    const rest = decode();
    if (rest !== '') yield rest;
  } catch (cause) {
    if (cause instanceof AppError || signal?.aborted === true) throw cause;
    throw unreadable(file.path, cause, position);
  } finally {
    stream.destroy();
  }
}

/** What a stream says that breaks off ("unexpected end of file") tells nobody which file it was. */
export function unreadable(path: string, cause: unknown, byte: number): AppError {
  const reason = cause instanceof Error ? cause.message : 'unreadable';
  return new AppError(
    'source-rejected',
    `${path} cannot be read beyond byte ${byte}: it may be damaged or cut short (${reason}).`,
    { cause, details: { file: path, byte, reason } },
  );
}

function notInEncoding(file: SourceFile, byte: number, cause: unknown): AppError {
  return new AppError(
    'source-rejected',
    `${file.path} began as ${file.encoding} but has other bytes after byte ${byte}. ` +
      'Say which encoding it has, for example with the option encoding: windows-1252.',
    { cause, details: { file: file.path, byte, encoding: file.encoding } },
  );
}

function hasUtf8Mark(head: Buffer): boolean {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
}

/** Latin text in UTF-16LE without a mark: nearly every second byte is zero. */
function looksLikeUtf16(head: Buffer): boolean {
  const looked = Math.min(head.length, 1024) & ~1;
  if (looked < 8) return false;
  let zeros = 0;
  for (let at = 1; at < looked; at += 2) if (head[at] === 0) zeros += 1;
  return zeros > looked * 0.4;
}

/** Valid UTF-8 apart from a character that the end of the sample cuts in two. */
function isUtf8Prefix(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

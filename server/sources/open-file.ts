import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../core/errors.ts';
import { isZipAddress, openZipMembers, splitZipAddress, type FileBytes } from './open-zip.ts';
import type { SourceFile } from './source.ts';
import { decodeHead, detectEncoding, unreadable, type TextEncoding } from './text-stream.ts';
import { defaultUnpackLimits, limitUnpacking, type UnpackLimits } from './unpack-limits.ts';

export interface OpenFileOptions {
  /** Which members of a zip to take, `*` and `**` allowed; without it every file in it that is not a zip's clutter. */
  readonly member?: string;
  /** Says what the bytes are where detection would be wrong. */
  readonly encoding?: TextEncoding;
  readonly limits?: UnpackLimits;
}

const headBytes = 64 * 1024;
const readSize = 256 * 1024;

/**
 * The one file at an address: a plain file, a `.gz`, or a member of a zip (`all.zip/data/pc_M.csv`, zips within zips
 * too). Nothing is extracted to disk.
 *
 * @throws AppError not-found where there is no such file; invalid-request where the address means several members;
 *   source-rejected for a damaged archive; too-large where it unpacks beyond the limits.
 */
export async function openFile(address: string, options: OpenFileOptions = {}): Promise<SourceFile> {
  const files = await openFiles(address, options);
  const [only] = files;
  if (only !== undefined && files.length === 1) return only;
  const names = files.slice(0, 20).map((file) => file.path);
  throw new AppError('invalid-request', `${address} holds ${files.length} files; name the one you mean.`, {
    details: { file: address, field: 'member', members: names },
  });
}

/** Every file at an address, in order of name: one for a plain file, the matching members for a zip. */
export async function openFiles(
  address: string,
  options: OpenFileOptions = {},
): Promise<readonly SourceFile[]> {
  const limits = options.limits ?? defaultUnpackLimits;
  const sources = (await isZipAddress(address))
    ? await zipMembers(address, options.member, limits)
    : [await plainFile(address, limits)];
  const files: SourceFile[] = [];
  for (const source of sources) files.push(await describeFile(source, options.encoding));
  return files;
}

async function zipMembers(
  address: string,
  member: string | undefined,
  limits: UnpackLimits,
): Promise<readonly FileBytes[]> {
  const parts = await splitZipAddress(address);
  const pattern = [parts.pattern, member].filter((part) => part !== undefined && part !== '').join('/');
  return openZipMembers(parts.zipPath, pattern, limits);
}

async function plainFile(path: string, limits: UnpackLimits): Promise<FileBytes> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new AppError('not-found', `There is no file ${path}.`, { cause, details: { file: path } });
  });
  if (!facts.isFile()) {
    const what = facts.isDirectory() ? 'a folder: name the files in it' : 'no file';
    throw new AppError('invalid-request', `${path} is ${what}.`, { details: { file: path, reason: what } });
  }
  const isPacked = path.toLowerCase().endsWith('.gz');
  return {
    path,
    byteLength: isPacked ? null : facts.size,
    stream: () => {
      const raw = createReadStream(path, { highWaterMark: readSize });
      return Promise.resolve(isPacked ? gunzip(raw, facts.size, { path, limits }) : raw);
    },
  };
}

function gunzip(
  raw: Readable,
  packedBytes: number,
  { path, limits }: { readonly path: string; readonly limits: UnpackLimits },
): Readable {
  const limited = limitUnpacking(path, packedBytes, limits);
  // The error of whichever stage fails reaches the reader: pipeline destroys the last stage with it.
  pipeline(raw, createGunzip({ chunkSize: readSize }), limited, () => undefined);
  return limited;
}

async function describeFile(bytes: FileBytes, forced: TextEncoding | undefined): Promise<SourceFile> {
  const head = await readHead(bytes);
  const encoding = forced ?? (await detectEncoding(head, bytes));
  return {
    name: basename(bytes.path).replace(/\.gz$/i, ''),
    text: decodeHead(head, encoding),
    path: bytes.path,
    byteLength: bytes.byteLength,
    encoding,
    stream: () => bytes.stream(),
  };
}

async function readHead(bytes: FileBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = await bytes.stream();
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= headBytes) break;
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : unreadable(bytes.path, cause, length);
  } finally {
    stream.destroy();
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}

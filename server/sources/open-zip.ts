import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../core/errors.ts';
import { limitUnpacking, overLimit, type UnpackLimits } from './unpack-limits.ts';

/** Bytes of a file before anything is known of their text. */
export interface FileBytes {
  readonly path: string;
  readonly byteLength: number | null;
  stream(): Promise<Readable>;
}

/** `data/all.zip/inner.zip/*.csv` is the zip on disk and a pattern of members within it. */
export interface ZipAddress {
  readonly zipPath: string;
  readonly pattern: string;
}

const zipPart = /\.zip(?=\/|$)/gi;

/** Whether an address names a zip on disk, or something inside one. */
export async function isZipAddress(address: string): Promise<boolean> {
  return (await findZip(address)) !== null;
}

/** @throws AppError not-found when no part of the address is a zip on disk. */
export async function splitZipAddress(address: string): Promise<ZipAddress> {
  const found = await findZip(address);
  if (found !== null) return found;
  throw new AppError('not-found', `There is no zip file at ${address}.`, { details: { file: address } });
}

/** A folder may be called `files.zip`: the first part that is a file counts. */
async function findZip(address: string): Promise<ZipAddress | null> {
  for (const match of address.matchAll(zipPart)) {
    const zipPath = address.slice(0, match.index + 4);
    const facts = await stat(zipPath).catch(() => null);
    if (facts?.isFile() === true) return { zipPath, pattern: address.slice(zipPath.length + 1) };
  }
  return null;
}

/**
 * The members of a zip that match a pattern, by their full name or by the end of it (`*.csv`, `Data/**`), in order of
 * name. A pattern that goes on behind a member ending in `.zip` looks inside that one. Without a pattern the publisher's
 * papers (licence.txt, versions.txt, what lies in Doc/) are left out, unless there is nothing else.
 *
 * @throws AppError not-found when nothing matches (details.members: what there is); too-large over the limits.
 */
export async function openZipMembers(
  zipPath: string,
  pattern: string,
  limits: UnpackLimits,
): Promise<readonly FileBytes[]> {
  const archive = onDisk(zipPath);
  const files = await membersOf(archive, pattern, limits);
  const data = pattern === '' ? files.filter(({ path }) => !isPaper(path.slice(zipPath.length + 1))) : files;
  if (files.length > 0) return data.length > 0 ? data : files;
  const names = (await listEntries(archive, limits)).map((entry) => entry.fileName);
  throw new AppError('not-found', `${zipPath} has no member "${pattern}".`, {
    details: { file: zipPath, field: 'member', value: pattern, members: names.slice(0, 20) },
  });
}

interface Archive {
  readonly path: string;
  open(): Promise<ZipFile>;
}

function onDisk(path: string): Archive {
  return { path, open: () => readable(path, openPromise(path, { lazyEntries: true, autoClose: false })) };
}

async function membersOf(
  archive: Archive,
  pattern: string,
  limits: UnpackLimits,
): Promise<readonly FileBytes[]> {
  const found: FileBytes[] = [];
  for (const entry of await listEntries(archive, limits)) {
    if (isZipName(entry.fileName)) {
      const inner = innerPattern(entry.fileName, pattern);
      if (inner === null) continue;
      found.push(...(await membersOf(await inMemory(archive, entry, limits), inner, limits)));
    } else if (matches(entry.fileName, pattern)) {
      found.push(memberFile(archive, entry, limits));
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The pattern for the members of an inner zip; null where the pattern does not lead into it. */
function innerPattern(name: string, pattern: string): string | null {
  if (pattern === '') return '';
  const parts = pattern.split('/');
  for (let taken = 1; taken <= parts.length; taken += 1) {
    const head = parts.slice(0, taken).join('/');
    if (isZipName(head) && matches(name, head)) return parts.slice(taken).join('/');
  }
  return pattern.startsWith('**') ? pattern : null;
}

async function listEntries(archive: Archive, limits: UnpackLimits): Promise<readonly Entry[]> {
  const zip = await archive.open();
  try {
    if (zip.entryCount > limits.maxMembers) {
      throw new AppError('too-large', `${archive.path} has more than ${limits.maxMembers} members.`, {
        details: { file: archive.path, members: zip.entryCount },
      });
    }
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      if (!isClutter(entry.fileName)) entries.push(entry);
    }
    return entries;
  } catch (cause) {
    throw asDamaged(archive.path, cause);
  } finally {
    zip.close();
  }
}

function memberFile(archive: Archive, entry: Entry, limits: UnpackLimits): FileBytes {
  const path = `${archive.path}/${entry.fileName}`;
  return {
    path,
    byteLength: entry.uncompressedSize,
    stream: () => openMember(archive, entry, limits),
  };
}

async function openMember(archive: Archive, entry: Entry, limits: UnpackLimits): Promise<Readable> {
  const path = `${archive.path}/${entry.fileName}`;
  const reason = overLimit(entry.uncompressedSize, entry.compressedSize, limits);
  if (reason !== null) throw new AppError('too-large', `${path} ${reason}.`, { details: { file: path } });
  const zip = await archive.open();
  const raw = await readable(path, zip.openReadStreamPromise(entry)).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  const limited = limitUnpacking(path, entry.compressedSize, limits);
  pipeline(raw, limited, () => {
    zip.close();
  });
  return limited;
}

async function inMemory(archive: Archive, entry: Entry, limits: UnpackLimits): Promise<Archive> {
  const path = `${archive.path}/${entry.fileName}`;
  if (entry.uncompressedSize > limits.maxInnerArchiveBytes) {
    throw new AppError('too-large', `${path} is a large zip inside a zip: unpack the outer one first.`, {
      details: { file: path, bytes: entry.uncompressedSize },
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of await openMember(archive, entry, limits)) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  return {
    path,
    open: () => readable(path, fromBufferPromise(content, { lazyEntries: true, autoClose: false })),
  };
}

function matches(name: string, pattern: string): boolean {
  if (pattern === '' || name === pattern) return true;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/?|\*|\?/g, (glob) => (glob === '?' ? '[^/]' : glob === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^(?:.*/)?${source}$`, 'i').test(name);
}

function isZipName(name: string): boolean {
  return name.toLowerCase().endsWith('.zip');
}

/** Folders, and what macOS and Windows leave behind. */
function isClutter(name: string): boolean {
  return name.endsWith('/') || /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(name);
}

/** Licences, readers' guides and lists of column names that publishers put beside the data. */
function isPaper(name: string): boolean {
  return (
    /\.(txt|pdf|md|html?|rtf|docx?|xlsx?|odt|ods)$/i.test(name) ||
    /(^|\/)(docs?|documents|user guide)\//i.test(name)
  );
}

async function readable<T>(path: string, promise: Promise<T>): Promise<T> {
  return promise.catch((cause: unknown) => {
    throw asDamaged(path, cause);
  });
}

function asDamaged(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const reason = cause instanceof Error ? cause.message : 'unreadable';
  return new AppError('source-rejected', `${path} cannot be unpacked: ${reason}.`, {
    cause,
    details: { file: path, reason },
  });
}

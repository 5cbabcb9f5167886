import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SourceDefinition } from '../../core/contract/dataset.ts';
import { AppError } from '../../core/errors.ts';
import { downloadFile, type DownloadOptions } from '../sources/download-file.ts';

export interface FetchOptions extends Omit<DownloadOptions, 'address' | 'partPath'> {
  /** Every source gets a folder of its own in it. */
  readonly folder: string;
  /** The moment that the record says: passed in, so that it can be tested. */
  readonly now: Date;
}

/** What stands beside a fetched file, as `FILE.fetch.json`: whence and when it came, and what it was. */
export interface FetchRecord {
  readonly source: string;
  readonly address: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly fetchedAt: string;
}

export interface FetchOutcome extends FetchRecord {
  readonly path: string;
  readonly attempts: number;
}

/**
 * Downloads a source from the address in data/sources.yaml, resuming what was cut off, and writes its SHA-256 down
 * beside it. The file takes its name only when it is whole.
 *
 * @throws AppError invalid-request for a source without an address; source-unavailable when the publisher fails.
 */
export async function fetchSource(source: SourceDefinition, options: FetchOptions): Promise<FetchOutcome> {
  const { address } = source;
  if (address === undefined) {
    const page = source.page === undefined ? '' : ` Get it by hand from ${source.page}.`;
    throw new AppError('invalid-request', `"${source.id}" has no address to download from.${page}`, {
      details: { field: 'source', value: source.id, page: source.page },
    });
  }
  const folder = join(options.folder, source.id);
  await mkdir(folder, { recursive: true });
  const partPath = join(folder, 'download.part');
  const download = await downloadFile({ ...options, address, partPath });
  const sha256 = await digestOf(partPath);
  const file = fileName(source, download.name);
  const path = join(folder, file);
  await rename(partPath, path);
  await rm(`${partPath}.json`, { force: true });
  const record: FetchRecord = {
    source: source.id,
    address,
    file,
    bytes: download.bytes,
    sha256,
    etag: download.etag,
    lastModified: download.lastModified,
    fetchedAt: options.now.toISOString(),
  };
  await writeFile(`${path}.fetch.json`, `${JSON.stringify(record, null, 2)}\n`);
  return { ...record, path, attempts: download.attempts };
}

/** Readers recognise files by name too, so the publisher's is kept; an address like `/data` says nothing. */
function fileName(source: SourceDefinition, name: string | null): string {
  return name !== null && extname(name) !== '' ? name : `${source.id}${name === null ? '' : `-${name}`}`;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) if (chunk instanceof Uint8Array) hash.update(chunk);
  return hash.digest('hex');
}

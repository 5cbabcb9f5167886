import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { LargerAreas } from '../../core/uncertainty/larger-areas.ts';
import type { StoredModel } from './stored-model.ts';

/** Finished draws on disk, so that a run that was stopped goes on where it was. */
export interface DrawCheckpoint {
  /** Batches kept from an earlier run, by their number. */
  readonly kept: ReadonlyMap<number, Float32Array>;
  readonly add: (batch: number, ranks: Float32Array) => Promise<void>;
  /** Closes the file; `isFinished` takes it away. */
  readonly close: (isFinished: boolean) => Promise<void>;
}

const headerBytes = 12;

/**
 * Opens the checkpoint of a run in a folder. Its name is a hash of everything that the draws depend on (profile, data,
 * larger areas, assumptions, seed, size of the batches), so another run's draws are never taken; the number of draws is not among
 * them, so that a run can be made longer.
 *
 * Each record is the batch's number, its length and a checksum, then the ranks. What a crash left half-written at the
 * end is cut off.
 *
 * @throws AppError invalid-request where the folder cannot be made or written in.
 */
export async function openCheckpoint(
  folder: string,
  key: string,
  batchSize: number,
): Promise<DrawCheckpoint> {
  const path = join(folder, `draws-${key}-${batchSize}.bin`);
  const { kept, wholeBytes } = await readRecords(path);
  const file = await openIn(folder, path);
  await file.truncate(wholeBytes);
  let last = Promise.resolve();
  return {
    kept,
    // One after the other: a large record is written in pieces, and two at once would mix theirs.
    add: (batch, ranks) => {
      last = last.then(() => appendRecord(file, batch, ranks));
      return last;
    },
    close: async (isFinished) => {
      await file.close();
      if (isFinished) await rm(path, { force: true });
    },
  };
}

async function openIn(folder: string, path: string): Promise<FileHandle> {
  try {
    await mkdir(folder, { recursive: true });
    return await open(path, 'a');
  } catch (cause) {
    const system = cause instanceof Error ? cause.message : String(cause);
    const reason = /EEXIST|ENOTDIR/.test(system)
      ? 'is no folder that finished draws could be kept in'
      : `cannot be written in: ${system}`;
    throw new AppError('invalid-request', `--checkpoint "${folder}" ${reason}.`, {
      cause,
      details: { field: 'checkpoint', value: folder, reason },
    });
  }
}

/** A hash of all that a draw depends on. */
export function contentKey(
  model: StoredModel,
  { population, kinds }: LargerAreas,
  ...others: readonly unknown[]
): string {
  const hash = createHash('sha256');
  const { raw, groups, columns, namedGroups, neighbours, ...rest } = model;
  hash.update(JSON.stringify([rest, others, raw.rowCount, raw.columnCount]));
  hash.update(bytesOf(raw.values));
  hash.update(bytesOf(groups.ids));
  for (const [name, values] of columns) hash.update(name).update(bytesOf(values));
  for (const [name, { ids }] of namedGroups) hash.update(name).update(bytesOf(ids));
  hash.update(bytesOf(population));
  for (const { parentOf, count } of kinds) hash.update(`larger ${count}`).update(bytesOf(parentOf));
  if (neighbours !== null) hash.update(bytesOf(neighbours.starts)).update(bytesOf(neighbours.ids));
  return hash.digest('hex').slice(0, 32);
}

async function appendRecord(file: FileHandle, batch: number, ranks: Float32Array): Promise<void> {
  const body = bytesOf(ranks);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(batch, 0);
  header.writeUInt32LE(body.length, 4);
  header.writeUInt32LE(checksum(body), 8);
  await file.appendFile(Buffer.concat([header, body]));
}

async function readRecords(path: string): Promise<{ kept: Map<number, Float32Array>; wholeBytes: number }> {
  const kept = new Map<number, Float32Array>();
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  let at = 0;
  while (at + headerBytes <= bytes.length) {
    const end = at + headerBytes + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) break;
    const body = bytes.subarray(at + headerBytes, end);
    if (checksum(body) !== bytes.readUInt32LE(at + 8)) break;
    // Copied: a Float32Array must begin at a multiple of four.
    kept.set(bytes.readUInt32LE(at), new Float32Array(Uint8Array.from(body).buffer));
    at = end;
  }
  return { kept, wholeBytes: at };
}

function checksum(body: Uint8Array): number {
  return createHash('md5').update(body).digest().readUInt32LE(0);
}

function bytesOf(values: Float64Array | Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

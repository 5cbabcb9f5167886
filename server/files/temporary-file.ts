import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface TemporaryFile {
  readonly stream: Readable;
  readonly bytes: number;
}

/**
 * A file for one reader: written whole under a name that nobody knows, then read once and deleted, however the reading
 * ends. Nothing is left where the writing fails.
 *
 * @throws what `write` throws.
 */
export async function temporaryFile(write: (path: string) => Promise<void>): Promise<TemporaryFile> {
  const folder = await mkdtemp(join(tmpdir(), 'atlas-'));
  const path = join(folder, 'file');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await write(path);
    const { size } = await stat(path);
    const stream = createReadStream(path);
    stream.once('close', () => void remove());
    return { stream, bytes: size };
  } catch (error) {
    await remove();
    throw error;
  }
}

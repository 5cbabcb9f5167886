import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../core/errors.ts';

export interface FileToWrite {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files so that none is ever seen half-written: all beside their place under another name first, and only when
 * every one is on disk are they renamed. Folders that are not there are made.
 *
 * @throws AppError invalid-request naming the file that cannot be written; nothing is left of the others then.
 */
export async function writeWholeFiles(files: readonly FileToWrite[]): Promise<void> {
  const partOf = (path: string): string => `${path}.part-${process.pid}`;
  let current = '';
  try {
    for (const { path, text } of files) {
      current = path;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(partOf(path), text);
    }
    for (const { path } of files) {
      current = path;
      await rename(partOf(path), path);
    }
  } catch (cause) {
    await Promise.all(files.map(({ path }) => rm(partOf(path), { force: true })));
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid-request', `${current} cannot be written: ${reason}`, {
      cause,
      details: { file: current, reason },
    });
  }
}

/** Takes away what an earlier run left in a folder: files of this kind of name that are not among those to keep. */
export async function removeOthers(folder: string, kind: RegExp, keep: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder);
  const stale = names.filter((name) => kind.test(name) && !keep.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}

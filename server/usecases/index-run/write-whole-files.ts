import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../../core/errors.ts';

export interface FileToWrite {
  readonly path: string;
  /** Text or bytes, at hand or one part after another. */
  readonly text: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/**
 * Writes files so that none is ever seen half-written: all beside their place under another name first, and only when
 * every one is on disk are they renamed. Folders that are not there are made.
 *
 * @throws AppError invalid-request naming the file that cannot be written, or that stands for two; nothing is left of the
 *   others then.
 */
export async function writeWholeFiles(files: readonly FileToWrite[]): Promise<void> {
  refuseRepeats(files.map(({ path }) => path));
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

function refuseRepeats(paths: readonly string[]): void {
  const places = paths.map((path) => resolve(path));
  const repeated = paths.find((_, at) => places.indexOf(places[at] ?? '') < at);
  if (repeated === undefined) return;
  const reason = 'is named for two outputs';
  throw new AppError('invalid-request', `${repeated} ${reason}.`, { details: { file: repeated, reason } });
}

/** Takes away what an earlier run left in a folder: files of this kind of name that are not among those to keep. */
export async function removeOthers(folder: string, kind: RegExp, keep: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder);
  const stale = names.filter((name) => kind.test(name) && !keep.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}

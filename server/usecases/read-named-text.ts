import { readFile } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import type { NamedText } from './parse-yaml.ts';

/**
 * A text file with its name, for messages, and without a byte order mark.
 *
 * @throws AppError not-found where there is no such file; invalid-request for a folder and for a file that cannot be read.
 */
export async function readNamedText(file: string): Promise<NamedText> {
  try {
    return { file, text: (await readFile(file, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (cause) {
    throw unreadableFile(file, cause);
  }
}

function unreadableFile(file: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError('not-found', `There is no file ${file}.`, { cause, details: { file } });
  }
  const reason =
    code === 'EISDIR'
      ? 'is a folder: name the file in it'
      : `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new AppError('invalid-request', `${file} ${reason}.`, { cause, details: { file, reason } });
}

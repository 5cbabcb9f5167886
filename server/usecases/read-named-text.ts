import { readFile } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import type { NamedText } from './parse-yaml.ts';

/** A text file with its name, for messages, and without a byte order mark. @throws AppError not-found. */
export async function readNamedText(file: string): Promise<NamedText> {
  try {
    return { file, text: (await readFile(file, 'utf8')).replace(/^\uFEFF/, '') };
  } catch (cause) {
    throw new AppError('not-found', `${file} cannot be read.`, { cause, details: { file } });
  }
}

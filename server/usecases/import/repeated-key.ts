import { AppError } from '../../../core/errors.ts';
import { SqlError } from '../../database/errors.ts';

/** SQLSTATE of a broken unique constraint. */
const uniqueViolation = '23505';

/**
 * Runs a write whose rows must be unique by a key in the database; a key that stands twice in the file becomes a
 * refusal that names it. The file itself is not searched: 42 million keys are not held in memory.
 */
export async function refusingRepeatedKeys<Result>(
  file: string,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof SqlError) || error.sqlState !== uniqueViolation) throw error;
    const { key, value } = keyIn(error.detail ?? '');
    throw new AppError('source-rejected', `${file} has ${key} ${value} more than once.`, {
      cause: error,
      details: { file, column: key, value, reason: 'repeated key' },
    });
  }
}

/** "Key (release_id, uprn)=(7, 5) already exists." without the release, which is ours. */
function keyIn(detail: string): { readonly key: string; readonly value: string } {
  const [, names = 'release_id, a row', values = ', '] = /^Key \((.*?)\)=\((.*)\) already/.exec(detail) ?? [];
  const withoutFirst = (list: string): string => list.split(', ').slice(1).join(', ');
  return { key: withoutFirst(names), value: withoutFirst(values) };
}

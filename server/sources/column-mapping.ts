import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { columnMappingSchema, type ColumnMapping } from '../../core/contract/column-mapping.ts';
import { AppError } from '../../core/errors.ts';

/**
 * The column mapping an import was given: the path of a YAML file, or its content already parsed.
 *
 * @throws AppError invalid-request naming the file and the field that is wrong, or that no mapping was given.
 */
export async function loadColumnMapping(option: unknown): Promise<ColumnMapping> {
  if (option === undefined) {
    throw new AppError(
      'invalid-request',
      'This format needs a mapping: a YAML file that says what the columns are.',
      {
        details: { field: 'mapping', reason: 'missing; see docs/guides/add-a-source.md' },
      },
    );
  }
  const file = typeof option === 'string' ? option : null;
  const content = file === null ? option : await parseFile(file);
  const parsed = columnMappingSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new AppError(
    'invalid-request',
    `The mapping ${file ?? ''} is wrong at "${field}": ${issue?.message ?? ''}.`,
    {
      details: { field: `mapping.${field}`, file, reason: issue?.message ?? 'invalid' },
    },
  );
}

async function parseFile(file: string): Promise<unknown> {
  try {
    const content: unknown = parse(await readFile(file, 'utf8'));
    return content;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable';
    throw new AppError('invalid-request', `The mapping ${file} cannot be read: ${reason}`, {
      cause,
      details: { field: 'mapping', file, reason },
    });
  }
}

import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';

/**
 * Options by the same checks as addresses have; an option is named as it is typed.
 *
 * @throws AppError invalid-request naming the first option that does not fit.
 */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, options: unknown): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = `--${String(issue?.path[0] ?? '')}`;
  throw new AppError('invalid-request', `${option}: ${issue?.message ?? 'is not valid'}.`, {
    details: { field: option, reason: issue?.message },
  });
}

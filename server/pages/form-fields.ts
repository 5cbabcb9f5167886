import { z } from 'zod';
import { AppError } from '../../core/errors.ts';

const formSchema = z.record(z.string().max(200), z.string().max(20_000));

/** What a form sent. @throws AppError invalid-request naming the field that is too long or stands there twice. */
export function readFields(body: unknown): Readonly<Record<string, string>> {
  const parsed = formSchema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new AppError(
    'invalid-request',
    `The form cannot be read at ${field}: ${issue?.message ?? 'not valid'}.`,
    {
      details: { field, reason: issue?.message ?? 'not valid' },
    },
  );
}

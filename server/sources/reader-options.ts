import { z } from 'zod';
import { vintageSchema } from '../../core/contract/area.ts';
import { AppError } from '../../core/errors.ts';
import type { ReadContext } from './source.ts';

/** What an import may say about a file of places or coverage that the file itself does not. */
const readerOptionsSchema = z.looseObject({
  dataset: z.string().optional(),
  // The command line makes a number of a year.
  period: z.coerce.string().optional(),
  part: z.string().optional(),
  vintage: vintageSchema.optional(),
});
export type ReaderOptions = z.infer<typeof readerOptionsSchema>;

/** @throws AppError invalid-request naming the option that is wrong. */
export function parseReaderOptions(context: ReadContext): ReaderOptions {
  const parsed = readerOptionsSchema.safeParse(context.options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? 'options';
  throw new AppError('invalid-request', `The import option ${field} is wrong.`, {
    details: { field, reason: issue?.message ?? 'invalid' },
  });
}

/** The refusal of a file that does not say the kind or the vintage of its areas, where no option does. */
export function unsaidOfAreas(
  { path }: { readonly path: string },
  option: 'type' | 'vintage',
  details: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError('source-rejected', `${path} does not say the ${option} of its areas.`, {
    details: { file: path, field: option, reason: `give the option ${option}`, ...details },
  });
}

/**
 * The month or year that the name of a file gives.
 *
 * @example periodInName('202507_fixed_laua_coverage_r01.csv') // '2025-07'
 * @example periodInName('2016_data.csv') // '2016'
 */
export function periodInName(name: string): string | null {
  const month = /(?<!\d)((?:19|20)\d\d)[_-]?(0[1-9]|1[0-2])(?!\d)/.exec(name);
  if (month !== null) return `${month[1] ?? ''}-${month[2] ?? ''}`;
  return /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(name)?.[0] ?? null;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** As periodInName, and `ONSPD_FEB_2023_UK.csv` too. */
export function periodInWords(name: string): string | null {
  const words = /_([A-Z]{3})_((?:19|20)\d\d)(?!\d)/i.exec(name);
  const month = months.indexOf((words?.[1] ?? '').toUpperCase());
  if (words === null || month === -1) return periodInName(name);
  return `${words[2] ?? ''}-${String(month + 1).padStart(2, '0')}`;
}

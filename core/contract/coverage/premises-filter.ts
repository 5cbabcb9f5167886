import { z } from 'zod';
import { areaCodeSchema } from '../area.ts';
import { technologyChoices } from './technology.ts';
import { planStatuses, servedStatuses, speedClasses } from './speed-class.ts';

/** A list in one word of an address: `unserved,likely-unserved`. */
export function wordList<const Word extends string>(words: readonly [Word, ...Word[]] | readonly Word[]) {
  return z
    .string()
    .max(200)
    .transform((text, context): Word[] => {
      const found = text.split(',').map((word) => words.find((each) => each === word));
      if (found.every((word) => word !== undefined)) return [...new Set(found)];
      context.addIssue({
        code: 'custom',
        message: `words joined by commas, each one of ${words.join(', ')}`,
      });
      return z.NEVER;
    });
}

export const periodSchema = z
  .string()
  .max(20)
  .regex(/^\d{4}(-\d{2})?$|^undated$/, 'a period such as 2026-01');

/**
 * Which premises: the same filter in lists, downloads, the map, reports and on the command line. What is left out does not
 * narrow; `class` says which speed `status` is about.
 */
export const premisesFilterShape = {
  class: z.enum(speedClasses).default('decent').describe('The speed that status is about.'),
  status: wordList(servedStatuses)
    .optional()
    .describe('served, likely-served, likely-unserved, unserved, unknown: several joined by commas.'),
  plan: wordList(planStatuses)
    .optional()
    .describe(`What BDUK says is coming: ${planStatuses.join(', ')}; several joined by commas.`),
  technology: wordList(technologyChoices)
    .optional()
    .describe(
      'How premises are reached, for sure or likely: next-generation (fibre, cable or fast copper), fixed-wireless (decent broadband by it), neither; several joined by commas.',
    ),
  within: areaCodeSchema.optional().describe('Only premises in the area of this code.'),
  postcode: z
    .string()
    .max(10)
    .transform((text) => text.toUpperCase().replaceAll(/\s+/g, ''))
    .refine((text) => /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(text), 'a whole postcode, as in M33 7XZ')
    .optional(),
  disagree: z
    .enum(['yes'])
    .optional()
    .describe('yes: only premises of which sources say what excludes each other.'),
  period: periodSchema.optional().describe('The snapshot of this release; the newest unless said.'),
} as const;

export const premisesFilterSchema = z.strictObject(premisesFilterShape);
export type PremisesFilter = z.infer<typeof premisesFilterSchema>;

/** What is shown where nothing is asked: premises that cannot get the speed, for sure or likely. */
export const gapStatuses = ['unserved', 'likely-unserved'] as const;

import { z } from 'zod';
import { speedClasses } from './speed-class.ts';

/** The premises of an area by the slowest speed that some of them cannot order; by gigabit where all can order every speed. */
export const coverageGapSchema = z.strictObject({
  class: z.enum(speedClasses),
  premises: z.number().int(),
  /** Premises of which no source says anything. */
  unknown: z.number().int(),
  /** The sum of (1 - chance) over the others. */
  expectedUnserved: z.number(),
  /** Of the coverage. */
  period: z.string(),
});
export type CoverageGap = z.infer<typeof coverageGapSchema>;

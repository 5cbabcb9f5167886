import { z } from 'zod';
import { figureSourceSchema } from '../area-page/figure-source.ts';
import { coverageMeasures } from '../coverage-measure.ts';
import { speedClasses } from './speed-class.ts';

const common = {
  code: z.string(),
  name: z.string(),
  period: z.string().nullable(),
  isResidential: z.boolean(),
  /** What was added up. */
  of: z.enum(['output-areas', 'premises']),
};

/** A total of an authority worked out from its parts, beside the published one of the same release. */
export const totalCheckSchema = z.strictObject({
  ...common,
  measure: z.enum(['premises', ...coverageMeasures, ...speedClasses]),
  unit: z.enum(['premises', 'percent']),
  added: z.number().nullable(),
  published: z.number().nullable(),
  /** Added less published; null where either is missing. */
  difference: z.number().nullable(),
});
export type TotalCheck = z.infer<typeof totalCheckSchema>;

/** An authority of which nothing can be compared, and why. */
export const notCheckedSchema = z.strictObject({
  ...common,
  reason: z.enum(['no-published-figure-of-this-release', 'no-output-areas-of-this-release', 'incomplete']),
});
export type NotChecked = z.infer<typeof notCheckedSchema>;

/** Totals held against the published ones, what cannot be, and whose figures they are. */
export const totalsReportSchema = z.strictObject({
  checks: z.array(totalCheckSchema),
  notChecked: z.array(notCheckedSchema),
  sources: z.array(figureSourceSchema),
});
export type TotalsReport = z.infer<typeof totalsReportSchema>;

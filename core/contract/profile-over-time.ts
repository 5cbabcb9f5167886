import { z } from 'zod';
import { attributionSchema } from './dataset.ts';
import { moveReasonSchema } from './profile-comparison.ts';
import { comparisonBaseSchema } from './profile.ts';

/** One indicator at the two dates; `isSame` where both use the same figures, because nothing newer is loaded. */
const indicatorOverTimeSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  periodBefore: z.string(),
  periodAfter: z.string(),
  isSame: z.boolean(),
});

const changeSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  placeName: z.string().nullable(),
  /** Rank among the areas of each date; 1 = greatest risk. */
  rankBefore: z.number().nullable(),
  rankAfter: z.number().nullable(),
  /** The best of the ranks that it shares at each date; null where it has its rank alone. */
  jointBefore: z.number().int().nullable(),
  jointAfter: z.number().int().nullable(),
  /** Between goalposts that are the same at both dates, 0 to 100: only these two can be subtracted. */
  fixedBefore: z.number(),
  fixedAfter: z.number(),
  change: z.number(),
  reason: moveReasonSchema,
});
export type ChangeOverTime = z.infer<typeof changeSchema>;

/** A profile on the figures of two years. */
export const profileOverTimeSchema = z.strictObject({
  profileId: z.string(),
  title: z.string(),
  base: comparisonBaseSchema,
  yearBefore: z.number().int(),
  yearAfter: z.number().int(),
  indicators: z.array(indicatorOverTimeSchema),
  areaCount: z.number().int(),
  higherCount: z.number().int(),
  lowerCount: z.number().int(),
  meanChange: z.number().nullable(),
  /** Of the ranks among the areas of each date. */
  meanAbsoluteShift: z.number().nullable(),
  worstTenthKept: z.number().nullable(),
  changes: z.array(changeSchema),
  attribution: attributionSchema,
});
export type ProfileOverTime = z.infer<typeof profileOverTimeSchema>;

import { z } from 'zod';
import { attributionSchema } from './dataset.ts';
import { comparisonBaseSchema } from './profile.ts';

const comparedProfileSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  base: comparisonBaseSchema,
  scoredCount: z.number().int(),
});

/** The indicator whose points changed most in the direction of the move; null where none did. */
export const moveReasonSchema = z
  .strictObject({ indicatorId: z.string(), title: z.string(), points: z.number() })
  .nullable();

/** An area that the two profiles place differently. Rank 1 = greatest risk; `places` counts towards the greatest risk. */
const moveSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  placeName: z.string().nullable(),
  before: z.number(),
  after: z.number(),
  /** The best of the ranks that it shares before and after; null where it has its rank alone. */
  jointBefore: z.number().int().nullable(),
  jointAfter: z.number().int().nullable(),
  places: z.number(),
  scoreBefore: z.number(),
  scoreAfter: z.number(),
  reason: moveReasonSchema,
});
export type ProfileMove = z.infer<typeof moveSchema>;

/** What changes in the order of the areas from one profile to another, on the data that is loaded. */
export const profileComparisonSchema = z.strictObject({
  before: comparedProfileSchema,
  after: comparedProfileSchema,
  /** Ranks in different bases answer different questions: then moves say little. */
  sameBase: z.boolean(),
  areaCount: z.number().int(),
  onlyBefore: z.number().int(),
  onlyAfter: z.number().int(),
  spearman: z.number().nullable(),
  /** Share (0-1). */
  worstTenthKept: z.number().nullable(),
  meanAbsoluteShift: z.number().nullable(),
  changedCount: z.number().int(),
  moves: z.array(moveSchema),
  attribution: attributionSchema,
});
export type ProfileComparison = z.infer<typeof profileComparisonSchema>;

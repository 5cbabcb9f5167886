import { z } from 'zod';
import { attributionSchema } from './dataset.ts';
import { scoreSchema } from './score.ts';

/** What the first page says: how many areas are scored, and which are at greatest risk. */
export const homeSchema = z.strictObject({
  profile: z.strictObject({ id: z.string(), title: z.string(), summary: z.string() }),
  areas: z.strictObject({ type: z.string(), vintage: z.number().int(), total: z.number().int() }),
  worst: z.array(scoreSchema),
  attribution: attributionSchema,
});

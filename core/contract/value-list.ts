import { z } from 'zod';
import { areaSetSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { indicatorValueSchema } from './indicator.ts';

/** A page of one indicator's values. Missing is null with a reason. */
export const valueListSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  unit: z.string(),
  areas: areaSetSchema,
  period: z.string(),
  /** Which release of the data these values came with. */
  releaseId: z.number().int(),
  attribution: attributionSchema,
  items: z.array(
    indicatorValueSchema.omit({ indicatorId: true, period: true }).extend({ areaName: z.string() }),
  ),
  next: z.string().nullable(),
});
export type ValueList = z.infer<typeof valueListSchema>;

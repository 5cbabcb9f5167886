import { z } from 'zod';
import { areaSetSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { directionSchema, missingReasonSchema, unitSchema } from './indicator.ts';

/**
 * How the values of an area set were come by: `published` for these very areas; `from-sums` of numerators and
 * denominators of the smaller areas within; `total` of counts; `population-mean`, for figures that have neither.
 */
export const columnMethodSchema = z.enum(['published', 'from-sums', 'total', 'population-mean']);
export type ColumnMethod = z.infer<typeof columnMethodSchema>;

/**
 * One indicator for all areas of a kind in one answer: two lists instead of 35,672 objects, 150 kB when compressed.
 * Missing is null, and `reasons` says why: positions in the lists by reason.
 */
export const indicatorColumnSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  phrase: z.string(),
  unit: unitSchema,
  decimals: z.number().int(),
  direction: directionSchema,
  period: z.string(),
  datasetTitle: z.string(),
  publisher: z.string(),
  method: columnMethodSchema,
  areas: areaSetSchema,
  attribution: attributionSchema,
  /** Area codes joined by '\n' for size, in the order of the values. */
  codes: z.string(),
  values: z.array(z.number().nullable()),
  reasons: z.partialRecord(missingReasonSchema, z.array(z.number().int())),
});
export type IndicatorColumn = z.infer<typeof indicatorColumnSchema>;

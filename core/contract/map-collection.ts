import { z } from 'zod';
import { attributionSchema } from './dataset.ts';

/** What is drawn over the map of premises: GeoJSON features of a snapshot in WGS84, as many as fit. */
export function mapCollectionSchema<Feature extends z.ZodType>(feature: Feature) {
  return z.strictObject({
    type: z.literal('FeatureCollection'),
    /** Of the snapshot; null where none has been made. */
    period: z.string().nullable(),
    /** How many there are in the box, of which some may not have fitted. */
    matched: z.number().int(),
    isComplete: z.boolean(),
    attribution: attributionSchema,
    features: z.array(feature),
  });
}

import { z } from 'zod';
import { areaSetSchema, areaSummarySchema } from './area.ts';
import { attributionSchema } from './dataset.ts';

/** A page of areas. */
export const areaListSchema = z.strictObject({
  areas: areaSetSchema,
  items: z.array(areaSummarySchema),
  attribution: attributionSchema,
  /** Keyset cursor of the next page; null on the last. */
  next: z.string().nullable(),
});
export type AreaList = z.infer<typeof areaListSchema>;

/** A page of areas as GeoJSON (RFC 7946): WGS84, longitude then latitude. Foreign members carry the credit. */
export const areaCollectionSchema = z.strictObject({
  type: z.literal('FeatureCollection'),
  /** West, south, east, north of the features of this page; absent on an empty page. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  features: z.array(
    z.strictObject({
      type: z.literal('Feature'),
      id: z.string(),
      properties: areaSummarySchema,
      geometry: z
        .strictObject({
          type: z.literal('MultiPolygon'),
          coordinates: z.array(z.array(z.array(z.array(z.number())))),
        })
        .nullable(),
    }),
  ),
  attribution: attributionSchema,
  next: z.string().nullable(),
});

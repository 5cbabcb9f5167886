import { z } from 'zod';
import { areaMatchingSchema } from './area-matching.ts';
import { areaReferenceSchema, areaTypeSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';

/** One of the figures that move a score most. */
const driverSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  unit: z.string(),
  decimals: z.number().int(),
  /** Null where the figure is missing. */
  value: z.number().nullable(),
  /** Points of the score above (or below) the mean of the areas compared. */
  pointsAgainstMean: z.number(),
});

/** What the card of an area says on somebody else's page. */
export const areaCardSchema = z.strictObject({
  area: areaReferenceSchema,
  /** What small areas the figures of a ward are made of, and how they were put in wards; null for other areas. */
  madeOf: z.strictObject({ type: areaTypeSchema, matching: areaMatchingSchema }).nullable(),
  /** The authority that it lies in; null where it is one, or lies in none. */
  authority: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  /** Where it stands, as far as its rank interval allows, in the language of the address; null without a score. */
  sentence: z.string().nullable(),
  score: z.number().nullable(),
  /** 1 is the tenth at greatest risk. */
  decile: z.number().int().nullable(),
  rankOf: z.number().int(),
  /** At most three, the strongest first. */
  drivers: z.array(driverSchema),
  /** An SVG element; null where there is no map. */
  map: z.string().nullable(),
  attribution: attributionSchema,
});
export type AreaCard = z.infer<typeof areaCardSchema>;

/** What to paste into a page, for an area and for the map. */
export const embedGuideSchema = z.strictObject({
  area: areaReferenceSchema.nullable(),
  /** HTML; null where no area is asked for. */
  cardCode: z.string().nullable(),
  mapCode: z.string(),
  /** The script that sets heights, as HTML. */
  scriptCode: z.string(),
});

/** oEmbed 1.0, section 2.3.4.4: a rich answer. */
export const oembedSchema = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string(),
  provider_name: z.string(),
  provider_url: z.string(),
  /** Seconds. */
  cache_age: z.number().int(),
  html: z.string(),
  /** Pixels. */
  width: z.number().int(),
  height: z.number().int(),
  thumbnail_url: z.string().optional(),
  thumbnail_width: z.number().int().optional(),
  thumbnail_height: z.number().int().optional(),
});
export type Oembed = z.infer<typeof oembedSchema>;

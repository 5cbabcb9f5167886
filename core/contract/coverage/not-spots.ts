import { z } from 'zod';
import { areaCodeSchema, areaReferenceSchema, areaTypeSchema, positionSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';
import { bboxSchema, identifierSchema } from '../queries.ts';
import { periodSchema, wordList } from './premises-filter.ts';
import { planStatuses, speedClasses } from './speed-class.ts';
import { mapCollectionSchema } from '../map-collection.ts';

/** What has become of a not-spot since the period before. */
export const notSpotStatuses = ['new', 'persisting', 'closed'] as const;
export type NotSpotStatus = (typeof notSpotStatuses)[number];

/** By premises; by premises in areas of the riskiest fifth; by the distance from premises that are served. */
export const notSpotRanks = ['premises', 'at-risk', 'distance'] as const;
export type NotSpotRank = (typeof notSpotRanks)[number];

/** The identifier as it stands in addresses. */
export const notSpotIdSchema = z
  .string()
  .regex(/^NS-[0-9A-HJKMNP-TV-Z]{6}$/, 'the identifier of a not-spot, as in NS-7RATXP');

const profileSchema = identifierSchema
  .optional()
  .describe("The profile that says which areas are at risk; the Atlas's own unless said.");

export const notSpotFilterShape = {
  class: z.enum(speedClasses).default('decent').describe('The speed that premises cannot get.'),
  within: areaCodeSchema.optional().describe('Only not-spots with premises in the area of this code.'),
  rank: z
    .enum(notSpotRanks)
    .default('premises')
    .describe('premises, at-risk (premises in areas of the riskiest fifth) or distance; greatest first.'),
  status: wordList(notSpotStatuses)
    .default(['new', 'persisting'])
    .describe(
      'new, persisting, closed: several joined by commas. Closed ones are those of any period so far.',
    ),
  period: periodSchema.optional().describe('The snapshot of this release; the newest unless said.'),
  profile: profileSchema,
} as const;

export const notSpotFilterSchema = z.strictObject(notSpotFilterShape);
export type NotSpotFilter = z.infer<typeof notSpotFilterSchema>;

export const notSpotListQuerySchema = z.strictObject({
  ...notSpotFilterShape,
  page: z.coerce.number().int().min(1).max(10_000).default(1).describe('Of fifty not-spots each.'),
});
export type NotSpotListQuery = z.infer<typeof notSpotListQuerySchema>;

/** The page opens with the slowest speed that has any, where none is asked for. */
export const notSpotPageQuerySchema = notSpotListQuerySchema.extend({
  class: z.enum(speedClasses).optional().describe('The speed that premises cannot get.'),
});
export type NotSpotPageQuery = z.infer<typeof notSpotPageQuerySchema>;

/** Programs may have larger pages. */
export const notSpotApiQuerySchema = notSpotListQuerySchema.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1).describe('The first unless said.'),
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe('How many not-spots a page holds.'),
});

export const notSpotParamsSchema = z.strictObject({ notSpotId: notSpotIdSchema });
export const notSpotQuerySchema = z.strictObject({
  period: notSpotFilterShape.period,
  profile: profileSchema,
});
export type NotSpotQuery = z.infer<typeof notSpotQuerySchema>;

/** The map asks for what is in view. */
export const notSpotMapQuerySchema = z.strictObject({
  class: notSpotFilterShape.class,
  bbox: bboxSchema.optional(),
  period: notSpotFilterShape.period,
});

/** An area and how many premises of a not-spot are in it. */
const sharedAreaSchema = z.strictObject({ code: z.string(), name: z.string(), premises: z.number().int() });

/** Premises by the risk of their areas: of the areas, never of the households. */
export const notSpotRiskSchema = z.strictObject({
  /** Premises in areas of the riskiest fifth. */
  high: z.number().int(),
  /** Premises in areas that have no score. */
  missing: z.number().int(),
});

export const notSpotSummarySchema = z.strictObject({
  id: notSpotIdSchema,
  speedClass: z.enum(speedClasses),
  status: z.enum(notSpotStatuses),
  /** It had closed before, and is there again. */
  isReopened: z.boolean(),
  /** The period of the snapshot in which it is; where it is closed, that from which on it was no more. */
  period: z.string(),
  /** The period in which it was seen last. */
  seenIn: z.string(),
  /** 1 for the greatest; equal ones share it. Null where the measure is missing. */
  rank: z.number().int().nullable(),
  /** Unserved premises: surely and likely ones. */
  premises: z.number().int(),
  sure: z.number().int(),
  likely: z.number().int(),
  /** The sum of (1 - chance) over them. */
  expectedUnserved: z.number(),
  /** All premises within the outline, members or not. */
  within: z.strictObject({
    premises: z.number().int(),
    served: z.number().int(),
    unserved: z.number().int(),
    unknown: z.number().int(),
  }),
  /** From the nearest member to premises that are served; null where none are. */
  distanceMetres: z.number().nullable(),
  areaSquareMetres: z.number(),
  /** Of the premises in its middle. */
  centre: positionSchema,
  easting: z.number(),
  northing: z.number(),
  /** Null where no scores are to be had for the kinds of area that not-spots are counted by. */
  risk: notSpotRiskSchema.nullable(),
  wards: z.array(sharedAreaSchema),
  authorities: z.array(sharedAreaSchema),
  plans: z.array(z.strictObject({ plan: z.enum(planStatuses), premises: z.number().int() })),
});
export type NotSpotSummary = z.infer<typeof notSpotSummarySchema>;

/** The profile whose scores tell the risk of areas. */
const riskSourceSchema = z.strictObject({
  profileId: z.string(),
  title: z.string(),
  areaType: areaTypeSchema,
});

export const notSpotListSchema = z.strictObject({
  /** Null where no snapshot has been made. */
  period: z.string().nullable(),
  /** Periods of which there is a snapshot, the newest first. */
  periods: z.array(z.string()),
  speedClass: z.enum(speedClasses),
  rankedBy: z.enum(notSpotRanks),
  statuses: z.array(z.enum(notSpotStatuses)),
  within: areaReferenceSchema.nullable(),
  riskFrom: riskSourceSchema.nullable(),
  /** Of each class that has any in the period: those that are not closed, wherever they are, and their premises. */
  byClass: z.array(
    z.strictObject({
      speedClass: z.enum(speedClasses),
      notSpots: z.number().int(),
      premises: z.number().int(),
    }),
  ),
  /** Not-spots of the list, and their premises. */
  total: z.number().int(),
  premises: z.number().int(),
  page: z.number().int(),
  pages: z.number().int(),
  items: z.array(notSpotSummarySchema),
  attribution: attributionSchema,
});
export type NotSpotList = z.infer<typeof notSpotListSchema>;

const sharedSchema = z.strictObject({ id: z.string(), premises: z.number().int() });

/** What was of a not-spot in one period. */
export const notSpotMomentSchema = z.strictObject({
  period: z.string(),
  status: z.enum(notSpotStatuses),
  isReopened: z.boolean(),
  /** 0 where it is closed. */
  premises: z.number().int(),
  /** Not-spots of the period before from which its premises came; and, where it is closed, those that took them. */
  cameFrom: z.array(sharedSchema),
  wentInto: z.array(sharedSchema),
  /** Premises that were in no not-spot of the period before. */
  joined: z.number().int(),
  isMerged: z.boolean(),
  isSplit: z.boolean(),
  /** 0-1: shared premises of all in either. */
  likeness: z.number().nullable(),
});
export type NotSpotMoment = z.infer<typeof notSpotMomentSchema>;

/** An area of a not-spot with the risk of the area. */
const riskyAreaSchema = sharedAreaSchema.extend({
  score: z.number().nullable(),
  /** 1 is the tenth of areas at greatest risk. */
  decile: z.number().int().nullable(),
});

export const notSpotDetailSchema = z.strictObject({
  summary: notSpotSummarySchema,
  /** What it is, in one sentence. */
  sentence: z.string(),
  riskFrom: riskSourceSchema.nullable(),
  /** Areas by kind, the most premises first: lsoa, msoa, ward, lad; and premises whose area is not known. */
  areas: z.record(
    z.string(),
    z.strictObject({ counts: z.array(riskyAreaSchema), missing: z.number().int() }),
  ),
  postcodes: z.strictObject({
    counts: z.array(z.strictObject({ postcode: z.string(), premises: z.number().int() })),
    missing: z.number().int(),
  }),
  /** The oldest period first. */
  history: z.array(notSpotMomentSchema),
  /** The address of the list of its premises. */
  premisesAddress: z.string(),
  attribution: attributionSchema,
});
export type NotSpotDetail = z.infer<typeof notSpotDetailSchema>;

/** Outlines of not-spots for a map, WGS84; as many as fit, the most premises first. */
export const notSpotCollectionSchema = mapCollectionSchema(
  z.strictObject({
    type: z.literal('Feature'),
    id: z.string(),
    properties: z.strictObject({
      id: z.string(),
      class: z.enum(speedClasses),
      status: z.enum(notSpotStatuses),
      premises: z.number().int(),
      sure: z.number().int(),
      expected: z.number(),
      distance: z.number().nullable(),
      longitude: z.number(),
      latitude: z.number(),
    }),
    geometry: z.strictObject({
      type: z.literal('Polygon'),
      coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
    }),
  }),
);
export type NotSpotCollection = z.infer<typeof notSpotCollectionSchema>;

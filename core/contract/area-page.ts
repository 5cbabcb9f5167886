import { z } from 'zod';
import { aroundSchema } from './area-page/around.ts';
import { areaMatchingSchema } from './area-matching.ts';
import { areaSummarySchema, areaTypeSchema } from './area.ts';
import { bestFitSchema } from './best-fit.ts';
import { coverageGapSchema } from './coverage/coverage-gap.ts';
import { attributionSchema } from './dataset.ts';
import { missingReasonSchema } from './indicator.ts';
import { comparisonBaseSchema } from './profile.ts';
import { rankIntervalSchema } from './rank-interval.ts';
import { explanationSchema, scoreSchema } from './score.ts';

const namedAreaSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  nameWelsh: z.string().nullable(),
  type: areaTypeSchema,
  vintage: z.number().int(),
});
export type NamedArea = z.infer<typeof namedAreaSchema>;

/** A figure of the area beside those of its authority and its nation, with what must be said of it. */
const areaFigureSchema = z.strictObject({
  indicatorId: z.string(),
  /** In the language of the page, where it is known in it. */
  title: z.string(),
  unit: z.string(),
  decimals: z.number().int(),
  value: z.number().nullable(),
  /** Null where the area is its own authority or nation, or larger; and for a nation that is not loaded as a whole. */
  authorityValue: z.number().nullable(),
  nationValue: z.number().nullable(),
  missingReason: missingReasonSchema.nullable(),
  /** As published for these very areas, or worked out from smaller ones. */
  isWorkedOut: z.boolean(),
  /** Brought over from another vintage of the areas. */
  isConverted: z.boolean(),
  period: z.string(),
  datasetId: z.string(),
  datasetTitle: z.string(),
  publisher: z.string(),
  licence: z.string(),
});
export type AreaFigure = z.infer<typeof areaFigureSchema>;

/** The groups in which figures are shown, in this order. */
export const figureGroupIds = [
  'age',
  'health',
  'housing',
  'work',
  'skills',
  'language',
  'people',
  'connectivity',
  'support',
  'deprivation',
  'population',
  'other',
] as const;
export type FigureGroupId = (typeof figureGroupIds)[number];

const figureGroupSchema = z.strictObject({
  id: z.enum(figureGroupIds),
  figures: z.array(areaFigureSchema),
});
export type FigureGroup = z.infer<typeof figureGroupSchema>;

/** An indicator of the score: what it is here, and how many points of the score it brings. */
const scoredFigureSchema = areaFigureSchema.extend({
  weightShare: z.number(),
  /** What the recipe of the profile made of the figure; null where it counts as published. */
  used: explanationSchema.shape.indicators.element.shape.used,
  substitution: z.string().nullable(),
  points: z.number().nullable(),
  /** The mean points over the small areas that are compared. */
  meanPoints: z.number().nullable(),
});
export type ScoredFigure = z.infer<typeof scoredFigureSchema>;

const driverSchema = z.strictObject({ indicatorId: z.string(), sentence: z.string() });

const scoreCardSchema = z.strictObject({
  score: scoreSchema,
  rankInterval: rankIntervalSchema,
  /** The tenths that the interval reaches over, 1 being at greatest risk; null without an interval or with fewer than ten areas. */
  tenths: z.strictObject({ first: z.number().int(), last: z.number().int(), isOpen: z.boolean() }).nullable(),
  /** Which inputs are missing or were estimated, in words; null where none is. */
  missingInputs: z.string().nullable(),
  bestFit: bestFitSchema.nullable(),
});
export type ScoreCard = z.infer<typeof scoreCardSchema>;

const whySchema = z.strictObject({
  up: z.array(driverSchema),
  /** Whether those named make up at least half of what pushes the score up. */
  isMostOfUp: z.boolean(),
  down: z.array(driverSchema),
  indicators: z.array(scoredFigureSchema),
});
export type Why = z.infer<typeof whySchema>;

const rankedAreaSchema = namedAreaSchema.extend({
  placeName: z.string().nullable(),
  /** Whether only a part of it is loaded: its figures are that part's. */
  isPartOnly: z.boolean(),
  score: z.number().nullable(),
  rank: z.number().nullable(),
  jointRank: scoreSchema.shape.jointRank,
  rankOf: z.number().int(),
  decile: z.number().int().nullable(),
  population: z.number().nullable(),
});
export type RankedArea = z.infer<typeof rankedAreaSchema>;

const partsSchema = z.strictObject({
  type: areaTypeSchema,
  /** How the profile's areas were put in wards; null where the parts are no wards. */
  matching: areaMatchingSchema.nullable(),
  madeOf: areaTypeSchema,
  total: z.number().int(),
  /** Those at greatest risk, at most twenty. */
  areas: z.array(rankedAreaSchema),
});
export type AreaParts = z.infer<typeof partsSchema>;

/** What became of the area: newer borders of the same code, or other codes in its place. */
const changeSchema = z.strictObject({
  /** The newest vintage that is loaded of its kind. */
  newestVintage: z.number().int(),
  /** Whether areas of this code are still there then. */
  isStillThere: z.boolean(),
  successors: z.array(namedAreaSchema),
});
export type AreaChange = z.infer<typeof changeSchema>;

/** Everything that the page of an area says. */
/** How many people live in the area and where that is from, or why it is not said. */
const populationSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    count: z.number(),
    /** As published for this very area, or added up from the smaller ones that make it up. */
    isWorkedOut: z.boolean(),
    period: z.string(),
    datasetTitle: z.string(),
    publisher: z.string(),
    licence: z.string(),
  }),
  z.strictObject({
    status: z.literal('missing'),
    /** Only a part of it is loaded; no population is loaded; the profile does not compare it. */
    reason: z.enum(['part-only', 'not-loaded', 'not-compared']),
  }),
]);
export type AreaPopulation = z.infer<typeof populationSchema>;

export const areaPageSchema = z.strictObject({
  /** Its population is that of `population`. */
  area: areaSummarySchema,
  population: populationSchema,
  /** Whether only a part of the area, a region or a nation, is loaded: everything said is of that part. */
  isPartOnly: z.boolean(),
  /** Where the area stands, in one sentence. */
  summary: z.string(),
  profile: z.strictObject({ id: z.string(), title: z.string() }),
  base: comparisonBaseSchema,
  /** The larger areas it lies in, the largest first. */
  breadcrumbs: z.array(namedAreaSchema),
  /** Null where the area is of the newest vintage. */
  change: changeSchema.nullable(),
  /** What the figures beside the area's own are of; null where there is none, or the nation is not loaded as a whole. */
  authority: namedAreaSchema.nullable(),
  nation: namedAreaSchema.nullable(),
  /** Null where the profile does not compare the area. */
  scoreCard: scoreCardSchema.nullable(),
  why: whySchema.nullable(),
  /** Who lives there, then every other figure that is loaded. */
  people: z.array(figureGroupSchema),
  /** Connections, help nearby, neighbours, areas like it, its past; null where the profile does not compare the area. */
  around: aroundSchema.nullable(),
  /** Null where no premises are loaded, or none are counted for this very area. */
  coverageGap: coverageGapSchema.nullable(),
  otherFigures: z.array(figureGroupSchema),
  /** The larger areas it lies in, the smallest first, as they are ranked. */
  parents: z.array(rankedAreaSchema),
  parts: partsSchema.nullable(),
  /** As an SVG element. It is of the index's own base: where areas are compared with others there is none. */
  map: z.strictObject({ svg: z.string(), title: z.string(), description: z.string() }).nullable(),
  attribution: attributionSchema,
});
export type AreaPage = z.infer<typeof areaPageSchema>;

import { z } from 'zod';
import { areaTypeSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { directionSchema, missingReasonSchema } from './indicator.ts';
import { comparisonBaseSchema } from './profile.ts';
import { typedTextSchema } from './queries.ts';
import { rankIntervalSchema } from './rank-interval.ts';
import { scoreSchema } from './score.ts';

/** How many areas are set side by side: one is no comparison, and seven columns do not go on paper. */
export const comparedAreas = { least: 2, most: 6 } as const;

/** Areas that stand beside those compared, so that their figures have a measure. */
export const besideChoices = ['none', 'authority', 'nation', 'both'] as const;

export const comparisonQuerySchema = z.strictObject({
  /** Codes joined by commas. Whatever is wrong with them the page says itself, with what was asked for kept. */
  areas: z.string().max(500).optional(),
  /** A name, postcode or code of one more area. */
  add: typedTextSchema.max(200).optional(),
  beside: z.enum(besideChoices).optional(),
  profile: typedTextSchema.max(100).optional(),
});
export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>;

const placeSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  type: areaTypeSchema,
  vintage: z.number().int(),
});

const comparedAreaSchema = placeSchema.extend({
  /** Whether only a part of it, a region or a nation, is loaded: its score, and what is worked out for it, is that part's. */
  isPartOnly: z.boolean(),
  score: scoreSchema,
  rankInterval: rankIntervalSchema,
  authority: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  /** Names the comparison group it is ranked in: ranks of two groups are counted from another first. */
  rankGroup: z.number().int(),
  /** Codes of the areas compared that it is a part of. */
  partOf: z.array(z.string()),
});

/** A figure of one area: its value, or why there is none. */
const cellSchema = z.strictObject({
  value: z.number().nullable(),
  missingReason: missingReasonSchema.nullable(),
  /** Where it is of another date than the indicator says. */
  period: z.string().nullable(),
});

const shareOfScoreSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The component of an indicator; null for a component. */
  componentId: z.string().nullable(),
  weightShare: z.number(),
  /** Points of the score by area, in the order of the areas; they add up to it. Null without a score. */
  points: z.array(z.number().nullable()),
});

const comparedIndicatorSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  theme: z.string(),
  unit: z.string(),
  decimals: z.number().int(),
  direction: directionSchema,
  period: z.string(),
  publisher: z.string(),
  datasetTitle: z.string(),
  licence: z.string(),
  /** Share (0-1) of the score's weight; null where the score does not use it. */
  weightShare: z.number().nullable(),
  /** In the order of the areas, then of those beside them. */
  cells: z.array(cellSchema),
  /** Among all places of the smallest kind compared; null where there are none. */
  lowest: z.number().nullable(),
  median: z.number().nullable(),
  highest: z.number().nullable(),
});

const differenceSchema = z.strictObject({
  indicatorId: z.string(),
  highest: z.string(),
  lowest: z.string(),
  riskier: z.string().nullable(),
  /** In standard deviations among all places of the smallest kind compared. */
  distance: z.number(),
});

const profileFields = {
  profile: z.strictObject({ id: z.string(), title: z.string(), version: z.string() }),
  beside: z.enum(besideChoices),
};

/** Areas side by side. */
export const areaComparisonSchema = z.strictObject({
  status: z.literal('compared'),
  ...profileFields,
  base: comparisonBaseSchema,
  areas: z.array(comparedAreaSchema),
  /** Authorities and nations that were asked for beside the areas; a nation only where it is loaded as a whole. */
  references: z.array(placeSchema),
  /** The kind whose places the figures are measured by. */
  measuredBy: areaTypeSchema,
  differences: z.array(differenceSchema),
  /** What is compared, and the biggest differences, in the language of the address. */
  sentences: z.array(z.string()),
  components: z.array(shareOfScoreSchema),
  contributions: z.array(shareOfScoreSchema),
  indicators: z.array(comparedIndicatorSchema),
  attribution: attributionSchema,
});
export type AreaComparison = z.infer<typeof areaComparisonSchema>;

/** Too few areas so far, or a text that several areas go by: which are meant has to be said. */
export const areaChoiceSchema = z.strictObject({
  status: z.literal('choose'),
  ...profileFields,
  areas: z.array(placeSchema),
  /** What was searched for; null where nothing was. */
  text: z.string().nullable(),
  candidates: z.array(z.strictObject({ ...placeSchema.omit({ vintage: true }).shape, label: z.string() })),
});

export const comparisonPageSchema = z.discriminatedUnion('status', [areaComparisonSchema, areaChoiceSchema]);
export type ComparisonPage = z.infer<typeof comparisonPageSchema>;

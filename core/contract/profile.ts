import { z } from 'zod';
import { namesOf, oneOf } from './one-of.ts';
import { areaSetSchema } from './area.ts';
import { aggregationSchema, weightingSchema, type Aggregation, type Weighting } from './aggregation.ts';
import { directionSchema } from './indicator.ts';
import { normalisationSchema, rankTiesSchema, type Normalisation } from './normalisation.ts';
import { imputationSchema, recipeStageSchema, treatmentSchema } from './recipe.ts';

/**
 * A profile is the definition of an index: which indicators, which way round, how they are made comparable, how they
 * are weighted and put together, and against whom an area is compared. It is data (data/profiles/*.yaml), versioned,
 * and the hash of its canonical form is stored with every score.
 */

/** Which areas the normalisation sees: everything at once, or each nation, region or authority by itself. */
export const comparisonBaseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({ kind: z.literal('within'), type: z.enum(['nation', 'region', 'lad']) }),
  /** Only these areas are scored, against each other: one authority, one region, or any hand-picked areas. */
  z.strictObject({ kind: z.literal('selection'), codes: z.array(z.string()).min(1) }),
]);
export type ComparisonBase = z.infer<typeof comparisonBaseSchema>;

/** Any name, as it may be a column of somebody's file; the Atlas's own profiles are held to lower case and hyphens. */
const nodeIdSchema = z.string().min(1).max(200);
/** As a node's, and with dots where the method's own version is part of the name: deri-1.6. */
export const profileIdSchema = z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/);

export const leafSchema = z.strictObject({
  indicator: nodeIdSchema,
  /** The column of a file that holds it, where that has another name; not for the Atlas's own profiles. */
  column: z.string().min(1).optional(),
  weight: z.number().nonnegative().default(1),
  /** Needed only where it differs from the catalogue's direction. */
  direction: directionSchema.exclude(['neutral']).optional(),
  /** Set where this is not the indicator the method's author used: what stands in for what, and why. */
  substitution: z.string().min(1).optional(),
  normalise: normalisationSchema.optional(),
  /** The column that the indicator is divided by in a denominate or shrink stage: a count over its base. */
  denominator: z.string().min(1).optional(),
  /** Times this: 100 for a percentage, 1000 for a rate per thousand. */
  scale: z.number().positive().optional(),
  /** In the indicator's own units, for distance-to-target. */
  target: z.number().optional(),
  /** In the indicator's own units, for goalposts. */
  goalposts: z.strictObject({ lower: z.number(), upper: z.number() }).optional(),
  /** Instead of what the recipe's treat stages say; `none` leaves the indicator as it is. */
  treat: z.union([z.literal('none'), treatmentSchema]).optional(),
  /** Instead of what the recipe's impute stages say. */
  impute: imputationSchema.optional(),
});
export type ProfileLeaf = z.infer<typeof leafSchema>;

export interface ProfileComponent {
  readonly id: string;
  readonly title: string;
  readonly weight: number;
  /** How the component's own value is made comparable with its siblings; `none` unless said. */
  readonly normalise?: Normalisation | undefined;
  readonly aggregate?: Aggregation | undefined;
  readonly weighting?: Weighting | undefined;
  /** Instead of the profile's. */
  readonly availability?: number | undefined;
  readonly children: readonly ProfileNode[];
}
export type ProfileNode = ProfileLeaf | ProfileComponent;

export interface ProfileComponentInput {
  readonly id: string;
  readonly title: string;
  readonly weight?: number | undefined;
  readonly normalise?: z.input<typeof normalisationSchema> | undefined;
  readonly aggregate?: z.input<typeof aggregationSchema> | undefined;
  readonly weighting?: z.input<typeof weightingSchema> | undefined;
  readonly availability?: number | undefined;
  readonly children: readonly (ProfileComponentInput | z.input<typeof leafSchema>)[];
}

export const componentSchema: z.ZodType<ProfileComponent, ProfileComponentInput> = z.strictObject({
  id: nodeIdSchema,
  title: z.string().min(1),
  weight: z.number().nonnegative().default(1),
  normalise: normalisationSchema.optional(),
  aggregate: aggregationSchema.optional(),
  weighting: weightingSchema.optional(),
  availability: z.number().min(0).max(1).optional(),
  children: z.array(z.union([leafSchema, z.lazy(() => componentSchema)])).min(1),
});

/** How the root's value becomes the score that people see, 0 (least risk) to 100 (most). */
export const presentationSchema = z.discriminatedUnion(
  'method',
  [
    /** 100 (value - lower) / (upper - lower): exact where the index has natural bounds, as DERI's 0 to 10. */
    z.strictObject({ method: z.literal('linear'), lower: z.number(), upper: z.number() }),
    /** The same with the lowest and highest value of the comparison base. */
    z.strictObject({ method: z.literal('min-max') }),
    /** The index as it comes out, in its own units. */
    z.strictObject({ method: z.literal('none') }),
  ],
  oneOf('the method of presentation', (): readonly string[] => namesOf(presentationSchema.options, 'method')),
);
export type Presentation = z.infer<typeof presentationSchema>;

/** What ties share, and whether the index is rounded before it is ranked (the HDI is ranked on its three decimals). */
export const rankingSchema = z.strictObject({
  ties: rankTiesSchema.default('average'),
  decimals: z.number().int().min(0).max(12).optional(),
});
export type RankingRule = z.infer<typeof rankingSchema>;

export const profileSchema = z.strictObject({
  id: profileIdSchema,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
  title: z.string().min(1),
  /** Two or three plain-English sentences: what it measures, what it is good for. */
  summary: z.string().min(1),
  source: z.string().optional(),
  limits: z.array(z.string()).default([]),
  areas: areaSetSchema,
  base: comparisonBaseSchema,
  normalise: normalisationSchema,
  aggregate: aggregationSchema,
  /** A node is missing when a smaller share (0-1) of its children, by count, is present. */
  availability: z.number().min(0).max(1),
  /** Whether that share is of the number of children (unless said) or of their weights. */
  availabilityBy: z.enum(['count', 'weight']).optional(),
  presentation: presentationSchema,
  /** What is done before the indicators are normalised, in order; nothing when left out. */
  recipe: z.array(recipeStageSchema).optional(),
  /** Where the weights of the root's children come from; as given unless said. */
  weighting: weightingSchema.optional(),
  /** Ties share their average rank and nothing is rounded unless said. */
  ranking: rankingSchema.optional(),
  components: z.array(componentSchema).min(1),
});
export type Profile = z.infer<typeof profileSchema>;

/** What the engine needs of a profile; its top may hold indicators beside components. */
export interface IndexDefinition extends Pick<
  Profile,
  | 'id'
  | 'title'
  | 'normalise'
  | 'aggregate'
  | 'availability'
  | 'availabilityBy'
  | 'presentation'
  | 'recipe'
  | 'weighting'
  | 'ranking'
> {
  readonly components: readonly ProfileNode[];
}

export const profileSummarySchema = z.strictObject({
  id: profileIdSchema,
  version: z.string(),
  hash: z.string(),
  title: z.string(),
  summary: z.string(),
  areas: areaSetSchema,
  base: comparisonBaseSchema,
  /** The latest stored run, or null when the profile was never scored. */
  latestRunId: z.number().int().nullable(),
});
export type ProfileSummary = z.infer<typeof profileSummarySchema>;

import { z } from 'zod';
import { areaSetSchema } from './area.ts';
import { directionSchema } from './indicator.ts';

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

export const rankTiesSchema = z.enum(['average', 'min', 'max']);

export const normalisationSchema = z.discriminatedUnion('method', [
  /** Leaves values as they are; for nodes that are already on the index scale. */
  z.strictObject({ method: z.literal('none') }),
  z.strictObject({
    method: z.literal('min-max'),
    lower: z.number().default(0),
    upper: z.number().default(100),
  }),
  z.strictObject({
    method: z.literal('z-score'),
    mean: z.number().default(0),
    standardDeviation: z.number().positive().default(1),
  }),
  z.strictObject({ method: z.literal('rank'), ties: rankTiesSchema.default('average') }),
  /** (rank - 1) / (n - 1), 0 to 1, times scale. */
  z.strictObject({
    method: z.literal('percentile'),
    ties: rankTiesSchema.default('min'),
    scale: z.number().positive().default(1),
  }),
  /** The transform of the Indices of Deprivation: -c ln(1 - R (1 - exp(-100/c))), R = (N - rank + offset) / N. */
  z.strictObject({
    method: z.literal('exponential'),
    constant: z.number().positive().default(23),
    offset: z.union([z.literal(0), z.literal(1)]).default(1),
    ties: rankTiesSchema.default('average'),
  }),
]);
export type Normalisation = z.infer<typeof normalisationSchema>;

export const aggregationSchema = z.discriminatedUnion('method', [
  /** `divideBy: 'one'` keeps published weights that do not quite add up to one (England's IMD: 0.999). */
  z.strictObject({
    method: z.literal('arithmetic'),
    divideBy: z.enum(['weights', 'one']).default('weights'),
  }),
  z.strictObject({ method: z.literal('geometric') }),
]);
export type Aggregation = z.infer<typeof aggregationSchema>;

const nodeIdSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** As a node's, and with dots where the method's own version is part of the name: deri-1.6. */
const profileIdSchema = z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/);

const leafSchema = z.strictObject({
  indicator: nodeIdSchema,
  weight: z.number().nonnegative().default(1),
  /** Needed only where it differs from the catalogue's direction. */
  direction: directionSchema.exclude(['neutral']).optional(),
  /** Set where this is not the indicator the method's author used: what stands in for what, and why. */
  substitution: z.string().min(1).optional(),
  normalise: normalisationSchema.optional(),
});
export type ProfileLeaf = z.infer<typeof leafSchema>;

export interface ProfileComponent {
  readonly id: string;
  readonly title: string;
  readonly weight: number;
  /** How the component's own value is made comparable with its siblings; `none` unless said. */
  readonly normalise?: Normalisation | undefined;
  readonly aggregate?: Aggregation | undefined;
  readonly children: readonly ProfileNode[];
}
export type ProfileNode = ProfileLeaf | ProfileComponent;

export interface ProfileComponentInput {
  readonly id: string;
  readonly title: string;
  readonly weight?: number | undefined;
  readonly normalise?: z.input<typeof normalisationSchema> | undefined;
  readonly aggregate?: z.input<typeof aggregationSchema> | undefined;
  readonly children: readonly (ProfileComponentInput | z.input<typeof leafSchema>)[];
}

export const componentSchema: z.ZodType<ProfileComponent, ProfileComponentInput> = z.strictObject({
  id: nodeIdSchema,
  title: z.string().min(1),
  weight: z.number().nonnegative().default(1),
  normalise: normalisationSchema.optional(),
  aggregate: aggregationSchema.optional(),
  children: z.array(z.union([leafSchema, z.lazy(() => componentSchema)])).min(1),
});

/** How the root's value becomes the score that people see, 0 (least risk) to 100 (most). */
export const presentationSchema = z.discriminatedUnion('method', [
  /** 100 (value - lower) / (upper - lower): exact where the index has natural bounds, as DERI's 0 to 10. */
  z.strictObject({ method: z.literal('linear'), lower: z.number(), upper: z.number() }),
  /** The same with the lowest and highest value of the comparison base. */
  z.strictObject({ method: z.literal('min-max') }),
]);
export type Presentation = z.infer<typeof presentationSchema>;

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
  presentation: presentationSchema,
  components: z.array(componentSchema).min(1),
});
export type Profile = z.infer<typeof profileSchema>;

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

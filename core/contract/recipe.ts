import { z } from 'zod';
import { namesOf, oneOf } from './one-of.ts';
import { aggregationSchema } from './aggregation.ts';
import { normalisationSchema } from './normalisation.ts';

const shareSchema = z.number().min(0).max(1);
/** Only these indicators; all of them when left out. */
const indicatorsSchema = z.array(z.string().min(1)).min(1).optional();
const groupSchema = z.string().min(1);

const yearSchema = /^-?\d+(\.\d+)?$/;

/** An indicator's figures at other dates: the date of its own column, and the column of each other one. */
const panelSchema = z.strictObject({
  at: z.number(),
  columns: z
    .record(z.string(), z.union([z.string().min(1), z.number()]).transform(String))
    .refine((columns) => Object.keys(columns).length > 0, 'name at least one column, by its date')
    .refine(
      (columns) => Object.keys(columns).every((date) => yearSchema.test(date)),
      'dates are numbers such as 2021 or 2021.5, each with its column: {2019: rate_2019}',
    )
    .refine(
      (columns) => new Set(Object.keys(columns).map(Number)).size === Object.keys(columns).length,
      'a date stands twice, written in two ways (2019 and 2019.0): name one column for each',
    ),
});

/** What is done with values that are missing. A leaf may have its own, or `none`. */
export const imputationSchema = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('none') }),
    z.strictObject({ method: z.literal('mean') }),
    z.strictObject({ method: z.literal('median') }),
    /** By groups of areas, the first group that has a value; then over all areas. Values not from the first are flagged. */
    z.strictObject({
      method: z.enum(['group-mean', 'group-median']),
      group: z.union([groupSchema, z.array(groupSchema).min(1)]),
      /** A group with fewer present values than this is passed over. */
      minimum: z.number().int().min(1).default(1),
    }),
    /** Mean of the present indicators of the same component in the same area; only after a normalise stage. */
    z.strictObject({ method: z.literal('row-mean') }),
    /** Mean of the most alike areas (Euclidean distance over the standardised indicators that both have). */
    z.strictObject({
      method: z.literal('nearest'),
      neighbours: z.number().int().min(1).max(100).default(5),
    }),
    /** What is expected given the area's other indicators, under a multivariate normal distribution fitted by EM. */
    z.strictObject({
      method: z.literal('em'),
      /** Most steps, and the largest change of a mean or covariance (in standard deviations) at which to stop. */
      iterations: z.number().int().min(1).max(100_000).default(200),
      tolerance: z.number().positive().max(0.1).default(1e-8),
    }),
    /** From the mean of the area's neighbours, and other indicators of the area, by least squares. */
    z.strictObject({
      method: z.literal('spatial-lag'),
      /** Other indicators of the profile. */
      predictors: z.array(z.string().min(1)).default([]),
    }),
    /** From the area's own figures at other dates; indicators without any are left as they are. */
    z.strictObject({
      method: z.literal('panel'),
      rule: z.enum(['last', 'linear']).default('last'),
      /** How far from its date (in years) an observation may be; any when left out. */
      gap: z.number().positive().optional(),
      /** By indicator. */
      dates: z
        .record(z.string(), panelSchema)
        .refine((dates) => Object.keys(dates).length > 0, 'name at least one indicator'),
    }),
  ],
  oneOf('the method of imputation', (): readonly string[] => namesOf(imputationSchema.options, 'method')),
);
export type Imputation = z.infer<typeof imputationSchema>;

export const transformSchema = z.enum([
  'none',
  'log',
  'log-ct',
  'log-ct-plus',
  'log-ct-original',
  'log-gii',
  'box-cox',
]);
export type Transform = z.infer<typeof transformSchema>;

/** How outlying values are treated: tested, winsorised, then transformed where that did not do. */
export const treatmentSchema = z.strictObject({
  /** A column fails when its skewness (absolute) is at least this and its excess kurtosis at least that. */
  skewness: z.number().positive().default(2),
  kurtosis: z.number().default(3.5),
  /** Most values to bring in: a number of `points` (COINr: 5), or a share (0-1) of the present values. `none`: do not. */
  winsorise: z
    .union(
      [
        z.literal('none'),
        z.strictObject({ points: z.number().int().min(0) }),
        z.strictObject({ share: shareSchema }),
      ],
      'winsorise is none, {points: 5} or {share: 0.005}',
    )
    .default({ points: 5 }),
  transform: transformSchema.default('log-ct'),
  /** Of box-cox; found by maximum likelihood when left out. */
  lambda: z.number().optional(),
  /** Whether the transform works on the winsorised values, or (COINr's default) on the ones before. */
  combine: z.boolean().default(false),
  /** `always` treats without asking the test: `winsorise` to its limit, then `transform`. */
  when: z.enum(['failing', 'always']).default('failing'),
});
export type Treatment = z.infer<typeof treatmentSchema>;

/** The steps from raw figures to an index, in the order in which they are done; `normalise` and `aggregate` may be named. */
export const recipeStageSchema = z.discriminatedUnion(
  'stage',
  [
    /** Leaves out areas or indicators that have too little data, or (`flag`) only reports them. */
    z.strictObject({
      stage: z.literal('screen'),
      areas: z
        .strictObject({ availability: shareSchema.optional(), nonZero: shareSchema.optional() })
        .optional(),
      indicators: z
        .strictObject({
          availability: shareSchema.optional(),
          nonZero: shareSchema.optional(),
          unique: shareSchema.optional(),
        })
        .optional(),
      action: z.enum(['remove', 'flag']).default('remove'),
      /** Area codes that stay, or go, whatever their data. */
      keep: z.array(z.string()).default([]),
      leaveOut: z.array(z.string()).default([]),
    }),
    /** x / (denominator / scale) for every leaf that names a denominator. */
    z.strictObject({
      stage: z.literal('denominate'),
      scale: z.number().positive().default(1),
      indicators: indicatorsSchema,
    }),
    /** Rates of small areas drawn towards the rate of their group (Indices of Deprivation, appendix D). */
    z.strictObject({ stage: z.literal('shrink'), group: groupSchema, indicators: indicatorsSchema }),
    z.strictObject({ stage: z.literal('impute'), by: imputationSchema, indicators: indicatorsSchema }),
    z.strictObject({
      stage: z.literal('treat'),
      by: treatmentSchema.prefault({}),
      indicators: indicatorsSchema,
    }),
    z.strictObject({ stage: z.literal('normalise'), by: normalisationSchema }),
    z.strictObject({ stage: z.literal('aggregate'), by: aggregationSchema }),
  ],
  oneOf('a stage', (): readonly string[] => namesOf(recipeStageSchema.options, 'stage')),
);
export type RecipeStage = z.infer<typeof recipeStageSchema>;

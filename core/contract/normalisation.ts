import { z } from 'zod';
import { namesOf, oneOf } from './one-of.ts';

export const rankTiesSchema = z.enum(['average', 'min', 'max']);

/**
 * How a column is made comparable with the others. Every method but `none` sees the column with higher meaning riskier;
 * bounds, targets and cuts are given in the indicator's own units and are turned with it.
 */
export const normalisationSchema = z.discriminatedUnion(
  'method',
  [
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
    /** (x - lower) / (upper - lower) with bounds that do not come from the data, stretched to `lowest` to `highest`. */
    z.strictObject({
      method: z.literal('scaled'),
      lower: z.number().default(0),
      upper: z.number().default(100),
      lowest: z.number().default(0),
      highest: z.number().default(100),
    }),
    /** As `scaled`, but held inside the bounds (`clamp`), and in logarithms where `logarithm` says so (income of the HDI). */
    z.strictObject({
      method: z.literal('goalposts'),
      /** Here for all indicators, or on each leaf as `goalposts: {lower, upper}`. */
      lower: z.number().optional(),
      upper: z.number().optional(),
      clamp: z.boolean().default(true),
      logarithm: z.boolean().default(false),
      lowest: z.number().default(0),
      highest: z.number().default(1),
    }),
    z.strictObject({ method: z.literal('rank'), ties: rankTiesSchema.default('average') }),
    /** rank - 1: how many areas lie below. */
    z.strictObject({ method: z.literal('borda'), ties: rankTiesSchema.default('min') }),
    /** (rank - 1) / (n - 1), 0 to 1, times scale; rounded where `decimals` says so (CDC SVI: 4). */
    z.strictObject({
      method: z.literal('percentile'),
      ties: rankTiesSchema.default('min'),
      scale: z.number().positive().default(1),
      decimals: z.number().int().min(0).max(12).optional(),
    }),
    /** Standard normal quantile of (n - rank + 0.5) / n, rank 1 the riskiest. */
    z.strictObject({ method: z.literal('normal-score'), ties: rankTiesSchema.default('average') }),
    /** The transform of the Indices of Deprivation: -c ln(1 - R (1 - exp(-100/c))), R = (N - rank + offset) / N. */
    z.strictObject({
      method: z.literal('exponential'),
      constant: z.union([z.number().positive(), z.literal('50/ln 9')]).default(23),
      offset: z.union([z.literal(0), z.literal(1)]).default(1),
      /** `given`: the values are published ranks (1 = riskiest) and are taken as they stand. */
      ties: z.enum(['average', 'min', 'max', 'given']).default('average'),
    }),
    /** 1 - (max - x) / (max - min): 1 for the riskiest area, 0 for the safest. */
    z.strictObject({ method: z.literal('distance-to-maximum') }),
    /** 1 - (reference - x) / (reference - min), the reference being one area's value; missing where that is the minimum. */
    z.strictObject({
      method: z.literal('distance-to-reference'),
      area: z.string().min(1),
      cap: z.boolean().default(false),
    }),
    /** (x - min) / (target - min); the target here for all indicators, or on each leaf. */
    z.strictObject({
      method: z.literal('distance-to-target'),
      target: z.number().optional(),
      cap: z.boolean().default(false),
    }),
    /** x / max where higher is riskier, min / x where lower is; values must be above zero. */
    z.strictObject({ method: z.literal('fraction-of-maximum') }),
    /** 1 for the safest class, 2 for the next ...; between cuts in the indicator's units, or at shares (0-1) of the areas. */
    z.strictObject({
      method: z.literal('categories'),
      cuts: z.array(z.number()).min(1).optional(),
      quantiles: z.array(z.number().gt(0).lt(1)).min(1).optional(),
      /** The value of each class, safest first; 1, 2, 3 ... unless said. */
      scores: z.array(z.number()).min(2).optional(),
    }),
  ],
  oneOf('the method of normalisation', (): readonly string[] =>
    namesOf(normalisationSchema.options, 'method'),
  ),
);
export type Normalisation = z.infer<typeof normalisationSchema>;

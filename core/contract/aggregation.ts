import { z } from 'zod';
import { namesOf, oneOf } from './one-of.ts';

/** How the children of a component become its value. */
export const aggregationSchema = z.discriminatedUnion(
  'method',
  [
    /** `divideBy: 'one'` keeps published weights that do not quite add up to one (England's IMD: 0.999). */
    z.strictObject({
      method: z.literal('arithmetic'),
      divideBy: z.enum(['weights', 'one']).default('weights'),
    }),
    z.strictObject({ method: z.literal('geometric') }),
    z.strictObject({ method: z.literal('harmonic') }),
    /** (sum(w x^p) / sum(w))^(1/p); 1 arithmetic, 0 geometric, -1 harmonic. */
    z.strictObject({ method: z.literal('power'), exponent: z.number() }),
    /** sum(w x) over what is present. */
    z.strictObject({ method: z.literal('sum') }),
    z.strictObject({ method: z.literal('minimum') }),
    z.strictObject({ method: z.literal('maximum') }),
    /** mean -/+ alpha (sqrt((mean - extreme)^2 + beta^2) - beta). */
    z.strictObject({
      method: z.literal('mean-min'),
      towards: z.enum(['minimum', 'maximum']).default('minimum'),
      alpha: z.number().min(0).max(1).default(0.5),
      beta: z.number().min(0).default(0),
    }),
    /** Mazziotta-Pareto: mean +/- variance / mean; a risk index adds the penalty for imbalance. */
    z.strictObject({
      method: z.literal('mazziotta-pareto'),
      penalty: z.enum(['add', 'subtract']).default('add'),
    }),
    /** Distance from the safest point of the group. */
    z.strictObject({ method: z.literal('wroclaw') }),
    /** Won pairs less lost pairs, within the comparison group. */
    z.strictObject({ method: z.literal('copeland') }),
    /** Each area with the weights that suit it best; runs in Node only. */
    z.strictObject({
      method: z.literal('benefit-of-the-doubt'),
      /** Least and greatest share (0-1) of the score that one child may make up. */
      lowerShare: z.number().min(0).max(1).default(0),
      upperShare: z.number().min(0).max(1).default(1),
    }),
  ],
  oneOf('the method of aggregation', (): readonly string[] => namesOf(aggregationSchema.options, 'method')),
);
export type Aggregation = z.infer<typeof aggregationSchema>;

/** Where the weights of a component's children come from. */
export const weightingSchema = z.discriminatedUnion(
  'method',
  [
    /** As the profile gives them. */
    z.strictObject({ method: z.literal('given') }),
    z.strictObject({ method: z.literal('equal') }),
    /** Loadings of the first principal component, or of the rotated components as in the OECD/JRC handbook. */
    z.strictObject({
      method: z.literal('principal-components'),
      variant: z.enum(['first', 'rotated']).default('first'),
    }),
    /** One factor by maximum likelihood; weight proportional to loading / uniqueness. */
    z.strictObject({ method: z.literal('factor-analysis') }),
    /** Analytic hierarchy process: judgements on pairs, `a/b: 3` for a matters three times as much as b. */
    z.strictObject({
      method: z.literal('pairwise'),
      judgements: z.record(z.string(), z.number().positive()),
      mostInconsistency: z.number().min(0).default(0.1),
    }),
    /** So that each child's correlation with the component is in proportion to its importance (equal unless said). */
    z.strictObject({
      method: z.literal('optimised'),
      importance: z.record(z.string(), z.number().positive()).optional(),
      starts: z.number().int().min(1).max(1000).default(20),
      seed: z.number().int().min(0).default(1),
    }),
  ],
  oneOf('the method of weighting', (): readonly string[] => namesOf(weightingSchema.options, 'method')),
);
export type Weighting = z.infer<typeof weightingSchema>;

import { z } from 'zod';
import { aggregationSchema } from './aggregation.ts';
import { normalisationSchema } from './normalisation.ts';
import { imputationSchema, treatmentSchema } from './recipe.ts';
import { boundsWrittenOut } from './run-profile-shorthand.ts';

/**
 * What could just as well have been decided otherwise in an index, and what is not known exactly: the assumptions that
 * an uncertainty or sensitivity analysis varies. Whatever is left out is not varied. In a list every option is equally
 * likely; `own` is what the profile itself does.
 */

// Last in each union, so that a mistake in an option is told in the words of its methods.
const own = z.literal('own');
const share = z.number().min(0).max(1);

/** Weights that are off by so much, each by itself; or shares from a Dirichlet distribution around the given ones. */
export const weightNoiseSchema = z.discriminatedUnion('noise', [
  /** w (1 + U(-spread, spread)). */
  z.strictObject({
    noise: z.literal('uniform'),
    spread: z.number().gt(0).lt(1).default(0.25),
    of: z.enum(['all', 'indicators', 'components']).default('all'),
  }),
  /** Siblings' shares from Dirichlet(concentration x share): the larger, the closer to the given weights. */
  z.strictObject({
    noise: z.literal('dirichlet'),
    concentration: z.number().positive().default(100),
    of: z.enum(['all', 'indicators', 'components']).default('all'),
  }),
]);
export type WeightNoise = z.infer<typeof weightNoiseSchema>;

/** The areas whose range or order the normalisation sees; ranks stay among all areas of the profile's own base. */
export const frameSchema = z.union([
  own,
  z.literal('everything'),
  z.strictObject({ within: z.string().min(1) }),
]);
export type Frame = z.infer<typeof frameSchema>;

const fields = z
  .strictObject({
    weights: weightNoiseSchema.optional(),
    /** Replaces `by` of every impute stage; put before treatment where the recipe has none. */
    imputation: z
      .array(z.union([imputationSchema, own]))
      .min(1)
      .optional(),
    /** Replaces `by` of every treat stage; put last where the recipe has none. `none` leaves it out. */
    treatment: z
      .array(z.union([treatmentSchema, own, z.literal('none')]))
      .min(1)
      .optional(),
    /** Replaces the profile's normalisation; indicators and components with one of their own keep it. */
    normalisation: z
      .array(z.union([normalisationSchema, own]))
      .min(1)
      .optional(),
    /** Replaces the profile's aggregation; components with one of their own keep it. */
    aggregation: z
      .array(z.union([aggregationSchema, own]))
      .min(1)
      .optional(),
    base: z.array(frameSchema).min(1).optional(),
    /** In this share of the draws one indicator, each as likely, is left out. */
    leaveOut: z
      .strictObject({ share: share.default(0.5), indicators: z.array(z.string().min(1)).min(1).optional() })
      .optional(),
    /** Indicators that are counts over a denominator get rates that their counts could as well have come from. */
    smallNumbers: z.strictObject({ indicators: z.array(z.string().min(1)).min(1).optional() }).optional(),
    /** Imputed values are drawn anew where their method knows how far off they may be: multiple imputation. */
    imputedValues: z.strictObject({ indicators: z.array(z.string().min(1)).min(1).optional() }).optional(),
    /** Raw figures with a standard error in another column get normal noise of that size. */
    standardErrors: z
      .record(z.string(), z.string().min(1))
      .refine((columns) => Object.keys(columns).length > 0, 'name at least one indicator')
      .optional(),
  })
  .refine((assumptions) => Object.values(assumptions).some((value) => value !== undefined), {
    message: 'there is nothing to vary: name at least one assumption',
  });

/**
 * Assumptions as people write them: options by the bare name of their method (`z-score`), the ends of a method as
 * `range: [1, 100]`, `weights: 0.25` for uniform noise, `leaveOut: 0.5`, `smallNumbers: true`, `imputedValues: true`.
 */
export const assumptionsSchema = z.preprocess(writeOut, fields);
export type Assumptions = z.infer<typeof assumptionsSchema>;
export type AssumptionName = keyof Assumptions;

/**
 * All assumptions in the order in which they are reported. The position is a key of the random streams: a new one goes
 * last, so that what the others draw stays as it was.
 */
export const assumptionNames = [
  'standardErrors',
  'smallNumbers',
  'imputation',
  'treatment',
  'base',
  'normalisation',
  'weights',
  'leaveOut',
  'aggregation',
  'imputedValues',
] as const satisfies readonly AssumptionName[];

function writeOut(assumptions: unknown): unknown {
  if (typeof assumptions !== 'object' || assumptions === null || Array.isArray(assumptions))
    return assumptions;
  const out: Record<string, unknown> = { ...assumptions };
  for (const key of ['imputation', 'normalisation', 'aggregation'] as const) {
    if (key in out) out[key] = optionsOf(out[key], ['own'], (method) => ({ method }));
  }
  if ('treatment' in out) {
    out['treatment'] = optionsOf(out['treatment'], ['own', 'none'], (name) =>
      name === 'default' ? {} : { transform: name },
    );
  }
  if ('base' in out) out['base'] = optionsOf(out['base'], ['own', 'everything'], (name) => name);
  if (typeof out['weights'] === 'number') out['weights'] = { noise: 'uniform', spread: out['weights'] };
  if (typeof out['leaveOut'] === 'number') out['leaveOut'] = { share: out['leaveOut'] };
  for (const key of ['leaveOut', 'smallNumbers', 'imputedValues']) {
    if (out[key] === true) out[key] = {};
    if (out[key] === false) Reflect.deleteProperty(out, key);
  }
  return out;
}

/** A list of options, or one alone; bare names written out unless they stand for themselves. */
function optionsOf(value: unknown, kept: readonly string[], writeName: (name: string) => unknown): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((option) => {
    if (typeof option === 'string') return kept.includes(option) ? option : writeName(option);
    return typeof option === 'object' && option !== null ? boundsWrittenOut({ ...option }) : option;
  });
}

import { z } from 'zod';
import { aggregationSchema, weightingSchema } from './aggregation.ts';
import { normalisationSchema } from './normalisation.ts';
import {
  componentSchema,
  leafSchema,
  presentationSchema,
  rankingSchema,
  type IndexDefinition,
} from './profile.ts';
import { recipeStageSchema } from './recipe.ts';
import { writeOut } from './run-profile-shorthand.ts';

/**
 * A profile for `atlas index run`: an index over the columns of any CSV file. The same words as a profile of the Atlas,
 * but all that an index can do without may be left out.
 */

const runBaseSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('everything') }),
    /** Areas with the same text in this column are compared with each other; `type` is what the Atlas's profiles call it. */
    z.strictObject({ kind: z.literal('within'), column: z.string().min(1) }),
    z.strictObject({ kind: z.literal('selection'), codes: z.array(z.string()).min(1) }),
  ],
  'the base is everything, {within: COLUMN} or {codes: [...]}',
);
export type RunBase = z.infer<typeof runBaseSchema>;

const scalarSchema = z.union([z.string(), z.number()]).transform(String);

const fields = z.strictObject({
  id: z.string().min(1).default('index'),
  version: z.union([z.string(), z.number()]).transform(String).optional(),
  title: z.string().optional(),
  summary: z.string().optional(),
  source: z.string().optional(),
  limits: z.array(z.string()).optional(),
  /** Accepted from the Atlas's profiles; a file says itself what its areas are. */
  areas: z.unknown().optional(),
  /** The column with the area codes; the first of the file unless said. */
  code: z.string().min(1).optional(),
  /** What stands for a missing value, beside empty cells and NA. */
  missing: z.array(scalarSchema).default([]),
  base: runBaseSchema.default({ kind: 'everything' }),
  normalise: normalisationSchema.optional(),
  aggregate: aggregationSchema.optional(),
  availability: z.number().min(0).max(1).default(0),
  availabilityBy: z.enum(['count', 'weight']).default('count'),
  presentation: presentationSchema.default({ method: 'none' }),
  ranking: rankingSchema.default({ ties: 'min' }),
  weighting: weightingSchema.optional(),
  recipe: z.array(recipeStageSchema).optional(),
  components: z
    .array(z.union([leafSchema, componentSchema]))
    .min(1, 'an index needs an indicator or a component'),
});

/** A profile for files, with everything that was left unsaid filled in. */
export interface RunProfile extends IndexDefinition {
  readonly version: string | null;
  readonly code: string | null;
  readonly missing: readonly string[];
  readonly base: RunBase;
}

/**
 * Defaults: min-max from 0 to 100, arithmetic means, equal weights, nothing asked of availability, the index in its own
 * units, ties share the smallest rank. A recipe is needed only where something is to be done; where indicators have
 * denominators and there is none, it is to denominate.
 */
export const runProfileSchema = z.preprocess(
  writeOut,
  fields.transform((profile, context): RunProfile => {
    for (const [field, stage] of [
      ['normalise', 'normalise'],
      ['aggregate', 'aggregate'],
    ] as const) {
      if (profile[field] === undefined || !profile.recipe?.some((each) => each.stage === stage)) continue;
      const message = `the recipe has a stage ${stage}: say it here or there, not twice`;
      context.addIssue({ code: 'custom', path: [field], message });
    }
    const { id, version, title, code, weighting, ...rest } = profile;
    return {
      id,
      title: title ?? id,
      version: version ?? null,
      code: code ?? null,
      missing: rest.missing,
      base: rest.base,
      normalise: rest.normalise ?? { method: 'min-max', lower: 0, upper: 100 },
      aggregate: rest.aggregate ?? { method: 'arithmetic', divideBy: 'weights' },
      availability: rest.availability,
      availabilityBy: rest.availabilityBy,
      presentation: rest.presentation,
      ranking: rest.ranking,
      weighting,
      recipe: rest.recipe ?? (hasDenominator(rest.components) ? [{ stage: 'denominate', scale: 1 }] : []),
      components: rest.components,
    };
  }),
);

function hasDenominator(nodes: IndexDefinition['components']): boolean {
  return nodes.some((node) =>
    'indicator' in node ? node.denominator !== undefined : hasDenominator(node.children),
  );
}

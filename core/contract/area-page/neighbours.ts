import { z } from 'zod';
import { areaTypeSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';

/** How a neighbour's risk lies to the area's own. */
export const riskComparisons = [
  /** Their intervals of ranks do not overlap. */
  'clearly-higher',
  'clearly-lower',
  /** The intervals overlap: no difference can be told. */
  'not-apart',
  /** There are no intervals, one of them has no rank, or they are not ranked together. */
  'unknown',
] as const;
export type RiskComparison = (typeof riskComparisons)[number];

const placeFields = {
  code: z.string(),
  name: z.string(),
  placeName: z.string().nullable(),
  score: z.number().nullable(),
  rank: z.number().nullable(),
  jointRank: z.number().int().nullable(),
  rankOf: z.number().int(),
  decile: z.number().int().nullable(),
  /** Nine in ten plausible versions rank it between these; null where that was not worked out. */
  interval: z.strictObject({ q5: z.number(), q95: z.number() }).nullable(),
};

/** Areas of the same kind that touch the area, those at greatest risk first. */
export const neighboursSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    type: areaTypeSchema,
    own: z.strictObject(placeFields),
    areas: z.array(z.strictObject({ ...placeFields, comparison: z.enum(riskComparisons) })),
    /** Whether intervals of ranks have been worked out for these scores. */
    hasIntervals: z.boolean(),
    /** Neighbours that are not compared by the profile, or have no score. */
    withoutScore: z.number().int(),
    attribution: attributionSchema,
  }),
  z.strictObject({
    status: z.literal('missing'),
    reason: z.enum(['not-compared', 'no-boundary', 'touches-none']),
  }),
]);
export type AreaNeighbours = z.infer<typeof neighboursSchema>;
export type KnownNeighbours = Extract<AreaNeighbours, { status: 'known' }>;

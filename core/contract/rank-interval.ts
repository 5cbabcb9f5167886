import { z } from 'zod';

/**
 * Where an area's rank lies in many plausible versions of the index (docs/methods/uncertainty.md), or why that is not
 * known. `median`, `q5` and `q95` are of its rank; nine in ten versions are between the last two.
 */
export const rankIntervalSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    median: z.number(),
    q5: z.number(),
    q95: z.number(),
    /** How many areas were ranked: of its kind, in its comparison group. */
    rankOf: z.number().int(),
    /** Share (0-1) of the versions in which the area is in the worst tenth, which of fewer than ten areas none is. */
    worstTenthShare: z.number(),
    /**
     * The median rank of the areas of its kind in its authority, and whether the interval leaves it out; null where the authority is
     * not known or has no other ranked area.
     */
    authority: z.strictObject({ name: z.string(), medianRank: z.number(), isApart: z.boolean() }).nullable(),
    draws: z.number().int(),
    seed: z.number().int(),
    /** Plain English, made by tested rules from the figures. */
    sentence: z.string(),
  }),
  z.strictObject({
    status: z.literal('missing'),
    /** Never worked out for these data; worked out for the profile's own weights only; the area has no rank, or no other. */
    reason: z.enum(['never-run', 'own-weights', 'no-rank', 'no-others']),
  }),
]);
export type RankInterval = z.infer<typeof rankIntervalSchema>;

import { z } from 'zod';
import { areaSetSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { comparisonBaseSchema } from './profile.ts';

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

const listFields = {
  profileId: z.string(),
  profileVersion: z.string(),
  profileHash: z.string(),
  dataHash: z.string(),
  base: comparisonBaseSchema,
  areas: areaSetSchema,
};

/**
 * The intervals of all areas of a kind in one answer: lists of one length instead of an object an area. Null in every
 * list but `rankOf` where the area has no rank. They are of the published weights.
 */
export const rankIntervalListSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    ...listFields,
    attribution: attributionSchema,
    draws: z.number().int(),
    seed: z.number().int(),
    /** Area codes joined by '\n' for size, in the order of the lists. */
    codes: z.string(),
    /** How many areas each was ranked among: its comparison group. */
    rankOf: z.array(z.number().int()),
    median: z.array(z.number().nullable()),
    q5: z.array(z.number().nullable()),
    q95: z.array(z.number().nullable()),
    /** Share (0-1) of the versions in which the area is in the worst tenth; null where fewer than ten are ranked. */
    worstTenthShare: z.array(z.number().nullable()),
    /** Whether its place in or out of the worst tenth is not settled (core/uncertainty/fragile.ts). */
    isFragile: z.array(z.boolean().nullable()),
  }),
  z.strictObject({
    status: z.literal('missing'),
    ...listFields,
    /** Never worked out for these areas, with these data and this base; or none of them is ranked with another. */
    reason: z.enum(['never-run', 'no-others']),
  }),
]);
export type RankIntervalList = z.infer<typeof rankIntervalListSchema>;

import { z } from 'zod';
import { areaSetSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { comparisonBaseSchema } from './profile.ts';

/**
 * What an area is to its neighbourhood: in a cluster of high or of low values, or an outlier (high among low, low among
 * high), where its local statistic is significant.
 */
export const clusterClasses = [
  'high-high',
  'low-low',
  'high-low',
  'low-high',
  'not-significant',
  'no-neighbours',
  'no-data',
] as const;

/** too-few: the group it is compared with has fewer than four scores, or all equal, or none that touch. */
export const clusterKindSchema = z.enum([...clusterClasses, 'too-few']);
export type ClusterKind = z.infer<typeof clusterKindSchema>;

const clusterAreaSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  placeName: z.string().nullable(),
  authority: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  kind: clusterKindSchema,
  score: z.number().nullable(),
  /** Mean score of the areas that touch it. */
  neighboursScore: z.number().nullable(),
  neighbours: z.number().int(),
  /** Local Moran's I (divisor n, weights add up to 1 in each row). */
  statistic: z.number().nullable(),
  /** Two-sided, by conditional permutations. */
  p: z.number().nullable(),
  /** p corrected for the number of areas (Benjamini and Hochberg). */
  q: z.number().nullable(),
});
export type ClusterArea = z.infer<typeof clusterAreaSchema>;

export const clusterListSchema = z.strictObject({
  profileId: z.string(),
  profileTitle: z.string(),
  profileVersion: z.string(),
  profileHash: z.string(),
  dataHash: z.string(),
  base: comparisonBaseSchema,
  areas: areaSetSchema,
  attribution: attributionSchema,
  method: z.strictObject({
    statistic: z.literal('local-moran'),
    weights: z.literal('queen'),
    permutations: z.number().int(),
    /** For areas whose p by formula is no more than `screenLevel`. */
    screenPermutations: z.number().int(),
    screenLevel: z.number(),
    seed: z.number().int(),
    correction: z.literal('bh'),
    level: z.number(),
  }),
  /** What was found, in plain English, over all areas that are asked for. */
  sentence: z.string(),
  /** Areas of each kind, of those that are asked for. */
  counts: z.record(clusterKindSchema, z.number().int()),
  /** By code. */
  clusters: z.array(clusterAreaSchema),
});
export type ClusterList = z.infer<typeof clusterListSchema>;

/** What the page of clusters is made from: the list, or why there is none to show. */
export const clusterPageSchema = z.strictObject({
  profileId: z.string(),
  list: clusterListSchema.nullable(),
  nothing: z.string().nullable(),
});

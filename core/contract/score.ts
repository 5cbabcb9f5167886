import { z } from 'zod';
import { areaSetSchema, membershipSchema, areaSummarySchema, positionSchema } from './area.ts';
import { bestFitSchema } from './best-fit.ts';
import { attributionSchema } from './dataset.ts';
import { indicatorValueSchema, missingReasonSchema } from './indicator.ts';
import { comparisonBaseSchema } from './profile.ts';
import { rankIntervalSchema } from './rank-interval.ts';
import { valueFlagNames } from './value-flags.ts';

/**
 * Score: 0 (least risk) to 100 (most). Rank 1 = greatest risk, ties share their average. Decile 1 = the tenth at
 * greatest risk, ceil(10 rank / n). Percentile: percent of the other areas with a lower score, ties counted half:
 * 100 (n - rank) / (n - 1). All three are within the area's comparison group (its base); null where it has no others.
 */
export const scoreSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  placeName: z.string().nullable(),
  score: z.number().nullable(),
  rank: z.number().nullable(),
  /** Where it shares its rank: the best of the ranks that are shared (9 where rank is 9.5, "joint 9th"); else null. */
  jointRank: z.number().int().nullable(),
  /** How many areas were ranked. */
  rankOf: z.number().int(),
  percentile: z.number().nullable(),
  decile: z.number().int().nullable(),
  inputsPresent: z.number().int(),
  inputsTotal: z.number().int(),
  missingReason: missingReasonSchema.nullable(),
  population: z.number().nullable(),
  /** Of larger areas: how their small areas lie among all, from population (IoD 2019 technical report, appendix N). */
  summary: z
    .strictObject({
      /** (N + 1) minus the population-weighted mean rank of its small areas, of N ranked; higher is worse. */
      averageRank: z.number().nullable(),
      /** Share (0-1) of its scored small areas that are in the worst tenth. */
      worstTenthShare: z.number().nullable(),
      /** Share (0-1) of its people in the worst three tenths of small areas, the worst tenth counting in full. */
      extent: z.number().nullable(),
      /** (N + 1) minus the mean rank of the worst small areas that hold a tenth of its people; higher is worse. */
      localConcentration: z.number().nullable(),
    })
    .optional(),
  components: z.record(z.string(), z.number().nullable()),
  /** Points per indicator; they add up to the score. */
  contributions: z.record(z.string(), z.number().nullable()),
});
export type Score = z.infer<typeof scoreSchema>;

export const scoreListSchema = z.strictObject({
  profileId: z.string(),
  profileVersion: z.string(),
  profileHash: z.string(),
  dataHash: z.string(),
  base: comparisonBaseSchema,
  areas: areaSetSchema,
  attribution: attributionSchema,
  total: z.number().int(),
  scores: z.array(scoreSchema),
  /** Keyset cursor of the next page; null on the last. */
  next: z.string().nullable(),
});
export type ScoreList = z.infer<typeof scoreListSchema>;

/** Everything needed to say why an area scores as it does. */
export const explanationSchema = z.strictObject({
  area: areaSummarySchema,
  profileId: z.string(),
  score: scoreSchema,
  /** Plain English, made by tested rules from the figures. */
  sentence: z.string(),
  /** How far its rank can be trusted. */
  rankInterval: rankIntervalSchema.optional(),
  /** Of wards, middle-layer areas and authorities: how well whole small areas fill them. */
  bestFit: bestFitSchema.optional(),
  indicators: z.array(
    z.strictObject({
      indicatorId: z.string(),
      title: z.string(),
      phrase: z.string(),
      unit: z.string(),
      decimals: z.number().int(),
      componentId: z.string(),
      weightShare: z.number(),
      raw: z.number().nullable(),
      /**
       * What the recipe of the profile made of `raw`, in the indicator's own units unless it was transformed, and what was
       * done; null where the figure counts as published, and for larger areas.
       */
      used: z
        .strictObject({ value: z.number().nullable(), flags: z.array(z.enum(valueFlagNames)) })
        .nullable(),
      normalised: z.number().nullable(),
      contribution: z.number().nullable(),
      /** Contribution less the mean contribution in the base: what pushes it up or pulls it down. */
      contributionAgainstMean: z.number().nullable(),
      /**
       * The indicator over the area's authority and over its nation, from sums; null for a nation that is not loaded
       * as a whole, since the mean of a part of it is not its mean.
       */
      authorityValue: z.number().nullable(),
      nationValue: z.number().nullable(),
      missingReason: missingReasonSchema.nullable(),
      substitution: z.string().nullable(),
      datasetTitle: z.string(),
      publisher: z.string(),
      period: z.string(),
    }),
  ),
  memberships: z.array(membershipSchema),
  attribution: attributionSchema,
});
export type Explanation = z.infer<typeof explanationSchema>;

export const areaProfileSchema = z.strictObject({
  area: areaSummarySchema,
  memberships: z.array(membershipSchema),
  /** Areas of the next smaller type inside it, by code. */
  children: z.array(z.strictObject({ code: z.string(), name: z.string(), type: z.string() })),
  values: z.array(indicatorValueSchema.extend({ title: z.string(), unit: z.string() })),
  scores: z.array(z.strictObject({ profileId: z.string(), score: scoreSchema })),
  attribution: attributionSchema,
});

export const searchResultSchema = z.strictObject({
  kind: z.enum(['area', 'postcode', 'place']),
  /** What to show: "M33 2BH, Sale Central, Trafford". */
  label: z.string(),
  code: z.string(),
  type: z.string(),
  vintage: z.number().int().nullable(),
  position: positionSchema.nullable(),
  /** For a postcode: the LSOA and ward it is in. */
  areas: z.array(z.strictObject({ type: z.string(), code: z.string(), name: z.string() })),
});
export const searchResultsSchema = z.strictObject({
  query: z.string(),
  results: z.array(searchResultSchema),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

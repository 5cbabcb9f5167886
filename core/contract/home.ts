import { z } from 'zod';
import { areaMatchingSchema } from './area-matching.ts';
import { areaTypeSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { scoreSchema } from './score.ts';

const sourceFields = {
  /** "2021", "2026-01": as the release says it. */
  period: z.string(),
  datasetTitle: z.string(),
  publisher: z.string(),
};

/** A figure over all areas that are loaded, worked out from them and never copied from elsewhere. */
const headlineSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  value: z.number(),
  unit: z.string(),
  decimals: z.number().int(),
  /** How many of the areas compared have a value. */
  areasKnown: z.number().int(),
  ...sourceFields,
});

/** What is loaded and how it compares; null on the first page where nothing can be compared yet. */
const comparisonSchema = z.strictObject({
  profile: z.strictObject({ id: z.string(), title: z.string(), summary: z.string() }),
  areas: z.strictObject({
    type: areaTypeSchema,
    vintage: z.number().int(),
    /** Areas compared. */
    total: z.number().int(),
    /** Of them, those that have a score. */
    scored: z.number().int(),
  }),
  /** The local authorities that the areas are in, by name: at most the first three are named. */
  authorities: z.strictObject({ total: z.number().int(), names: z.array(z.string()) }),
  /** Nations that are loaded whole; none where only parts of nations are. */
  nations: z.array(z.string()),
  /** People, and premises that lack broadband of a speed. */
  headlines: z.array(headlineSchema),
  /**
   * People in the most deprived tenth of England's areas by the published deciles: says how the place stands in the country
   * even where only the place is loaded. Null where the deciles are not loaded.
   */
  deprivedTenth: z
    .strictObject({
      people: z.number(),
      /** Of the people in the areas whose decile is known, 0 to 1. */
      share: z.number(),
      areas: z.number().int(),
      areasKnown: z.number().int(),
      ...sourceFields,
    })
    .nullable(),
  /**
   * The worst tenth by the profile, only where whole nations are loaded: of a part, a tenth is always its worst tenth, which
   * says nothing. `half`: so many authorities hold half of its areas.
   */
  worstTenth: z
    .strictObject({
      areas: z.number().int(),
      people: z.number(),
      authorities: z.number().int(),
      half: z.number().int(),
    })
    .nullable(),
  /** Areas of which it is not settled whether they are in the worst tenth; null where it was never worked out. */
  uncertain: z.strictObject({ areas: z.number().int(), of: z.number().int() }).nullable(),
  /** What adds most to the scores of the worst tenth above the mean of all areas, in points of the score. */
  driver: z
    .strictObject({ indicatorId: z.string(), title: z.string(), points: z.number(), ofPoints: z.number() })
    .nullable(),
  /** Wards at greatest risk, or areas of the profile where no wards are known. */
  worst: z.strictObject({
    type: areaTypeSchema,
    /** How the profile's areas were put in wards; null where the places are no wards. */
    matching: areaMatchingSchema.nullable(),
    places: z.array(
      z.strictObject({
        score: scoreSchema,
        /** The authority it is in, where it has one. */
        authority: z.string().nullable(),
        /** Nine in ten plausible versions of the index rank it from the first to the last; null where never worked out. */
        ranks: z.strictObject({ first: z.number().int(), last: z.number().int() }).nullable(),
      }),
    ),
  }),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** What the first page says of the place that is loaded. */
export const homeSchema = z.strictObject({
  comparison: comparisonSchema.nullable(),
  /** What was imported last, the newest first; one entry for each dataset. */
  releases: z.array(
    z.strictObject({
      datasetId: z.string(),
      title: z.string(),
      publisher: z.string(),
      period: z.string().nullable(),
      importedAt: z.iso.datetime(),
    }),
  ),
  attribution: attributionSchema,
});
export type Home = z.infer<typeof homeSchema>;

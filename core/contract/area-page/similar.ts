import { z } from 'zod';
import { areaTypeSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';

const figureSchema = z.strictObject({
  indicatorId: z.string(),
  title: z.string(),
  phrase: z.string(),
  unit: z.string(),
  decimals: z.number().int(),
  ownValue: z.number(),
  value: z.number(),
  /** Standard deviations between the two, the other area less this one. */
  gap: z.number(),
});
export type SimilarFigure = z.infer<typeof figureSchema>;

/** Statistically similar areas: the nearest by their figures, whatever lies between them (docs/methods/similar-areas.md). */
export const similarSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    type: areaTypeSchema,
    /** Among which areas it was looked. */
    among: z.enum(['everything', 'nation']),
    candidates: z.number().int(),
    /** Figures that are compared, with what must be said of them. */
    inputs: z.array(
      z.strictObject({
        indicatorId: z.string(),
        title: z.string(),
        period: z.string(),
        datasetTitle: z.string(),
        publisher: z.string(),
        licence: z.string(),
      }),
    ),
    /** Figures that the area itself does not have. */
    missingInputs: z.array(z.string()),
    areas: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        placeName: z.string().nullable(),
        authority: z.string().nullable(),
        /** Of standardised figures; 0 is the same in all. */
        distance: z.number(),
        /** How many figures both areas have. */
        shared: z.number().int(),
        score: z.number().nullable(),
        decile: z.number().int().nullable(),
        mostAlike: z.array(figureSchema),
        mostDifferent: z.array(figureSchema),
      }),
    ),
    attribution: attributionSchema,
  }),
  z.strictObject({
    status: z.literal('missing'),
    reason: z.enum(['not-compared', 'too-few-inputs', 'no-others']),
  }),
]);
export type SimilarAreas = z.infer<typeof similarSchema>;
export type KnownSimilar = Extract<SimilarAreas, { status: 'known' }>;

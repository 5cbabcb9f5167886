import { z } from 'zod';
import { coverageBasisSchema } from '../area-page/connectivity.ts';
import { figureSourceSchema } from '../area-page/figure-source.ts';
import { locales } from '../locale.ts';
import { areaCodeSchema, areaTypeSchema, boundsSchema } from '../area.ts';
import { coverageMeasures } from '../coverage-measure.ts';
import { attributionSchema } from '../dataset.ts';
import { premisesFilterShape } from './premises-filter.ts';
import { planStatuses, speedClasses } from './speed-class.ts';
import { technologies } from './technology.ts';
import { totalsReportSchema } from './totals-check.ts';

/** What a report is about besides its area: the speed that its sentence and its parts are told by, and which snapshot. */
export const gapReportQuerySchema = z.strictObject({
  class: z.enum(speedClasses).default('decent').describe('The speed that parts are ranked by.'),
  period: premisesFilterShape.period,
});

/** The report of a drawn polygon has no address in a language: whoever asks says which. */
export const polygonReportQuerySchema = gapReportQuerySchema.extend({
  language: z.enum(locales).default('en').describe('Of the sentences: en, or cy for Welsh.'),
});

export const gapAreaParamsSchema = z.strictObject({ code: areaCodeSchema });

/**
 * Premises by what they can order of one class. All that BDUK does not exclude are counted; those of which no source says
 * anything are `unknown`, and in no other count.
 */
export const classCountSchema = z.strictObject({
  speedClass: z.enum(speedClasses),
  premises: z.number().int(),
  served: z.number().int(),
  likelyServed: z.number().int(),
  likelyUnserved: z.number().int(),
  unserved: z.number().int(),
  unknown: z.number().int(),
  /** The sum of (1 - chance) over the premises whose chance is known. */
  expectedUnserved: z.number(),
});
export type ClassCount = z.infer<typeof classCountSchema>;

/** Premises by whether a technology reaches them, whatever the speed: `served` are those that it does. */
export const technologyCountSchema = classCountSchema
  .omit({ speedClass: true })
  .extend({ technology: z.enum(technologies) });
export type TechnologyCount = z.infer<typeof technologyCountSchema>;

/** Premises by what BDUK says is coming, and how many of these cannot order gigabit, for sure or likely. */
export const planCountSchema = z.strictObject({
  plan: z.enum(planStatuses),
  premises: z.number().int(),
  withoutGigabit: z.number().int(),
});

export const gapPartSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  type: areaTypeSchema,
  ...classCountSchema.shape,
});
export type GapPart = z.infer<typeof gapPartSchema>;

/** The estimate of premises, or why there is none. */
export const gapEstimateSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    period: z.string(),
    builtAt: z.string(),
    classes: z.array(classCountSchema),
    technologies: z.array(technologyCountSchema),
    plans: z.array(planCountSchema),
    /** Premises of which two sources exclude each other, on any class. */
    disagreeing: z.number().int(),
    /** Properties that BDUK calls no premises: in no count. */
    excluded: z.number().int(),
    sources: z.array(figureSourceSchema),
  }),
  z.strictObject({
    status: z.literal('missing'),
    /** No snapshot of premises is built, none of the period asked for, or it has no premises here. */
    reason: z.enum(['no-snapshot', 'no-such-period', 'no-premises']),
  }),
]);
export type GapEstimate = z.infer<typeof gapEstimateSchema>;

/** How well the areas that were added up fill a ward; shares 0-1. Null where they nest, or nothing says. */
export const rollUpFitSchema = z.strictObject({
  covered: z.number(),
  own: z.number(),
  basis: z.enum(['addresses', 'postcodes']),
  isPoor: z.boolean(),
});

/** What publishers say of the area: all premises, or homes only; never added together. */
export const publishedRollUpSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    isResidential: z.boolean(),
    period: z.string().nullable(),
    basis: coverageBasisSchema,
    parts: z.number().int(),
    fit: rollUpFitSchema.nullable(),
    premises: z.number().nullable(),
    matchedPremises: z.number().nullable(),
    measures: z.array(
      z.strictObject({
        id: z.enum(coverageMeasures),
        premises: z.number().nullable(),
        percent: z.number().nullable(),
      }),
    ),
    source: figureSourceSchema,
  }),
  z.strictObject({
    status: z.literal('missing'),
    isResidential: z.boolean(),
    reason: z.enum(['nothing-loaded', 'not-in-source', 'incomplete', 'percentages-only', 'drawn']),
  }),
]);
export type PublishedRollUp = z.infer<typeof publishedRollUpSchema>;

export const gapSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('area'),
    code: z.string(),
    name: z.string(),
    nameWelsh: z.string().nullable(),
    type: areaTypeSchema,
    vintage: z.number().int(),
    /**
     * Of a region or nation: how many of its local authorities have premises here, of how many; `known` is null for a
     * nation of which not all are loaded.
     */
    authorities: z.strictObject({ counted: z.number().int(), known: z.number().int().nullable() }).nullable(),
  }),
  z.strictObject({
    kind: z.literal('polygon'),
    squareKilometres: z.number(),
    points: z.number().int(),
    bounds: boundsSchema,
  }),
]);
export type GapSubject = z.infer<typeof gapSubjectSchema>;

/** What premises of an area or a drawn polygon can order, beside what publishers say of it. */
export const gapReportSchema = z.strictObject({
  subject: gapSubjectSchema,
  speedClass: z.enum(speedClasses),
  /** Made by tested rules; in the language that was asked for. */
  sentences: z.array(z.string()),
  estimate: gapEstimateSchema,
  /** The areas it is made of, those with the most expected unserved first; null where it has none that are counted. */
  parts: z.array(gapPartSchema).nullable(),
  published: z.array(publishedRollUpSchema),
  /** Our totals of a local authority against the published ones of the same release; null for any other area. */
  totals: totalsReportSchema.nullable(),
  attribution: attributionSchema,
});
export type GapReport = z.infer<typeof gapReportSchema>;

/** What is loaded, by speed, and the wards that come off worst by one of them. */
export const coverageHomeSchema = z.strictObject({
  /** Of the snapshot; null where none is built. */
  period: z.string().nullable(),
  speedClass: z.enum(speedClasses),
  classes: z.array(classCountSchema),
  worst: z.array(gapPartSchema),
  attribution: attributionSchema,
});
export type CoverageHome = z.infer<typeof coverageHomeSchema>;

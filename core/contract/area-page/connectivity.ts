import { z } from 'zod';
import { figureSourceSchema } from './figure-source.ts';

/** The measures that the page tells, the worst connections first. */
export const shownMeasures = [
  'below_10',
  'below_30',
  'below_decent',
  'superfast',
  'ultrafast_300',
  'gigabit',
  'full_fibre',
] as const;
export type ShownMeasure = (typeof shownMeasures)[number];

/** How the figures of an area were come by: as published for it, or by adding up the premises of its parts. */
export const coverageBasisSchema = z.enum([
  'published',
  'summed-output-areas',
  'summed-lsoas',
  'summed-authorities',
  'summed-postcodes',
]);
export type CoverageBasis = z.infer<typeof coverageBasisSchema>;

/** Why the area has nothing beside it to compare with. */
const noYardstickReasons = [
  /** It is its own authority or nation, or larger than one. */
  'not-within',
  /** Some of its parts have no figures in the same release. */
  'incomplete',
  /** Only a part of the nation is loaded: a mean of it is not the nation's. */
  'not-whole',
] as const;

const yardstickSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    code: z.string(),
    name: z.string(),
    basis: coverageBasisSchema,
    premises: z.number().nullable(),
  }),
  z.strictObject({ status: z.literal('missing'), reason: z.enum(noYardstickReasons) }),
]);
export type CoverageYardstick = z.infer<typeof yardstickSchema>;

/**
 * Broadband coverage of an area, its authority and its nation by one and the same release; percent (0-100) of all
 * premises. Null where that release does not have it for areas of this kind.
 */
export const connectivitySchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    period: z.string().nullable(),
    /** Of homes only; the release has no figures of all premises. */
    isResidential: z.boolean(),
    basis: coverageBasisSchema,
    /** How many areas or postcodes were added up; 1 where nothing was. */
    parts: z.number().int(),
    premises: z.number().nullable(),
    /** Premises whose connection the publisher could find. */
    matchedPremises: z.number().nullable(),
    measures: z.array(
      z.strictObject({
        id: z.enum(shownMeasures),
        premises: z.number().nullable(),
        percent: z.number().nullable(),
        authorityPercent: z.number().nullable(),
        nationPercent: z.number().nullable(),
      }),
    ),
    authority: yardstickSchema,
    nation: yardstickSchema,
    sources: z.array(figureSourceSchema),
  }),
  z.strictObject({
    status: z.literal('missing'),
    reason: z.enum([
      /** No release of coverage is loaded. */
      'nothing-loaded',
      /** The loaded releases do not have this area, nor its parts. */
      'not-in-source',
      /** They have some of its parts only. */
      'incomplete',
      /** They have its postcodes, as percentages without the premises that would weigh them. */
      'percentages-only',
    ]),
    /** The authority that it lies in, where that has figures of its own. */
    authority: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
  }),
]);
export type Connectivity = z.infer<typeof connectivitySchema>;
export type KnownConnectivity = Extract<Connectivity, { status: 'known' }>;

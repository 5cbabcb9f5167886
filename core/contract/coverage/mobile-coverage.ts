import { z } from 'zod';
import { figureSourceSchema } from '../area-page/figure-source.ts';
import { areaCodeSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';

/**
 * What Ofcom counts operators by. 5G is published at two confidences, of all 5G and of standalone (SA) 5G, which does not
 * lean on 4G.
 */
export const mobileTechnologies = [
  'voice',
  '2g',
  '3g',
  '4g',
  '5g-high',
  '5g-very-high',
  '5g-sa-high',
  '5g-sa-very-high',
] as const;
export type MobileTechnology = (typeof mobileTechnologies)[number];

/** What the percentages are of: premises within and without, land, roads as heard in a car. */
export const mobilePlaces = [
  'premises-indoor',
  'premises-outdoor',
  'land-outdoor',
  'a-and-b-roads',
  'motorways',
  'motorways-and-a-roads',
] as const;
export type MobilePlace = (typeof mobilePlaces)[number];

const sharesSchema = z.array(z.number());

/** One authority: for each technology and place the percent that exactly 0, 1, 2 ... operators reach. */
const measureSchema = z.strictObject({
  technology: z.enum(mobileTechnologies),
  place: z.enum(mobilePlaces),
  /** By number of operators from 0; null where the file has no figure. */
  shares: sharesSchema.nullable(),
});
export type MobileMeasure = z.infer<typeof measureSchema>;

export const mobileAuthoritySchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  premises: z.number().nullable(),
  measures: z.array(measureSchema),
});
export type MobileAuthority = z.infer<typeof mobileAuthoritySchema>;

export const mobileSorts = ['name', 'none', 'all'] as const;

export const mobileQuerySchema = z.strictObject({
  technology: z.enum(mobileTechnologies).default('4g').describe('What is received; 4G unless said.'),
  place: z.enum(mobilePlaces).default('premises-indoor').describe('Where; premises indoors unless said.'),
  sort: z
    .enum(mobileSorts)
    .default('none')
    .describe('By name, by the share that no operator reaches, or all do.'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
});
export type MobileQuery = z.infer<typeof mobileQuerySchema>;

export const mobileParamsSchema = z.strictObject({ code: areaCodeSchema });

const rowSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  premises: z.number().nullable(),
  shares: sharesSchema.nullable(),
});
export type MobileRow = z.infer<typeof rowSchema>;

/** All authorities of the newest release by one technology in one place. */
export const mobileListSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('missing'), reason: z.literal('nothing-loaded') }),
  z.strictObject({
    status: z.literal('known'),
    period: z.string().nullable(),
    technology: z.enum(mobileTechnologies),
    place: z.enum(mobilePlaces),
    /** What the release has figures of, with what cannot be asked for left out. */
    available: z.array(
      z.strictObject({ technology: z.enum(mobileTechnologies), place: z.enum(mobilePlaces) }),
    ),
    total: z.number().int(),
    page: z.number().int(),
    pages: z.number().int(),
    rows: z.array(rowSchema),
    source: figureSourceSchema,
    attribution: attributionSchema,
  }),
]);
export type MobileList = z.infer<typeof mobileListSchema>;

/** One authority in the newest release that has it. */
export const mobilePageSchema = z.strictObject({
  authority: mobileAuthoritySchema,
  period: z.string().nullable(),
  source: figureSourceSchema,
  attribution: attributionSchema,
});
export type MobilePage = z.infer<typeof mobilePageSchema>;

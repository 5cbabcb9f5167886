import { z } from 'zod';
import { figureSourceSchema } from '../area-page/figure-source.ts';
import { pointNotes } from '../area-page/trend.ts';
import { areaCodeSchema } from '../area.ts';
import { coverageMeasures } from '../coverage-measure.ts';
import { attributionSchema } from '../dataset.ts';
import { speedClasses } from './speed-class.ts';

/** Kinds of areas that coverage is compared for: as published, or as sums of what is. */
export const changeTypes = ['lad', 'nation', 'ward', 'msoa', 'lsoa'] as const;
export type ChangeType = (typeof changeTypes)[number];

export const areaVerdicts = [
  'comparable',
  'changed-definition',
  'changed-boundary',
  'not-in-source',
] as const;
export type AreaVerdict = (typeof areaVerdicts)[number];

export const changeSorts = ['name', 'from', 'to', 'points', 'premises'] as const;
export type ChangeSort = (typeof changeSorts)[number];

const periodSchema = z
  .string()
  .regex(/^\d{4}(-\d{2})?$/, 'a release is a year or a year and a month: 2021-05')
  .optional();

export const coverageChangeQuerySchema = z.strictObject({
  class: z.enum(speedClasses).default('gigabit').describe('The speed that is asked about.'),
  type: z.enum(changeTypes).optional().describe('The kind of areas; authorities unless said.'),
  from: periodSchema.describe('The earlier release; the last that can be compared unless said.'),
  to: periodSchema.describe('The later release; the newest unless said.'),
  within: areaCodeSchema.optional().describe('Only areas within this one.'),
  sort: z.enum(changeSorts).default('points'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type CoverageChangeQuery = z.infer<typeof coverageChangeQuerySchema>;

const figureSchema = z.strictObject({
  premises: z.number().nullable(),
  /** How many of them the measure counts; null where the release gives no numbers. */
  counted: z.number().nullable(),
  /** Percent of premises, 0-100. */
  percent: z.number().nullable(),
});

const verdictSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('comparable') }),
  z.strictObject({
    status: z.literal('changed-definition'),
    reasons: z.array(z.strictObject({ period: z.string(), note: z.enum(pointNotes), source: z.string() })),
  }),
  z.strictObject({ status: z.literal('not-in-source'), periods: z.array(z.string()) }),
]);

const rowSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  from: figureSchema.nullable(),
  to: figureSchema.nullable(),
  verdict: z.enum(areaVerdicts),
  /** Areas it became or was made from, where its borders changed. */
  linked: z.array(z.strictObject({ code: z.string(), name: z.string() })),
  /** Percentage points and premises, more or fewer; null where the two figures cannot be compared. */
  points: z.number().nullable(),
  premises: z.number().nullable(),
  history: z.array(
    z.strictObject({
      period: z.string(),
      value: z.number().nullable(),
      note: z.enum(pointNotes).nullable(),
    }),
  ),
});
export type CoverageChangeRow = z.infer<typeof rowSchema>;

const askedSchema = z.strictObject({
  class: z.enum(speedClasses),
  /** What Ofcom publishes of the class: of decent broadband who cannot get it, of the others who can. */
  measure: z.enum(coverageMeasures),
  type: z.enum(changeTypes),
  within: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
});

/** Two releases of coverage, area by area. */
export const coverageChangeSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('missing'),
    ...askedSchema.shape,
    /** `one-release`: there is nothing to compare with; `nothing-loaded`: nothing of areas of this kind. */
    reason: z.enum(['one-release', 'nothing-loaded']),
    periods: z.array(z.string()),
  }),
  z.strictObject({
    status: z.literal('known'),
    ...askedSchema.shape,
    from: z.string(),
    to: z.string(),
    /** The releases that have areas of the kind, earliest first. */
    periods: z.array(z.string()),
    release: verdictSchema,
    counts: z.strictObject({
      areas: z.number().int(),
      up: z.number().int(),
      down: z.number().int(),
      same: z.number().int(),
      notComparable: z.strictObject({
        'changed-definition': z.number().int(),
        'changed-boundary': z.number().int(),
        'not-in-source': z.number().int(),
      }),
    }),
    rows: z.array(rowSchema),
    page: z.number().int(),
    pages: z.number().int(),
    sources: z.array(figureSourceSchema),
    attribution: attributionSchema,
  }),
]);
export type CoverageChange = z.infer<typeof coverageChangeSchema>;
export type KnownCoverageChange = Extract<CoverageChange, { status: 'known' }>;

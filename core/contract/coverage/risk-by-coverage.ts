import { z } from 'zod';
import { areaCodeSchema, areaSetSchema, areaTypeSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';
import { comparisonBaseSchema } from '../profile.ts';
import { baseSchema, csvFormatSchema, identifierSchema } from '../queries.ts';
import { bivariateClasses, coverageGroups, gapKinds, riskGroups } from './risk-groups.ts';
import { speedClasses } from './speed-class.ts';

/** What risk by coverage is asked for: the same in addresses of pages, the API and the command line. */
export const riskByCoverageQuerySchema = z.strictObject({
  class: z.enum(speedClasses).default('decent').describe('The speed that premises can or cannot order.'),
  profile: identifierSchema.optional().describe("The index that ranks areas; the Atlas's own unless said."),
  base: baseSchema,
  within: areaCodeSchema
    .optional()
    .describe('Only areas within this area: the code of an authority, ward, MSOA, region or nation.'),
});
export type RiskByCoverageQuery = z.infer<typeof riskByCoverageQuerySchema>;

export const riskByCoverageApiQuerySchema = z.strictObject({
  ...riskByCoverageQuerySchema.shape,
  format: csvFormatSchema,
});

/** Areas added up. Premises and people are two things: people are all who live in the areas. */
const areaSumsSchema = z.strictObject({
  areas: z.number().int(),
  premises: z.number().int(),
  /** Premises of which no source says anything. */
  unknown: z.number().int(),
  /** The sum of (1 - chance) over the others. */
  expectedUnserved: z.number(),
  /** Null where it is known of none of the areas. */
  people: z.number().nullable(),
  /** Areas of which it is not known how many live there. */
  withoutPeople: z.number().int(),
});

const namedSchema = z.strictObject({ code: z.string(), name: z.string() });

/** One area with its risk and its premises. */
const riskAreaSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  placeName: z.string().nullable(),
  ward: namedSchema.nullable(),
  authority: namedSchema.nullable(),
  score: z.number().nullable(),
  /** 1 is the greatest risk. */
  rank: z.number().nullable(),
  rankOf: z.number().int(),
  /** The best of the ranks that it shares; null where it has its rank alone. */
  jointRank: z.number().nullable(),
  risk: z.enum(riskGroups),
  coverage: z.enum(coverageGroups),
  mapClass: z.enum(bivariateClasses).nullable(),
  kind: z.enum(gapKinds).nullable(),
  premises: z.number().int(),
  unknown: z.number().int(),
  expectedUnserved: z.number(),
  /** Of the premises of which it is known, 0-1. */
  unservedShare: z.number().nullable(),
  people: z.number().nullable(),
});
export type RiskArea = z.infer<typeof riskAreaSchema>;

/** Premises of the riskiest fifth and of the other fifths. */
const headlineSchema = z.strictObject({ riskiest: areaSumsSchema, elsewhere: areaSumsSchema });

/** Risk joined to coverage. */
export const riskByCoverageSchema = z.strictObject({
  class: z.enum(speedClasses),
  profile: z.strictObject({ id: z.string(), title: z.string(), version: z.string() }),
  base: comparisonBaseSchema,
  within: z.strictObject({ code: z.string(), name: z.string(), type: areaTypeSchema }).nullable(),
  areas: areaSetSchema,
  /** Of the coverage: what premises can order. */
  period: z.string(),
  /** Shares (0-1) of premises without the class at which the groups "some" and "many" begin. */
  breaks: z.strictObject({ some: z.number(), many: z.number() }),
  headline: headlineSchema,
  table: z.strictObject({
    /** In the order of riskGroups; cells and columns in the order of coverageGroups. */
    rows: z.array(
      z.strictObject({ risk: z.enum(riskGroups), cells: z.array(areaSumsSchema), total: areaSumsSchema }),
    ),
    columns: z.array(areaSumsSchema),
    total: areaSumsSchema,
  }),
  classes: z.array(z.strictObject({ mapClass: z.enum(bivariateClasses), sums: areaSumsSchema })),
  kinds: z.array(z.strictObject({ kind: z.enum(gapKinds), sums: areaSumsSchema })),
  /** Areas at high risk where a twentieth of the premises and more go without: the most such premises first. */
  worst: z.strictObject({ total: z.number().int(), areas: z.array(riskAreaSchema) }),
  /** Areas by the ward that they are put in, the ward with most premises without in the riskiest fifth first. */
  wards: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      all: areaSumsSchema,
      riskiest: areaSumsSchema,
    }),
  ),
  /** Full-fibre take-up of the authorities that the areas lie in, percent; of those it is loaded for. */
  takeUp: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      percentOfCoverage: z.number().nullable(),
      percentOfAll: z.number().nullable(),
      period: z.string(),
    }),
  ),
  attribution: attributionSchema,
});
export type RiskByCoverage = z.infer<typeof riskByCoverageSchema>;

/** What the page is made from: risk by coverage, or why there is none to show. */
export const riskByCoveragePageSchema = z.strictObject({
  profileId: z.string(),
  class: z.enum(speedClasses),
  result: riskByCoverageSchema.nullable(),
  nothing: z.enum(['no-snapshot', 'other-areas', 'not-scored']).nullable(),
});
export type RiskByCoveragePage = z.infer<typeof riskByCoveragePageSchema>;

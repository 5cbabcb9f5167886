import { z } from 'zod';
import { areaMatchingSchema } from './area-matching.ts';
import { parseRule, type FilterRule } from './filter-rule.ts';
import { areaCodeSchema, areaSetSchema, areaTypeSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { columnMethodSchema } from './indicator-column.ts';
import { missingReasonSchema } from './indicator.ts';
import { comparisonBaseSchema } from './profile.ts';
import { baseSchema, identifierSchema } from './queries.ts';

/** Kinds of area that lists are of: output areas have no scores, and there are too few nations to list. */
export const listedTypes = ['lsoa', 'msoa', 'ward', 'lad', 'region'] as const;

/** A page of eighty columns and fifty rows is twice the 100 kB that a phone should have to load. */
const wideTable = { columns: 40, rows: 25 } as const;

/** Rows of a page of a table with so many columns. */
export function listPageSize(columns: number): number {
  return columns > wideTable.columns ? wideTable.rows : 50;
}

const limits = { rules: 12, columns: 200, selected: 200 } as const;

/** A parameter that may stand once or more often, each a list joined by commas: how forms and hands write lists. */
function listOf<Item extends z.ZodType<string, string>>(item: Item, most: number) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((texts) => [texts].flat().flatMap((text) => text.split(',')))
    .pipe(z.array(item).max(most));
}

const columnNameSchema = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+([:.-][a-z0-9]+)*$/, 'the name of a column, as in score or indicator:aged-75-plus');

function parseWhere(text: string, context: z.RefinementCtx): FilterRule {
  const rule = parseRule(text);
  if (rule !== null) return rule;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is no condition: a column, one of >= <= > < = ~, and a value; or a column and ?missing or ?known`,
  });
  return z.NEVER;
}

const whereSchema = z
  .union([z.string().max(300), z.array(z.string().max(300)).max(limits.rules)])
  .transform((texts, context) => [texts].flat().map((text) => parseWhere(text, context)));

/** What lists of areas and their files take; the same for every format. */
export const listingQuerySchema = z.strictObject({
  profile: identifierSchema.optional().describe("The profile; the Atlas's own when left out."),
  base: baseSchema,
  type: z.enum(listedTypes).optional().describe("The kind of area; the profile's own when left out."),
  within: areaCodeSchema.optional().describe('Only areas within the area of this code.'),
  where: whereSchema.optional().describe('A condition, as in decile<=2; may be given more than once.'),
  match: z.enum(['all', 'any']).default('all').describe('Whether all conditions must hold, or any.'),
  sort: z
    .string()
    .max(121)
    .regex(/^-?[a-z0-9]+([:.-][a-z0-9]+)*$/, 'the name of a column, with - in front for the other way round')
    .default('rank'),
  columns: z
    .union([z.literal('all'), listOf(columnNameSchema, limits.columns)])
    .optional()
    .describe('Names of columns joined by commas, or all.'),
  selected: listOf(areaCodeSchema, limits.selected)
    .default([])
    .describe('Codes of areas that are to be seen as one.'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListingQuery = z.output<typeof listingQuerySchema>;

/** How a figure of several areas seen as one was come by. */
export const combinedMethodSchema = columnMethodSchema.exclude(['published']);
export type CombinedMethod = z.infer<typeof combinedMethodSchema>;

export const tableColumnSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['number', 'text']),
  title: z.string(),
  description: z.string(),
  unit: z.string(),
  /** How many are shown; null: none for whole numbers, else one. */
  decimals: z.number().int().nullable(),
  period: z.string(),
  source: z.string(),
  licence: z.string(),
});
export type TableColumn = z.infer<typeof tableColumnSchema>;

const valueSchema = z.union([z.number(), z.string(), z.null()]);

export const listingSchema = z.strictObject({
  profile: z.strictObject({ id: z.string(), title: z.string(), version: z.string() }),
  base: comparisonBaseSchema,
  areas: areaSetSchema,
  /** How the profile's areas were put in wards; null where no wards are listed. */
  matching: areaMatchingSchema.nullable(),
  within: z.strictObject({ code: z.string(), name: z.string(), type: areaTypeSchema }).nullable(),
  /** Conditions as addresses spell them. */
  where: z.array(z.string()),
  match: z.enum(['all', 'any']),
  sort: z.string(),
  columns: z.array(tableColumnSchema),
  /** How many areas pass, on all pages. */
  total: z.number().int(),
  page: z.number().int(),
  pages: z.number().int(),
  rows: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      /** By column; null is missing. */
      values: z.record(z.string(), valueSchema),
      /** Why values are missing, by column, where that is known. */
      missing: z.record(z.string(), missingReasonSchema),
    }),
  ),
  /** The selected areas seen as one; null where none is selected. */
  combined: z
    .strictObject({
      areas: z.array(z.strictObject({ code: z.string(), name: z.string() })),
      /** The profile's own areas in them, and how many of these have a score. */
      memberCount: z.number().int(),
      scoredCount: z.number().int(),
      population: z.number().nullable(),
      scoredPopulation: z.number().nullable(),
      score: z.number().nullable(),
      /** By column; what is of one area only (ranks, names) is left out. */
      values: z.record(
        z.string(),
        z.strictObject({ value: z.number().nullable(), method: combinedMethodSchema }),
      ),
    })
    .nullable(),
  attribution: attributionSchema,
});
export type Listing = z.infer<typeof listingSchema>;

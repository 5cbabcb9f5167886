import { z } from 'zod';
import { areaCodeSchema, areaTypeSchema, type Bounds } from './area.ts';
import { parseBase } from './base-text.ts';
import { problemFilterFields } from './coverage/coverage-problem.ts';

/**
 * What callers may write in the path and the query string of the API. Every object is strict: a parameter that is
 * not listed is refused, because a mistyped filter that is silently ignored gives wrong figures.
 */

/** Text that people type. PostgreSQL cannot hold NUL, and no name holds a control character. */
export const typedTextSchema = z
  .string()
  .refine((text) => !/\p{Cc}/u.test(text), 'control characters are not allowed');

const plainTextSchema = typedTextSchema.max(200);

export const identifierSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/** Rows of a page, in the words of JSON Schema. */
export const pageLimits = { minimum: 1, maximum: 10_000, default: 100 } as const;

const limitNumberSchema = z.coerce.number().int().min(pageLimits.minimum).max(pageLimits.maximum);
const limitSchema = limitNumberSchema.default(pageLimits.default).describe('How many rows a page holds.');
const optionalLimitSchema = limitNumberSchema
  .optional()
  .describe('How many rows a page holds: 100 unless said; CSV without a limit holds every row.');

const cursorSchema = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9_-]+$/, 'take it unchanged from the page before')
  .optional()
  .describe('Where the page starts: the `next` of the page before.');

function parseBounds(text: string, context: z.RefinementCtx): Bounds {
  const numbers = /^\s*$/.test(text)
    ? []
    : text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
  const isUsable =
    numbers.length === 4 &&
    numbers.every(Number.isFinite) &&
    Math.abs(west) <= 180 &&
    Math.abs(east) <= 180 &&
    Math.abs(south) <= 90 &&
    Math.abs(north) <= 90;
  if (!isUsable) {
    context.addIssue({ code: 'custom', message: 'four numbers in degrees: west,south,east,north' });
  } else if (west >= east || south >= north) {
    context.addIssue({ code: 'custom', message: 'west must be less than east and south less than north' });
  }
  return { west, south, east, north };
}

export const bboxSchema = z
  .string()
  .max(120)
  .transform(parseBounds)
  .describe('West, south, east and north in WGS84 degrees, joined by commas.');

export const baseSchema = z
  .string()
  .max(1000)
  .refine((text) => {
    try {
      parseBase(text);
      return true;
    } catch {
      return false;
    }
  }, 'use everything, nation, region, lad, or in: and area codes joined by commas')
  .optional()
  .describe('Whom areas are compared with: everything, nation, region, lad, or in:CODE,CODE.');

function parseWeights(text: string, context: z.RefinementCtx): Record<string, number> {
  const weights: Record<string, number> = {};
  for (const part of text.split(',')) {
    const match = /^([a-z0-9]+(?:-[a-z0-9]+)*):(\d{1,4}(?:\.\d{1,6})?)$/.exec(part);
    const [, id, weight] = match ?? [];
    if (id === undefined || weight === undefined) {
      context.addIssue({
        code: 'custom',
        message: 'indicator:weight pairs joined by commas, weights 0 or more',
      });
      return weights;
    }
    weights[id] = Number(weight);
  }
  return weights;
}

const weightsSchema = z
  .string()
  .min(1)
  .max(2000)
  .transform(parseWeights)
  .optional()
  .describe('Own weights, `indicator:weight` joined by commas; indicators not named keep their weight.');

const vintageTextSchema = z.coerce
  .number()
  .int()
  .min(1991)
  .max(2100)
  .optional()
  .describe('The year of the boundaries; the newest that is loaded when left out.');

const areaSetFields = {
  type: areaTypeSchema.default('lsoa').describe('The kind of area.'),
  vintage: vintageTextSchema,
};
const withinSchema = areaCodeSchema
  .optional()
  .describe('Only areas within this area: the code of an authority, ward, MSOA, region or nation.');
const page = { cursor: cursorSchema, limit: limitSchema };

export const noQuerySchema = z.strictObject({});
export const areaTypeQuerySchema = z.strictObject({
  type: areaTypeSchema.optional().describe('Needed only where one code names areas of two kinds.'),
  vintage: vintageTextSchema,
});

/** The page of an area. What else stands in the address is passed over: letters and posts add their own to links. */
export const areaPageQuerySchema = z.object({
  ...areaTypeQuerySchema.shape,
  profile: identifierSchema.optional().describe("The index; the Atlas's own when left out."),
  base: baseSchema,
});
export type AreaPageQuery = z.infer<typeof areaPageQuerySchema>;

/** Which of an area's maps: by a profile, where it is not the one that the Atlas opens with. */
export const areaMapQuerySchema = areaTypeQuerySchema.extend({
  profile: identifierSchema.optional(),
  base: baseSchema,
});

export const areaListQuerySchema = z.strictObject({
  ...areaSetFields,
  within: withinSchema,
  bbox: bboxSchema.optional(),
  code: areaCodeSchema.optional().describe('Exactly this area code.'),
  q: plainTextSchema.min(1).optional().describe('Part of the name of the area or the place.'),
  ...page,
  format: z.enum(['json', 'geojson']).default('json'),
});
export type AreaListQuery = z.infer<typeof areaListQuerySchema>;

export const csvFormatSchema = z
  .enum(['json', 'csv', 'csvw', 'tableschema'])
  .default('json')
  .describe('csvw and tableschema describe the CSV: CSV on the Web metadata, and Table Schema.');

const scoreSorts = ['rank', '-rank', 'code', 'name'] as const;
export const scoreListQuerySchema = z.strictObject({
  type: areaTypeSchema.optional().describe("The kind of area; the profile's own when left out."),
  vintage: vintageTextSchema,
  within: withinSchema,
  base: baseSchema,
  weights: weightsSchema,
  sort: z.enum(scoreSorts).default('rank').describe('rank puts the greatest risk first.'),
  cursor: cursorSchema,
  limit: optionalLimitSchema,
  format: csvFormatSchema,
});
export type ScoreListQuery = z.infer<typeof scoreListQuerySchema>;

export const clusterListQuerySchema = z.strictObject({
  type: areaTypeSchema
    .optional()
    .describe("The kind of area: only the profile's own is looked at for clusters."),
  within: withinSchema,
  base: baseSchema,
  show: z
    .enum(['significant', 'all'])
    .default('significant')
    .describe('significant: clusters and outliers only; all: every area with its kind.'),
});

export const rankIntervalListQuerySchema = z.strictObject({
  type: areaTypeSchema.optional().describe("The kind of area; the profile's own when left out."),
  within: withinSchema,
  base: baseSchema,
});

export const columnsQuerySchema = z.strictObject({ base: baseSchema });
export const explanationQuerySchema = z.strictObject({
  type: areaTypeSchema.optional().describe("The kind of area; the profile's own when left out."),
  base: baseSchema,
});

export const indicatorColumnQuerySchema = z.strictObject({
  type: areaTypeSchema.optional().describe("The kind of area; the profile's own when left out."),
});

const releaseIdSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export const valueListQuerySchema = z.strictObject({
  ...areaSetFields,
  within: withinSchema,
  period: plainTextSchema.min(1).optional().describe('The newest when left out.'),
  release: releaseIdSchema
    .optional()
    .describe('An older release of the data; the one in force when left out.'),
  cursor: cursorSchema,
  limit: optionalLimitSchema,
  format: csvFormatSchema,
});
export type ValueListQuery = z.infer<typeof valueListQuerySchema>;

/** How many of the areas that move most are given. */
export const comparisonQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(pageLimits.maximum).default(50),
});

const yearSchema = z.coerce.number().int().min(1991).max(2100);
export const overTimeQuerySchema = comparisonQuerySchema.extend({
  before: yearSchema.describe('The newest figures of this year or earlier.'),
  after: yearSchema.describe('Against the newest figures of this year or earlier.'),
});

export const searchQuerySchema = z.strictObject({
  q: plainTextSchema.min(1).describe('A place, ward, area code or postcode, or the beginning of one.'),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

/** The page is asked for without a text when it is opened, and with an empty one when the form is sent empty. */
export const searchPageQuerySchema = z.strictObject({ q: plainTextSchema.optional() });

export const coverageListQuerySchema = z.strictObject({
  level: z.enum(['postcode', 'oa', 'lsoa', 'lad']).default('lsoa'),
  within: withinSchema,
  code: plainTextSchema
    .min(1)
    .max(12)
    .optional()
    .describe('An area code, or a postcode with or without its space.'),
  release: releaseIdSchema.optional().describe('The release of the data; the current ones when left out.'),
  ...page,
});

/** Only what officers upheld is listed: a state is said so that it stands in the address, and is no other. */
export const upheldListQuerySchema = z.strictObject({
  ...problemFilterFields,
  state: z.enum(['upheld']).default('upheld'),
  cursor: cursorSchema,
  limit: optionalLimitSchema,
  format: csvFormatSchema,
});
export type UpheldListQuery = z.infer<typeof upheldListQuerySchema>;

export const problemParamsSchema = z.strictObject({ reference: z.string().max(40) });

export const premisesQuerySchema = z.strictObject({
  bbox: bboxSchema,
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('How many premises a page holds.'),
});

export const supportPlaceQuerySchema = z.strictObject({
  bbox: bboxSchema.optional(),
  within: areaCodeSchema.optional().describe('Only places within this local authority.'),
  ...page,
});

export const profileParamsSchema = z.strictObject({ profileId: identifierSchema });
export const profilePairParamsSchema = z.strictObject({
  profileId: identifierSchema,
  otherId: identifierSchema,
});
export const profileAreaParamsSchema = z.strictObject({ profileId: identifierSchema, code: areaCodeSchema });
export const profileIndicatorParamsSchema = z.strictObject({
  profileId: identifierSchema,
  indicatorId: identifierSchema,
});
export const areaParamsSchema = z.strictObject({ code: areaCodeSchema });
export const indicatorParamsSchema = z.strictObject({ indicatorId: identifierSchema });
export const datasetParamsSchema = z.strictObject({ datasetId: identifierSchema });
export const dataPackageQuerySchema = z.strictObject({
  dataset: identifierSchema.describe('The id of the dataset.'),
});

const tileNumberSchema = z.coerce.number().int().min(0).max(4_194_303);
/** `lsoa-2021`. */
const tileSetSchema = z
  .string()
  .regex(/^[a-z]{2,10}-\d{4}$/, 'a kind of area and a vintage, as in lsoa-2021');
export const tileJsonParamsSchema = z.strictObject({
  tileSet: z
    .string()
    .regex(/^[a-z]{2,10}-\d{4}\.json$/, 'a kind of area and a vintage, as in lsoa-2021.json'),
});
/** Which tile of a grid of Web Mercator. */
export const tilePositionShape = {
  z: z.coerce.number().int().min(0).max(22),
  x: tileNumberSchema,
  y: tileNumberSchema,
};

/** Only tiles that are in the world. */
export function isTileOfWorld({ z, x, y }: { z: number; x: number; y: number }): boolean {
  return x < 2 ** z && y < 2 ** z;
}

export const outsideWorld = { message: 'outside the grid of this zoom', path: ['x'] };

export const tileParamsSchema = z
  .strictObject({
    tileSet: tileSetSchema,
    hash: z.string().regex(/^[0-9a-f]{12,64}$/, 'the hash that the TileJSON names'),
    ...tilePositionShape,
  })
  .refine(isTileOfWorld, outsideWorld);

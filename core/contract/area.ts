import { z } from 'zod';

/** The kinds of area the Atlas knows, smallest first. A kind has vintages (2011, 2021, 2025 ...). */
export const areaTypes = ['oa', 'lsoa', 'msoa', 'ward', 'lad', 'region', 'nation'] as const;
/** Kinds of areas that smaller ones are added up to, the smallest first. */
export const parentTypes = [
  'msoa',
  'ward',
  'lad',
  'region',
  'nation',
] as const satisfies readonly (typeof areaTypes)[number][];
export type ParentType = (typeof parentTypes)[number];
/** Kinds of areas that have a page of their own, the smallest first. */
export const profiledTypes = [
  'lsoa',
  'msoa',
  'ward',
  'lad',
  'region',
] as const satisfies readonly (typeof areaTypes)[number][];
export const areaTypeSchema = z.enum(areaTypes);
export type AreaType = z.infer<typeof areaTypeSchema>;

/** Nine-character GSS code (E01000001), Scottish, Northern Irish and older forms included. */
export const areaCodeSchema = z
  .string()
  .regex(/^[A-Z0-9]{4,12}$/, 'an area code is 4 to 12 capital letters and digits')
  .brand<'AreaCode'>();

export const vintageSchema = z.number().int().min(1991).max(2100);

/** An area set: one kind of area at one vintage. `{type:'lsoa', vintage:2021}` is today's LSOAs. */
export const areaSetSchema = z.strictObject({ type: areaTypeSchema, vintage: vintageSchema });
export type AreaSet = z.infer<typeof areaSetSchema>;

/** Longitude then latitude, WGS84 degrees. */
export const positionSchema = z.strictObject({ longitude: z.number(), latitude: z.number() });
export type Position = z.infer<typeof positionSchema>;

/** West, south, east, north in WGS84 degrees. */
export const boundsSchema = z.strictObject({
  west: z.number().min(-180).max(180),
  south: z.number().min(-90).max(90),
  east: z.number().min(-180).max(180),
  north: z.number().min(-90).max(90),
});
export type Bounds = z.infer<typeof boundsSchema>;

/** How an area was put in its parent: by an official exact lookup, by best fit, or by its point in the polygon. */
export const membershipMethodSchema = z.enum(['exact', 'best-fit', 'point-in-polygon']);
export type MembershipMethod = z.infer<typeof membershipMethodSchema>;

export const areaReferenceSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  type: areaTypeSchema,
  vintage: vintageSchema,
});

export const membershipSchema = areaReferenceSchema.extend({
  method: membershipMethodSchema,
  /** The share (0-1) of the area that the parent holds; 1 where the lookup is exact or best-fit. */
  share: z.number(),
});
export type Membership = z.infer<typeof membershipSchema>;

export const areaSummarySchema = areaReferenceSchema.extend({
  nameWelsh: z.string().nullable(),
  /** What people call the place: the House of Commons Library's name of its middle layer area, where loaded. */
  placeName: z.string().nullable(),
  centroid: positionSchema.nullable(),
  bounds: boundsSchema.nullable(),
  population: z.number().nullable(),
  madeUp: z.boolean(),
});
export type AreaSummary = z.infer<typeof areaSummarySchema>;

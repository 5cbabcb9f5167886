import { z } from 'zod';
import { figureSourceSchema } from './figure-source.ts';

/** The kinds of support that have a name of their own; every other is shown by what its publisher calls it. */
export const supportKinds = [
  'library',
  'library: local authority run',
  'library: commissioned',
  'library: community run',
  'library: independent community',
  'jobcentre',
] as const;

const supportPlaceSchema = z.strictObject({
  id: z.number().int(),
  kind: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  website: z.string().nullable(),
  /** By day, as the publisher gives them; empty where it gives none. */
  openingHours: z.record(z.string(), z.string()),
  /** How its position was found: published, by UPRN, by postcode. */
  positionBasis: z.string().nullable(),
  /** In a straight line from the point that the section names; null where the area has none. */
  distanceMetres: z.number().nullable(),
  isWithin: z.boolean().nullable(),
});
export type NearbyPlace = z.infer<typeof supportPlaceSchema>;

/** Places that help people get online: those within the area and the nearest, from the middle of its people. */
export const supportSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    /** Where distances are measured from: the middle of the area's people, else of its ground; null: neither is known. */
    from: z.enum(['population-point', 'centroid']).nullable(),
    /** Null where the area has no boundary. `places` has the nearest of them, at most 20. */
    within: z.strictObject({ total: z.number().int(), places: z.array(supportPlaceSchema) }).nullable(),
    /** The nearest five, wherever they are. */
    nearest: z.array(supportPlaceSchema),
    /** How many places in the area's authority are left out because they have closed, or cannot be put on the map. */
    closed: z.number().int(),
    unplaced: z.number().int(),
    sources: z.array(figureSourceSchema),
  }),
  z.strictObject({ status: z.literal('missing'), reason: z.enum(['nothing-loaded', 'no-point']) }),
]);
export type Support = z.infer<typeof supportSchema>;
export type KnownSupport = Extract<Support, { status: 'known' }>;

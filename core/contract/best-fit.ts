import { z } from 'zod';

/**
 * How well the whole small areas that a larger one is made of here fill it, counted at the homes in them, or why that is
 * not known. `covered` and `own` are shares (0-1): of what lies in the larger area, how much its small areas hold; of what
 * lies in them, how much is in the larger area.
 */
export const bestFitSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('known'),
    covered: z.number(),
    own: z.number(),
    /** What was counted: the places of addresses, or live postcodes where no addresses are loaded. */
    basis: z.enum(['addresses', 'postcodes']),
    /** How many of them lie in the larger area. */
    counted: z.number().int(),
    /** Either share is below 0.8. */
    isPoor: z.boolean(),
    /** Plain English, made by tested rules from the figures. */
    sentence: z.string(),
  }),
  z.strictObject({
    status: z.literal('missing'),
    /**
     * Its small areas lie wholly in it by an official exact lookup; no address or postcode is loaded that says in which
     * area of both kinds it lies.
     */
    reason: z.enum(['exact', 'nothing-to-count']),
  }),
]);
export type BestFit = z.infer<typeof bestFitSchema>;

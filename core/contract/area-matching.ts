import { z } from 'zod';

/** How the small areas that larger ones are made of were put in them: how many of them in each way. */
export const areaMatchingSchema = z.strictObject({
  /** By an official lookup of areas that lie wholly in the larger ones. */
  exact: z.number().int(),
  /** By an official lookup that gives each to the larger area that most of its people live in. */
  bestFit: z.number().int(),
  /** By one point in each, as no official lookup is loaded. */
  byPoint: z.number().int(),
});
export type AreaMatching = z.infer<typeof areaMatchingSchema>;

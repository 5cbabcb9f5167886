import { z } from 'zod';
import { areaTypeSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';

const foundAreaSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  /** What people call the place, where that is loaded. */
  placeName: z.string().nullable(),
  /** The local authority it is in; null for those that are in none, or where none is loaded. */
  authority: z.string().nullable(),
});

const foundPostcodeSchema = z.strictObject({
  /** As people write it: "M33 2BH". */
  postcode: z.string(),
  /** The month in which it went out of use, "2019-01"; null while it is in use. */
  terminated: z.string().nullable(),
});

/** What the search page found: areas by kind, and postcodes. It knows areas, never addresses or households. */
export const searchPageSchema = z.strictObject({
  /** Null where nothing was asked yet. */
  query: z.string().nullable(),
  /** The one postcode that was asked for, and the areas it is in, the largest last; an area that is not loaded has no name. */
  postcode: foundPostcodeSchema
    .extend({
      areas: z.array(z.strictObject({ type: areaTypeSchema, code: z.string(), name: z.string().nullable() })),
    })
    .nullable(),
  /** Whether the text reads as a whole postcode. */
  isPostcode: z.boolean(),
  /** The code of the one area that is called just that, or has that code; null where there is none, or several. */
  exact: z.string().nullable(),
  /** Areas by kind, the largest kind first. */
  groups: z.array(z.strictObject({ type: areaTypeSchema, areas: z.array(foundAreaSchema) })),
  /** Postcodes that begin with the text. */
  postcodes: z.array(foundPostcodeSchema),
  /** Whether there is more than is listed. */
  isCut: z.boolean(),
  attribution: attributionSchema,
});
export type SearchPage = z.infer<typeof searchPageSchema>;

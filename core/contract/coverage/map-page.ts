import { z } from 'zod';
import { areaTypeSchema } from '../area.ts';
import { attributionSchema } from '../dataset.ts';
import { tileTemplateSchema } from '../tiles.ts';
import { speedClasses } from './speed-class.ts';

/** What the script of the map is told by its page. */
export const premisesMapSchema = z.strictObject({
  /** Of the snapshot that is shown. */
  period: z.string(),
  /** Of all snapshots, the newest first. */
  periods: z.array(z.string()),
  tiles: tileTemplateSchema,
  basemapStyle: z.string().nullable(),
  /** The area that the address names with `within`. */
  within: z
    .strictObject({
      code: z.string(),
      name: z.string(),
      type: areaTypeSchema,
      bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
      /** Its outline is drawn from these tiles; null where they have not been made. */
      outline: tileTemplateSchema.nullable(),
    })
    .nullable(),
});
export type PremisesMap = z.infer<typeof premisesMapSchema>;

/** All premises of the snapshot, counted. */
const premisesTotalsSchema = z.strictObject({
  premises: z.number().int(),
  /** What BDUK calls no premises: on the map, in no count. */
  notRecognised: z.number().int(),
  classes: z.record(
    z.enum(speedClasses),
    z.strictObject({
      /** The sum of (1 - chance) over premises whose chance is known. */
      unserved: z.number(),
      unknown: z.number().int(),
    }),
  ),
});

/** What the page of the map of premises is made from; nothing where no premises are loaded. */
export const premisesMapPageSchema = z.strictObject({
  map: premisesMapSchema.nullable(),
  totals: premisesTotalsSchema.nullable(),
  attribution: attributionSchema,
});

import { z } from 'zod';
import { areaTypeSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';
import { comparisonBaseSchema } from './profile.ts';
import { scoreSchema } from './score.ts';

/** The areas at greatest risk as a table: what the map shows, in text. */
const tableTwinSchema = z.strictObject({
  profile: z.strictObject({ id: z.string(), title: z.string(), summary: z.string() }),
  base: comparisonBaseSchema,
  /** The base as the address has it; null for the profile's own. */
  baseText: z.string().nullable(),
  type: areaTypeSchema,
  /** The kinds of area that the page can show instead. */
  otherTypes: z.array(areaTypeSchema),
  total: z.number().int(),
  scores: z.array(scoreSchema),
  /** The box around the areas that have a score: west, south, east, north. */
  extent: z.array(z.number()).nullable(),
});
export type TableTwin = z.infer<typeof tableTwinSchema>;

/** What the page of the map is made from; without a table where nothing that the address asks for can be scored. */
export const mapPageSchema = z.strictObject({
  table: tableTwinSchema.nullable(),
  attribution: attributionSchema,
});

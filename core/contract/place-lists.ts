import { z } from 'zod';
import { positionSchema } from './area.ts';
import { attributionSchema } from './dataset.ts';

/** Broadband coverage of an area or postcode by one release; figures follow the publisher's definitions. */
const coverageFigureSchema = z.strictObject({
  premises: z.number().nullable(),
  percent: z.number().nullable(),
});
const coverageSchema = z.strictObject({
  releaseId: z.number().int(),
  datasetId: z.string(),
  period: z.string().nullable(),
  level: z.enum(['postcode', 'oa', 'lsoa', 'lad']),
  code: z.string(),
  isResidential: z.boolean(),
  /** As the publisher gives it, or rolled up from a lower level by adding premises. */
  basis: z.enum(['published', 'summed']),
  premises: z.number().nullable(),
  matchedPremises: z.number().nullable(),
  measures: z.record(z.string(), coverageFigureSchema),
  bands: z.record(z.string(), coverageFigureSchema),
});
export type Coverage = z.infer<typeof coverageSchema>;
export const coverageListSchema = z.strictObject({
  items: z.array(coverageSchema),
  attribution: attributionSchema,
  next: z.string().nullable(),
});

/** One addressable property (a UPRN) and the areas whose polygons hold its point. */
const premisesSchema = z.strictObject({
  uprn: z.number().int(),
  position: positionSchema,
  postcode: z.string().nullable(),
  lsoaCode: z.string().nullable(),
  wardCode: z.string().nullable(),
  ladCode: z.string().nullable(),
});
export type Premises = z.infer<typeof premisesSchema>;
export const premisesListSchema = z.strictObject({
  items: z.array(premisesSchema),
  attribution: attributionSchema,
  next: z.string().nullable(),
});

/** A library, community centre or other place that helps people get online. */
const supportPlaceSchema = z.strictObject({
  id: z.number().int(),
  kind: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  position: positionSchema.nullable(),
  /** How the position was found: published, by UPRN, by postcode; null where there is none. */
  positionBasis: z.string().nullable(),
  ladCode: z.string().nullable(),
  website: z.string().nullable(),
  openingHours: z.record(z.string(), z.string()),
  yearOpened: z.number().int().nullable(),
  yearClosed: z.number().int().nullable(),
  isStatutory: z.boolean().nullable(),
});
export type SupportPlace = z.infer<typeof supportPlaceSchema>;
export const supportPlaceListSchema = z.strictObject({
  items: z.array(supportPlaceSchema),
  attribution: attributionSchema,
  next: z.string().nullable(),
});

import { z } from 'zod';

/** One entry of data/sources.yaml: who publishes what, under which licence, where. */
export const sourceDefinitionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  publisher: z.string().min(1),
  licence: z.string().min(1),
  licenceUrl: z.url(),
  /** The words that must stand with every figure, tile and download made from it. */
  attribution: z.string().min(1),
  /** The publisher's page about the data. */
  page: z.url().optional(),
  /** Where `atlas fetch` gets the file. */
  address: z.url().optional(),
  vintage: z.string().optional(),
  /** How many months lie between one edition and the next; left out where the publisher keeps to no rhythm, or it is not known. */
  everyMonths: z.number().int().min(1).max(120).optional(),
  /** The reader that opens it. */
  reader: z.string(),
  madeUp: z.boolean().default(false),
});
export type SourceDefinition = z.infer<typeof sourceDefinitionSchema>;

export const releaseSchema = z.strictObject({
  releaseId: z.number().int(),
  datasetId: z.string(),
  reader: z.string(),
  period: z.string().nullable(),
  part: z.string(),
  vintage: z.number().int().nullable(),
  fileName: z.string(),
  fileSha256: z.string(),
  fileBytes: z.number(),
  importedAt: z.iso.datetime(),
  importedBy: z.string(),
  rowsRead: z.number().int(),
  rowsKept: z.number().int(),
  rowsRejected: z.number().int(),
  notes: z.array(z.looseObject({ code: z.string(), severity: z.string(), message: z.string() })),
  isCurrent: z.boolean(),
});
export type Release = z.infer<typeof releaseSchema>;

export const datasetSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  attribution: z.string(),
  address: z.string().nullable(),
  madeUp: z.boolean(),
  releases: z.array(releaseSchema),
});
export type Dataset = z.infer<typeof datasetSchema>;

/** The credit lines of the data behind an answer; travels with every page, download and tile. */
export const attributionSchema = z.strictObject({
  lines: z.array(z.string()),
  madeUp: z.boolean(),
});
export type Attribution = z.infer<typeof attributionSchema>;

import { z } from 'zod';

/** What a release brings to a snapshot of premises. */
export const snapshotRoles = [
  'premises',
  'directory',
  'plan',
  'postcode-coverage',
  'output-area-coverage',
] as const;

export const snapshotInputSchema = z.strictObject({
  role: z.enum(snapshotRoles),
  releaseId: z.number().int(),
  datasetId: z.string(),
  period: z.string().nullable(),
});
export type SnapshotInput = z.infer<typeof snapshotInputSchema>;

const snapshotNoteSchema = z.strictObject({ code: z.string(), message: z.string(), count: z.number() });
export type SnapshotNote = z.infer<typeof snapshotNoteSchema>;

/** The premises of one moment with the best estimate of what each can order. */
export const coverageSnapshotSchema = z.strictObject({
  snapshotId: z.number().int(),
  /** Of the coverage that it rests on ('2026-01'), else of the plans. */
  period: z.string(),
  isCurrent: z.boolean(),
  inputs: z.array(snapshotInputSchema),
  /** Properties with a point. */
  premises: z.number().int(),
  notes: z.array(snapshotNoteSchema),
  builtAt: z.iso.datetime(),
});
export type CoverageSnapshot = z.infer<typeof coverageSnapshotSchema>;

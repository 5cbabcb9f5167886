import { z } from 'zod';

/** One file of a manifest, with what the file does not say of itself. */
export const manifestFileSchema = z.strictObject({
  /** Relative to the root; `all.zip/member.csv` for a file inside a zip. */
  path: z.string().min(1),
  format: z.string().optional(),
  /** Id of the dataset in data/sources.yaml, where it is not the one the format stands for. */
  dataset: z.string().optional(),
  /** Options of the reader: type, vintage, period ... */
  options: z.record(z.string(), z.unknown()).default({}),
});
export type ManifestFile = z.infer<typeof manifestFileSchema>;

/** A whole place: its files in the order they are loaded, and what to score when they are in. */
export const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  /** Everything in it is invented, and marked so on every page, tile and download. */
  madeUp: z.boolean().default(false),
  /** `repository`: paths from the clone's own folder; `shared`: from ATLAS_SHARED_DIR/data; `manifest`: from the manifest's own folder. */
  root: z.enum(['repository', 'shared', 'manifest']),
  files: z.array(manifestFileSchema).min(1),
  /** Ids of the profiles to score. */
  score: z.array(z.string()).default([]),
});
export type Manifest = z.infer<typeof manifestSchema>;

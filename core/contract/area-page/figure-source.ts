import { z } from 'zod';

/** Where the figures of a section come from: what must stand with them wherever they are shown. */
export const figureSourceSchema = z.strictObject({
  datasetId: z.string(),
  title: z.string(),
  publisher: z.string(),
  licence: z.string(),
  attribution: z.string(),
  /** What the figures are of: "2021", "2026-01"; null where the publisher does not say. */
  period: z.string().nullable(),
  madeUp: z.boolean(),
});
export type FigureSource = z.infer<typeof figureSourceSchema>;

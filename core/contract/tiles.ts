import { z } from 'zod';

/**
 * The furthest that the map can be zoomed out: all of the UK in one view. Every kind of area that the map colours is
 * baked down to it, since MapLibre draws nothing of a source below the source's own lowest zoom.
 */
export const lowestMapZoom = 4;

/** TileJSON 3.0.0 of a boundary set. Layer name = area type; feature id = 'code' property (promoteId). */
export const tileJsonSchema = z.looseObject({
  tilejson: z.literal('3.0.0'),
  name: z.string(),
  tiles: z.array(z.string()).min(1),
  vector_layers: z.array(z.strictObject({ id: z.string(), fields: z.record(z.string(), z.string()) })),
  minzoom: z.number().int(),
  maxzoom: z.number().int(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  attribution: z.string(),
});
export type TileJson = z.infer<typeof tileJsonSchema>;

/** Where the tiles of a boundary set are, for a map that wants to ask for nothing more before it draws. */
export const tileTemplateSchema = z.strictObject({
  /** With {z}, {x} and {y}; a path of this service where no public address is configured. */
  address: z.string(),
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
export type TileTemplate = z.infer<typeof tileTemplateSchema>;

export const boundarySetSchema = z.strictObject({
  type: z.string(),
  vintage: z.number().int(),
  areaCount: z.number().int(),
  tileHash: z.string().nullable(),
  tileJson: z.string().nullable(),
  /** What the TileJSON says, for the Atlas's own map; null where the boundaries have not been baked. */
  tiles: tileTemplateSchema.nullable(),
});
/** What the explorer needs before it can draw anything. */
export const atlasSummarySchema = z.strictObject({
  madeUp: z.boolean(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  boundarySets: z.array(boundarySetSchema),
  basemapStyle: z.string().nullable(),
  attribution: z.array(z.string()),
});
export type AtlasSummary = z.infer<typeof atlasSummarySchema>;

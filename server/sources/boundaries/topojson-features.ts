import { feature } from 'topojson-client';
import type { MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { featureTexts } from './feature-texts.ts';

/** One feature of a boundary file, its contents not yet looked at. */
export interface RawFeature {
  readonly line: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
  /** The feature's own identifier, which GeoJSON has beside the properties. */
  readonly id?: string | number;
}

const propertiesSchema = z.record(z.string(), z.unknown()).default({});
const ringArcsSchema = z.array(z.array(z.number().int()));
const polygonalSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('Polygon'), arcs: ringArcsSchema, properties: propertiesSchema }),
  z.looseObject({
    type: z.literal('MultiPolygon'),
    arcs: z.array(ringArcsSchema),
    properties: propertiesSchema,
  }),
]);

/** As much of TopoJSON as boundaries need; arcs and transform are checked before anything is decoded. */
const topologySchema = z.looseObject({
  type: z.literal('Topology'),
  transform: z
    .looseObject({
      scale: z.tuple([z.number(), z.number()]),
      translate: z.tuple([z.number(), z.number()]),
    })
    .optional(),
  arcs: z.array(z.array(z.array(z.number()).min(2))),
  objects: z.record(
    z.string(),
    z.looseObject({ type: z.string(), geometries: z.array(z.unknown()).optional() }),
  ),
});

/**
 * The features of a TopoJSON file. Its arcs are decoded by topojson-client, each to the same numbers wherever it is
 * used, so that a border shared in the file is still shared, corner by corner, in the areas.
 *
 * @throws AppError source-rejected (details: file, and field where the structure is wrong).
 */
export async function* topojsonFeatures(
  text: AsyncIterable<string>,
  path: string,
): AsyncGenerator<RawFeature> {
  // A topology cannot be streamed (arcs come last); the cutter still guards depth, size and a file cut short.
  for await (const whole of featureTexts(text, path)) {
    const topology = parseTopology(whole.text, path);
    for (const object of Object.values(topology.objects)) {
      const geometries: readonly unknown[] = object.geometries ?? [object];
      for (const geometry of geometries) {
        yield { line: whole.line, ...decode(topology, geometry) };
      }
    }
  }
}

function parseTopology(text: string, path: string): z.infer<typeof topologySchema> {
  const parsed = topologySchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.slice(0, 4).join('.') ?? '';
  throw new AppError('source-rejected', `${path} is not TopoJSON: ${field}: ${issue?.message ?? ''}.`, {
    details: { file: path, field, reason: issue?.message ?? '' },
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('source-rejected', `${path} is not JSON: ${String(cause)}.`, {
      cause,
      details: { file: path, reason: String(cause) },
    });
  }
}

function decode(
  { arcs, transform }: z.infer<typeof topologySchema>,
  geometry: unknown,
): { readonly properties: Readonly<Record<string, unknown>>; readonly geometry: unknown } {
  const parsed = polygonalSchema.safeParse(geometry);
  if (!parsed.success) return { properties: propertiesOf(geometry), geometry };
  const { data } = parsed;
  const used = data.type === 'Polygon' ? data.arcs.flat() : data.arcs.flat(2);
  // A number that names no arc would make the decoder fail on a property of undefined.
  if (!used.every((arc) => (arc < 0 ? ~arc : arc) < arcs.length)) {
    return { properties: data.properties, geometry: { type: 'a shape of arcs that the file does not have' } };
  }
  const object: Polygon | MultiPolygon =
    data.type === 'Polygon'
      ? { type: 'Polygon', arcs: data.arcs }
      : { type: 'MultiPolygon', arcs: data.arcs };
  const topology: Topology = { type: 'Topology', objects: {}, arcs, ...(transform && { transform }) };
  const decoded = feature(topology, object);
  return { properties: data.properties, geometry: 'geometry' in decoded ? decoded.geometry : null };
}

function propertiesOf(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = z.looseObject({ properties: propertiesSchema }).safeParse(value);
  return parsed.success ? parsed.data.properties : {};
}

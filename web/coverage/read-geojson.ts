import type { MultiPolygon, Polygon } from 'geojson';
import { z } from 'zod';

/** A file larger than this is not read: an outline of a county is less. */
export const mostFileBytes = 1_000_000;
export const mostFileCorners = 5000;

export type FileFault =
  | 'coverageMap.fileNoJson'
  | 'coverageMap.fileNoPolygon'
  | 'coverageMap.fileTooManyCorners'
  | 'coverageMap.fileBadCorner'
  | 'coverageMap.fileOpenRing';

const cornerSchema = z.array(z.number()).min(2);
const ringsSchema = z.array(z.array(cornerSchema)).min(1);
const polygonSchema = z.looseObject({ type: z.literal('Polygon'), coordinates: ringsSchema });
const multiPolygonSchema = z.looseObject({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(ringsSchema).min(1),
});
const featureSchema = z.looseObject({ type: z.literal('Feature'), geometry: z.unknown() });
const collectionSchema = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
});

type Rings = z.infer<typeof ringsSchema>;

/** The polygons of a geometry, a feature or a collection of features; lines and points are passed over. */
function polygonsOf(value: unknown): Rings[] {
  const collection = collectionSchema.safeParse(value);
  if (collection.success) return collection.data.features.flatMap(polygonsOf);
  const feature = featureSchema.safeParse(value);
  if (feature.success) return polygonsOf(feature.data.geometry);
  const polygon = polygonSchema.safeParse(value);
  if (polygon.success) return [polygon.data.coordinates];
  const several = multiPolygonSchema.safeParse(value);
  return several.success ? several.data.coordinates : [];
}

/** In or near the UK. National Grid coordinates, and latitude before longitude, are found out by it. */
function isNearUk([longitude = NaN, latitude = NaN]: readonly number[]): boolean {
  return longitude > -20 && longitude < 10 && latitude > 45 && latitude < 65;
}

function isClosed(ring: readonly (readonly number[])[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

/**
 * Reads the area of a GeoJSON file: a polygon, several, or features with them (RFC 7946, WGS84).
 *
 * @example readGeoJsonArea('[]') // { fault: 'coverageMap.fileNoPolygon' }
 */
export function readGeoJsonArea(
  text: string,
): { readonly geometry: Polygon | MultiPolygon } | { readonly fault: FileFault } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { fault: 'coverageMap.fileNoJson' };
  }
  const polygons = polygonsOf(value);
  const rings = polygons.flat();
  const corners = rings.flat();
  if (polygons.length === 0) return { fault: 'coverageMap.fileNoPolygon' };
  if (corners.length > mostFileCorners) return { fault: 'coverageMap.fileTooManyCorners' };
  if (!corners.every(isNearUk)) return { fault: 'coverageMap.fileBadCorner' };
  if (!rings.every(isClosed)) return { fault: 'coverageMap.fileOpenRing' };
  // Heights, where there are any, say nothing of an area.
  const flat = polygons.map((each) =>
    each.map((ring) => ring.map(([longitude = 0, latitude = 0]) => [longitude, latitude])),
  );
  const [only] = flat;
  if (only !== undefined && flat.length === 1) return { geometry: { type: 'Polygon', coordinates: only } };
  return { geometry: { type: 'MultiPolygon', coordinates: flat } };
}

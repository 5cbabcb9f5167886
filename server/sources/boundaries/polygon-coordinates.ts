import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';
import { placeOnGrid, type CoordinateSystem } from './coordinate-system.ts';

/** Polygons on the National Grid, or why the geometry cannot be taken. */
export type PlacedGeometry =
  | { readonly isPlaced: true; readonly polygons: readonly PolygonRings[] }
  | { readonly isPlaced: false; readonly reason: string };

const refuse = (reason: string): PlacedGeometry => ({ isPlaced: false, reason });

/**
 * Checks a GeoJSON geometry that may hold anything, and brings it to the National Grid point by point. Neighbours that
 * share a corner in the file share it on the grid, because the same numbers always give the same numbers.
 *
 * Refused, with the reason: other kinds than Polygon and MultiPolygon, rings that are not closed or have fewer than
 * four points, coordinates that are not finite numbers of the UK.
 */
export function placePolygons(geometry: unknown, system: CoordinateSystem): PlacedGeometry {
  const parts = polygonParts(geometry);
  if (typeof parts === 'string') return refuse(parts);
  const polygons: PolygonRings[] = [];
  for (const part of parts) {
    if (!isList(part)) return refuse('a polygon is not a list of rings');
    const rings: Float64Array[] = [];
    for (const positions of part) {
      const ring = placeRing(positions, system);
      if (typeof ring === 'string') return refuse(ring);
      rings.push(ring);
    }
    if (rings.length > 0) polygons.push(rings);
  }
  return polygons.length === 0 ? refuse('the geometry is empty') : { isPlaced: true, polygons };
}

/** The first position of a geometry, by which the coordinate system is told; null where there is none. */
export function firstPosition(geometry: unknown): readonly [number, number] | null {
  const parts = polygonParts(geometry);
  let value: unknown = typeof parts === 'string' ? null : parts;
  for (let depth = 0; depth < 4 && isList(value); depth++) {
    const [first, second] = value;
    if (depth === 3) {
      return typeof first === 'number' && typeof second === 'number' ? [first, second] : null;
    }
    value = first;
  }
  return null;
}

/** Array.isArray would make everything within `any`. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function polygonParts(geometry: unknown): readonly unknown[] | string {
  if (geometry === null || geometry === undefined) return 'the feature has no geometry';
  if (typeof geometry !== 'object' || !('type' in geometry)) return 'the geometry is not GeoJSON';
  const coordinates: unknown = 'coordinates' in geometry ? geometry.coordinates : null;
  const type: unknown = geometry.type;
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return `an area must be a Polygon or MultiPolygon, not ${typeof type === 'string' ? type : 'without a type'}`;
  }
  if (!isList(coordinates)) return 'the geometry has no list of coordinates';
  return type === 'Polygon' ? [coordinates] : coordinates;
}

function placeRing(positions: unknown, system: CoordinateSystem): Float64Array | string {
  if (!isList(positions)) return 'a ring is not a list of positions';
  if (positions.length < 4) return `a ring has ${positions.length} points; a closed ring has at least four`;
  const ring = new Float64Array(positions.length * 2);
  for (const [index, position] of positions.entries()) {
    if (!isList(position)) return 'a position is not a list of two numbers';
    const [x, y] = position;
    if (typeof x !== 'number' || typeof y !== 'number') return 'a position is not a list of two numbers';
    const placed = placeOnGrid(x, y, system);
    if (typeof placed === 'string') return placed;
    ring[index * 2] = placed.easting;
    ring[index * 2 + 1] = placed.northing;
  }
  const isClosed = ring[0] === ring.at(-2) && ring[1] === ring.at(-1);
  return isClosed ? ring : 'a ring is not closed: its last point differs from its first';
}

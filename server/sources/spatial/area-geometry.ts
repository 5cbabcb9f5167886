import { centroidOf, type PlanePoint } from '../../../core/geography/ring-measures.ts';
import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';

/** A geometry as areas need it, or why it cannot be taken. */
export type AreaGeometry =
  | { readonly polygons: readonly PolygonRings[]; readonly point: PlanePoint | null }
  | { readonly fault: string };

/**
 * Checks a GeoJSON geometry that may hold anything: Polygon and MultiPolygon with closed rings, Point, or none. The
 * coordinates stay as they are; a third number of a position is left out.
 */
export function readAreaGeometry(geometry: unknown): AreaGeometry {
  if (geometry === null || geometry === undefined) return { polygons: [], point: null };
  if (typeof geometry !== 'object' || !('type' in geometry)) return { fault: 'the geometry is not GeoJSON' };
  const coordinates: unknown = 'coordinates' in geometry ? geometry.coordinates : null;
  switch (geometry.type) {
    case 'Point':
      return pointGeometry(coordinates);
    case 'Polygon':
      return polygonGeometry([coordinates]);
    case 'MultiPolygon':
      return isList(coordinates)
        ? polygonGeometry(coordinates)
        : { fault: 'the geometry has no list of coordinates' };
    default:
      return {
        fault: `an area must be a Polygon, MultiPolygon or Point, not ${String(geometry.type)}`,
      };
  }
}

function pointGeometry(coordinates: unknown): AreaGeometry {
  const position = readPosition(coordinates);
  return position === null
    ? { fault: 'the point is not a list of two numbers' }
    : { polygons: [], point: position };
}

function polygonGeometry(parts: readonly unknown[]): AreaGeometry {
  const polygons: PolygonRings[] = [];
  for (const part of parts) {
    if (!isList(part)) return { fault: 'a polygon is not a list of rings' };
    const rings: Float64Array[] = [];
    for (const positions of part) {
      const ring = readRing(positions);
      if (typeof ring === 'string') return { fault: ring };
      rings.push(ring);
    }
    if (rings.length > 0) polygons.push(rings);
  }
  return { polygons, point: centroidOf(polygons) ?? meanCorner(polygons) };
}

/** Of a polygon that has shrunk to a line: the middle of its corners. */
function meanCorner(polygons: readonly PolygonRings[]): PlanePoint | null {
  const ring = polygons[0]?.[0];
  if (ring === undefined) return null;
  const corners = ring.length / 2 - 1;
  let [x, y] = [0, 0];
  for (let corner = 0; corner < corners; corner += 1) {
    x += (ring[2 * corner] ?? NaN) / corners;
    y += (ring[2 * corner + 1] ?? NaN) / corners;
  }
  return { x, y };
}

function readRing(positions: unknown): Float64Array | string {
  if (!isList(positions)) return 'a ring is not a list of positions';
  if (positions.length < 4) return `a ring has ${positions.length} points; a closed ring has at least four`;
  const ring = new Float64Array(positions.length * 2);
  for (const [index, value] of positions.entries()) {
    const position = readPosition(value);
    if (position === null) return `position ${index + 1} of a ring is not a list of two numbers`;
    ring[index * 2] = position.x;
    ring[index * 2 + 1] = position.y;
  }
  const isClosed = ring[0] === ring.at(-2) && ring[1] === ring.at(-1);
  return isClosed ? ring : 'a ring is not closed: its last point differs from its first';
}

function readPosition(value: unknown): PlanePoint | null {
  if (!isList(value)) return null;
  const [x, y] = value;
  if (typeof x !== 'number' || typeof y !== 'number') return null;
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

/** Array.isArray would make everything within `any`. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

import type { PolygonRings } from './well-known-binary.ts';

/** A place in the plane. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** Twice the signed area of a closed ring: positive where it runs anticlockwise (y up). */
export function twiceSignedArea(ring: Float64Array): number {
  // Relative to the first corner: grid coordinates of 6 digits would else lose half of the precision.
  const originX = ring[0] ?? 0;
  const originY = ring[1] ?? 0;
  let sum = 0;
  for (let index = 2; index + 1 < ring.length; index += 2) {
    const ax = (ring[index - 2] ?? 0) - originX;
    const ay = (ring[index - 1] ?? 0) - originY;
    sum += ax * ((ring[index + 1] ?? 0) - originY) - ((ring[index] ?? 0) - originX) * ay;
  }
  return sum;
}

/** The area of a multipolygon in square units of its plane: outer rings less holes. */
export function areaOf(polygons: readonly PolygonRings[]): number {
  let area = 0;
  for (const rings of polygons) {
    rings.forEach((ring, index) => {
      const size = Math.abs(twiceSignedArea(ring)) / 2;
      area += index === 0 ? size : -size;
    });
  }
  return area;
}

/**
 * The centre of mass of a multipolygon, equal to ST_Centroid. May lie outside of a bent area.
 *
 * Missing: null where the area is zero.
 */
export function centroidOf(polygons: readonly PolygonRings[]): PlanePoint | null {
  const origin = polygons[0]?.[0];
  const originX = origin?.[0] ?? 0;
  const originY = origin?.[1] ?? 0;
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  for (const rings of polygons) {
    rings.forEach((ring, index) => {
      const total = twiceSignedArea(ring);
      // A hole counts against its outer ring, whichever way round either is drawn.
      const sign = (index === 0 ? 1 : -1) * Math.sign(total);
      for (let at = 2; at + 1 < ring.length; at += 2) {
        const ax = (ring[at - 2] ?? 0) - originX;
        const ay = (ring[at - 1] ?? 0) - originY;
        const bx = (ring[at] ?? 0) - originX;
        const by = (ring[at + 1] ?? 0) - originY;
        const cross = sign * (ax * by - bx * ay);
        weight += cross;
        sumX += cross * (ax + bx);
        sumY += cross * (ay + by);
      }
    });
  }
  if (weight === 0) return null;
  return { x: originX + sumX / (3 * weight), y: originY + sumY / (3 * weight) };
}

/**
 * A point that lies inside the area, for best-fit and for labels: the middle of the widest inside stretch of the
 * level line through the middle of the box, as ST_PointOnSurface does.
 *
 * Missing: null where no level line crosses the area.
 */
export function pointOnSurface(polygons: readonly PolygonRings[]): PlanePoint | null {
  let best: { x: number; y: number; width: number } | null = null;
  for (const rings of polygons) {
    for (const y of levelsOf(rings[0] ?? new Float64Array())) {
      const found = widestStretch(rings, y);
      if (found !== null && (best === null || found.width > best.width)) best = { ...found, y };
    }
  }
  return best === null ? null : { x: best.x, y: best.y };
}

/** Heights through the middle of the ring that meet no corner exactly at a tie: half, then two others. */
function levelsOf(ring: Float64Array): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 1; index < ring.length; index += 2) {
    low = Math.min(low, ring[index] ?? low);
    high = Math.max(high, ring[index] ?? high);
  }
  return high > low ? [0.5, 0.381966, 0.618034].map((part) => low + (high - low) * part) : [];
}

function widestStretch(rings: PolygonRings, y: number): { x: number; width: number } | null {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let index = 0; index + 3 < ring.length; index += 2) {
      const ay = ring[index + 1] ?? 0;
      const by = ring[index + 3] ?? 0;
      if (ay > y === by > y) continue;
      const ax = ring[index] ?? 0;
      crossings.push(ax + (((ring[index + 2] ?? 0) - ax) * (y - ay)) / (by - ay));
    }
  }
  crossings.sort((one, other) => one - other);
  let best: { x: number; width: number } | null = null;
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const left = crossings[index] ?? 0;
    const right = crossings[index + 1] ?? 0;
    if (best === null || right - left > best.width) best = { x: (left + right) / 2, width: right - left };
  }
  return best !== null && best.width > 0 ? best : null;
}

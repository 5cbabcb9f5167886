import type { Bounds, Position } from '../contract/area.ts';

/** A box in whatever plane its numbers are: metres of the grid, or the unit square of Web Mercator. */
export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The box of rings given as x, y, x, y ...; null where there is no point. */
export function boxOfRings(rings: Iterable<Float64Array | Int32Array>): Box | null {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index += 2) {
      const x = ring[index] ?? NaN;
      const y = ring[index + 1] ?? NaN;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return minX <= maxX && minY <= maxY ? { minX, minY, maxX, maxY } : null;
}

/** The smallest box around both; either may be null. */
export function joinBoxes(one: Box | null, other: Box | null): Box | null {
  if (one === null) return other;
  if (other === null) return one;
  return {
    minX: Math.min(one.minX, other.minX),
    minY: Math.min(one.minY, other.minY),
    maxX: Math.max(one.maxX, other.maxX),
    maxY: Math.max(one.maxY, other.maxY),
  };
}

/** The bounds of positions in WGS84; null where there are none. Areas of the UK never cross the antimeridian. */
export function boundsOfPositions(positions: Iterable<Position>): Bounds | null {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const { longitude, latitude } of positions) {
    if (longitude < west) west = longitude;
    if (longitude > east) east = longitude;
    if (latitude < south) south = latitude;
    if (latitude > north) north = latitude;
  }
  return west <= east && south <= north ? { west, south, east, north } : null;
}

import { boxOfRings, type Box } from './bounds.ts';
import { twiceAreaOf } from './clip-ring.ts';
import type { BorderRing, SharedBorders } from './shared-borders.ts';

/** How coarse areas are to be drawn. */
export interface Coarseness {
  /** A step of the grid is 2 to this power steps of the borders. */
  readonly shift: number;
  /** Corners whose triangle is smaller than this many square steps of the grid go. */
  readonly leastTriangle: number;
}

/** Areas on a grid; coordinates are counted in its steps. */
export interface GridAreas {
  /** Open rings (x, y, x, y ...) of an area's polygons, outer ring first; empty where nothing of it is left. */
  polygonsOf(position: number): readonly (readonly Int32Array[])[];
  /** Null where nothing of the area is left. */
  boxOf(position: number): Box | null;
}

/**
 * Brings areas onto a coarser grid: corners that matter less go, the others move to the nearest point of the grid,
 * and what has no width any more is left out.
 *
 * Why this leaves no holes: a corner moves in the same way for all the areas that meet there, so the plane is only
 * bent. Where an area shrinks to a line or a point its neighbours have moved together over its place. An area that the
 * rounding turned inside out is left out as well, because its neighbours overlap there.
 */
export function areasOnGrid(
  { areas, points, weights }: SharedBorders,
  { shift, leastTriangle }: Coarseness,
): GridAreas {
  const leastWeight = leastTriangle * 4 ** shift;
  const half = shift === 0 ? 0 : 1 << (shift - 1);
  const corners = createCorners();
  const onGrid = (ring: BorderRing): Int32Array | null => {
    let original = 0;
    let lastX = points[2 * (ring.at(-1) ?? 0)] ?? 0;
    let lastY = points[2 * (ring.at(-1) ?? 0) + 1] ?? 0;
    const originX = lastX;
    const originY = lastY;
    for (const point of ring) {
      const x = points[2 * point] ?? 0;
      const y = points[2 * point + 1] ?? 0;
      original += (lastX - originX) * (y - originY) - (x - originX) * (lastY - originY);
      lastX = x;
      lastY = y;
      if ((weights[point] ?? 0) < leastWeight) continue;
      corners.push((x + half) >> shift, (y + half) >> shift);
    }
    const kept = corners.finish();
    return twiceAreaOf(kept) * original > 0 ? kept : null;
  };
  const polygonsOf = (position: number): Int32Array[][] => {
    const polygons: Int32Array[][] = [];
    for (const [outer, ...holes] of areas[position] ?? []) {
      const border = outer === undefined ? null : onGrid(outer);
      if (border !== null) polygons.push([border, ...holes.flatMap((hole) => onGrid(hole) ?? [])]);
    }
    return polygons;
  };
  return {
    polygonsOf,
    boxOf: (position) => boxOfRings(polygonsOf(position).flatMap(([outer]) => outer ?? [])),
  };
}

/** Takes the corners of one ring after another; one buffer serves for all. */
function createCorners() {
  let ring = new Int32Array(1024);
  let length = 0;
  const isSame = (one: number, other: number): boolean =>
    ring[one] === ring[other] && ring[one + 1] === ring[other + 1];
  return {
    /** Adds a corner unless the last one is there already; a line that goes out and straight back is taken away. */
    push(x: number, y: number): void {
      if (length >= 2 && ring[length - 2] === x && ring[length - 1] === y) return;
      if (length >= 4 && ring[length - 4] === x && ring[length - 3] === y) {
        length -= 2;
        return;
      }
      if (length === ring.length) {
        const longer = new Int32Array(2 * ring.length);
        longer.set(ring);
        ring = longer;
      }
      ring[length] = x;
      ring[length + 1] = y;
      length += 2;
    },
    /** The ring, the same mended across its end; makes room for the next. */
    finish(): Int32Array {
      let start = 0;
      let end = length;
      length = 0;
      for (;;) {
        if (end - start >= 4 && isSame(start, end - 2)) end -= 2;
        else if (end - start >= 6 && isSame(start, end - 4)) end -= 2;
        else if (end - start >= 6 && isSame(start + 2, end - 2)) start += 2;
        else return ring.slice(start, end);
      }
    },
  };
}

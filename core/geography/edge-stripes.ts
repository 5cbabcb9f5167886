import type { Box } from './bounds.ts';
import { crossedByRay, rayCrossing, touched } from './ray-crossing.ts';

/** The edges of many polygons by their height, so that a point is held against those at its own height only. */
export interface EdgeStripes {
  /** Whether a polygon, by its position, covers the point: inside by crossing number, or exactly on an edge. */
  covers(polygon: number, x: number, y: number): boolean;
}

/** An edge is in every stripe it reaches; with four edges a stripe there are not twice as many entries as edges. */
const edgesPerStripe = 4;

/** The stripes of all polygons, one polygon after the other. */
interface Layout {
  /** The first stripe of a polygon, and behind the last polygon the number of all. */
  readonly first: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Stripes for each unit of height. */
  readonly perUnit: Float64Array;
}

/**
 * Cuts each polygon into level stripes and notes which edges reach into which: as exact as looking at every edge, because
 * only an edge at the height of the point can mean anything, and the stripe of a height never falls as the height rises,
 * rounding included. Source: the idea of y-stripes in the geometry library tg (Baker 2023).
 *
 * Shape: the rings of each polygon, closed, as x, y, x, y ...; the box of each, null where it has no rings. All numbers are
 * in a few flat arrays, as there may be 36,000 polygons of 6 million edges.
 */
export function createEdgeStripes(
  polygons: readonly (readonly Float64Array[])[],
  boxes: readonly (Box | null)[],
): EdgeStripes {
  const layout = layOut(polygons, boxes);
  const { first, low, high, perUnit } = layout;
  const places = placesOf(polygons);
  const { starts, edges } = fillStripes(polygons, layout);
  return {
    covers(polygon, x, y) {
      const lowest = low[polygon] ?? NaN;
      if (!(y >= lowest && y <= (high[polygon] ?? NaN))) return false;
      const firstStripe = first[polygon] ?? 0;
      const stripe = Math.min(
        (first[polygon + 1] ?? 0) - 1,
        firstStripe + Math.floor((y - lowest) * (perUnit[polygon] ?? 0)),
      );
      const end = starts[stripe + 1] ?? 0;
      let isInside = false;
      for (let at = starts[stripe] ?? 0; at < end; at++) {
        const edge = edges[at] ?? 0;
        const ax = places[edge] ?? 0;
        const ay = places[edge + 1] ?? 0;
        const meaning = rayCrossing(ax, ay, places[edge + 2] ?? 0, places[edge + 3] ?? 0, x, y);
        if (meaning === touched) return true;
        if (meaning === crossedByRay) isInside = !isInside;
      }
      return isInside;
    },
  };
}

function layOut(polygons: readonly (readonly Float64Array[])[], boxes: readonly (Box | null)[]): Layout {
  const first = new Int32Array(polygons.length + 1);
  const low = new Float64Array(polygons.length).fill(NaN);
  const high = new Float64Array(polygons.length).fill(NaN);
  const perUnit = new Float64Array(polygons.length);
  for (const [position, rings] of polygons.entries()) {
    const numbers = rings.reduce((sum, ring) => sum + ring.length, 0);
    const stripes = Math.max(1, Math.ceil(numbers / 2 / edgesPerStripe));
    first[position + 1] = (first[position] ?? 0) + stripes;
    const box = boxes[position] ?? null;
    if (box === null) continue;
    low[position] = box.minY;
    high[position] = box.maxY;
    const most = stripes / (box.maxY - box.minY);
    // Of no height, or of next to none: everything is in the first stripe.
    perUnit[position] = Number.isFinite(most) ? most : 0;
  }
  return { first, low, high, perUnit };
}

/** The corners of all rings, one after the other. */
function placesOf(polygons: readonly (readonly Float64Array[])[]): Float64Array {
  let length = 0;
  for (const rings of polygons) for (const ring of rings) length += ring.length;
  const places = new Float64Array(length);
  let at = 0;
  for (const rings of polygons) {
    for (const ring of rings) {
      places.set(ring, at);
      at += ring.length;
    }
  }
  return places;
}

/** By stripe, where its edges begin in `edges`; an edge is where its first corner stands among all places. */
function fillStripes(
  polygons: readonly (readonly Float64Array[])[],
  layout: Layout,
): { readonly starts: Int32Array; readonly edges: Int32Array } {
  const stripeCount = layout.first[polygons.length] ?? 0;
  const corners = stripesOfCorners(polygons, layout);
  // Counted one ahead; then summed, so that each stripe's own entry is its beginning and moves to its end as it is filled.
  const ends = new Int32Array(stripeCount + 1);
  // Twice the same plain loop, as there are millions of edges and a function called for each is slow.
  for (let corner = 0, before = 0; corner < corners.length; corner++) {
    const stripe = corners[corner] ?? 0;
    if (stripe >= 0) {
      const to = Math.max(before, stripe);
      for (let each = Math.min(before, stripe); each <= to; each++)
        ends[each + 1] = (ends[each + 1] ?? 0) + 1;
    }
    before = stripe >= 0 ? stripe : ~stripe;
  }
  for (let stripe = 1; stripe <= stripeCount; stripe++) {
    ends[stripe] = (ends[stripe] ?? 0) + (ends[stripe - 1] ?? 0);
  }
  const starts = ends.slice();
  const edges = new Int32Array(ends[stripeCount] ?? 0);
  for (let corner = 0, before = 0; corner < corners.length; corner++) {
    const stripe = corners[corner] ?? 0;
    if (stripe >= 0) {
      const to = Math.max(before, stripe);
      for (let each = Math.min(before, stripe); each <= to; each++) {
        const at = ends[each] ?? 0;
        edges[at] = 2 * (corner - 1);
        ends[each] = at + 1;
      }
    }
    before = stripe >= 0 ? stripe : ~stripe;
  }
  return { starts, edges };
}

/** The stripe of each corner; of the first of a ring, which no edge leads to, its complement, below zero. */
function stripesOfCorners(
  polygons: readonly (readonly Float64Array[])[],
  { first, low, perUnit }: Layout,
): Int32Array {
  let count = 0;
  for (const rings of polygons) for (const ring of rings) count += ring.length / 2;
  const corners = new Int32Array(count);
  let corner = 0;
  for (let position = 0; position < polygons.length; position++) {
    const firstStripe = first[position] ?? 0;
    const lastStripe = (first[position + 1] ?? 0) - 1;
    const lowest = low[position] ?? 0;
    const perHeight = perUnit[position] ?? 0;
    for (const ring of polygons[position] ?? []) {
      for (let index = 1; index < ring.length; index += 2) {
        const height = Math.floor(((ring[index] ?? 0) - lowest) * perHeight);
        const stripe = Math.min(lastStripe, firstStripe + height);
        corners[corner++] = index === 1 ? ~stripe : stripe;
      }
    }
  }
  return corners;
}

import type { Box } from './bounds.ts';
import { crossedByRay, rayCrossing, touched } from './ray-crossing.ts';

/** The edges of many polygons by their height, so that a point is held against those at its own height only. */
export interface EdgeStripes {
  /** Whether a polygon, by its position, covers the point: inside by crossing number, or exactly on an edge. */
  covers(polygon: number, x: number, y: number): boolean;
}

/** An edge is in every stripe it reaches; with four edges a stripe there are not twice as many entries as edges. */
const edgesPerStripe = 4;

/** Up to so many corners it takes longer to make stripes than to look at all edges of a ring now and then. */
const fewCorners = 100;

/** The stripes of all polygons, one polygon after the other. */
interface Layout {
  /** The first stripe of a polygon, and behind the last polygon the number of all. One of few corners and one ring has none. */
  readonly first: Int32Array;
  /** Where the corners of a polygon begin among all places, and behind the last polygon their end. */
  readonly places: Int32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
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
  const { first, left, right, low, high, perUnit } = layout;
  const places = placesOf(polygons, layout.places[polygons.length] ?? 0);
  const { starts, edges } = fillStripes(polygons, layout);
  /** As by stripes, of all edges of the one ring that a polygon has. */
  const ringCovers = (polygon: number, x: number, y: number): boolean => {
    const end = (layout.places[polygon + 1] ?? 0) - 2;
    let isInside = false;
    for (let edge = layout.places[polygon] ?? 0; edge < end; edge += 2) {
      const ay = places[edge + 1] ?? 0;
      const by = places[edge + 3] ?? 0;
      if ((ay > y && by > y) || (ay < y && by < y)) continue;
      const meaning = rayCrossing(places[edge] ?? 0, ay, places[edge + 2] ?? 0, by, x, y);
      if (meaning === touched) return true;
      if (meaning === crossedByRay) isInside = !isInside;
    }
    return isInside;
  };
  return {
    covers(polygon, x, y) {
      const lowest = low[polygon] ?? NaN;
      if (!(y >= lowest && y <= (high[polygon] ?? NaN))) return false;
      if (!(x >= (left[polygon] ?? NaN) && x <= (right[polygon] ?? NaN))) return false;
      const firstStripe = first[polygon] ?? 0;
      const lastStripe = (first[polygon + 1] ?? 0) - 1;
      if (lastStripe < firstStripe) return ringCovers(polygon, x, y);
      const height = Math.floor((y - lowest) * (perUnit[polygon] ?? 0));
      const stripe = Math.min(lastStripe, firstStripe + height);
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
  const places = new Int32Array(polygons.length + 1);
  const left = new Float64Array(polygons.length).fill(NaN);
  const right = new Float64Array(polygons.length).fill(NaN);
  const low = new Float64Array(polygons.length).fill(NaN);
  const high = new Float64Array(polygons.length).fill(NaN);
  const perUnit = new Float64Array(polygons.length);
  for (const [position, rings] of polygons.entries()) {
    const numbers = rings.reduce((sum, ring) => sum + ring.length, 0);
    places[position + 1] = (places[position] ?? 0) + numbers;
    const isSmall = rings.length === 1 && numbers <= 2 * fewCorners;
    const stripes = isSmall ? 0 : Math.max(1, Math.ceil(numbers / 2 / edgesPerStripe));
    first[position + 1] = (first[position] ?? 0) + stripes;
    const box = boxes[position] ?? null;
    if (box === null) continue;
    left[position] = box.minX;
    right[position] = box.maxX;
    low[position] = box.minY;
    high[position] = box.maxY;
    const most = stripes / (box.maxY - box.minY);
    // Of no height, or of next to none: everything is in the first stripe.
    perUnit[position] = Number.isFinite(most) ? most : 0;
  }
  return { first, places, left, right, low, high, perUnit };
}

/** The corners of all rings, one after the other; there are so many numbers in all. */
function placesOf(polygons: readonly (readonly Float64Array[])[], length: number): Float64Array {
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

/**
 * The stripe of each corner; of the first of a ring, which no edge leads to, its complement, below zero; -1 for those of a
 * polygon without stripes.
 */
function stripesOfCorners(
  polygons: readonly (readonly Float64Array[])[],
  { first, places, low, perUnit }: Layout,
): Int32Array {
  const corners = new Int32Array((places[polygons.length] ?? 0) / 2).fill(-1);
  let corner = 0;
  for (let position = 0; position < polygons.length; position++) {
    const firstStripe = first[position] ?? 0;
    const lastStripe = (first[position + 1] ?? 0) - 1;
    const lowest = low[position] ?? 0;
    const perHeight = perUnit[position] ?? 0;
    if (lastStripe < firstStripe) {
      corner = (places[position + 1] ?? 0) / 2;
      continue;
    }
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

import { boxOfRings, joinBoxes, type Box } from './bounds.ts';
import { createCellOwners } from './cell-owners.ts';
import { createCellGrid } from './crossed-cells.ts';
import { createEdgeStripes } from './edge-stripes.ts';
import { crossedByRay, rayCrossing, touched } from './ray-crossing.ts';

/**
 * The rings of one area, outer and inner alike, each closed and given as x, y, x, y ... In a valid multipolygon a
 * point is inside when a ray from it crosses an odd number of edges, so which ring is a hole need not be known.
 */
export type Rings = readonly Float64Array[];

export interface PointInPolygonIndex {
  readonly polygonCount: number;
  /** The position, in the order given, of the first polygon that covers the point; -1 where none does. */
  find(x: number, y: number): number;
}

/**
 * An index that says which of many polygons covers a point.
 *
 * Why not PostGIS: a join of 1,000,000 points with 2,000 polygons took 18 times as long there, and twice that in the
 * embedded database. How: a grid over all polygons. A cell that no edge touches lies wholly in the same polygons,
 * so that its answer is known beforehand; every other cell has the list of the polygons whose edges touch it, and they are
 * asked in turn, looking only at the edges at the height of the point (edge-stripes.ts).
 *
 * The rule of the border: a point on an edge or corner is covered by every polygon that has it, as with ST_Intersects
 * and ST_Covers (edges are tested exactly), and the polygon that stands first in the given order takes it. Give the
 * polygons in the order of their codes and the answer does not depend on the order of a file.
 *
 * Shape: polygons in any plane; points in the same. Missing: a polygon without rings covers nothing.
 * @example
 * const square = [Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1, 0, 0)];
 * createPointInPolygonIndex([square]).find(0.5, 0.5) // 0
 */
export function createPointInPolygonIndex(polygons: readonly Rings[]): PointInPolygonIndex {
  const polygonCount = polygons.length;
  const boxes = polygons.map((rings) => boxOfRings(rings));
  const whole = boxes.reduce(joinBoxes, null);
  if (whole === null) return { polygonCount, find: () => -1 };
  const grid = createCellGrid(whole, gridSide(whole, polygons, boxes));
  const stripes = createEdgeStripes(polygons, boxes);
  const { cells, candidates } = createCellOwners(polygons, boxes, { grid, stripes });
  const { side, perX, perY } = grid;
  return {
    polygonCount,
    find(x, y) {
      if (!(x >= whole.minX && x <= whole.maxX && y >= whole.minY && y <= whole.maxY)) return -1;
      const column = Math.min(side - 1, Math.floor((x - whole.minX) * perX));
      const row = Math.min(side - 1, Math.floor((y - whole.minY) * perY));
      const owner = cells[row * side + column] ?? -1;
      if (owner >= -1) return owner;
      for (let at = -2 - owner; ; at++) {
        const position = candidates[at] ?? -1;
        if (position < 0) return -2 - position;
        if (stripes.covers(position, x, y)) return position;
      }
    },
  };
}

/**
 * More cells a side are not worth their making: with 2,048 for all LSOAs the index took a third longer to make, and a point was
 * found no sooner.
 */
const mostCells = 1024;
/** Every cell of the box of each polygon is looked at: this many at most. */
const mostVisits = 100e6;

/**
 * The number of cells a side: some 2,000 for each polygon or four for each corner, so that few are crossed by edges; fewer
 * where polygons lie over each other many times.
 */
function gridSide(whole: Box, polygons: readonly Rings[], boxes: readonly (Box | null)[]): number {
  const width = whole.maxX - whole.minX || 1;
  const height = whole.maxY - whole.minY || 1;
  let layers = 1;
  for (const box of boxes) {
    if (box !== null) layers += ((box.maxX - box.minX) / width) * ((box.maxY - box.minY) / height);
  }
  let corners = 0;
  for (const rings of polygons) for (const ring of rings) corners += ring.length / 2;
  const wanted = Math.max(64, 44 * Math.sqrt(polygons.length), 2 * Math.sqrt(corners));
  const side = 2 ** Math.floor(Math.log2(Math.min(wanted, mostCells, Math.sqrt(mostVisits / layers))));
  return Math.max(16, side);
}

/** Whether the rings cover the point: inside by crossing number, or exactly on an edge. */
export function covers(rings: Rings, x: number, y: number): boolean {
  let isInside = false;
  for (const ring of rings) {
    const last = ring.length - 2;
    let ax = ring[0] ?? 0;
    let ay = ring[1] ?? 0;
    for (let index = 2; index <= last; index += 2) {
      const bx = ring[index] ?? 0;
      const by = ring[index + 1] ?? 0;
      const meaning = rayCrossing(ax, ay, bx, by, x, y);
      if (meaning === touched) return true;
      if (meaning === crossedByRay) isInside = !isInside;
      ax = bx;
      ay = by;
    }
  }
  return isInside;
}

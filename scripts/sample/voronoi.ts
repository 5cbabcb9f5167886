import { distanceBetween, type Point } from './landscape.ts';
import { itemAt } from '../made-up/random.ts';

/**
 * Voronoi cells as a planar graph: corners are numbered once and shared by the cells that meet there, so that borders
 * made from them are exactly shared. Written out here because the sample must not depend on a library's rounding.
 */
export interface VoronoiGraph {
  readonly corners: readonly Point[];
  /** The border between two neighbouring sites; `left` lies to the left when going from corner `from` to `to`. */
  readonly borders: readonly VoronoiBorder[];
}

export interface VoronoiBorder {
  readonly left: number;
  readonly right: number;
  readonly from: number;
  readonly to: number;
}

interface Triangle {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly centre: Point;
  readonly radius: number;
}

/** Delaunay triangulation by Bowyer and Watson, quadratic and quite quick enough for 1,500 sites. */
function triangulate(sites: readonly Point[]): Triangle[] {
  const far = 1000;
  const all = [...sites, { x: -far, y: -far }, { x: far, y: -far }, { x: 0, y: far }];
  const count = sites.length;
  const make = (a: number, b: number, c: number) => circumscribe(all, a, b, c);
  let triangles = [make(count, count + 1, count + 2)];
  for (let site = 0; site < count; site += 1) {
    const point = itemAt(sites, site);
    const kept: Triangle[] = [];
    const edges = new Map<string, readonly [number, number]>();
    for (const triangle of triangles) {
      if (distanceBetween(triangle.centre, point) >= triangle.radius) {
        kept.push(triangle);
        continue;
      }
      for (const [from, to] of sidesOf(triangle)) {
        // A side that two removed triangles share cancels out: what is left is the hole's rim.
        if (!edges.delete(`${to} ${from}`)) edges.set(`${from} ${to}`, [from, to]);
      }
    }
    triangles = kept;
    for (const [from, to] of edges.values()) triangles.push(make(from, to, site));
  }
  return triangles;
}

const sidesOf = (triangle: Triangle): readonly (readonly [number, number])[] => [
  [triangle.a, triangle.b],
  [triangle.b, triangle.c],
  [triangle.c, triangle.a],
];

/** The triangle a, b, c (anticlockwise) with the circle through its corners. */
function circumscribe(points: readonly Point[], a: number, b: number, c: number): Triangle {
  const [p, q, r] = [itemAt(points, a), itemAt(points, b), itemAt(points, c)];
  const [bx, by, cx, cy] = [q.x - p.x, q.y - p.y, r.x - p.x, r.y - p.y];
  const twiceCross = 2 * (bx * cy - by * cx);
  const b2 = bx * bx + by * by;
  const c2 = cx * cx + cy * cy;
  const x = (cy * b2 - by * c2) / twiceCross;
  const y = (bx * c2 - cx * b2) / twiceCross;
  return { a, b, c, centre: { x: p.x + x, y: p.y + y }, radius: Math.hypot(x, y) };
}

export function buildVoronoi(sites: readonly Point[]): VoronoiGraph {
  const triangles = triangulate(sites);
  const triangleBySide = new Map<string, number>();
  triangles.forEach((triangle, index) => {
    for (const [from, to] of sidesOf(triangle)) triangleBySide.set(`${from} ${to}`, index);
  });
  const borders: VoronoiBorder[] = [];
  for (const [side, inner] of triangleBySide) {
    const [from = 0, to = 0] = side.split(' ').map(Number);
    if (from > to || to >= sites.length) continue;
    const outer = triangleBySide.get(`${to} ${from}`);
    // The triangle on the left of from -> to is `inner`: going from outer to inner, `from` is on the left.
    if (outer !== undefined) borders.push({ left: from, right: to, from: outer, to: inner });
  }
  return { corners: triangles.map((triangle) => triangle.centre), borders };
}

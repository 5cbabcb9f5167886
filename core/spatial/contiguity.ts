import { createPointTable, doubles, wholeNumbers, type PointTable } from '../geography/point-table.ts';
import type { PolygonRings } from '../geography/well-known-binary.ts';
import { createPointTree } from './point-tree.ts';
import { neighboursFromLists, type Neighbours } from './neighbours.ts';

export interface ContiguityOptions {
  /** queen: one shared corner is enough; rook: a shared edge, that is two successive shared corners. */
  readonly rule: 'queen' | 'rook';
  /** Corners no further apart than this, in units of the coordinates, count as one; 0 (equal to the last bit) unless said. */
  readonly tolerance?: number;
}

/**
 * Contiguity: areas are neighbours that touch.
 *
 * Shared corners are found by hashing their exact coordinates, not by overlaying polygons: files whose borders were
 * drawn once and shared (unclipped, generalised together) have them equal to the last bit, and England's 33,755 LSOAs
 * take about a second. For files whose neighbours' corners differ by rounding, give a tolerance: pairs of corners
 * within it are matched, without chaining. A border where one area has a corner and the other none (a T-junction) is
 * found by its ends only, as in spdep.
 *
 * Shape: one multipolygon for each area, rings closed. Missing: an area without polygons has no neighbours.
 * Source: spdep `poly2nb` (queen); Anselin 1988, Spatial econometrics, section 3.1.
 */
export function contiguity(
  areas: readonly (readonly PolygonRings[])[],
  { rule, tolerance = 0 }: ContiguityOptions,
): Neighbours {
  const points = createPointTable(doubles);
  const edges = createPointTable(wholeNumbers);
  const keys = areas.map((polygons) => keysOf(polygons, rule, { points, edges }));
  const keyCount = rule === 'queen' ? points.count : edges.count;
  const alike = tolerance > 0 ? alikeKeys(rule, { points, edges }, tolerance) : null;
  return sharing(keys, keyCount, alike);
}

interface Tables {
  readonly points: PointTable<Float64Array>;
  /** Edges as pairs of point numbers, the lower first. */
  readonly edges: PointTable<Int32Array>;
}

/** Other keys that a key is matched with. */
type AlikeKeys = (key: number) => readonly number[];

function keysOf(polygons: readonly PolygonRings[], rule: 'queen' | 'rook', tables: Tables): Int32Array {
  const keys: number[] = [];
  for (const ring of polygons.flat()) {
    let previous = -1;
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const point = tables.points.numberOf(ring[at] ?? 0, ring[at + 1] ?? 0);
      if (point === previous) continue;
      if (rule === 'queen') keys.push(point);
      else if (previous >= 0) keys.push(edgeNumber(tables.edges, previous, point));
      previous = point;
    }
  }
  return Int32Array.from(new Set(keys));
}

function edgeNumber(edges: Tables['edges'], one: number, other: number): number {
  return edges.numberOf(Math.min(one, other), Math.max(one, other));
}

/** Areas that have a key in common, or keys that are alike. */
function sharing(keys: readonly Int32Array[], keyCount: number, alike: AlikeKeys | null): Neighbours {
  const starts = new Int32Array(keyCount + 1);
  for (const list of keys) for (const key of list) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const owners = new Int32Array(starts[keyCount] ?? 0);
  const filled = starts.slice();
  keys.forEach((list, area) => {
    for (const key of list) {
      const at = filled[key] ?? 0;
      owners[at] = area;
      filled[key] = at + 1;
    }
  });
  const lists = keys.map((list, area) => {
    const found = new Set<number>();
    const addOwners = (key: number): void => {
      for (let at = starts[key] ?? 0; at < (starts[key + 1] ?? 0); at += 1) found.add(owners[at] ?? 0);
    };
    for (const key of list) {
      addOwners(key);
      if (alike !== null) for (const other of alike(key)) addOwners(other);
    }
    found.delete(area);
    return found;
  });
  return neighboursFromLists(lists);
}

function alikeKeys(rule: 'queen' | 'rook', { points, edges }: Tables, tolerance: number): AlikeKeys {
  const tree = createPointTree(points.coordinates.slice(0, 2 * points.count), 2);
  const pointsNear = (point: number): readonly number[] => tree.within(point, tolerance);
  if (rule === 'queen') return pointsNear;
  return (edge) => {
    const one = edges.coordinates[2 * edge] ?? 0;
    const other = edges.coordinates[2 * edge + 1] ?? 0;
    const found: number[] = [];
    for (const nearOne of pointsNear(one)) {
      for (const nearOther of pointsNear(other)) {
        const match = edges.find(Math.min(nearOne, nearOther), Math.max(nearOne, nearOther));
        if (match >= 0) found.push(match);
      }
    }
    return found;
  };
}

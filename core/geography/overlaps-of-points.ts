import type { Overlaps } from './interpolate-areas.ts';
import { createPointInPolygonIndex, type Rings } from './point-in-polygon.ts';

/** People, households or addresses at points. */
export interface WeightedPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** How many are there; not below zero. NaN is none. */
  readonly weights: Float64Array;
}

export interface PointOverlaps {
  readonly overlaps: Overlaps;
  /** What lies in each source area, within the targets or without. */
  readonly sourceSizes: Float64Array;
  /** Points in no source area. */
  readonly outside: number;
}

/**
 * What source and target areas have in common, counted at points: a point in both adds its weight. People live where houses
 * stand, so this moves their figures better than ground area does.
 *
 * Shape: rings of each area, in the plane of the points. A point on a border is of the area that stands first.
 */
export function overlapsOfPoints(
  sources: readonly Rings[],
  targets: readonly Rings[],
  { x, y, weights }: WeightedPoints,
): PointOverlaps {
  const sourceIndex = createPointInPolygonIndex(sources);
  const targetIndex = createPointInPolygonIndex(targets);
  const sourceSizes = new Float64Array(sources.length);
  const pairs = new Map<number, number>();
  let outside = 0;
  x.forEach((across, point) => {
    const weight = weights[point] ?? NaN;
    if (!(weight > 0)) return;
    const source = sourceIndex.find(across, y[point] ?? NaN);
    if (source < 0) {
      outside += 1;
      return;
    }
    sourceSizes[source] = (sourceSizes[source] ?? 0) + weight;
    const target = targetIndex.find(across, y[point] ?? NaN);
    if (target < 0) return;
    const pair = source * targets.length + target;
    pairs.set(pair, (pairs.get(pair) ?? 0) + weight);
  });
  const sorted = [...pairs].sort(([one], [other]) => one - other);
  return {
    overlaps: {
      source: Int32Array.from(sorted, ([pair]) => Math.floor(pair / targets.length)),
      target: Int32Array.from(sorted, ([pair]) => pair % targets.length),
      size: Float64Array.from(sorted, ([, size]) => size),
    },
    sourceSizes,
    outside,
  };
}

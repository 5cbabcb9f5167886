import type { FeatureCollection, Polygon } from 'geojson';
import type { Position } from '../../core/contract/area.ts';

/** Why corners make no area. */
export type DrawingFault = 'coverageMap.drawTooFew' | 'coverageMap.drawCrossing';

type Corner = readonly [longitude: number, latitude: number];

/** Do the stretches ab and cd cross, ends left out? */
function cross([a, b]: readonly [Corner, Corner], [c, d]: readonly [Corner, Corner]): boolean {
  const side = (p: Corner, q: Corner, r: Corner): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/**
 * The area with these corners, or why there is none: too few, or edges that cross.
 *
 * @example areaOf([{ longitude: 0, latitude: 50 }]) // { fault: 'coverageMap.drawTooFew' }
 */
export function areaOf(
  corners: readonly Position[],
): { readonly geometry: Polygon } | { readonly fault: DrawingFault } {
  const ring = corners
    .map(({ longitude, latitude }): [number, number] => [longitude, latitude])
    // A double click sets its corner twice.
    .filter((corner, at, all) => at === 0 || corner.some((value, axis) => value !== all[at - 1]?.[axis]));
  const [first] = ring;
  if (first === undefined || ring.length < 3) return { fault: 'coverageMap.drawTooFew' };
  const closed = [...ring, first];
  const edges = closed.slice(1).map((end, at): readonly [Corner, Corner] => [closed[at] ?? end, end]);
  const isCrossed = edges.some((one, at) => edges.slice(at + 1).some((other) => cross(one, other)));
  if (isCrossed) return { fault: 'coverageMap.drawCrossing' };
  return { geometry: { type: 'Polygon', coordinates: [closed] } };
}

/** What is drawn of corners while an area is made, and of an area when it is. */
export function drawingCollection(corners: readonly Position[], isDone: boolean): FeatureCollection {
  const points = corners.map(({ longitude, latitude }) => [longitude, latitude]);
  const [first] = points;
  const feature = (geometry: FeatureCollection['features'][number]['geometry']) =>
    ({ type: 'Feature', properties: {}, geometry }) as const;
  return {
    type: 'FeatureCollection',
    features: [
      ...points.map((coordinates) => feature({ type: 'Point', coordinates })),
      ...(points.length >= 2 && !isDone ? [feature({ type: 'LineString', coordinates: points })] : []),
      ...(isDone && first !== undefined
        ? [feature({ type: 'Polygon', coordinates: [[...points, first]] })]
        : []),
    ],
  };
}

import { AppError } from '../errors.ts';
import { createPointTree, type PointTree } from './point-tree.ts';

/** Where areas stand: in a plane, or on the globe in degrees. */
export interface LocatedPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** degrees: x is longitude, y latitude (WGS84); plane: any unit of length. */
  readonly plane: 'plane' | 'degrees';
}

/** Mean radius of the Earth in metres (IUGG, R1). */
const earthRadius = 6_371_008.8;

/** Nearness between located points, in the unit of their plane, or in metres along a great circle. */
export interface NearbyPoints {
  readonly distance: (one: number, other: number) => number;
  readonly nearest: (at: number, k: number) => number[];
  /** No further than `reach` (give or take its last digits), itself among them. */
  readonly within: (at: number, reach: number) => number[];
}

/**
 * Distances between points. In degrees they are great-circle distances in metres on a sphere of the Earth's mean
 * radius: within 0.6 % of the ellipsoid's, and symmetric to the last bit. Degrees themselves are no distances: one of
 * longitude is 111 km at the equator and 56 km in Shetland.
 *
 * @throws AppError invalid-request where a coordinate is not finite, or no longitude and latitude (details: row).
 */
export function nearbyPoints(points: LocatedPoints): NearbyPoints {
  checkPoints(points);
  const { x, y, plane } = points;
  if (plane === 'plane') {
    const flat = new Float64Array(2 * x.length);
    x.forEach((value, at) => {
      flat.set([value, y[at] ?? NaN], 2 * at);
    });
    return createPointTree(flat, 2);
  }
  const onSphere = new Float64Array(3 * x.length);
  x.forEach((longitude, at) => {
    onSphere.set(unitVector(longitude, y[at] ?? NaN), 3 * at);
  });
  return alongTheGlobe(createPointTree(onSphere, 3));
}

/** Straight chords through the globe keep the order of the arcs above them. */
function alongTheGlobe(chords: PointTree): NearbyPoints {
  const arcOf = (chord: number): number => 2 * earthRadius * Math.asin(Math.min(1, chord / 2));
  const chordOf = (arc: number): number => 2 * Math.sin(Math.min(Math.PI / 2, arc / (2 * earthRadius)));
  return {
    distance: (one, other) => arcOf(chords.distance(one, other)),
    nearest: (at, k) => chords.nearest(at, k),
    within: (at, reach) => chords.within(at, chordOf(reach)),
  };
}

function unitVector(longitude: number, latitude: number): [number, number, number] {
  const lambda = (longitude * Math.PI) / 180;
  const phi = (latitude * Math.PI) / 180;
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

function checkPoints({ x, y, plane }: LocatedPoints): void {
  for (let row = 0; row < x.length; row += 1) {
    const across = x[row] ?? NaN;
    const up = y[row] ?? NaN;
    const isOnGlobe = Math.abs(across) <= 360 && Math.abs(up) <= 90;
    if (Number.isFinite(across) && Number.isFinite(up) && (plane === 'plane' || isOnGlobe)) continue;
    throw new AppError('invalid-request', `Area ${row + 1} has no usable position: ${across}, ${up}.`, {
      details: { row, value: `${across}, ${up}`, reason: `no position in ${plane}` },
    });
  }
}

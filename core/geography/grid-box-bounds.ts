import type { Bounds } from '../contract/area.ts';
import { boundsOfPositions, type Box } from './bounds.ts';
import { wgs84FromGrid } from './national-grid.ts';

/** Stretches that each side is looked at in. */
const stretches = 10;

/** Metres to a degree of longitude at 61 degrees north, the shortest degree in Great Britain, rounded down. */
const shortestDegree = 50_000;

/**
 * Degrees by which a side bends beyond the points that were looked at: at most the height of an arc as long as a stretch,
 * c² / 8r, on a circle of latitude drawn on the plane, whose radius is that of the earth by the tangent of the latitude
 * (3,500 km at 61 degrees; half of it is taken, so that the ellipsoid and the projection are within it).
 */
function bendOf({ minX, minY, maxX, maxY }: Box): number {
  const stretch = Math.max(maxX - minX, maxY - minY) / stretches;
  return stretch ** 2 / (8 * 1_750_000) / shortestDegree;
}

/**
 * The bounds in WGS84 of a box on the National Grid, whose sides are not straight in degrees: every point of the box lies
 * in them, and they are hardly larger than it.
 *
 * Shape: a box in Great Britain. Units: metres to degrees.
 * @throws RangeError for a box of which a number is not finite.
 */
export function boundsOfGridBox(box: Box): Bounds {
  const { minX, minY, maxX, maxY } = box;
  const steps = Array.from({ length: stretches + 1 }, (_, at) => at / stretches);
  const bounds = boundsOfPositions(
    steps.flatMap((step) => {
      const [easting, northing] = [minX + step * (maxX - minX), minY + step * (maxY - minY)];
      return [
        wgs84FromGrid({ easting, northing: minY }),
        wgs84FromGrid({ easting, northing: maxY }),
        wgs84FromGrid({ easting: minX, northing }),
        wgs84FromGrid({ easting: maxX, northing }),
      ];
    }),
  );
  if (bounds === null) throw new RangeError('A box of the National Grid has four finite numbers.');
  const bend = bendOf(box);
  const { west, south, east, north } = bounds;
  return { west: west - bend, south: south - bend, east: east + bend, north: north + bend };
}

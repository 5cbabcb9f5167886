import { AppError } from '../errors.ts';
import { nearbyPoints, type LocatedPoints } from './located-points.ts';
import { neighboursFromLists, type Neighbours } from './neighbours.ts';
import { distanceTie } from './point-tree.ts';

export interface DistanceBand {
  /** Neighbours are further apart than this: 0 keeps areas on the same spot from being neighbours. */
  readonly lower: number;
  /** ... and not further than this. Units of the plane; metres for longitude and latitude. */
  readonly upper: number;
}

/**
 * Areas whose points are lower < d <= upper apart. Distances that equal a limit to one part in 10^12 count as equal.
 *
 * @throws AppError invalid-request where the limits are not 0 <= lower < upper.
 * Source: spdep `dnearneigh` with bounds GT, LE.
 */
export function distanceBand(points: LocatedPoints, { lower, upper }: DistanceBand): Neighbours {
  if (!(lower >= 0 && upper > lower && upper < Infinity)) {
    throw new AppError(
      'invalid-request',
      `A distance band needs 0 <= lower < upper, not ${lower} and ${upper}.`,
      {
        details: { field: 'distance', value: `${lower}, ${upper}` },
      },
    );
  }
  const nearby = nearbyPoints(points);
  const limit = upper * (1 + distanceTie);
  const start = lower * (1 + distanceTie);
  const lists = Array.from({ length: points.x.length }, (_, at) =>
    nearby.within(at, limit * (1 + distanceTie)).filter((other) => {
      const distance = nearby.distance(at, other);
      return other !== at && distance > start && distance <= limit;
    }),
  );
  return neighboursFromLists(lists);
}

import { AppError } from '../errors.ts';
import { nearbyPoints, type LocatedPoints } from './located-points.ts';
import { neighboursFromLists, type Neighbours } from './neighbours.ts';

/**
 * The k nearest areas of each area, by the distance between their points. One-way: see `symmetrised`.
 *
 * Ties go to the area that comes first, so that the answer does not depend on how a search tree happens to be built.
 *
 * @throws AppError invalid-request where k is not a whole number from 1 to the number of areas less one.
 * Source: spdep `knearneigh`; libpysal `KNN`.
 */
export function kNearest(points: LocatedPoints, k: number): Neighbours {
  const count = points.x.length;
  if (!Number.isInteger(k) || k < 1 || k >= count) {
    throw new AppError(
      'invalid-request',
      `There are ${count} areas, so k must be a whole number from 1 to ${count - 1}, not ${k}.`,
      { details: { field: 'k', value: k } },
    );
  }
  const nearby = nearbyPoints(points);
  return neighboursFromLists(Array.from({ length: count }, (_, at) => nearby.nearest(at, k)));
}

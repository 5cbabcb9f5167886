import type { Bounds, Position } from '../contract/area.ts';
import { AppError } from '../errors.ts';

/** Where a tile lies in the Web Mercator pyramid; y counts down from the north. */
export interface TileAddress {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** A point in the unit square of Web Mercator: x from the antimeridian eastward, y from the north down. */
export interface UnitSquarePoint {
  readonly x: number;
  readonly y: number;
}

const highestZoom = 22;

/** Web Mercator ends at 85.05 degrees; the UK does not come near. */
export function unitSquareFromPosition({ longitude, latitude }: Position): UnitSquarePoint {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return {
    x: longitude / 360 + 0.5,
    y: 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI,
  };
}

/** The longitude and latitude of a point of the unit square; the inverse of unitSquareFromPosition. */
export function positionFromUnitSquare({ x, y }: UnitSquarePoint): Position {
  return {
    longitude: (x - 0.5) * 360,
    latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
  };
}

/** What a tile covers, without buffer. */
export function boundsOfTile({ zoom, x, y }: TileAddress): Bounds {
  const side = 2 ** -zoom;
  const northWest = positionFromUnitSquare({ x: x * side, y: y * side });
  const southEast = positionFromUnitSquare({ x: (x + 1) * side, y: (y + 1) * side });
  return {
    west: northWest.longitude,
    south: southEast.latitude,
    east: southEast.longitude,
    north: northWest.latitude,
  };
}

/**
 * A tile address that exists.
 *
 * @throws AppError invalid-request naming the part that is not a whole number in the range of its zoom.
 */
export function tileAddress(zoom: number, x: number, y: number): TileAddress {
  const isWithin = (value: number, limit: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < limit;
  const reject = (field: string, value: number, reason: string): AppError =>
    new AppError('invalid-request', `No such map tile: ${field} ${reason}.`, {
      details: { field, value, reason },
    });
  if (!isWithin(zoom, highestZoom + 1))
    throw reject('z', zoom, `must be a whole number from 0 to ${highestZoom}`);
  const limit = 2 ** zoom;
  if (!isWithin(x, limit))
    throw reject('x', x, `must be a whole number from 0 to ${limit - 1} at zoom ${zoom}`);
  if (!isWithin(y, limit))
    throw reject('y', y, `must be a whole number from 0 to ${limit - 1} at zoom ${zoom}`);
  return { zoom, x, y };
}

import type { GridPosition } from '../../../core/geography/national-grid.ts';
import { gridFromWgs84 } from '../../../core/geography/national-grid.ts';
import { AppError } from '../../../core/errors.ts';

/** What the numbers of a boundary file mean: degrees on WGS84, or metres of the British National Grid. */
export type CoordinateSystem = 'wgs84' | 'national-grid';

/** The British Isles with room around them. */
const degreesOfTheUk = { west: -14, south: 48, east: 4, north: 62.5 };
const metresOfTheUk = { west: -250_000, south: -100_000, east: 850_000, north: 1_350_000 };

/** What a "crs" member or the TopoJSON beside it declares, or null where nothing is said or it is not known. */
export function declaredSystem(header: string): CoordinateSystem | 'unsupported' | null {
  const name = /"crs"\s*:\s*\{[^{}]*\{[^{}]*"name"\s*:\s*"([^"]*)"/.exec(header)?.[1];
  if (name === undefined) return null;
  if (/CRS84|4326|4258/i.test(name)) return 'wgs84';
  return /27700/.test(name) ? 'national-grid' : 'unsupported';
}

/**
 * The coordinate system that numbers must be of, by their range: no place in the UK lies within 200 m of the false
 * origin of the grid, so degrees and metres cannot be mistaken for each other.
 *
 * @throws AppError source-rejected for numbers that are neither, saying what they look like.
 */
export function detectSystem(x: number, y: number, path: string): CoordinateSystem {
  if (isWithin(x, y, degreesOfTheUk)) return 'wgs84';
  if (Math.abs(x) > 180 && isWithin(x, y, metresOfTheUk)) return 'national-grid';
  const guess = isWithin(y, x, degreesOfTheUk)
    ? 'they look like latitude before longitude'
    : Math.abs(x) <= 180 && Math.abs(y) <= 90
      ? 'they are degrees of a place outside of the UK'
      : 'they are neither degrees nor metres of the British National Grid';
  throw new AppError('source-rejected', `${path}: the coordinates ${x}, ${y} cannot be placed: ${guess}.`, {
    details: { file: path, value: `${x}, ${y}`, reason: guess },
  });
}

/** The grid position of a point of the file, or why it has none. */
export function placeOnGrid(x: number, y: number, system: CoordinateSystem): GridPosition | string {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return `the coordinates ${x}, ${y} are not numbers`;
  if (system === 'national-grid') {
    return isWithin(x, y, metresOfTheUk)
      ? { easting: x, northing: y }
      : `the point ${x}, ${y} lies outside of the British National Grid`;
  }
  return isWithin(x, y, degreesOfTheUk)
    ? gridFromWgs84({ longitude: x, latitude: y })
    : `the point ${x}, ${y} (longitude, latitude) lies outside of the UK`;
}

function isWithin(x: number, y: number, box: typeof degreesOfTheUk): boolean {
  return x >= box.west && x <= box.east && y >= box.south && y <= box.north;
}

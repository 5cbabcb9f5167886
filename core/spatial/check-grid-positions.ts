import { AppError } from '../errors.ts';

/**
 * Refuses positions that are none: a point without one must be left out by whoever knows why it has none.
 *
 * Units: metres of a grid; anything below 10^9 m in size, which no grid of the Earth reaches.
 * @throws AppError invalid-request where there are not as many northings as eastings (details: field, value), or one of
 *   them is no number (details: row, value).
 */
export function checkGridPositions(eastings: Float64Array, northings: Float64Array): void {
  if (eastings.length !== northings.length) {
    throw new AppError(
      'invalid-request',
      `There are ${eastings.length} eastings, but ${northings.length} northings.`,
      { details: { field: 'northings', value: northings.length } },
    );
  }
  for (let row = 0; row < eastings.length; row += 1) {
    const easting = eastings[row] ?? NaN;
    const northing = northings[row] ?? NaN;
    if (Math.abs(easting) < 1e9 && Math.abs(northing) < 1e9) continue;
    throw new AppError(
      'invalid-request',
      `Point ${row + 1} has no usable position: ${easting}, ${northing}.`,
      { details: { row, value: `${easting}, ${northing}`, reason: 'no position in metres of a grid' } },
    );
  }
}

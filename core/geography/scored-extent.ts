/** West, south, east, north in WGS84 degrees. */
export type WestSouthEastNorth = readonly [number, number, number, number];

/** Columns of areas, one value a row; NaN where there is none. */
export interface ScoredPoints {
  readonly score: ArrayLike<number>;
  readonly longitude: ArrayLike<number>;
  readonly latitude: ArrayLike<number>;
}

/**
 * The box around the areas that have a score, with some room because their points lie inside them. The server gives it
 * with the page and the browser finds it again from the scores: the map must open in the same place either way.
 *
 * @returns null where no area has both a score and a point
 */
export function scoredExtent({ score, longitude, latitude }: ScoredPoints): WestSouthEastNorth | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let row = 0; row < score.length; row += 1) {
    const x = longitude[row] ?? NaN;
    const y = latitude[row] ?? NaN;
    if (Number.isNaN(score[row] ?? NaN) || Number.isNaN(x) || Number.isNaN(y)) continue;
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  if (west > east) return null;
  const width = Math.max(0.01, (east - west) * 0.06);
  const height = Math.max(0.006, (north - south) * 0.06);
  return [west - width, south - height, east + width, north + height];
}

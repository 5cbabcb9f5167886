import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { tileRanges, type TileRange } from '../../../core/coverage/tile-ranges.ts';
import { AppError } from '../../../core/errors.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createPointInPolygonIndex } from '../../../core/geography/point-in-polygon.ts';
import type { PremisesReads } from '../../store/coverage/premises-reads.ts';

/** A city; more would hold up everybody else for too long (measured: 56,000 in under two seconds). */
const mostPremises = 250_000;

/**
 * The stretches of tile keys to look through for the premises of a snapshot in a drawn polygon: they hold its box.
 *
 * @throws AppError too-large where more premises lie around it than are looked through at once.
 */
export async function rangesAround(
  reads: Pick<PremisesReads, 'countInTiles'>,
  snapshotId: number,
  { bounds }: Pick<DrawnPolygon, 'bounds'>,
): Promise<readonly TileRange[]> {
  const ranges = tileRanges(bounds);
  const around = await reads.countInTiles(snapshotId, ranges);
  if (around <= mostPremises) return ranges;
  throw new AppError(
    'too-large',
    `${around} premises lie in the box around the polygon; at most ${mostPremises} are looked through.`,
    { details: { field: 'coordinates', value: around, reason: 'draw a smaller one' } },
  );
}

/** Whether a point of the National Grid is in a polygon, on the straight lines between its positions as they were drawn. */
export function insideOf({
  rings,
}: Pick<DrawnPolygon, 'rings'>): (spot: { readonly easting: number; readonly northing: number }) => boolean {
  const index = createPointInPolygonIndex([rings]);
  return (spot) => {
    const { longitude, latitude } = wgs84FromGrid(spot);
    return index.find(longitude, latitude) === 0;
  };
}

import type { PlanStatus } from '../../../core/contract/coverage/speed-class.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { tileRanges } from '../../../core/coverage/tile-ranges.ts';
import { AppError } from '../../../core/errors.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createPointInPolygonIndex } from '../../../core/geography/point-in-polygon.ts';
import type { Queryable } from '../../database/database.ts';
import type { StoredPlanCount } from '../../store/coverage/gap-report-reads.ts';
import {
  createPremisesReads,
  type PremisesCount,
  type PremisesSpot,
} from '../../store/coverage/premises-reads.ts';
import { addToTally, countsOfTally, createClassTally } from './premises-counts.ts';

/** A city; more would hold up everybody else for too long (measured: 56,000 in under two seconds). */
const mostPremises = 250_000;

export interface PolygonCounts {
  readonly counts: readonly PremisesCount[];
  readonly plans: readonly StoredPlanCount[];
}

/**
 * Counts the premises of a snapshot in a drawn polygon: those whose tile lies around it are read, and each is tested
 * exactly, on the straight lines between the positions as they were drawn.
 *
 * @throws AppError too-large where more premises lie around it than are looked through at once.
 */
export async function countInPolygon(
  database: Queryable,
  snapshotId: number,
  polygon: DrawnPolygon,
): Promise<PolygonCounts> {
  const reads = createPremisesReads(database);
  const ranges = tileRanges(polygon.bounds);
  const around = await reads.countInTiles(snapshotId, ranges);
  if (around > mostPremises) {
    throw new AppError(
      'too-large',
      `${around} premises lie in the box around the polygon; at most ${mostPremises} are looked through.`,
      { details: { field: 'coordinates', value: around, reason: 'draw a smaller one' } },
    );
  }
  const index = createPointInPolygonIndex([polygon.rings]);
  const isInside = (spot: PremisesSpot): boolean => {
    const { longitude, latitude } = wgs84FromGrid(spot);
    return index.find(longitude, latitude) === 0;
  };
  const tally = createClassTally();
  const plans = new Map<PlanStatus, Omit<StoredPlanCount, 'plan'>>();
  for (const range of ranges) {
    for (const spot of await reads.inTiles(snapshotId, range)) {
      if (!isInside(spot)) continue;
      const isCounted = spot.isRecognised !== false;
      if (isCounted) addToTally(tally, spot);
      const before = plans.get(spot.plan) ?? { premises: 0, withoutGigabit: 0, excluded: 0 };
      const isWithout = isCounted && (spot.chances.at(-1) ?? 1) < 0.5;
      plans.set(spot.plan, {
        premises: before.premises + (isCounted ? 1 : 0),
        withoutGigabit: before.withoutGigabit + (isWithout ? 1 : 0),
        excluded: before.excluded + (isCounted ? 0 : 1),
      });
    }
  }
  return { counts: countsOfTally(tally), plans: [...plans].map(([plan, count]) => ({ plan, ...count })) };
}

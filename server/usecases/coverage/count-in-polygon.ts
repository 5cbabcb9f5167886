import type { TechnologyCount } from '../../../core/contract/coverage/gap-report.ts';
import { speedClasses, type PlanStatus } from '../../../core/contract/coverage/speed-class.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import type { DrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import type { Queryable } from '../../database/database.ts';
import type { StoredPlanCount } from '../../store/coverage/gap-report-reads.ts';
import { createPremisesReads, type PremisesCount } from '../../store/coverage/premises-reads.ts';
import { insideOf, rangesAround } from './premises-around.ts';
import { addToTally, countsOfTally, createTally, technologyCountsOfTally } from './premises-counts.ts';

export interface PolygonCounts {
  readonly counts: readonly PremisesCount[];
  readonly technologies: readonly TechnologyCount[];
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
  const ranges = await rangesAround(reads, snapshotId, polygon);
  const isInside = insideOf(polygon);
  const tally = createTally(speedClasses);
  const byTechnology = createTally(technologies);
  const plans = new Map<PlanStatus, Omit<StoredPlanCount, 'plan'>>();
  for (const range of ranges) {
    for (const spot of await reads.inTiles(snapshotId, range)) {
      if (!isInside(spot)) continue;
      const isCounted = spot.isRecognised !== false;
      if (isCounted) {
        addToTally(tally, spot);
        addToTally(byTechnology, { chances: spot.technologyChances, disagrees: false });
      }
      const before = plans.get(spot.plan) ?? { premises: 0, withoutGigabit: 0, excluded: 0 };
      const isWithout = isCounted && (spot.chances.at(-1) ?? 1) < 0.5;
      plans.set(spot.plan, {
        premises: before.premises + (isCounted ? 1 : 0),
        withoutGigabit: before.withoutGigabit + (isWithout ? 1 : 0),
        excluded: before.excluded + (isCounted ? 0 : 1),
      });
    }
  }
  return {
    counts: countsOfTally(tally),
    technologies: technologyCountsOfTally(byTechnology),
    plans: [...plans].map(([plan, count]) => ({ plan, ...count })),
  };
}

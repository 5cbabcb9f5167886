import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import type { CodeCounts } from '../../../core/coverage/coded-column.ts';
import { findNotSpots, type NotSpot, type NotSpotPremises } from '../../../core/coverage/find-not-spots.ts';
import {
  matchNotSpots,
  type MatchedNotSpot,
  type MatchedRelease,
} from '../../../core/coverage/match-not-spots.ts';
import type { Queryable } from '../../database/database.ts';
import {
  createNotSpotStore,
  type ClassOfSnapshot,
  type NewNotSpot,
  type NotSpotStore,
  type SnapshotPeriod,
} from '../../store/coverage/not-spot-store.ts';
import type { NotSpotColumns } from './not-spot-columns.ts';

export interface StoreNotSpotsTask extends SnapshotPeriod {
  /** All premises of the snapshot. */
  readonly columns: NotSpotColumns;
  /** Told after each class how many not-spots were found. */
  readonly onProgress?: ((speedClass: SpeedClass, notSpots: number) => void) | undefined;
}

/**
 * Finds the not-spots of a snapshot, class by class, and stores them under the identifiers that follow from the snapshots of
 * earlier periods; those of later periods are then named as if all had been made in the order of their periods. So the same
 * snapshots have the same identifiers, in whatever order they were made and however often.
 *
 * The snapshot must be there, without not-spots. Memory: as columns, and some hundred bytes for each unserved premises.
 */
export async function storeNotSpots(
  transaction: Queryable,
  { snapshotId, period, columns, onProgress }: StoreNotSpotsTask,
): Promise<void> {
  const store = createNotSpotStore(transaction);
  const periods = await store.periods();
  const codes = await store.codesOfAreas();
  const at = periods.findIndex((each) => each.snapshotId === snapshotId);
  for (const speedClass of speedClasses) {
    onProgress?.(speedClass, 0);
    const premises = columns.ofClass(speedClass, (areaId) => codes.get(areaId) ?? '');
    const { notSpots } = findNotSpots(premises);
    const uprns = notSpots.map(({ rows }) => Float64Array.from(rows, (row) => premises.uprns[row] ?? NaN));
    const of = { snapshotId, period, speedClass };
    const before = periods[at - 1] ?? null;
    const matched = await match(store, of, { before, later: uprns });
    await store.insert(
      of,
      notSpots.map((notSpot, number) => toStore(notSpot, premises, { matched, number, uprns })),
    );
    if (before !== null) await store.close(of, before, matched.closed);
    onProgress?.(speedClass, notSpots.length);
  }
  for (const [later, { snapshotId: laterId, period: laterPeriod }] of periods.entries()) {
    if (later > at)
      await nameAnew(store, { snapshotId: laterId, period: laterPeriod }, periods[later - 1] ?? null);
  }
}

async function nameAnew(
  store: NotSpotStore,
  snapshot: SnapshotPeriod,
  before: SnapshotPeriod | null,
): Promise<void> {
  for (const speedClass of speedClasses) {
    const of = { ...snapshot, speedClass };
    const matched = await match(store, of, { before, later: await store.membersByNumber(of) });
    await store.rename(of, matched.notSpots);
    if (before !== null) await store.close(of, before, matched.closed);
  }
}

async function match(
  store: NotSpotStore,
  of: ClassOfSnapshot,
  { before, later }: { readonly before: SnapshotPeriod | null; readonly later: readonly Float64Array[] },
): Promise<MatchedRelease> {
  return matchNotSpots({
    speedClass: of.speedClass,
    earlier: before === null ? [] : await store.earlier(of, before),
    later,
    taken: await store.taken(of, speedClasses.slice(0, speedClasses.indexOf(of.speedClass))),
  });
}

const noCounts: CodeCounts = { counts: [], missing: 0 };

function toStore(
  notSpot: NotSpot,
  { uprns: allUprns, eastings, northings }: NotSpotPremises,
  found: {
    readonly matched: MatchedRelease;
    readonly number: number;
    readonly uprns: readonly Float64Array[];
  },
): NewNotSpot {
  const matched: MatchedNotSpot | undefined = found.matched.notSpots[found.number];
  if (matched === undefined) throw new Error(`Not-spot ${found.number} was not matched.`);
  const { centre, nearestServed, plans } = notSpot;
  return {
    ...notSpot,
    matched,
    uprns: found.uprns[found.number] ?? new Float64Array(),
    centre: {
      uprn: allUprns[centre] ?? NaN,
      easting: eastings[centre] ?? NaN,
      northing: northings[centre] ?? NaN,
    },
    distanceMetres: nearestServed?.distanceMetres ?? null,
    plans: plans ?? noCounts,
  };
}

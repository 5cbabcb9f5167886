import { oneGroup } from '../index/comparison-groups.ts';
import { rankInGroups } from '../index/ranks.ts';
import type { NotSpot } from './find-not-spots.ts';

/** By premises; by premises in areas of high risk; by the distance from premises that are served. */
export const notSpotOrders = ['premises', 'high-risk', 'distance'] as const;
export type NotSpotOrder = (typeof notSpotOrders)[number];

export interface RankedNotSpot<Ranked> {
  readonly notSpot: Ranked;
  /** 1 for the greatest; equal measures share the smallest rank. Null where the measure is missing. */
  readonly rank: number | null;
}

type Measured = Pick<NotSpot, 'premises' | 'expectedUnserved' | 'risk' | 'nearestServed'>;

/**
 * Not-spots in the order in which they are to be looked at, greatest first.
 *
 * Equal measures share a rank (1, 2, 2, 4). Within a rank, those with more premises come first, then those with more
 * expected to be unserved, then those with more premises in areas of high risk, then the order in which they were given
 * (`findNotSpots`: from south to north), so that the order does not change from one run to the next.
 *
 * Missing: those without the measure come last, without a rank: where no area of theirs has a score, or no premises are
 * known to be served.
 * @example rankNotSpots([], 'premises') // []
 */
export function rankNotSpots<Ranked extends Measured>(
  notSpots: readonly Ranked[],
  order: NotSpotOrder,
): RankedNotSpot<Ranked>[] {
  const measures = Float64Array.from(notSpots, (notSpot) => measureOf(notSpot, order));
  const { ranks } = rankInGroups(measures, oneGroup(notSpots.length), { order: 'descending', ties: 'min' });
  const ranked = notSpots.map((notSpot, at) => {
    const rank = ranks[at] ?? NaN;
    return { notSpot, rank: Number.isNaN(rank) ? null : rank };
  });
  // Sorting is stable: what is equal in everything keeps its order.
  return ranked.sort(
    (one, other) =>
      (one.rank ?? notSpots.length + 1) - (other.rank ?? notSpots.length + 1) ||
      other.notSpot.premises - one.notSpot.premises ||
      other.notSpot.expectedUnserved - one.notSpot.expectedUnserved ||
      (other.notSpot.risk?.high ?? 0) - (one.notSpot.risk?.high ?? 0),
  );
}

function measureOf({ premises, risk, nearestServed }: Measured, order: NotSpotOrder): number {
  switch (order) {
    case 'premises':
      return premises;
    case 'high-risk':
      return risk === null || risk.weighted === null ? NaN : risk.high;
    case 'distance':
      return nearestServed?.distanceMetres ?? NaN;
  }
}

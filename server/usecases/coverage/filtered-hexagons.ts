import type { PremisesTileFilter } from '../../../core/contract/coverage/premises-tile.ts';
import { tileRangesBetween } from '../../../core/coverage/tile-ranges.ts';
import {
  hexagonAt,
  hexagonNumber,
  hexagonOfNumber,
  hexagonRadius,
} from '../../../core/geography/hexagon-grid.ts';
import type { TileAddress } from '../../../core/geography/tile-address.ts';
import { middleOfKey } from '../../../core/geography/tile-key.ts';
import type { KeyCounts, PremisesTileReads, TileHexagon } from '../../store/coverage/premises-tile-reads.ts';

type Sums = Readonly<Record<Exclude<keyof KeyCounts, 'keys'>, number>>;

/** Some 2 MB of text at a time; a tile of the whole country has fewer than a million keys in a million premises. */
const keysAtOnce = 50_000;

/** Squares that a tile and what lies around it are cut into: fewer hold more that is not needed, more are more questions. */
const squares = 100;

/**
 * Counts the premises that pass a filter by the hexagons that touch a tile; some beside it may be among them, in part. Hexagons
 * of all premises are stored with the snapshot, but there are too many filters for that.
 *
 * Premises lie where those of the stored hexagons do, in the middle of their tile key, so that a filter that all pass
 * gives the same hexagons.
 *
 * @returns hexagons with the figures of one class: that of the filter
 */
export async function filteredHexagons(
  reads: Pick<PremisesTileReads, 'countsByKey'>,
  snapshotId: number,
  { zoom, x, y }: TileAddress,
  filter: PremisesTileFilter,
): Promise<TileHexagon[]> {
  const radius = hexagonRadius(zoom);
  const side = 2 ** -zoom;
  // What touches a tile reaches two radii beyond it at most; the rest is for rounding.
  const margin = 2.01 * radius;
  const within = (value: number): number => Math.min(1 - Number.EPSILON, Math.max(0, value));
  const ranges = tileRangesBetween(
    { x: within(x * side - margin), y: within(y * side - margin) },
    { x: within((x + 1) * side + margin), y: within((y + 1) * side + margin) },
    squares,
  );
  const cells = new Map<number, Sums>();
  const none: Sums = { premises: 0, notRecognised: 0, unserved: 0, unknown: 0 };
  for (const { first, last } of ranges) {
    for (let next = first; next <= last;) {
      const counts = await reads.countsByKey(
        snapshotId,
        { first: next, last },
        { filter, limit: keysAtOnce },
      );
      for (const [at, key] of counts.keys.entries()) {
        const number = hexagonNumber(hexagonAt(middleOfKey(key), radius));
        cells.set(number, added(cells.get(number) ?? none, counts, at));
      }
      if (counts.keys.length < keysAtOnce) break;
      next = (counts.keys.at(-1) ?? last) + 1;
    }
  }
  return [...cells].map(([number, { premises, notRecognised, unserved, unknown }]) => ({
    ...hexagonOfNumber(number),
    ...{ premises, notRecognised, unserved: [unserved], unknown: [unknown] },
  }));
}

function added(sums: Sums, { premises, notRecognised, unserved, unknown }: KeyCounts, at: number): Sums {
  return {
    premises: sums.premises + (premises[at] ?? 0),
    notRecognised: sums.notRecognised + (notRecognised[at] ?? 0),
    unserved: sums.unserved + (unserved[at] ?? 0),
    unknown: sums.unknown + (unknown[at] ?? 0),
  };
}

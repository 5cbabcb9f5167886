import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { premisesTileZooms } from '../../../core/coverage/premises-tile.ts';
import { hexagonAt, hexagonRadius } from '../../../core/geography/hexagon-grid.ts';
import { tileKeyZoom, tileOfKey } from '../../../core/geography/tile-key.ts';
import type { NewPremisesHexagon } from '../../store/coverage/hexagon-store.ts';
import type { NewPremisesEstimate } from '../../store/coverage/snapshot-store.ts';

const zooms = Array.from(
  { length: premisesTileZooms.firstPoints - premisesTileZooms.firstHexagons },
  (_, at) => premisesTileZooms.firstHexagons + at,
);

/** Premises, not recognised, and two sums for each class. */
const fields = 2 + 2 * speedClasses.length;

/** 19 MB of sums; what has come together is handed on when they are full. */
const cellsAtOnce = 200_000;

/** More than any q or r of the last zoom, so that a cell has one number. */
const span = 2 ** 20;

/**
 * Counts the premises of every hexagon of every zoom while a snapshot is written. A country has more hexagons than memory
 * should hold: `isFull` says when `take` is due, and the same hexagon may be handed on in parts.
 *
 * Where a premises lies is taken from its tile key, the middle of a square of ten metres: less than a pixel.
 */
export function createPremisesHexagons() {
  const places = zooms.map(() => new Map<number, number>());
  const sums = new Float64Array(cellsAtOnce * fields);
  let used = 0;

  function addTo(cells: Map<number, number>, key: number, row: NewPremisesEstimate): void {
    let place = cells.get(key);
    if (place === undefined) {
      place = used;
      used += 1;
      cells.set(key, place);
    }
    const add = (position: number, amount: number): void => {
      sums[place * fields + position] = (sums[place * fields + position] ?? 0) + amount;
    };
    if (row.isRecognised === false) {
      add(1, 1);
      return;
    }
    add(0, 1);
    for (const [at, chance] of row.chances.entries()) {
      if (chance === null) add(2 + speedClasses.length + at, 1);
      else add(2 + at, 1 - chance);
    }
  }

  return {
    add(row: NewPremisesEstimate): void {
      const tile = tileOfKey(row.tileKey);
      const point = { x: (tile.x + 0.5) / 2 ** tileKeyZoom, y: (tile.y + 0.5) / 2 ** tileKeyZoom };
      for (const [at, zoom] of zooms.entries()) {
        const { q, r } = hexagonAt(point, hexagonRadius(zoom));
        const cells = places[at];
        // q is negative in the south-west: rows lean.
        if (cells !== undefined) addTo(cells, r * span + q + span / 2, row);
      }
    },

    /** One more premises may need a new cell at every zoom. */
    isFull: (): boolean => used + zooms.length > cellsAtOnce,

    /** What has come together so far, and begins anew when all of it is taken. */
    *take(): Generator<NewPremisesHexagon> {
      for (const [at, zoom] of zooms.entries()) {
        for (const [key, place] of places[at] ?? []) {
          const [premises = 0, notRecognised = 0, ...byClass] = sums.subarray(
            place * fields,
            (place + 1) * fields,
          );
          yield {
            ...{ zoom, r: Math.floor(key / span), q: (key % span) - span / 2, premises, notRecognised },
            unserved: byClass.slice(0, speedClasses.length),
            unknown: byClass.slice(speedClasses.length),
          };
        }
      }
      for (const cells of places) cells.clear();
      sums.fill(0);
      used = 0;
    },
  };
}

import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { premisesTileZooms } from '../../../core/coverage/premises-tile.ts';
import {
  hexagonAt,
  hexagonNumber,
  hexagonOfNumber,
  hexagonRadius,
} from '../../../core/geography/hexagon-grid.ts';
import { middleOfKey } from '../../../core/geography/tile-key.ts';
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

  function addTo(cells: Map<number, number>, number: number, row: NewPremisesEstimate): void {
    let place = cells.get(number);
    if (place === undefined) {
      place = used;
      used += 1;
      cells.set(number, place);
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
      const point = middleOfKey(row.tileKey);
      for (const [at, zoom] of zooms.entries()) {
        const cells = places[at];
        if (cells !== undefined) addTo(cells, hexagonNumber(hexagonAt(point, hexagonRadius(zoom))), row);
      }
    },

    /** One more premises may need a new cell at every zoom. */
    isFull: (): boolean => used + zooms.length > cellsAtOnce,

    /** What has come together so far, and begins anew when all of it is taken. */
    *take(): Generator<NewPremisesHexagon> {
      for (const [at, zoom] of zooms.entries()) {
        for (const [number, place] of places[at] ?? []) {
          const [premises = 0, notRecognised = 0, ...byClass] = sums.subarray(
            place * fields,
            (place + 1) * fields,
          );
          yield {
            ...{ zoom, ...hexagonOfNumber(number), premises, notRecognised },
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

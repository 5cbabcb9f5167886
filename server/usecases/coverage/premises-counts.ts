import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { statusOf } from '../../../core/coverage/estimate-premises.ts';
import type { NewPremisesCount, NewPremisesEstimate } from '../../store/coverage/snapshot-store.ts';

const fields = 8;
const [served, likelyServed, likelyUnserved, unserved, unknown, expected, disagreeing, premises] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
const fieldOfStatus = {
  served,
  'likely-served': likelyServed,
  'likely-unserved': likelyUnserved,
  unserved,
  unknown,
} as const;

/**
 * Counts the premises of every area by class while a snapshot is written: what BDUK calls no premises is left out.
 * Memory: 320 bytes an area.
 */
export function createPremisesCounts() {
  const byArea = new Map<number, Float64Array>();

  function addTo(areaId: number, row: NewPremisesEstimate): void {
    let counts = byArea.get(areaId);
    if (counts === undefined) {
      counts = new Float64Array(fields * speedClasses.length);
      byArea.set(areaId, counts);
    }
    for (const [at, chance] of row.chances.entries()) {
      const offset = at * fields;
      const field = offset + fieldOfStatus[statusOf(chance)];
      counts[field] = (counts[field] ?? 0) + 1;
      counts[offset + premises] = (counts[offset + premises] ?? 0) + 1;
      if (chance !== null) counts[offset + expected] = (counts[offset + expected] ?? 0) + 1 - chance;
      if (row.disagrees) counts[offset + disagreeing] = (counts[offset + disagreeing] ?? 0) + 1;
    }
  }

  return {
    add(row: NewPremisesEstimate): void {
      if (row.isRecognised === false) return;
      for (const areaId of [row.oaId, row.lsoaId, row.msoaId, row.wardId, row.ladId]) {
        if (areaId !== null) addTo(areaId, row);
      }
    },

    *rows(): Generator<NewPremisesCount> {
      for (const [areaId, counts] of byArea) {
        for (const [at, speedClass] of speedClasses.entries()) {
          const of = (field: number): number => counts[at * fields + field] ?? 0;
          yield {
            areaId,
            speedClass,
            premises: of(premises),
            served: of(served),
            likelyServed: of(likelyServed),
            likelyUnserved: of(likelyUnserved),
            unserved: of(unserved),
            unknown: of(unknown),
            expectedUnserved: of(expected),
            disagreeing: of(disagreeing),
          };
        }
      }
    },
  };
}

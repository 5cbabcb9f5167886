import type { TechnologyCount } from '../../../core/contract/coverage/gap-report.ts';
import { technologies } from '../../../core/contract/coverage/technology.ts';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import { statusOf } from '../../../core/coverage/estimate-premises.ts';
import type { PremisesCount } from '../../store/coverage/premises-reads.ts';
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

/** The counts of some premises by class or technology, packed: `fields` numbers for each. */
export type ClassTally = Float64Array;

export const createTally = (kinds: readonly string[]): ClassTally => new Float64Array(fields * kinds.length);

/** What of a premises is counted. */
export type CountedPremises = Pick<NewPremisesEstimate, 'chances' | 'disagrees'>;

/** Adds one premises; whether it is one that counts is for the caller to say. */
export function addToTally(tally: ClassTally, { chances, disagrees }: CountedPremises): void {
  for (const [at, chance] of chances.entries()) {
    const offset = at * fields;
    const field = offset + fieldOfStatus[statusOf(chance)];
    tally[field] = (tally[field] ?? 0) + 1;
    tally[offset + premises] = (tally[offset + premises] ?? 0) + 1;
    if (chance !== null) tally[offset + expected] = (tally[offset + expected] ?? 0) + 1 - chance;
    if (disagrees) tally[offset + disagreeing] = (tally[offset + disagreeing] ?? 0) + 1;
  }
}

const fieldAt =
  (tally: ClassTally, at: number) =>
  (field: number): number =>
    tally[at * fields + field] ?? 0;

/** The counts of one of the kinds that a tally has. */
function countsAt(tally: ClassTally, at: number): Omit<TechnologyCount, 'technology'> {
  const of = fieldAt(tally, at);
  return {
    premises: of(premises),
    served: of(served),
    likelyServed: of(likelyServed),
    likelyUnserved: of(likelyUnserved),
    unserved: of(unserved),
    unknown: of(unknown),
    expectedUnserved: of(expected),
  };
}

/** The counts of a tally, one for each class. */
export function countsOfTally(tally: ClassTally): PremisesCount[] {
  return speedClasses.map((speedClass, at) => ({
    speedClass,
    ...countsAt(tally, at),
    disagreeing: fieldAt(tally, at)(disagreeing),
  }));
}

/** The counts of a tally of technologies, one for each. */
export function technologyCountsOfTally(tally: ClassTally): TechnologyCount[] {
  return technologies.map((technology, at) => ({ technology, ...countsAt(tally, at) }));
}

/**
 * Counts the premises of every area by class while a snapshot is written: what BDUK calls no premises is left out.
 * Memory: 320 bytes an area.
 */
export function createPremisesCounts() {
  const byArea = new Map<number, ClassTally>();

  function addTo(areaId: number, row: NewPremisesEstimate): void {
    let tally = byArea.get(areaId);
    if (tally === undefined) {
      tally = createTally(speedClasses);
      byArea.set(areaId, tally);
    }
    addToTally(tally, row);
  }

  return {
    add(row: NewPremisesEstimate): void {
      if (row.isRecognised === false) return;
      for (const areaId of [row.oaId, row.lsoaId, row.msoaId, row.wardId, row.ladId]) {
        if (areaId !== null) addTo(areaId, row);
      }
    },

    *rows(): Generator<NewPremisesCount> {
      for (const [areaId, tally] of byArea) {
        for (const count of countsOfTally(tally)) yield { areaId, ...count };
      }
    },
  };
}

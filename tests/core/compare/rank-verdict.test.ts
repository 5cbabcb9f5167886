import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankVerdict, type RankedArea } from '../../../core/compare/rank-verdict.ts';

const area = (code: string, rank: number, q5: number | null, q95 = 0): RankedArea => ({
  code,
  rank,
  interval: q5 === null ? null : { q5, q95 },
});

describe('what can be said of ranks', () => {
  it('calls places apart whose intervals do not overlap', () => {
    expect(rankVerdict([area('B', 40, 31, 52), area('A', 12, 5, 30)])).toEqual({
      kind: 'compared',
      worst: ['A'],
      apart: ['B'],
      notApart: [],
    });
  });

  it('never calls places apart whose intervals touch', () => {
    expect(rankVerdict([area('A', 12, 5, 31), area('B', 40, 31, 52)])).toMatchObject({
      apart: [],
      notApart: ['B'],
    });
  });

  it('says of each other place whether it is apart from the worst', () => {
    const verdict = rankVerdict([area('C', 90, 70, 99), area('A', 3, 1, 20), area('B', 10, 4, 75)]);
    expect(verdict).toEqual({ kind: 'compared', worst: ['A'], apart: ['C'], notApart: ['B'] });
  });

  it('says nothing is worse where an interval is not known', () => {
    expect(rankVerdict([area('A', 1, 1, 2), area('B', 900, null)])).toEqual({
      kind: 'unsure',
      worst: ['A'],
    });
  });

  it('names all that share the worst rank, and is apart only from what all of them are', () => {
    const verdict = rankVerdict([area('B', 2.5, 1, 3), area('A', 2.5, 1, 9), area('C', 8, 7, 12)]);
    expect(verdict).toEqual({ kind: 'compared', worst: ['A', 'B'], apart: [], notApart: ['C'] });
  });

  it('says nothing of one place', () => {
    expect(rankVerdict([area('A', 1, 1, 2)])).toEqual({ kind: 'none' });
    expect(rankVerdict([])).toEqual({ kind: 'none' });
  });

  const areas = fc.uniqueArray(
    fc.record({
      code: fc.stringMatching(/^[A-F]$/),
      rank: fc.integer({ min: 1, max: 20 }),
      interval: fc.option(
        fc
          .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 15 }))
          .map(([q5, width]) => ({ q5, q95: q5 + width })),
        { freq: 9 },
      ),
    }),
    { selector: ({ code }) => code, minLength: 2, maxLength: 6 },
  );

  it('does not depend on the order of the places, and names each once', () => {
    fc.assert(
      fc.property(areas, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (places, keys) => {
        const shuffled = places
          .map((place, at) => ({ place, key: keys[at] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ place }) => place);
        const verdict = rankVerdict(places);
        expect(rankVerdict(shuffled)).toEqual(verdict);
        if (verdict.kind !== 'compared') return;
        const named = [...verdict.worst, ...verdict.apart, ...verdict.notApart];
        expect(named.toSorted()).toEqual(places.map(({ code }) => code).toSorted());
        for (const code of verdict.apart) {
          const other = places.find((each) => each.code === code)?.interval;
          for (const worst of verdict.worst) {
            const one = places.find((each) => each.code === worst)?.interval;
            expect((one?.q95 ?? 0) < (other?.q5 ?? 0) || (other?.q95 ?? 0) < (one?.q5 ?? 0)).toBe(true);
          }
        }
      }),
    );
  });
});

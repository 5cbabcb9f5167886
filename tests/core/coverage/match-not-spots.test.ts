import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchNotSpots, type EarlierNotSpot } from '../../../core/coverage/match-not-spots.ts';
import { notSpotId } from '../../../core/coverage/not-spot-id.ts';

const uprns = (...numbers: number[]) => Float64Array.from(numbers);
const spot = (id: string, ...numbers: number[]): EarlierNotSpot => ({
  id,
  uprns: uprns(...numbers),
  isClosed: false,
});
const match = (earlier: readonly EarlierNotSpot[], ...later: Float64Array[]) =>
  matchNotSpots({ speedClass: 'decent', earlier, later });

/** Not-spots of one release: UPRNs 1 to 40 dealt to at most eight places; 0 is served. */
const release = fc
  .array(fc.nat(8), { minLength: 40, maxLength: 40 })
  .map((places) =>
    Array.from({ length: 8 }, (_, at) =>
      Float64Array.from(places.flatMap((place, index) => (place === at + 1 ? [index + 1] : []))),
    ).filter((members) => members.length > 0),
  );

/** Plays releases one after another, as the store will: every not-spot that ever was, and whether it is open. */
function play(releases: readonly (readonly Float64Array[])[]) {
  let known: EarlierNotSpot[] = [];
  return releases.map((later) => {
    const matched = matchNotSpots({ speedClass: 'decent', earlier: known, later });
    const open = new Map(
      matched.notSpots.map(({ id }, at) => [id, { id, uprns: later[at] ?? uprns(), isClosed: false }]),
    );
    const before = known;
    known = [
      ...open.values(),
      ...known.filter(({ id }) => !open.has(id)).map((gone) => ({ ...gone, isClosed: true })),
    ];
    return { matched, before };
  });
}

describe('identifiers of not-spots', () => {
  test('are short, of the class and the lowest UPRN, and the same on every machine', () => {
    expect(notSpotId('decent', 100070000001)).toBe('NS-7RATXP');
    expect(notSpotId('gigabit', 100070000001)).toBe('NS-3G9MWJ');
    const many = new Set(Array.from({ length: 2000 }, (_, at) => notSpotId('decent', 100070000000 + at)));
    expect(many.size).toBe(2000);
    for (const id of many) expect(id).toMatch(/^NS-[0-9A-HJKMNP-TV-Z]{6}$/);
  });

  test('are taken from nobody: a taken one gives way to the next', () => {
    const first = notSpotId('decent', 5);
    const found = matchNotSpots({ speedClass: 'decent', earlier: [], later: [uprns(9, 5)], taken: [first] });
    expect(found.notSpots[0]?.id).toBe(notSpotId('decent', 5, 1));
    expect(match([], uprns(9, 5)).notSpots[0]?.id).toBe(first);
  });
});

describe('from one release to the next', () => {
  test('persisting, new and closed', () => {
    const found = match([spot('NS-A', 1, 2, 3), spot('NS-B', 10, 11)], uprns(2, 3, 4), uprns(20, 21));
    expect(found.notSpots[0]).toEqual({
      id: 'NS-A',
      status: 'persisting',
      isReopened: false,
      from: [{ id: 'NS-A', premises: 2 }],
      joined: 1,
      isMerged: false,
      isSplit: false,
      likeness: 0.5,
    });
    expect(found.notSpots[1]).toMatchObject({
      id: notSpotId('decent', 20),
      status: 'new',
      from: [],
      joined: 2,
    });
    expect(found.closed).toEqual([{ id: 'NS-B', into: [] }]);
  });

  test('split: the part with the most premises keeps the identifier, the others say where they came from', () => {
    const found = match([spot('NS-A', 1, 2, 3, 4, 5)], uprns(1, 2), uprns(3, 4, 5));
    expect(found.notSpots.map(({ id, status, isSplit }) => [id, status, isSplit])).toEqual([
      [notSpotId('decent', 1), 'new', true],
      ['NS-A', 'persisting', true],
    ]);
    expect(found.notSpots[0]?.from).toEqual([{ id: 'NS-A', premises: 2 }]);
    expect(found.closed).toEqual([]);
  });

  test('merged: the identifier of the one that gave the most is kept, the others close into it', () => {
    const found = match([spot('NS-A', 1, 2), spot('NS-B', 3, 4, 5)], uprns(1, 2, 3, 4, 5, 6));
    expect(found.notSpots[0]).toMatchObject({ id: 'NS-B', status: 'persisting', isMerged: true, joined: 1 });
    expect(found.notSpots[0]?.from).toEqual([
      { id: 'NS-B', premises: 3 },
      { id: 'NS-A', premises: 2 },
    ]);
    expect(found.closed).toEqual([{ id: 'NS-A', into: [{ id: 'NS-B', premises: 2 }] }]);
  });

  test('ties: likeness, then the identifier, then the lowest UPRN of the later one', () => {
    // Both share two; NS-B has nothing else.
    expect(match([spot('NS-A', 1, 2, 7), spot('NS-B', 3, 4)], uprns(1, 2, 3, 4)).notSpots[0]?.id).toBe(
      'NS-B',
    );
    expect(match([spot('NS-B', 1, 2), spot('NS-A', 3, 4)], uprns(1, 2, 3, 4)).notSpots[0]?.id).toBe('NS-A');
    const halves = match([spot('NS-A', 1, 2, 3, 4)], uprns(3, 4), uprns(1, 2));
    expect(halves.notSpots.map(({ status }) => status)).toEqual(['new', 'persisting']);
    // In whatever order its premises were stored.
    const stored = match([spot('NS-A', 4, 3, 2, 1)], uprns(3, 4), uprns(1, 2));
    expect(stored).toEqual(halves);
  });

  test('what closed is told by identifier, and what took its premises by how many and by identifier', () => {
    const { closed, notSpots } = match(
      [
        spot('NS-Z', 1),
        spot('NS-Y', 2, 3, 4),
        spot('NS-B', 10, 11, 12, 13, 14),
        spot('NS-C', 20, 21, 22, 23),
      ],
      // Of NS-Y two go to NS-C; one to NS-B, which is less alike to what it was, as NS-Z's does.
      uprns(20, 21, 22, 23, 3, 4),
      uprns(10, 11, 12, 13, 14, 1, 2, 30, 31, 32),
    );
    expect(notSpots.map(({ id }) => id)).toEqual(['NS-C', 'NS-B']);
    expect(closed).toEqual([
      {
        id: 'NS-Y',
        into: [
          { id: 'NS-C', premises: 2 },
          { id: 'NS-B', premises: 1 },
        ],
      },
      { id: 'NS-Z', into: [{ id: 'NS-B', premises: 1 }] },
    ]);
    // Both took one; NS-C, which is small, is the more alike to what it came from.
    const even = match(
      [spot('NS-A', 1, 2), spot('NS-B', 10, 11, 12, 13), spot('NS-C', 20, 21)],
      uprns(10, 11, 12, 13, 1),
      uprns(20, 21, 2),
    );
    expect(even.closed[0]?.into.map(({ id }) => id)).toEqual(['NS-B', 'NS-C']);
    const sources = match(
      [spot('NS-B', 2, 9), spot('NS-C', 3), spot('NS-A', 1, 4, 5, 6)],
      uprns(1, 2, 3, 4, 5, 6),
    );
    expect(sources.notSpots[0]?.from.map(({ id }) => id)).toEqual(['NS-A', 'NS-B', 'NS-C']);
  });

  test('two new ones whose UPRNs give the same identifier get two, the same in any order', () => {
    const seen = new Map<string, number>();
    let pair: readonly [number, number] | undefined;
    for (let uprn = 1; pair === undefined; uprn += 1) {
      const id = notSpotId('decent', uprn);
      const other = seen.get(id);
      if (other !== undefined) pair = [other, uprn];
      seen.set(id, uprn);
    }
    const [low, high] = pair;
    const expected = [notSpotId('decent', low), notSpotId('decent', high, 1)];
    expect(match([], uprns(low), uprns(high)).notSpots.map(({ id }) => id)).toEqual(expected);
    expect(match([], uprns(high), uprns(low)).notSpots.map(({ id }) => id)).toEqual(expected.toReversed());
  });

  test('closed and open again: the identifier comes back, and is said to be new and reopened', () => {
    const [first, second, third] = play([[uprns(1, 2, 3)], [], [uprns(2, 3, 4)]]);
    const id = first?.matched.notSpots[0]?.id;
    expect(second?.matched.closed).toEqual([{ id, into: [] }]);
    expect(third?.matched.notSpots[0]).toMatchObject({ id, status: 'new', isReopened: true, from: [] });
    const stillGone = play([[uprns(1, 2, 3)], [], []]);
    expect(stillGone[2]?.matched.closed).toEqual([]);
  });

  test('what is open comes before what is closed', () => {
    const gone: EarlierNotSpot = { id: 'NS-OLD', uprns: uprns(1, 2, 3, 4), isClosed: true };
    expect(match([gone, spot('NS-A', 4, 5)], uprns(1, 2, 3, 4)).notSpots[0]).toMatchObject({
      id: 'NS-A',
      status: 'persisting',
    });
  });

  test('laws over any releases', () => {
    fc.assert(
      fc.property(fc.array(release, { minLength: 1, maxLength: 6 }), (releases) => {
        play(releases).forEach(({ matched, before }, at) => {
          const later = releases[at] ?? [];
          const ids = matched.notSpots.map(({ id }) => id);
          const openBefore = before.filter(({ isClosed }) => !isClosed);
          // No identifier twice; each of the earlier is kept or closed.
          expect(new Set(ids).size).toBe(ids.length);
          const closed = matched.closed.map(({ id }) => id);
          const kept = ids.filter((id) => openBefore.some((earlier) => earlier.id === id));
          expect([...closed, ...kept].sort()).toEqual(openBefore.map(({ id }) => id).sort());
          matched.notSpots.forEach(({ id, status, from, joined, isReopened }, which) => {
            const members = later[which] ?? uprns();
            const same = openBefore.find(
              (earlier) =>
                earlier.uprns.length === members.length && earlier.uprns.every((u) => members.includes(u)),
            );
            if (same !== undefined) expect([id, status]).toEqual([same.id, 'persisting']);
            expect(from.reduce((sum, { premises }) => sum + premises, joined)).toBe(members.length);
            expect(status === 'persisting').toBe(openBefore.some((earlier) => earlier.id === id));
            expect(isReopened).toBe(before.some((earlier) => earlier.isClosed && earlier.id === id));
          });
        });
      }),
    );
  });

  test('the order of either release does not matter', () => {
    const shuffled = release.chain((spots) =>
      fc.tuple(fc.constant(spots), fc.shuffledSubarray(spots, { minLength: spots.length })),
    );
    fc.assert(
      fc.property(release, shuffled, (first, [second, inOtherOrder]) => {
        const earlier = match([], ...first).notSpots.map(({ id }, at): EarlierNotSpot => ({
          id,
          uprns: first[at] ?? uprns(),
          isClosed: false,
        }));
        const straight = match(earlier, ...second);
        const other = match([...earlier].reverse(), ...inOtherOrder.map((members) => members.toReversed()));
        expect(other.closed).toEqual(straight.closed);
        expect(other.notSpots).toEqual(
          inOtherOrder.map((members) => straight.notSpots[second.indexOf(members)]),
        );
      }),
    );
  });

  test('refuses what cannot be told apart', () => {
    expect(() => match([], uprns())).toThrow('has no premises');
    expect(() => match([], uprns(1, 1))).toThrow('UPRN 1');
    expect(() => match([], uprns(1), uprns(2, 1))).toThrow('in later not-spots twice');
    expect(() => match([], uprns(NaN))).toThrow('UPRN NaN');
    expect(() => match([spot('NS-A', 1), spot('NS-A', 2)])).toThrow('NS-A was given twice');
    expect(() => match([spot('NS-A', 1), spot('NS-B', 1)])).toThrow('in earlier not-spots twice');
    expect(() => match([spot('NS-A')])).toThrow('NS-A has no premises');
    expect(() => match([{ ...spot('NS-A', 4, 4), isClosed: true }])).toThrow('NS-A has a UPRN twice');
  });
});

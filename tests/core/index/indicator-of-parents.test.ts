import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicatorOfParents } from '../../../core/index/indicator-of-parents.ts';

const parents = { parentOf: Int32Array.of(0, 0, 1, -1), count: 3 };

describe('an indicator of larger areas', () => {
  it('is the sum of numerators over the sum of denominators', () => {
    const values = Float64Array.of(10, 40, 20, 99);
    const denominators = Float64Array.of(300, 100, 50, 10);
    const population = Float64Array.of(1, 1000, 1, 1);
    const made = indicatorOfParents({ values, denominators, population, isCount: false }, parents);
    // (30 + 40) of 400.
    expect(made.method).toBe('from-sums');
    expect([...made.values]).toEqual([17.5, 20, NaN]);
  });

  it('is a total of counts, unknown where a part of it is', () => {
    const none = new Float64Array(4).fill(NaN);
    const people = new Float64Array(4).fill(1);
    const members = { denominators: none, population: people, isCount: true };
    expect([
      ...indicatorOfParents({ ...members, values: Float64Array.of(1, 2, 3, 4) }, parents).values,
    ]).toEqual([3, 3, NaN]);
    expect([
      ...indicatorOfParents({ ...members, values: Float64Array.of(1, NaN, 3, 4) }, parents).values,
    ]).toEqual([NaN, 3, NaN]);
  });

  it('lies between the least and the greatest of its members', () => {
    const member = fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 1, max: 5000 }));
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 20 }), (members) => {
        const values = Float64Array.from(members, ([value]) => value);
        const denominators = Float64Array.from(members, ([, size]) => size);
        const all = { parentOf: new Int32Array(members.length), count: 1 };
        const [mean = NaN] = indicatorOfParents(
          { values, denominators, population: denominators, isCount: false },
          all,
        ).values;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { chancePercent } from '../../../core/coverage/chance-percent.ts';
import { statusOf } from '../../../core/coverage/estimate-premises.ts';
import { thinPremises } from '../../../core/coverage/thin-premises.ts';

// Thousandths, and what lies just beside the limits: doubles at random are nearly all next to nothing.
const chance = fc.option(
  fc.oneof(
    fc.constantFrom(0, 0.0001, 0.4999, 0.5, 0.9999, 1),
    fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
  ),
);

test('a percentage has the status of its chance', () => {
  fc.assert(
    fc.property(chance, (value) => {
      const percent = chancePercent(value);
      expect(statusOf(percent === null ? null : percent / 100)).toBe(statusOf(value));
      if (percent !== null && value !== null) expect(Math.abs(percent - 100 * value)).toBeLessThanOrEqual(1);
    }),
  );
});

interface Premises {
  readonly at: number;
  readonly chances: readonly (number | null)[];
}
const tile = fc
  .array(fc.array(chance, { minLength: 2, maxLength: 2 }), { maxLength: 80 })
  .map((rows) => rows.map((chances, at): Premises => ({ at, chances })));
const lacks =
  (at: number) =>
  ({ chances }: Premises): boolean => {
    const value = chances[at] ?? null;
    return value !== null && value < 0.5;
  };

describe('the premises that a full tile keeps', () => {
  it('are as many as fit, in their order, the same each time', () => {
    fc.assert(
      fc.property(tile, fc.nat(80), (premises, most) => {
        const kept = thinPremises(premises, most);
        expect(kept).toHaveLength(Math.min(most, premises.length));
        expect(kept).toEqual(premises.filter((each) => kept.includes(each)));
        expect(thinPremises(premises, most)).toEqual(kept);
      }),
    );
  });

  it('are those without the slowest class before all others, then those without the next', () => {
    fc.assert(
      fc.property(tile, fc.nat(80), (premises, most) => {
        const kept = new Set(thinPremises(premises, most));
        const first = premises.filter(lacks(0));
        const second = premises.filter((each) => !lacks(0)(each) && lacks(1)(each));
        expect(first.filter((each) => kept.has(each))).toHaveLength(Math.min(most, first.length));
        expect(second.filter((each) => kept.has(each))).toHaveLength(
          Math.min(Math.max(0, most - first.length), second.length),
        );
      }),
    );
  });

  it('keep the unknown before the served', () => {
    const premises = [{ chances: [1] }, { chances: [null] }, { chances: [1] }];
    expect(thinPremises(premises, 1)).toEqual([{ chances: [null] }]);
  });

  it('are spread evenly where a group does not fit', () => {
    const premises = Array.from({ length: 1000 }, (_, at): Premises => ({ at, chances: [1] }));
    const kept = thinPremises(premises, 100).map(({ at }) => at);
    expect(kept).toEqual(Array.from({ length: 100 }, (_, at) => at * 10));
  });
});

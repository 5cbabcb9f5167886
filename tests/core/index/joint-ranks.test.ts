import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { jointRanks } from '../../../core/index/joint-ranks.ts';
import { rankInGroups } from '../../../core/index/ranks.ts';
import { rankText } from '../../../core/rank-text.ts';

it('gives the best of the ranks that are shared, and none to an area that has its rank alone or has none', () => {
  const ranks = Float64Array.of(1, 2.5, 2.5, NaN, 5, 5, 5);
  expect([...jointRanks(ranks, oneGroup(7))]).toEqual([NaN, 2, 2, NaN, 4, 4, 4]);
  expect([...jointRanks(Float64Array.of(1, 1), groupsByKey(['a', 'b']))]).toEqual([NaN, NaN]);
});

it('is the number of areas that rank before, plus one, however ties are ranked', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      scores,
      fc.constantFrom('average' as const, 'min' as const, 'max' as const),
      (values, ties) => {
        const groups = oneGroup(values.length);
        const { ranks } = rankInGroups(Float64Array.from(values), groups, { order: 'descending', ties });
        const expected = values.map((value) =>
          values.filter((other) => other === value).length === 1
            ? NaN
            : 1 + values.filter((other) => other > value).length,
        );
        expect([...jointRanks(ranks, groups)]).toEqual(expected);
      },
    ),
  );
});

it('is written as people write it', () => {
  expect(rankText({ rank: 9.5, jointRank: 9 }, 'en')).toBe('9=');
  expect(rankText({ rank: 5, jointRank: 4 }, 'cy')).toBe('4=');
  expect(rankText({ rank: 1234, jointRank: null }, 'en')).toBe('1,234');
  expect(rankText({ rank: 12, jointRank: NaN }, 'en')).toBe('12');
});

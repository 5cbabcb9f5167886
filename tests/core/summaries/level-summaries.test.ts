import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { ranksOf } from '../../../core/index/rank-scores.ts';
import { summariseLevel } from '../../../core/summaries/level-summaries.ts';

interface Area {
  readonly score: number;
  readonly people: number;
  readonly parent: number;
}

function summarised(areas: readonly Area[]) {
  const score = Float64Array.from(areas, (area) => area.score);
  return summariseLevel(
    {
      score,
      isReversed: false,
      rank: ranksOf(score, oneGroup(score.length), { ties: 'average' }).ranks,
      rankedCount: score.length,
      population: Float64Array.from(areas, ({ people }) => people),
      counts: new Map([['people', Float64Array.from(areas, ({ people }) => people)]]),
    },
    { parentOf: Int32Array.from(areas, ({ parent }) => parent), count: 4 },
  );
}

const areasArbitrary = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 50 }),
    people: fc.integer({ min: 1, max: 900 }),
    parent: fc.integer({ min: -1, max: 3 }),
  }),
  { minLength: 2, maxLength: 60 },
);

test('within bounds, whatever the order of the areas and the unit of the people', () => {
  fc.assert(
    fc.property(areasArbitrary, (areas) => {
      const given = summarised(areas);
      const turned = summarised(
        [...areas].reverse().map((area) => ({ ...area, people: area.people * 1000 })),
      );
      const { summary } = given;
      for (let parent = 0; parent < 4; parent += 1) {
        const members = areas.filter((area) => area.parent === parent);
        expect(Number.isNaN(given.averageScore[parent])).toBe(members.length === 0);
        if (members.length === 0) continue;
        const scores = members.map(({ score }) => score);
        expect(given.averageScore[parent]).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9);
        expect(given.averageScore[parent]).toBeLessThanOrEqual(Math.max(...scores) + 1e-9);
        // The worst part of an area is not better than the whole of it.
        expect(summary.localConcentration[parent]).toBeGreaterThanOrEqual(
          (summary.averageRank[parent] ?? NaN) - 1e-9,
        );
        for (const share of [summary.extent[parent], summary.worstTenthShare[parent]]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
        for (const key of ['averageRank', 'extent', 'localConcentration', 'worstTenthShare'] as const) {
          expect(turned.summary[key][parent]).toBeCloseTo(summary[key][parent] ?? NaN, 9);
        }
        expect(given.scales.get('people')?.sum[parent]).toBe(
          members.reduce((sum, { people }) => sum + people, 0),
        );
      }
    }),
  );
});

test('an average score of ranks alone is not known, and a low score may be the worse one', () => {
  const areas = {
    score: Float64Array.of(1, 2, 3),
    rank: Float64Array.of(1, 2, 3),
    rankedCount: 3,
    isReversed: true,
    population: Float64Array.of(1, 1, 1),
    counts: new Map(),
  };
  const parents = { parentOf: Int32Array.of(0, 1, 2), count: 3 };
  expect([...summariseLevel(areas, parents).ranks.averageScore]).toEqual([1, 2, 3]);
  const ranksOnly = summariseLevel({ ...areas, score: null }, parents);
  expect([...ranksOnly.averageScore]).toEqual([NaN, NaN, NaN]);
  expect([...ranksOnly.summary.scoredCount]).toEqual([1, 1, 1]);
  expect([...ranksOnly.ranks.averageRank]).toEqual([1, 2, 3]);
});

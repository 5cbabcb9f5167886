import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageRank } from '../../../core/summaries/average-rank.ts';
import { bestFitQuality } from '../../../core/summaries/best-fit-quality.ts';
import { extent, extentWeight } from '../../../core/summaries/extent.ts';
import { localConcentration } from '../../../core/summaries/local-concentration.ts';
import { membersByParent } from '../../../core/summaries/ranked-members.ts';
import { sumByParent } from '../../../core/summaries/sum-by-parent.ts';
import { weightedMeanByParent } from '../../../core/index/summarise-parents.ts';

const members = (ranks: number[], populations: number[]) =>
  ranks.map((rank, at) => ({ rank, population: populations[at] ?? NaN }));
const nation = 32_844;

describe('the worked examples of the English Indices of Deprivation 2019, appendix N', () => {
  test('average rank 25,240', () => {
    const examples = members([3000, 10_000, 500, 1000, 20_000], [1200, 1800, 1400, 1500, 1700]);
    expect(averageRank(examples, nation)).toBeCloseTo(25_239.7368421053, 9);
  });

  test('average score 40.35', () => {
    const scores = Float64Array.of(45.9, 26.51, 65.67, 59.14, 13.64);
    const populations = Float64Array.of(1200, 1800, 1400, 1500, 1700);
    const means = weightedMeanByParent(scores, populations, { parentOf: new Int32Array(5), count: 1 });
    expect(means[0]).toBeCloseTo(40.3465789473684, 12);
  });

  test('extent 0.0623, of 70,000 people; rank 9,000 weighs 0.1447', () => {
    const examples = members([500, 1000, 3000, 9000], [1400, 1500, 1200, 1800]);
    expect(extentWeight(9000, nation)).toBeCloseTo(0.144736842105263, 14);
    expect(extent(examples, nation, 70_000)).toBeCloseTo(0.0622932330827068, 14);
  });

  test('local concentration 26,302.14: the worst areas with 7,000 of 70,000 people, the last one in part', () => {
    const examples = members([500, 1000, 3000, 10_000, 20_000], [1400, 1500, 1200, 1800, 1700]);
    expect(localConcentration(examples, nation, 70_000)).toBeCloseTo(26_302.1428571429, 9);
  });

  test('income scale 8,291', () => {
    const numerators = Float64Array.of(1563, 1672, 1745, 1499, 1812);
    expect(sumByParent(numerators, { parentOf: new Int32Array(5), count: 1 }).sums[0]).toBe(8291);
  });
});

describe('summaries', () => {
  test('members are sorted, and those without rank, people or parent are left out', () => {
    const rank = Float64Array.of(30, 10, NaN, 5, 7);
    const population = Float64Array.of(100, 200, 300, 0, 50);
    const [first, second] = membersByParent(
      { rank, population },
      { parentOf: Int32Array.of(0, 0, 0, 0, -1), count: 2 },
    );
    expect(first).toEqual([
      { rank: 10, population: 200 },
      { rank: 30, population: 100 },
    ]);
    expect(second).toEqual([]);
    expect(averageRank([], 100)).toBeNaN();
    expect(extent([], 100)).toBeNaN();
    expect(localConcentration([], 100)).toBeNaN();
  });

  test('members with less than a tenth of the people have no local concentration', () => {
    expect(localConcentration(members([1], [50]), 100, 1000)).toBeNaN();
  });

  test('extent weights fall from 1 to 0.05 and then to nothing', () => {
    expect([1, 10, 11, 30, 31, 100].map((percentile) => extentWeight(percentile, 100))).toEqual([
      1,
      1,
      0.95,
      expect.closeTo(0.05, 14),
      0,
      0,
    ]);
  });

  test('laws: splitting an area into two of its rank changes nothing; a worse area never lowers a summary', () => {
    const member = fc.record({
      rank: fc.integer({ min: 2, max: 1000 }),
      population: fc.integer({ min: 2, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 20 }), (list) => {
        const sorted = list.toSorted((a, b) => a.rank - b.rank);
        const halved = sorted.flatMap(({ rank, population }) => [
          { rank, population: population / 2 },
          { rank, population: population / 2 },
        ]);
        const [worst, ...others] = sorted;
        const worse = [{ rank: 1, population: worst?.population ?? NaN }, ...others];
        for (const summary of [averageRank, extent, localConcentration]) {
          const value = summary(sorted, 1000);
          expect(summary(halved, 1000)).toBeCloseTo(value, 9);
          expect(summary(worse, 1000)).toBeGreaterThanOrEqual(value - 1e-9);
        }
      }),
    );
  });

  test('a sum over members says how many were missing', () => {
    const { sums, missing } = sumByParent(Float64Array.of(1, NaN, 5, NaN), {
      parentOf: Int32Array.of(0, 0, 1, 2),
      count: 3,
    });
    expect([...sums]).toEqual([1, 5, NaN]);
    expect([...missing]).toEqual([1, 0, 1]);
  });

  test('best fit: a border through a small area is seen from both sides', () => {
    // Small area 1 is cut: 300 of its people live in ward 0 and 700 in ward 1, to which it is given.
    const quality = bestFitQuality(
      {
        population: Float64Array.of(1000, 300, 700, NaN),
        smallAreaOf: Int32Array.of(0, 1, 1, 1),
        parentOf: Int32Array.of(0, 0, 1, 1),
      },
      { parentOf: Int32Array.of(0, 1), count: 3 },
    );
    expect([...quality.covered]).toEqual([1000 / 1300, 1, NaN]);
    expect([...quality.own]).toEqual([1, 0.7, NaN]);
  });
});

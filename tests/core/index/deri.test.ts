import { describe, expect, test } from 'vitest';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import { scoreIndex } from '../../../core/index/score-index.ts';
import { buildIndex } from '../../support/build-profile.ts';

/** GMCA's DERI v1.4 to v1.6: indicators 0 to 10 within the group, three components of equal weight. */
const deri = buildIndex({
  id: 'deri',
  normalise: { method: 'min-max', lower: 0, upper: 10 },
  presentation: { method: 'linear', lower: 0, upper: 10 },
  components: [
    {
      id: 'broadband',
      title: 'Broadband',
      weight: 3,
      children: [
        { indicator: 'below-30', weight: 3 },
        { indicator: 'speed', weight: 3, direction: 'lower-is-riskier' },
        { indicator: 'below-10', weight: 3 },
      ],
    },
    {
      id: 'demography',
      title: 'Demography',
      weight: 3,
      children: [
        { indicator: 'age-65', weight: 5 },
        { indicator: 'age-75', weight: 5 },
        { indicator: 'limited', weight: 2 },
        { indicator: 'grade-de', weight: 2 },
      ],
    },
  ],
});
const columns = [
  [0, 10, 40, 5],
  [80, 30, 20, 50],
  [0, 1, 8, 2],
  [10, 20, 30, 25],
  [4, 9, 16, 8],
  [12, 18, 24, 12],
  [5, 25, 15, 10],
];
const minMax = (value: number, low: number, high: number): number => (10 * (value - low)) / (high - low);

describe('the algebra of DERI', () => {
  test('component = sum(w s) / sum(w), speed reversed, index = mean of the components', () => {
    const scored = scoreIndex(deri, matrixOf(4, columns), oneGroup(4));
    const broadband = (minMax(10, 0, 40) + (10 * (80 - 30)) / (80 - 20) + minMax(1, 0, 8)) / 3;
    const demography =
      (5 * minMax(20, 10, 30) + 5 * minMax(9, 4, 16) + 2 * minMax(18, 12, 24) + 2 * minMax(25, 5, 25)) / 14;
    expect(scored.aggregated[0]?.[1]).toBeCloseTo(broadband, 12);
    expect(scored.aggregated[1]?.[1]).toBeCloseTo(demography, 12);
    expect(scored.score[1]).toBeCloseTo((10 * (broadband + demography)) / 2, 12);
    expect([...scored.rank]).toEqual([4, 2, 1, 3]);
  });

  test('within groups, each group has its own 0 and 10', () => {
    const scored = scoreIndex(deri, matrixOf(4, columns), groupsByKey(['E', 'E', 'W', 'W']));
    expect(scored.aggregated[0]?.[0]).toBe(0);
    expect(scored.aggregated[0]?.[1]).toBe(10);
    expect([...scored.rank]).toEqual([2, 1, 1, 2]);
    expect([...scored.rankedCounts]).toEqual([2, 2]);
  });

  test('the published components of four areas give their published scores', () => {
    // GMCA, LSOA calculations and scores (nation level): E01000001, E01000003, W01000001, S01006506.
    const published = [
      [4.624199841, 2.508433754, 0.344683106, 2.4924389],
      [3.792060342, 2.814614244, 1.802372127, 2.803015571],
      [3.721428026, 5.580296229, 2.939626317, 4.080450191],
      [3.879109915, 2.178427013, 1.300283288, 2.452606738],
    ];
    const index = buildIndex({
      normalise: { method: 'none' },
      presentation: { method: 'linear', lower: 0, upper: 10 },
      components: [
        {
          id: 'deri',
          title: 'DERI',
          children: [{ indicator: 'broadband' }, { indicator: 'demography' }, { indicator: 'deprivation' }],
        },
      ],
    });
    const inputs = [0, 1, 2].map((column) => published.map((row) => row[column] ?? NaN));
    const scored = scoreIndex(index, matrixOf(4, inputs), oneGroup(4));
    published.forEach((row, at) => {
      expect(scored.score[at]).toBeCloseTo((row[3] ?? NaN) * 10, 7);
    });
  });
});

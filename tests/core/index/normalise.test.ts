import { describe, expect, test } from 'vitest';
import { normalisationSchema, type Normalisation } from '../../../core/contract/normalisation.ts';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { normaliseColumn, undefinedGroups } from '../../../core/index/normalise.ts';

function normalised(values: readonly number[], method: unknown, keys?: readonly (string | null)[]): number[] {
  const normalisation: Normalisation = normalisationSchema.parse(method);
  const groups = keys === undefined ? oneGroup(values.length) : groupsByKey(keys);
  return [...normaliseColumn(Float64Array.from(values), groups, normalisation).values];
}

describe('min-max', () => {
  test('the lowest and highest land on the bounds to the last bit', () => {
    const values = [0.1, 0.7, 0.30000000000000004, 1e-9];
    const result = normalised(values, { method: 'min-max', lower: 1, upper: 100 });
    expect(Math.min(...result)).toBe(1);
    expect(Math.max(...result)).toBe(100);
  });
  test('keeps its digits where values are large beside their spread', () => {
    const result = normalised([1e9, 1e9 + 1, 1e9 + 4], { method: 'min-max', lower: 0, upper: 10 });
    expect(result).toEqual([0, 2.5, 10]);
  });
  test('sees each group by itself and not the areas left out', () => {
    const result = normalised([1, 3, 100, 300, 9999], { method: 'min-max' }, ['E', 'E', 'W', 'W', null]);
    expect(result).toEqual([0, 100, 0, 100, NaN]);
  });
  test('is undefined, not zero, where all areas are equal', () => {
    expect(normalised([5, 5, NaN], { method: 'min-max' })).toEqual([NaN, NaN, NaN]);
  });
});

describe('z-score', () => {
  test('divides by the sample standard deviation', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32, sample variance 32 / 7
    const result = normalised([2, 4, 4, 4, 5, 5, 7, 9], { method: 'z-score' });
    expect(result[0]).toBeCloseTo(-3 / Math.sqrt(32 / 7), 14);
    expect(result[7]).toBeCloseTo(4 / Math.sqrt(32 / 7), 14);
  });
  test('keeps its digits around a large mean', () => {
    const result = normalised([1e9 + 1, 1e9 + 2, 1e9 + 3], {
      method: 'z-score',
      mean: 10,
      standardDeviation: 2,
    });
    expect(result).toEqual([8, 10, 12]);
  });
  test('is undefined for a single area', () => {
    expect(normalised([3], { method: 'z-score' })).toEqual([NaN]);
  });
});

describe('rank and percentile', () => {
  test('rank 1 is the lowest risk; ties by the rule; missing values do not count', () => {
    const values = [10, 20, NaN, 20, 30];
    expect(normalised(values, { method: 'rank' })).toEqual([1, 2.5, NaN, 2.5, 4]);
    expect(normalised(values, { method: 'rank', ties: 'min' })).toEqual([1, 2, NaN, 2, 4]);
    expect(normalised(values, { method: 'rank', ties: 'max' })).toEqual([1, 3, NaN, 3, 4]);
  });
  test('percentile is (rank - 1) / (n - 1), the PERCENTRANK.INC of spreadsheets', () => {
    const result = normalised([1, 2, 2, 4, 5], { method: 'percentile' });
    expect(result).toEqual([0, 0.25, 0.25, 0.75, 1]);
  });
  test('within groups', () => {
    const result = normalised([5, 1, 7, 3], { method: 'rank' }, ['b', 'a', 'a', 'b']);
    expect(result).toEqual([2, 1, 2, 1]);
  });
});

describe('exponential transform of the Indices of Deprivation', () => {
  test('with c = 23 the worst is 100, the best near 0 and about a tenth lies above 50', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index);
    const result = normalised(values, { method: 'exponential' });
    expect(result[999]).toBeCloseTo(100, 10);
    expect(result[0]).toBeCloseTo(-23 * Math.log(1 - 0.001 * (1 - Math.exp(-100 / 23))), 12);
    // 50 is reached at R = (1 - exp(-50/23)) / (1 - exp(-100/23)) = 0.8979, so 103 of 1,000 lie above it.
    expect(result.filter((value) => value > 50)).toHaveLength(103);
  });
  test("Northern Ireland's constant, 50 / ln 9, gives 50 at R = 0.9 exactly", () => {
    const result = normalised([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], {
      method: 'exponential',
      constant: 50 / Math.log(9),
    });
    expect(result[8]).toBeCloseTo(50, 10);
  });
  test("Scotland's offset 0 puts the best at 0", () => {
    const result = normalised([1, 2, 3, 4], { method: 'exponential', offset: 0 });
    expect(result[0]).toBeCloseTo(0, 12);
    expect(result[3]).toBeLessThan(100);
  });
});

test('undefinedGroups names the groups whose values were all equal', () => {
  const before = Float64Array.of(1, 1, 2, 3, NaN);
  const groups = groupsByKey(['a', 'a', 'b', 'b', 'c']);
  const { values } = normaliseColumn(before, groups, { method: 'min-max', lower: 0, upper: 1 });
  expect(undefinedGroups(before, values, groups)).toEqual([0]);
});

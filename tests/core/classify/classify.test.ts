import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classOf, classRanges } from '../../../core/classify/class-breaks.ts';
import { classify, classSchemes } from '../../../core/classify/classify.ts';
import { naturalBreaks } from '../../../core/classify/natural-breaks.ts';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { rankScores } from '../../../core/index/rank-scores.ts';

const number = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }));
const someNumbers = fc.array(number, { minLength: 1, maxLength: 60 });

describe.each(classSchemes)('%s', (scheme) => {
  test('every value has a class whose range holds it, and no class is empty', () => {
    fc.assert(
      fc.property(someNumbers, fc.integer({ min: 2, max: 9 }), (values, count) => {
        const breaks = classify(values, scheme, count);
        const ranges = classRanges(breaks);
        const used = new Set(values.map((value) => classOf(value, breaks)));
        if (scheme !== 'equal') expect(used.size).toBe(ranges.length);
        expect(ranges.length).toBeLessThanOrEqual(scheme === 'decile' ? 10 : count);
        for (const value of values) {
          const range = ranges[classOf(value, breaks)];
          expect(range !== undefined && value >= range.from && value <= range.to).toBe(true);
        }
      }),
    );
  });

  test('missing values are their own class, constant data has one class, no data has none', () => {
    const breaks = classify([NaN, 4, 4, NaN], scheme, 5);
    expect(breaks.breaks).toEqual([]);
    expect(classOf(4, breaks)).toBe(0);
    expect(classOf(NaN, breaks)).toBe(-1);
    expect(classRanges(classify([NaN], scheme, 5))).toEqual([]);
  });
});

test('a value just above a break, or on it, is in the class above: breaks are never rounded', () => {
  const breaks = classify([0, 1, 2, 3.14159, 4, 5, 6, 7], 'quantile', 4);
  for (const edge of breaks.breaks) {
    expect(classOf(edge, breaks)).toBe(classOf(edge + 1e-12, breaks));
    expect(classOf(edge - 1e-12, breaks)).toBe(classOf(edge, breaks) - 1);
  }
});

test('equal steps divide the range', () => {
  expect(classify([0, 3, 10], 'equal', 5).breaks).toEqual([2, 4, 6, 8]);
});

test('quantile classes begin at the first value at or above the quantile of type 7', () => {
  // R: quantile(c(2, 3, 5, 8, 13, 21, 34), c(.25, .5, .75)) = 4.0 8.0 17.0
  expect(classify([34, 2, 13, 3, 8, 21, 5], 'quantile', 4).breaks).toEqual([5, 8, 21]);
});

test('tenths by value are exactly the tenths of the scores, ties included', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 200 }), (list) => {
      const values = Float64Array.from(list);
      const { decile } = rankScores(values, oneGroup(values.length));
      const breaks = classify(values, 'decile', 10);
      const tenths = [...new Set(decile)].sort((a, b) => b - a);
      values.forEach((value, row) => {
        expect(tenths[classOf(value, breaks)]).toBe(decile[row]);
      });
    }),
  );
});

describe('natural breaks', () => {
  const cost = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const costOf = (sorted: readonly number[], breaks: readonly number[]): number => {
    const edges = [-Infinity, ...breaks, Infinity];
    return edges.slice(1).reduce((sum, edge, at) => {
      const members = sorted.filter((value) => value >= (edges[at] ?? 0) && value < edge);
      return sum + (members.length === 0 ? 0 : cost(members));
    }, 0);
  };
  const allCuts = (sorted: readonly number[], count: number): number[][] =>
    count === 0
      ? [[]]
      : sorted.flatMap((cut, at) => allCuts(sorted.slice(at + 1), count - 1).map((rest) => [cut, ...rest]));

  test('have the least spread of all possible classes (every partition tried)', () => {
    const small = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(small, fc.integer({ min: 2, max: 4 }), (list, count) => {
        const sorted = [...list].sort((a, b) => a - b);
        const distinct = [...new Set(sorted)];
        const classes = Math.min(count, distinct.length);
        const least = Math.min(
          ...allCuts(distinct.slice(1), classes - 1).map((cuts) => costOf(sorted, cuts)),
        );
        expect(costOf(sorted, naturalBreaks(list, count).breaks)).toBeCloseTo(least, 6);
      }),
    );
  });

  test('find the gaps of three clusters', () => {
    expect(naturalBreaks([1, 2, 1.5, 50, 51, 49, 1000, 1001], 3).breaks).toEqual([49, 1000]);
  });

  test('keep their digits far from zero', () => {
    const values = [1, 2, 3, 11, 12, 13, 31, 32].map((value) => value + 1e9);
    expect(naturalBreaks(values, 3).breaks).toEqual([1e9 + 11, 1e9 + 31]);
  });
});

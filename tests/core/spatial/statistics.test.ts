import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { adjustPValues, type Adjustment } from '../../../core/spatial/adjust-p-values.ts';
import { bivariateLocalMoran } from '../../../core/spatial/bivariate-local-moran.ts';
import { classifyClusters } from '../../../core/spatial/clusters.ts';
import { contiguity } from '../../../core/spatial/contiguity.ts';
import { geary } from '../../../core/spatial/geary.ts';
import { getisOrd } from '../../../core/spatial/getis-ord.ts';
import { localGeary } from '../../../core/spatial/local-geary.ts';
import { localGetisOrd } from '../../../core/spatial/local-getis-ord.ts';
import { localMoran } from '../../../core/spatial/local-moran.ts';
import { moran } from '../../../core/spatial/moran.ts';
import { neighboursFromLists, withSelf } from '../../../core/spatial/neighbours.ts';
import { normalTest, permutationP } from '../../../core/spatial/significance.ts';
import { spatialWeights, type WeightStyle } from '../../../core/spatial/spatial-weights.ts';
import { standardiseRates } from '../../../core/spatial/standardise-rates.ts';
import { weightSums } from '../../../core/spatial/weight-sums.ts';
import { boardOfSquares } from '../../support/lattice.ts';
import { largestDifference } from '../../support/largest-difference.ts';

const board = contiguity(boardOfSquares(4, 4), { rule: 'queen' });
const styles: readonly WeightStyle[] = ['B', 'W', 'C', 'U', 'S'];
const rows = spatialWeights(board, 'W');

/** Sixteen whole numbers that are not all equal. */
const boardValues = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 16, maxLength: 16 })
  .filter((values) => new Set(values).size > 1)
  .map((values) => Float64Array.from(values));
const anyStyle = fc.constantFrom(...styles);
const anyOrder = fc.shuffledSubarray([...Array(16).keys()], { minLength: 16 });
const settings = { seed: 11, numRuns: 60 };

describe('weights', () => {
  // Three areas in a row: one, two, one neighbour.
  const line = neighboursFromLists([[1], [0, 2], [1]]);
  const third = 3 / (2 + Math.SQRT2);

  test.each([
    ['B', [1, 1, 1, 1]],
    ['W', [1, 0.5, 0.5, 1]],
    ['C', [0.75, 0.75, 0.75, 0.75]],
    ['U', [0.25, 0.25, 0.25, 0.25]],
    // 1 over the root of the row's sum of squares, then scaled to add up to 3.
    ['S', [third, third / Math.SQRT2, third / Math.SQRT2, third]],
  ] as const)('style %s', (name, expected) => {
    expect(largestDifference(spatialWeights(line, name).values, expected)).toBeLessThan(1e-15);
  });

  test('given weights, sums, and one-way links', () => {
    const oneWay = neighboursFromLists([[1, 2], [0], []]);
    const given = Float64Array.of(2, 3, 4);
    // S1: (2 + 4)^2 for the pair 0-1 and 3^2 for the one way 0-2; S2: rows 5, 4, 0 and columns 4, 2, 3.
    expect(weightSums(spatialWeights(oneWay, 'B', given))).toEqual({ s0: 9, s1: 45, s2: 81 + 36 + 9 });
    expect(spatialWeights(oneWay, 'W', given).values).toEqual(Float64Array.of(0.4, 0.6, 1));
    expect(() => spatialWeights(oneWay, 'B', Float64Array.of(1, -1, 1))).toThrow(AppError);
    expect(() => spatialWeights(neighboursFromLists([[], []]), 'W')).toThrow(/No area has a neighbour/);
  });
});

describe('laws', () => {
  test('relabelling the areas changes no global statistic and carries the local ones along', () => {
    fc.assert(
      fc.property(boardValues, anyStyle, anyOrder, (values, style, order) => {
        const placeOf = new Map(order.map((area, place) => [area, place]));
        const relabelled = neighboursFromLists(
          order.map((area) =>
            [...board.ids.subarray(board.starts[area], board.starts[area + 1])].map(
              (id) => placeOf.get(id) ?? -1,
            ),
          ),
        );
        const moved = Float64Array.from(order, (area) => values[area] ?? NaN);
        const before = spatialWeights(board, style);
        const after = spatialWeights(relabelled, style);
        for (const statistic of [moran, geary, getisOrd]) {
          const [one, other] = [statistic(values, before), statistic(moved, after)];
          expect(other.statistic).toBeCloseTo(one.statistic, 10);
          expect(other.variance.randomisation).toBeCloseTo(one.variance.randomisation, 10);
        }
        const local = localMoran(values, before).z;
        const carried = order.map((area) => local[area] ?? NaN);
        expect(largestDifference(localMoran(moved, after).z, carried)).toBeLessThan(1e-8);
      }),
      settings,
    );
  });

  test('another unit or zero of the values changes nothing, and a mirror turns hot into cold', () => {
    const factors = fc.constantFrom(-3, 0.5, 8);
    fc.assert(
      fc.property(boardValues, factors, fc.integer({ min: -20, max: 20 }), (values, factor, shift) => {
        const changed = values.map((value) => factor * value + shift);
        expect(moran(changed, rows).statistic).toBeCloseTo(moran(values, rows).statistic, 9);
        expect(geary(changed, rows).statistic).toBeCloseTo(geary(values, rows).statistic, 9);
        expect(largestDifference(localMoran(changed, rows).z, localMoran(values, rows).z)).toBeLessThan(1e-6);
        const hot = localGetisOrd(values, rows).z.map((z) => Math.sign(factor) * z);
        expect(largestDifference(localGetisOrd(changed, rows).z, hot)).toBeLessThan(1e-6);
        expect(largestDifference(localGeary(changed, rows), localGeary(values, rows))).toBeLessThan(1e-7);
      }),
      settings,
    );
  });

  test('local Moran adds up to S0 times I; with divisor n - 1 to (n - 1) / n of it', () => {
    fc.assert(
      fc.property(boardValues, anyStyle, (values, style) => {
        const weights = spatialWeights(board, style);
        const whole = weightSums(weights).s0 * moran(values, weights).statistic;
        const sum = (parts: Float64Array) => parts.reduce((total, part) => total + part, 0);
        expect(sum(localMoran(values, weights).statistic)).toBeCloseTo(whole, 8);
        const shorter = sum(localMoran(values, weights, { divisor: 'n-1' }).statistic);
        expect(shorter).toBeCloseTo((whole * 15) / 16, 8);
      }),
      settings,
    );
  });

  test('the divisor moves no z, and a value beside itself is its own bivariate statistic', () => {
    fc.assert(
      fc.property(boardValues, (values) => {
        const one = localMoran(values, rows);
        for (const moments of ['conditional', 'total'] as const) {
          const [n, less] = (['n', 'n-1'] as const).map((divisor) =>
            localMoran(values, rows, { divisor, moments }),
          );
          expect(largestDifference(n?.z ?? [], less?.z ?? [])).toBeLessThan(1e-9);
        }
        const pair = bivariateLocalMoran({ own: values, around: values }, rows);
        expect(largestDifference(pair.statistic, one.statistic)).toBeLessThan(1e-9);
        expect(largestDifference(pair.z, one.z)).toBeLessThan(1e-6);
      }),
      settings,
    );
  });

  test('over all 120 deals of five values, mean and variance are those of the formulas', () => {
    const ring = neighboursFromLists([
      [1, 4, 2],
      [0, 2],
      [1, 3, 0],
      [2, 4],
      [3, 0],
    ]);
    const values = Float64Array.of(1, 2, 4, 8, 3);
    for (const style of styles) {
      const weights = spatialWeights(ring, style);
      for (const statistic of [moran, geary, getisOrd]) {
        const { compute, expectation, variance } = statistic(values, weights);
        const all = ordersOf([...values]).map((dealt) => compute(Float64Array.from(dealt)));
        const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
        const spread = all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length;
        expect(mean).toBeCloseTo(expectation, 12);
        expect(spread).toBeCloseTo(variance.randomisation, 12);
      }
    }
  });

  test('corrected p values keep their order, never fall, and BY is never below BH', () => {
    const lists = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    const methods: readonly Adjustment[] = ['bh', 'by', 'holm', 'bonferroni'];
    fc.assert(
      fc.property(lists, (list) => {
        const p = Float64Array.from(list).sort();
        for (const method of methods) {
          const adjusted = adjustPValues(p, method);
          expect(adjusted.every((one, at) => one >= (p[at] ?? 2) * (1 - 1e-12) && one <= 1)).toBe(true);
          expect([...adjusted]).toEqual([...adjusted.toSorted()]);
        }
        const [bh, by] = [adjustPValues(p, 'bh'), adjustPValues(p, 'by')];
        expect(bh.every((one, at) => one <= (by[at] ?? 0))).toBe(true);
      }),
      settings,
    );
  });
});

function ordersOf(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((first, at) =>
    ordersOf([...values.slice(0, at), ...values.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

describe('what cannot be computed says so', () => {
  const flat = new Float64Array(16).fill(3);
  const holed = Float64Array.from({ length: 16 }, (_, at) => (at === 5 ? NaN : at));

  test.each([
    ['Moran', (values: Float64Array) => moran(values, rows)],
    ['Geary', (values: Float64Array) => geary(values, rows)],
    ['G', (values: Float64Array) => getisOrd(values, rows)],
    ['local Moran', (values: Float64Array) => localMoran(values, rows)],
    ['Gi', (values: Float64Array) => localGetisOrd(values, rows)],
    ['local Geary', (values: Float64Array) => localGeary(values, rows)],
  ])('%s of a constant, of a missing value, of too few', (_, statistic) => {
    expect(() => statistic(flat)).toThrow(/same value/);
    expect(() => statistic(holed)).toThrow(/Area 6 has no value/);
    expect(() => statistic(Float64Array.of(1, 2))).toThrow(/2 values for 16 areas/);
  });

  test('G of values below zero', () => {
    const values = Float64Array.from({ length: 16 }, (_, at) => at - 1);
    expect(() => getisOrd(values, rows)).toThrow(/area 1 has -1/);
  });

  test('an area without neighbours has no local statistic, but may have a Gi*', () => {
    const lonely = neighboursFromLists([[1, 2], [0], [0, 3], [2], []]);
    const values = Float64Array.of(1, 5, 2, 8, 3);
    const weights = spatialWeights(lonely, 'W');
    const local = localMoran(values, weights);
    expect([local.statistic[4], local.variance[4], local.z[4]]).toEqual([NaN, NaN, NaN]);
    expect(localGetisOrd(values, weights).z[4]).toBeNaN();
    expect(localGeary(values, weights)[4]).toBeNaN();
    // Its own 3 against the mean 3.8 and the standard deviation 2.4819: -0.8 / 2.4819.
    expect(localGetisOrd(values, spatialWeights(withSelf(lonely), 'B')).z[4]).toBeCloseTo(-0.32233, 5);
  });
});

test('p values by hand', () => {
  const moments = { expectation: 1, variance: 4 };
  expect(normalTest(3, moments)).toEqual({ z: 1, p: expect.closeTo(0.3173105, 6) as number });
  expect(normalTest(3, moments, 'greater').p).toBeCloseTo(0.1586553, 6);
  expect(normalTest(3, moments, 'less').p).toBeCloseTo(0.8413447, 6);
  expect(normalTest(3, { expectation: 1, variance: 0 })).toEqual({ z: NaN, p: NaN });
  const tally = { atLeast: 4, atMost: 996, permutations: 999 };
  expect(permutationP(tally)).toBe(0.01);
  expect(permutationP(tally, 'greater')).toBe(0.005);
  expect(permutationP(tally, 'less')).toBe(0.997);
  expect(permutationP({ atLeast: 999, atMost: 999, permutations: 999 })).toBe(1);
});

test('corrected p values by hand', () => {
  const p = Float64Array.of(0.01, 0.04, 0.03, NaN);
  const expectations: readonly [Adjustment, readonly number[]][] = [
    ['none', [0.01, 0.04, 0.03, NaN]],
    ['bh', [0.03, 0.04, 0.04, NaN]],
    ['by', [0.055, 0.22 / 3, 0.22 / 3, NaN]],
    ['holm', [0.03, 0.06, 0.06, NaN]],
    ['bonferroni', [0.03, 0.12, 0.09, NaN]],
  ];
  for (const [method, expected] of expectations) {
    expect(largestDifference(adjustPValues(p, method), expected), method).toBeLessThan(1e-15);
  }
});

test('classes', () => {
  const classes = classifyClusters({
    deviation: Float64Array.of(2, -2, 2, -2, 2, 2, NaN),
    lag: Float64Array.of(1, -1, -1, 1, 1, 0, 0),
    p: Float64Array.of(0.01, 0.05, 0.01, 0.01, 0.06, NaN, NaN),
    level: 0.05,
  });
  expect(classes).toEqual([
    'high-high',
    'low-low',
    'high-low',
    'low-high',
    'not-significant',
    'no-neighbours',
    'no-data',
  ]);
});

test('rates are standardised for their population, and areas without one stay out', () => {
  const z = standardiseRates(Float64Array.of(2, 8, 90, 1, NaN), Float64Array.of(100, 200, 2000, 0, 50));
  const b = 100 / 2300;
  const squares = 100 * (0.02 - b) ** 2 + 200 * (0.04 - b) ** 2 + 2000 * (0.045 - b) ** 2;
  const a = squares / 2300 - b / (2300 / 3);
  // a is below zero; a + b / n is so for the largest population only, where b / n is taken.
  const expected = [
    (0.02 - b) / Math.sqrt(a + b / 100),
    (0.04 - b) / Math.sqrt(a + b / 200),
    (0.045 - b) / Math.sqrt(b / 2000),
    NaN,
    NaN,
  ];
  expect(largestDifference(z, expected)).toBeLessThan(1e-12);
});

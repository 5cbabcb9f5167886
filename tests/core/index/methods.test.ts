import { describe, expect, test } from 'vitest';
import { aggregationSchema } from '../../../core/contract/aggregation.ts';
import { normalisationSchema } from '../../../core/contract/normalisation.ts';
import { aggregateColumns } from '../../../core/index/aggregate.ts';
import { boxCox } from '../../../core/index/box-cox.ts';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { factorAnalysis } from '../../../core/index/factor-analysis.ts';
import { logTransform } from '../../../core/index/log-transforms.ts';
import { minimise } from '../../../core/index/minimise.ts';
import { normaliseColumn, type NormalisationContext } from '../../../core/index/normalise.ts';
import { optimisedWeights } from '../../../core/index/optimised-weights.ts';
import { pairwiseWeights } from '../../../core/index/pairwise-weights.ts';
import { principalComponentWeights } from '../../../core/index/principal-components.ts';
import { roundTo } from '../../../core/index/round-to.ts';
import { shapeOf } from '../../../core/index/skewness-kurtosis.ts';
import { symmetricEigen } from '../../../core/index/symmetric-eigen.ts';
import { varimax } from '../../../core/index/varimax.ts';
import { loadSolver } from '../../../server/usecases/index-run/solve-with-highs.ts';

const column = (...values: readonly number[]): Float64Array => Float64Array.from(values);

function normalised(
  values: readonly number[],
  method: object,
  context: Partial<NormalisationContext> = {},
): number[] {
  const full = { sign: 1, target: null, goalposts: null, rowOfArea: null, ...context } as const;
  const directed = column(...values).map((value) => full.sign * value);
  const normalisation = normalisationSchema.parse(method);
  return [...normaliseColumn(directed, oneGroup(values.length), normalisation, full).values];
}

describe('normalisation, by hand', () => {
  test('goalposts: the Human Development Index of Afghanistan and Albania in 2022', () => {
    // Life expectancy, expected and mean years of schooling, income per head; published: 0.462 and 0.789.
    const dimensions = [
      normalised([62.879, 76.833], { method: 'goalposts' }, { goalposts: { lower: 20, upper: 85 } }),
      normalised([10.70538475, 14.48746967], { method: 'goalposts' }, { goalposts: { lower: 0, upper: 18 } }),
      normalised([2.514790058, 10.12114431], { method: 'goalposts' }, { goalposts: { lower: 0, upper: 15 } }),
      normalised([1335.205733, 15293.32651], {
        method: 'goalposts',
        lower: 100,
        upper: 75_000,
        logarithm: true,
      }),
    ];
    const index = [0, 1].map((country) => {
      const [life = NaN, expected = NaN, mean = NaN, income = NaN] = dimensions.map(
        (values) => values[country],
      );
      return roundTo(Math.cbrt(life * ((expected + mean) / 2) * income), 3);
    });
    expect(index).toEqual([0.462, 0.789]);
  });
  test('goalposts hold what lies outside, turn with the direction and refuse nonsense', () => {
    const posts = { method: 'goalposts', lower: 10, upper: 20 };
    expect(normalised([5, 12, 25], posts)).toEqual([0, 0.2, 1]);
    expect(normalised([5, 12, 25], posts, { sign: -1 })).toEqual([1, 0.8, 0]);
    expect(normalised([5, 12, 25], { ...posts, clamp: false, lowest: 70, highest: 130 })).toEqual([
      40, 82, 160,
    ]);
    expect(normalised([0, 10], { ...posts, lower: 1, logarithm: true })[0]).toBe(0);
    expect(() => normalised([1], { ...posts, upper: 10 })).toThrow(/below the upper/);
    expect(() => normalised([1], { method: 'goalposts' })).toThrow(/need a lower and an upper/);
    expect(() => normalised([1], { ...posts, lower: 0, logarithm: true })).toThrow(/above zero/);
  });
  test('scaled, with fixed bounds, beyond them too', () => {
    expect(normalised([0, 5, 15], { method: 'scaled', lower: 0, upper: 10 })).toEqual([0, 50, 150]);
    expect(normalised([0, 5, 15], { method: 'scaled', lower: 0, upper: 10 }, { sign: -1 })).toEqual([
      100, 50, -50,
    ]);
  });
  test('borda and percentile rank, ties lowest; rounded as the CDC rounds', () => {
    expect(normalised([3, 1, 3, 7], { method: 'borda' })).toEqual([1, 0, 1, 3]);
    expect(normalised([3, 1, 3, 7], { method: 'percentile', decimals: 4 })).toEqual([0.3333, 0, 0.3333, 1]);
  });
  test('normal scores are symmetric and order the areas', () => {
    const [low = NaN, middle = NaN, high = NaN] = normalised([10, 20, 30], { method: 'normal-score' });
    expect(high).toBeCloseTo(0.967421566101701, 12);
    expect([low, middle]).toEqual([-high, 0]);
  });
  test('exponential: a tenth of the areas above 50 with 50 / ln 9, and published ranks as they stand', () => {
    const ranks = Array.from({ length: 10 }, (_, at) => at + 1);
    const northern = { method: 'exponential', constant: '50/ln 9' };
    const values = normalised(ranks, northern, { sign: -1 });
    expect(values[0]).toBeCloseTo(100, 10);
    expect(values[1]).toBeCloseTo(50, 12);
    // Half-ranks as published in Scotland: (N - 1.5) / N of 4.
    const given = normalised(
      [1.5, 1.5, 3, 4],
      { method: 'exponential', offset: 0, ties: 'given' },
      { sign: -1 },
    );
    expect(given[0]).toBeCloseTo(-23 * Math.log(1 - 0.625 * (1 - Math.exp(-100 / 23))), 12);
    expect(given[3]).toBeCloseTo(0, 12);
    expect(() => normalised([1, 2], { method: 'exponential', ties: 'given' })).toThrow(/lower-is-riskier/);
  });
  test('WIMD 2019: domain rank 898 of 1,909 is a score of 17.038', () => {
    const ranks = Array.from({ length: 1909 }, (_, at) => at + 1);
    const score = normalised(ranks, { method: 'exponential', ties: 'min' }, { sign: -1 })[897];
    expect(score).toBeCloseTo(17.03819751, 7);
  });
  test('distances to the maximum, a reference area and a target', () => {
    expect(normalised([2, 4, 6], { method: 'distance-to-maximum' })).toEqual([0, 0.5, 1]);
    const rowOfArea = (code: string): number | null => (code === 'B' ? 1 : null);
    const reference = { method: 'distance-to-reference', area: 'B' };
    expect(normalised([2, 4, 8], reference, { rowOfArea })).toEqual([0, 1, 3]);
    expect(normalised([2, 4, 8], { ...reference, cap: true }, { rowOfArea })).toEqual([0, 1, 1]);
    expect(normalised([4, 2, 8], reference, { rowOfArea })).toEqual([NaN, NaN, NaN]);
    expect(() => normalised([2, 4], { ...reference, area: 'X' }, { rowOfArea })).toThrow(/"X"/);
    expect(normalised([2, 4, 8], { method: 'distance-to-target', target: 6 })).toEqual([0, 0.5, 1.5]);
    expect(normalised([2, 4, 8], { method: 'distance-to-target' }, { sign: -1, target: 3 })).toEqual([
      1.2, 0.8, 0,
    ]);
    expect(() => normalised([1, 2], { method: 'distance-to-target' })).toThrow(/needs a target/);
  });
  test('fraction of the maximum keeps 1 for the riskiest either way round', () => {
    expect(normalised([1, 2, 4], { method: 'fraction-of-maximum' })).toEqual([0.25, 0.5, 1]);
    expect(normalised([1, 2, 4], { method: 'fraction-of-maximum' }, { sign: -1 })).toEqual([1, 0.5, 0.25]);
  });
  test('categories by cuts and by quantiles, with scores', () => {
    expect(normalised([1, 10, 15, 30, NaN], { method: 'categories', cuts: [10, 20] })).toEqual([
      1,
      2,
      2,
      3,
      NaN,
    ]);
    expect(normalised([1, 15, 30], { method: 'categories', cuts: [10, 20] }, { sign: -1 })).toEqual([
      3, 2, 1,
    ]);
    const quarters = { method: 'categories', quantiles: [0.5], scores: [0, 100] };
    expect(normalised([1, 2, 3, 4], quarters)).toEqual([0, 0, 100, 100]);
    expect(() => normalised([1], { method: 'categories' })).toThrow(/either cuts/);
    expect(() => normalised([1], { ...quarters, scores: [1, 2, 3] })).toThrow(/2 classes/);
  });
});

function aggregated(
  method: object,
  children: readonly (readonly number[])[],
  weights?: readonly number[],
): number[] {
  const columns = children.map((values) => column(...values));
  const input = { children: columns, weights: weights ?? children.map(() => 1), availability: 0 };
  const groups = oneGroup(columns[0]?.length ?? 0);
  return [...aggregateColumns(aggregationSchema.parse(method), input, { groups, total: 1, solve: null })];
}

describe('aggregation, by hand', () => {
  test('power means run from harmonic through geometric to arithmetic and beyond', () => {
    const means = [-1, 0, 1, 2].map((exponent) => aggregated({ method: 'power', exponent }, [[2], [8]])[0]);
    expect(means[0]).toBeCloseTo(3.2, 12);
    expect(means[1]).toBeCloseTo(4, 12);
    expect(means[2]).toBeCloseTo(5, 12);
    expect(means[3]).toBeCloseTo(Math.sqrt(34), 12);
    expect(aggregated({ method: 'harmonic' }, [[2], [8]])[0]).toBeCloseTo(3.2, 12);
  });
  test.each([
    [{ method: 'geometric' }, 0],
    [{ method: 'harmonic' }, 0],
    [{ method: 'power', exponent: -2 }, 0],
    [{ method: 'power', exponent: 2 }, -1],
  ])('%o of %d is an error, not a number', (method, value) => {
    expect(() => aggregated(method, [[value], [8]])).toThrow(/needs values/);
  });
  test('sums, extremes, and between mean and minimum', () => {
    const children = [
      [1, NaN],
      [3, 5],
    ];
    expect(aggregated({ method: 'sum' }, children, [2, 1])).toEqual([5, 5]);
    expect(aggregated({ method: 'minimum' }, children)).toEqual([1, 5]);
    expect(aggregated({ method: 'maximum' }, children)).toEqual([3, 5]);
    expect(aggregated({ method: 'mean-min', alpha: 0.5 }, children)).toEqual([1.5, 5]);
    expect(aggregated({ method: 'mean-min', alpha: 1, towards: 'maximum' }, children)).toEqual([3, 5]);
  });
  test('Mazziotta-Pareto: an index of risk adds the penalty for imbalance, one of well-being takes it away', () => {
    // Mean 100, population variance 100: penalty 1.
    const children = [
      [90, 100],
      [110, 100],
    ];
    expect(aggregated({ method: 'mazziotta-pareto' }, children)).toEqual([101, 100]);
    expect(aggregated({ method: 'mazziotta-pareto', penalty: 'subtract' }, children)).toEqual([99, 100]);
    expect(() => aggregated({ method: 'mazziotta-pareto' }, [[-1], [0]])).toThrow(/above zero/);
  });
  test('Wroclaw: 0 at the safest point of the group', () => {
    const values = aggregated({ method: 'wroclaw' }, [
      [0, 3, 6],
      [0, 4, 8],
    ]);
    // Distances 0, 5, 10 (by weight): mean 5, sd 5, so divided by 15.
    expect(values.map((value) => roundTo(value, 12))).toEqual([0, roundTo(1 / 3, 12), roundTo(2 / 3, 12)]);
  });
  test('Copeland: won less lost pairs within the group; more than 5,000 areas are refused', () => {
    expect(
      aggregated({ method: 'copeland' }, [
        [3, 2, 1],
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toEqual([2, 0, -2]);
    expect(
      aggregated({ method: 'copeland' }, [
        [1, NaN],
        [2, NaN],
      ]),
    ).toEqual([0, NaN]);
    expect(() => aggregated({ method: 'copeland' }, [Array.from({ length: 5001 }, (_, at) => at)])).toThrow(
      /too many/,
    );
  });
  test('benefit of the doubt within groups; limits on shares; zeros; no solver', async () => {
    const solve = await loadSolver();
    const input = {
      children: [column(1, 0.5, 0.2, 9), column(0.2, 0.5, 1, 9)],
      weights: [1, 1],
      availability: 0,
    };
    const groups = groupsByKey(['a', 'a', 'a', 'b']);
    const free = aggregateColumns({ method: 'benefit-of-the-doubt', lowerShare: 0, upperShare: 1 }, input, {
      ...{ groups, total: 1, solve },
    });
    // Weights of 1/1.2 each put the first and third at 1 and the second at 1/1.2.
    expect([...free].map((value) => roundTo(value, 9))).toEqual([1, roundTo(1 / 1.2, 9), 1, 1]);
    const balanced = aggregateColumns(
      { method: 'benefit-of-the-doubt', lowerShare: 0.5, upperShare: 1 },
      input,
      {
        ...{ groups, total: 1, solve },
      },
    );
    // Both parts must make up half: w1 = 0.5 s, w2 = 2.5 s, and the third area binds: 0.1 s + 2.5 s = 1.
    expect(balanced[0]).toBeCloseTo(1 / 2.6, 9);
    const zero = { ...input, children: [column(0, 1), column(0, 1)] };
    const limits = { method: 'benefit-of-the-doubt', lowerShare: 0, upperShare: 1 } as const;
    expect([...aggregateColumns(limits, zero, { groups: oneGroup(2), total: 1, solve })]).toEqual([0, 1]);
    expect(() => aggregated(limits, [[1]])).toThrow(/command line/);
    expect(() =>
      aggregateColumns(
        limits,
        { ...zero, children: [column(-1, 1)], weights: [1] },
        { groups: oneGroup(2), total: 1, solve },
      ),
    ).toThrow(/zero or more/);
  });
});

describe('weights that are worked out', () => {
  test('the analytic hierarchy process on consistent judgements, and refused on contradictory ones', () => {
    const rule = { judgements: { 'a/b': 2, 'a/c': 6, 'b/c': 3 }, mostInconsistency: 0.1 };
    const weights = pairwiseWeights(['a', 'b', 'c'], rule);
    expect(weights.map((weight) => roundTo(weight, 12))).toEqual([0.6, 0.3, 0.1]);
    const circle = { judgements: { 'a/b': 5, 'b/c': 5, 'c/a': 5 }, mostInconsistency: 0.1 };
    expect(() => pairwiseWeights(['a', 'b', 'c'], circle)).toThrow(/consistency ratio/);
    expect(() => pairwiseWeights(['a', 'b', 'c'], { ...rule, judgements: { 'a/b': 2 } })).toThrow(
      /a\/c.*no judgement/,
    );
    expect(() => pairwiseWeights(['a', 'b'], { ...rule, judgements: { 'a/b': 2, 'a/x': 2 } })).toThrow(
      /a\/x/,
    );
  });
  // Two columns that go together and one that does not.
  const x = column(1, 2, 3, 4, 5, 6);
  const y = column(1, 2, 3, 4, 6, 5);
  const z = column(2, 9, 1, 8, 3, 7);
  test('principal components: the first loadings, none below zero', () => {
    const [a = NaN, b = NaN, c = NaN] = principalComponentWeights([x, y, z], 'first');
    expect(a + b + c).toBeCloseTo(1, 12);
    expect(a).toBeGreaterThan(c);
    expect(b).toBeGreaterThan(c);
    expect(
      principalComponentWeights([x, x.map((value) => -value)], 'first').every((weight) => weight >= 0),
    ).toBe(true);
    expect(() => principalComponentWeights([x, column(1, 1, 1, 1, 1, 1)], 'first')).toThrow(/same value/);
    expect(() => principalComponentWeights([column(1, NaN), column(1, 2)], 'first')).toThrow(/only 1 areas/);
  });
  test('rotated components: two blocks of like columns weigh alike', () => {
    const p = x.map((value, at) => value + 0.1 * (at % 2));
    const q = z.map((value, at) => value + 0.1 * (at % 3));
    const weights = principalComponentWeights([x, p, z, q], 'rotated');
    for (const weight of weights) expect(weight).toBeCloseTo(0.25, 2);
  });
  test('factor analysis prefers the columns that agree', () => {
    const { weights, loadings, uniquenesses } = factorAnalysis([
      x,
      y,
      x.map((value, at) => value + (at % 2)),
      z,
    ]);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...weights.slice(0, 3))).toBeGreaterThan(weights[3] ?? NaN);
    loadings.forEach((loading, at) => {
      // Where the floor does not bind, the model gives back each column's variance.
      const rest = uniquenesses[at] ?? NaN;
      if (rest > 0.005) expect(loading ** 2 + rest).toBeCloseTo(1, 5);
    });
  });
  test('optimised weights of two columns are in inverse proportion to their spread', () => {
    const wide = z.map((value) => 3 * value);
    const aggregate = ([a = 0, b = 0]: readonly number[]): Float64Array =>
      x.map((value, at) => a * value + b * (wide[at] ?? 0));
    const [a = NaN, b = NaN] = optimisedWeights(
      { columns: [x, wide], aggregate },
      { importance: [1, 1], starts: 5, seed: 1 },
    );
    const spread = (values: Float64Array): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    };
    expect(a / b).toBeCloseTo(spread(wide) / spread(x), 5);
  });
});

describe('the mathematics beneath', () => {
  test('eigenvalues and vectors of a symmetric matrix', () => {
    const { values, vectors } = symmetricEigen([
      [2, -1, 0],
      [-1, 2, -1],
      [0, -1, 2],
    ]);
    [2 + Math.SQRT2, 2, 2 - Math.SQRT2].forEach((value, at) => {
      expect(values[at]).toBeCloseTo(value, 14);
    });
    expect(vectors[2]?.map((entry) => roundTo(entry, 12))).toEqual([0.5, roundTo(Math.SQRT1_2, 12), 0.5]);
  });
  test('varimax turns a turned simple structure back and keeps what is explained', () => {
    const turn = Math.PI / 5;
    const simple = [
      [0.9, 0],
      [0.8, 0],
      [0, 0.7],
      [0, 0.6],
    ];
    const turned = simple.map(([a = 0, b = 0]) => [
      a * Math.cos(turn) - b * Math.sin(turn),
      a * Math.sin(turn) + b * Math.cos(turn),
    ]);
    varimax(turned).forEach((row, at) => {
      const largest = Math.max(...row.map(Math.abs));
      expect(largest).toBeCloseTo(Math.max(...(simple[at] ?? [])), 8);
    });
  });
  test('a minimum in a narrow valley (Rosenbrock)', () => {
    const valley = ([x = 0, y = 0]: readonly number[]): number => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const { at } = minimise(valley, [-1.2, 1], { mostSteps: 5000 });
    expect(at[0]).toBeCloseTo(1, 6);
    expect(at[1]).toBeCloseTo(1, 6);
  });
  test('skewness and kurtosis of type 2, as a spreadsheet has them', () => {
    // SKEW and KURT of 3, 4, 5, 2, 3, 4, 5, 6, 4, 7 in the documentation of Excel.
    const shape = shapeOf([3, 4, 5, 2, 3, 4, 5, 6, 4, 7]);
    expect(shape.skewness).toBeCloseTo(0.359543071, 8);
    expect(shape.kurtosis).toBeCloseTo(-0.151799637, 8);
    expect(shapeOf([5, 5, 5, 5]).skewness).toBeNaN();
  });
  test('Box-Cox: logarithm at 0, and the likeliest lambda of a log-normal sample near 0', () => {
    expect([...boxCox(column(0, 1, 3), 0).values]).toEqual([0, Math.log(2), Math.log(4)]);
    expect([...boxCox(column(0, 1, 3), 2).values].map((value) => roundTo(value, 12))).toEqual([0, 1.5, 7.5]);
    const normal = [-1.8, -1.2, -0.9, -0.5, -0.2, 0.1, 0.4, 0.7, 1.1, 1.5, 1.9];
    const { lambda } = boxCox(column(...normal.map((value) => Math.exp(value + 4) - 1)));
    expect(Math.abs(lambda)).toBeLessThan(0.6);
  });
  test('logarithms keep the order, and mirror a tail on the left', () => {
    const values = column(1, 2, 4, 100);
    for (const name of ['log', 'log-ct', 'log-ct-plus', 'log-ct-original', 'log-gii'] as const) {
      const bent = logTransform(values, name);
      expect([...bent]).toEqual([...bent].sort((a, b) => a - b));
    }
    expect(logTransform(column(0, 98, 99, 100), 'log-ct-plus')[3]).toBeCloseTo(-Math.log(1), 12);
    expect(() => logTransform(column(0, 0.5), 'log-gii')).toThrow(/above 1/);
  });
});

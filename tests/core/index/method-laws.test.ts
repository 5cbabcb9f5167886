import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregationSchema } from '../../../core/contract/aggregation.ts';
import { normalisationSchema } from '../../../core/contract/normalisation.ts';
import { treatmentSchema } from '../../../core/contract/recipe.ts';
import { aggregateColumns } from '../../../core/index/aggregate.ts';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { contributionColumns } from '../../../core/index/contributions.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import { normaliseColumn } from '../../../core/index/normalise.ts';
import { scoreIndex } from '../../../core/index/score-index.ts';
import { treatColumn } from '../../../core/index/treat-column.ts';
import { buildIndex } from '../../support/build-profile.ts';

/** The laws of the methods, each tried on every method that must keep it. */
const value = fc.integer({ min: 1, max: 60 });
const list = fc.array(value, { minLength: 3, maxLength: 25 });
const withGaps = fc.array(fc.option(value, { freq: 5 }), { minLength: 3, maxLength: 25 });
const numbers = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values, (each) => each ?? NaN);

const normalisations = [
  { method: 'min-max' },
  { method: 'z-score' },
  { method: 'scaled', lower: 0, upper: 80 },
  { method: 'goalposts', lower: 0, upper: 80 },
  { method: 'goalposts', lower: 1, upper: 80, logarithm: true },
  { method: 'rank' },
  { method: 'borda' },
  { method: 'percentile' },
  { method: 'normal-score' },
  { method: 'exponential' },
  { method: 'exponential', constant: '50/ln 9', offset: 0, ties: 'min' },
  { method: 'distance-to-maximum' },
  { method: 'distance-to-target', target: 90, cap: true },
  { method: 'fraction-of-maximum' },
  { method: 'categories', quantiles: [0.25, 0.5, 0.75] },
  { method: 'categories', cuts: [10, 30] },
] as const;
const rankBased = ['rank', 'borda', 'percentile', 'normal-score', 'exponential'];

function normalised(values: readonly (number | null)[], method: object, sign: 1 | -1 = 1): Float64Array {
  const context = { sign, target: null, goalposts: null, rowOfArea: null };
  const directed = numbers(values).map((each) => sign * each);
  return normaliseColumn(directed, oneGroup(values.length), normalisationSchema.parse(method), context)
    .values;
}

describe.each(normalisations)('normalisation $method', (method) => {
  test('keeps the order, and turns it where lower is riskier', () => {
    fc.assert(
      fc.property(list, fc.constantFrom(1, -1), (values, sign) => {
        const out = normalised(values, method, sign);
        values.forEach((a, i) => {
          values.forEach((b, j) => {
            if (Number.isNaN(out[i]) || Number.isNaN(out[j]) || sign * a <= sign * b) return;
            expect(out[i]).toBeGreaterThanOrEqual(out[j] ?? NaN);
          });
        });
      }),
      { numRuns: 60 },
    );
  });
  test('a missing value stays missing and changes nobody else', () => {
    fc.assert(
      fc.property(withGaps, (values) => {
        const present = values.filter((each) => each !== null);
        const out = normalised(values, method);
        const alone = normalised(present, method);
        expect([...out].filter((_, row) => values[row] !== null)).toEqual([...alone]);
        expect([...out].filter((_, row) => values[row] === null).every(Number.isNaN)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
  test('does not ask in which order the areas stand', () => {
    fc.assert(
      fc.property(list, (values) => {
        const backwards = [...normalised([...values].reverse(), method)].reverse();
        const forwards = [...normalised(values, method)];
        forwards.forEach((each, row) => {
          expect(backwards[row]).toBeCloseTo(each, 10);
        });
      }),
      { numRuns: 60 },
    );
  });
});

test.each(normalisations.filter(({ method }) => rankBased.includes(method)))(
  'normalisation $method sees the order only',
  (method) => {
    fc.assert(
      fc.property(list, (values) => {
        const bent = values.map((each) => each ** 3 + 5);
        expect(normalised(bent, method)).toEqual(normalised(values, method));
      }),
      { numRuns: 60 },
    );
  },
);

const means = [
  { method: 'arithmetic' },
  { method: 'geometric' },
  { method: 'harmonic' },
  { method: 'power', exponent: 0.5 },
  { method: 'power', exponent: -3 },
  { method: 'minimum' },
  { method: 'maximum' },
  { method: 'mean-min', alpha: 0.7, beta: 0.3 },
] as const;
const others = [
  { method: 'mazziotta-pareto' },
  { method: 'sum' },
  { method: 'wroclaw' },
  { method: 'copeland' },
] as const;
const rows = fc.array(fc.tuple(value, value, value), { minLength: 2, maxLength: 15 });
const weightsOf = fc.tuple(value, value, value);

function aggregated(
  table: readonly (readonly (number | null)[])[],
  method: object,
  weights: readonly number[] = [1, 1, 1],
): Float64Array {
  const children = [0, 1, 2].map((at) => numbers(table.map((row) => row[at] ?? null)));
  const context = { groups: oneGroup(table.length), total: 1, solve: null };
  return aggregateColumns(aggregationSchema.parse(method), { children, weights, availability: 0 }, context);
}

describe.each(means)('the mean $method', (method) => {
  test('lies between its lowest and highest child, and of a constant is that constant', () => {
    fc.assert(
      fc.property(rows, weightsOf, (table, weights) => {
        aggregated(table, method, weights).forEach((mean, row) => {
          const own = table[row] ?? [1];
          // mean-min may go below a weighted mean, never below the lowest child.
          expect(mean).toBeGreaterThanOrEqual(Math.min(...own) - 1e-9);
          expect(mean).toBeLessThanOrEqual(Math.max(...own) + 1e-9);
        });
        const constant = table.map(([first]) => [first, first, first]);
        aggregated(constant, method, weights).forEach((mean, row) => {
          expect(mean).toBeCloseTo(constant[row]?.[0] ?? NaN, 9);
        });
      }),
      { numRuns: 60 },
    );
  });
  test('never falls when a child rises', () => {
    fc.assert(
      fc.property(rows, weightsOf, (table, weights) => {
        const raised = table.map(([a, b, c]) => [a + 5, b, c]);
        const [before, after] = [aggregated(table, method, weights), aggregated(raised, method, weights)];
        after.forEach((mean, row) => {
          expect(mean).toBeGreaterThanOrEqual((before[row] ?? NaN) - 1e-9);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe.each([...means, ...others])('aggregation $method', (method) => {
  test('does not ask for the scale of the weights (a sum does) nor for the order of the areas', () => {
    fc.assert(
      fc.property(rows, weightsOf, (table, weights) => {
        const plain = aggregated(table, method, weights);
        const factor = method.method === 'sum' ? 1 : 3.7;
        const scaled = aggregated(
          [...table].reverse(),
          method,
          weights.map((weight) => factor * weight),
        ).reverse();
        plain.forEach((each, row) => {
          expect(scaled[row]).toBeCloseTo(each, 8);
        });
      }),
      { numRuns: 60 },
    );
  });
  test('a weight of zero is the same as no child; all missing is missing', () => {
    fc.assert(
      fc.property(rows, weightsOf, (table, [first, second]) => {
        const off = aggregated(table, method, [first, second, 0]);
        const gone = aggregated(
          table.map(([a, b]) => [a, b, null]),
          method,
          [first, second, 0],
        );
        expect(off).toEqual(gone);
        expect(aggregated([...table.map((row) => [...row]), [null, null, null]], method).at(-1)).toBeNaN();
      }),
      { numRuns: 60 },
    );
  });
  test('the points of the indicators add up to the score', () => {
    const index = buildIndex({
      normalise: { method: 'none' },
      presentation: { method: 'none' },
      components: [
        {
          id: 'part',
          title: 'Part',
          aggregate: aggregationSchema.parse(method),
          children: [{ indicator: 'a' }, { indicator: 'b', weight: 2 }, { indicator: 'c' }],
        },
        { id: 'rest', title: 'Rest', children: [{ indicator: 'd' }] },
      ],
    });
    const four = fc.array(fc.tuple(value, value, value, value), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(four, (table) => {
        const columns = [0, 1, 2, 3].map((at) => table.map((row) => row[at] ?? NaN));
        const scored = scoreIndex(index, matrixOf(table.length, columns), oneGroup(table.length));
        const points = contributionColumns(scored);
        scored.score.forEach((score, row) => {
          if (Number.isNaN(score)) return;
          const parts = [0, 1, 2, 3].map((leaf) => points[leaf * table.length + row] ?? 0);
          const sum = parts.reduce((total, part) => total + (Number.isNaN(part) ? 0 : part), 0);
          expect(Math.abs(sum - score)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(score)));
        });
      }),
      { numRuns: 60 },
    );
  });
});

test('treatment keeps the order of the values, missing ones, and everything where the test is passed', () => {
  const skewed = fc.array(fc.option(fc.oneof(value, fc.integer({ min: 1000, max: 9000 })), { freq: 6 }), {
    minLength: 4,
    maxLength: 40,
  });
  fc.assert(
    fc.property(
      skewed,
      fc.constantFrom('log-ct', 'log-ct-plus', 'log-ct-original', 'box-cox', 'none'),
      (values, transform) => {
        const before = numbers(values);
        const { values: after, detail } = treatColumn('x', before, treatmentSchema.parse({ transform }));
        if (detail.outcome === 'passed') expect(after).toEqual(before);
        before.forEach((a, i) => {
          expect(Number.isNaN(after[i])).toBe(Number.isNaN(a));
          before.forEach((b, j) => {
            if (a > b) expect((after[i] ?? NaN) - (after[j] ?? NaN)).toBeGreaterThanOrEqual(-1e-12);
          });
        });
      },
    ),
    { numRuns: 150 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledIndex } from '../../../core/index/compile-profile.ts';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { contributionColumns, createContributionReader } from '../../../core/index/contributions.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import { scoreIndex } from '../../../core/index/score-index.ts';
import { largestDifference } from '../../support/largest-difference.ts';
import { buildIndex } from '../../support/build-profile.ts';

/** The laws that every index must keep, whatever its methods; each is tried on every kind of tree below. */
const components = (aggregate: unknown, normalise?: unknown): unknown[] => [
  {
    id: 'one',
    title: 'One',
    weight: 2,
    aggregate,
    normalise,
    children: [{ indicator: 'a' }, { indicator: 'b', weight: 3 }],
  },
  {
    id: 'two',
    title: 'Two',
    weight: 1,
    aggregate,
    normalise,
    children: [
      { indicator: 'c', direction: 'lower-is-riskier' },
      { id: 'inner', title: 'Inner', weight: 2, children: [{ indicator: 'd', weight: 4 }] },
    ],
  },
];
const arithmetic = { method: 'arithmetic' };
const geometric = { method: 'geometric' };
const minMax = { method: 'min-max', lower: 1, upper: 100 };
const asMinMax = { method: 'min-max' };
const bounded = { method: 'linear', lower: 1, upper: 100 };

const indices: Readonly<Record<string, CompiledIndex>> = {
  'arithmetic of min-max': buildIndex({
    normalise: minMax,
    presentation: bounded,
    components: components(arithmetic),
  }),
  'negative lower bound': buildIndex({
    normalise: { method: 'min-max', lower: -5, upper: 5 },
    presentation: { method: 'linear', lower: -5, upper: 5 },
    components: components(arithmetic),
  }),
  'components rescaled': buildIndex({
    presentation: asMinMax,
    components: components(arithmetic, { method: 'z-score' }),
  }),
  'sums that do not reach one': buildIndex({
    aggregate: { method: 'arithmetic', divideBy: 'one' },
    presentation: asMinMax,
    components: components({ method: 'arithmetic', divideBy: 'one' }),
  }),
  'geometric of geometric': buildIndex({
    normalise: minMax,
    aggregate: geometric,
    presentation: bounded,
    components: components(geometric),
  }),
  'geometric of arithmetic': buildIndex({
    normalise: minMax,
    aggregate: geometric,
    presentation: bounded,
    components: components(arithmetic),
  }),
  'exponential components': buildIndex({
    normalise: minMax,
    presentation: { method: 'linear', lower: 0, upper: 100 },
    components: components(arithmetic, { method: 'exponential' }),
  }),
  'ranked geometric components': buildIndex({
    normalise: minMax,
    presentation: asMinMax,
    components: components(geometric, { method: 'percentile', scale: 10 }),
  }),
};
/** A changed value changes the spread that z-scores divide by, so that even its own area can lose a place. */
const notMonotone = 'components rescaled';
const kinds = Object.entries(indices).map(([name, index]) => ({ name, index }));

const value = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -50, max: 50, noNaN: true }));
const cell = fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
/** Rows of four indicators; two fixed rows see to it that no indicator is constant. */
const rows = fc
  .array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 30 })
  .map((list) => [[-60, -60, 60, -60], [60, 60, -60, 60], ...list]);

function columnsOf(list: readonly (readonly (number | null)[])[]): (number | null)[][] {
  return [0, 1, 2, 3].map((column) => list.map((row) => row[column] ?? null));
}

function scoresOf(index: CompiledIndex, list: readonly (readonly (number | null)[])[]) {
  const matrix = matrixOf(list.length, columnsOf(list));
  Object.freeze(matrix);
  return scoreIndex(index, matrix, oneGroup(list.length));
}

describe.each(kinds)('$name', ({ index }) => {
  test('scores stay between 0 and 100 and none is missing without a reason', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { score } = scoresOf(index, list);
        score.forEach((points, row) => {
          const hasInput = list[row]?.some((input) => input !== null) ?? false;
          expect(Number.isNaN(points)).toBe(!hasInput);
          if (hasInput) expect(points).toBeGreaterThanOrEqual(-1e-9);
          if (hasInput) expect(points).toBeLessThanOrEqual(100 + 1e-9);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('the order of the areas does not matter', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 1000 }), (list, step) => {
        const before = scoresOf(index, list);
        const position = (row: number): number => (row * 7919 + step) % list.length;
        const seen = new Set(list.map((_, row) => position(row)));
        fc.pre(seen.size === list.length);
        const after = scoresOf(
          index,
          list.map((_, row) => list[position(row)] ?? []),
        );
        const expected = list.map((_, row) => before.score[position(row)] ?? NaN);
        expect(largestDifference(after.score, expected)).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('the scale of the weights does not matter', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, factor) => {
        const matrix = matrixOf(list.length, columnsOf(list));
        const scaled = index.weights.map((weight) => weight * factor);
        const before = scoreIndex(index, matrix, oneGroup(list.length));
        const after = scoreIndex(index, matrix, oneGroup(list.length), scaled);
        expect(largestDifference(after.score, before.score)).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('the points of the indicators add up to the score', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const scored = scoresOf(index, list);
        const columns = contributionColumns(scored);
        scored.score.forEach((points, row) => {
          const parts = [0, 1, 2, 3].map((leaf) => columns[leaf * list.length + row] ?? NaN);
          const sum = parts.reduce((total, part) => total + (Number.isNaN(part) ? 0 : part), 0);
          if (Number.isNaN(points)) expect(parts.every((part) => Number.isNaN(part))).toBe(true);
          else expect(Math.abs(sum - points)).toBeLessThanOrEqual(1e-9);
        });
      }),
      { numRuns: 100 },
    );
  });

  test('an input has points exactly where it is present in a scored area', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const scored = scoresOf(index, list);
        const reader = createContributionReader(scored);
        list.forEach((row, at) => {
          const points = reader.pointsOf(at);
          row.forEach((input, leaf) => {
            expect(Number.isNaN(points[leaf])).toBe(input === null);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  test('missing values elsewhere do not make an area missing', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const withEmpty = [...list, [null, null, null, null]];
        const before = scoresOf(index, list);
        const after = scoresOf(index, withEmpty);
        expect([...after.score.subarray(0, list.length)]).toEqual([...before.score]);
        expect([...after.rank.subarray(0, list.length)]).toEqual([...before.rank]);
        expect(after.score.at(-1)).toBeNaN();
        expect(after.decile.at(-1)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

test.each(kinds.filter(({ name }) => name !== notMonotone))(
  '$name: a higher risk in one indicator never costs a place',
  ({ index }) => {
    const complete = fc.array(fc.tuple(value, value, value, value), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(complete, fc.integer({ min: 0, max: 3 }), (list, column) => {
        const anchored = [[-60, -60, 60, -60], [60, 60, -60, 60], ...list];
        const before = scoresOf(index, anchored);
        const raised = anchored.map((row) => [...row]);
        const target = raised[2];
        if (target !== undefined) target[column] = column === 2 ? -55 : 55;
        const after = scoresOf(index, raised);
        expect((after.rank[2] ?? NaN) <= (before.rank[2] ?? NaN)).toBe(true);
      }),
      { numRuns: 50 },
    );
  },
);

test('the index of areas whose inputs are all equal is that value', () => {
  const none = { normalise: { method: 'none' }, presentation: { method: 'linear', lower: 0, upper: 100 } };
  for (const aggregate of [arithmetic, geometric]) {
    const index = buildIndex({ ...none, aggregate, components: components(aggregate) });
    const plain = { ...index, leaves: index.leaves.map((leaf) => ({ ...leaf, sign: 1 as const })) };
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 100, noNaN: true }), (constant) => {
        const scored = scoresOf(plain, [[constant, constant, constant, constant]]);
        expect(scored.score[0]).toBeCloseTo(constant, 9);
      }),
    );
  }
});

test('rank-based indices do not change under any increasing change of an input', () => {
  const index = buildIndex({ normalise: { method: 'exponential' }, components: components(arithmetic) });
  const whole = fc.option(fc.integer({ min: -50, max: 50 }), { freq: 9 });
  const list = fc
    .array(fc.tuple(whole, whole, whole, whole), { minLength: 1, maxLength: 30 })
    .map((inner) => [[-60, -60, 60, -60], ...inner]);
  fc.assert(
    fc.property(list, (table) => {
      const stretched = table.map((row) => row.map((input) => (input === null ? null : input ** 3 - 7)));
      expect(scoresOf(index, stretched).score).toEqual(scoresOf(index, table).score);
    }),
    { numRuns: 50 },
  );
});

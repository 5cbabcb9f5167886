import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueFlag } from '../../../core/index/data-set.ts';
import { leastSquares } from '../../../core/index/least-squares.ts';
import { flagsOf, prepare, valuesOf } from '../../support/prepare-recipe.ts';

const x = [1, 2, null, 5, 4, 8, 7, null, 3, null];
const z = [2, 1, 4, 3, 6, 5, 9, null, 1, 4];
/** Along a line; the ninth has the tenth for its only neighbour, which has none. */
const neighbours = [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6], [5, 7], [6], [9], []];
const by = { method: 'spatial-lag' };
const imputeX = (method: object = by) =>
  prepare({ columns: { x, z }, neighbours, recipe: [{ stage: 'impute', by: method, indicators: ['x'] }] });

describe('imputing from the neighbours', () => {
  const { imputed, fallback } = valueFlag;

  // Expected figures: numpy.linalg.lstsq over the six areas that have a value and a neighbour with one.
  test('the line through the means of the neighbours; without a neighbour the mean, flagged', () => {
    const preparation = imputeX();
    const values = valuesOf(preparation);
    expect(values[2]).toBeCloseTo(3.70833333333, 10);
    expect(values[7]).toBeCloseTo(6.47916666667, 10);
    expect(values[9]).toBeCloseTo(30 / 7, 12);
    expect([2, 7, 9].map((row) => flagsOf(preparation)[row])).toEqual([imputed, imputed, imputed | fallback]);
    expect(values.filter((_, row) => x[row] !== null)).toEqual(x.filter((value) => value !== null));
    expect(preparation.spreads).toMatchObject([
      { slots: [0], rows: [2, 7] },
      { slots: [0], rows: [9] },
    ]);
    expect(preparation.spreads.map(({ lower }) => lower[0]?.[0]?.toFixed(10))).toEqual([
      '1.9324531042',
      '2.5634797778',
    ]);
  });
  test('with another indicator; an area that lacks that one is told from its neighbours alone, flagged', () => {
    const preparation = imputeX({ ...by, predictors: ['z', 'x'] });
    expect(valuesOf(preparation)[2]).toBeCloseTo(3.20418006431, 10);
    expect(valuesOf(preparation)[7]).toBeCloseTo(6.47916666667, 10);
    expect([2, 7].map((row) => flagsOf(preparation)[row])).toEqual([imputed, imputed | fallback]);
    expect(preparation.spreads[0]?.lower[0]?.[0]).toBeCloseTo(2.154409222891, 10);
  });
  test('areas outside the base neither give nor get', () => {
    const recipe = [{ stage: 'impute', by }];
    const columns = { x: x.map((value, row) => (row === 8 ? 1e6 : value)) };
    const lists = neighbours.map((list) => (list.length === 2 ? [...list, 8] : list));
    const apart = prepare({ columns, neighbours: lists, recipe, outside: [8] });
    const without = prepare({
      columns: { x: x.map((value, row) => (row === 8 ? null : value)) },
      neighbours: lists,
      recipe,
    });
    expect(valuesOf(apart)[2]).toBeCloseTo(valuesOf(without)[2] ?? NaN, 10);
    expect(valuesOf(prepare({ columns: { x }, neighbours, recipe, outside: [2] }))[2]).toBeNaN();
  });
  test('an indicator without any value stays missing', () => {
    const columns = { x: [null, null, null] };
    const preparation = prepare({
      columns,
      neighbours: [[1], [0, 2], [1]],
      recipe: [{ stage: 'impute', by }],
    });
    expect(valuesOf(preparation)).toEqual([NaN, NaN, NaN]);
  });
  test.each([
    ['no neighbours', { columns: { x, z } }, by, ['invalid-request', /none were given: .* --neighbours/]],
    [
      'an indicator that is not there',
      { columns: { x, z }, neighbours },
      { ...by, predictors: ['y'] },
      ['invalid-request', /no indicator "y"/],
    ],
    [
      'too few areas to fit',
      { columns: { x: [1, 2, null, null] }, neighbours: [[1], [0], [1], []] },
      by,
      ['not-computable', /fewer than 3 areas have "x", a neighbour that has it/],
    ],
  ] as const)('%s is an error', (_, given, method, [code, message]) => {
    const run = () => prepare({ ...given, recipe: [{ stage: 'impute', by: method }] });
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ code }) as Error);
  });

  test('laws: observed values stay, the order of areas does not matter, units carry over', () => {
    const values = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 4 }), {
      minLength: 12,
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, (column) => {
        fc.pre(column.slice(0, 8).every((value) => value !== null));
        const last = column.length - 1;
        const line = column.map((_, row) => [row - 1, row + 1].filter((at) => at >= 0 && at <= last));
        const filled = (given: readonly (number | null)[]): number[] =>
          valuesOf(prepare({ columns: { x: given }, neighbours: line, recipe: [{ stage: 'impute', by }] }));
        const own = filled(column);
        column.forEach((value, row) => {
          if (value !== null) expect(own[row]).toBe(value);
        });
        // A line read backwards is the same line.
        filled(column.toReversed()).forEach((value, row) => {
          expect(value).toBeCloseTo(own[last - row] ?? NaN, 8);
        });
        filled(column.map((value) => (value === null ? null : 7 - 100 * value))).forEach((value, row) => {
          expect((7 - value) / 100).toBeCloseTo(own[row] ?? NaN, 8);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('least squares', () => {
  test('a plane without error; columns that say the same, or nothing, count once or not', () => {
    const a = Float64Array.of(1, 2, 3, 4, 5, 6);
    const b = Float64Array.of(2, 1, 4, 3, 6, 7);
    const y = a.map((value, row) => 10 + 2 * value - 3 * (b[row] ?? NaN));
    const fit = leastSquares(y, [a, b]);
    expect(fit?.constant).toBeCloseTo(10, 10);
    expect(fit?.coefficients.map((value) => Number(value.toFixed(9)))).toEqual([2, -3]);
    const flat = a.map(() => 4);
    const doubled = leastSquares(y, [a, a.map((value) => 1e6 * value), flat]);
    const single = leastSquares(y, [a]);
    expect(doubled?.coefficients[0]).toBeCloseTo(single?.coefficients[0] ?? NaN, 9);
    expect(doubled?.coefficients.slice(1)).toEqual([0, 0]);
    expect(doubled?.deviation).toBeCloseTo(single?.deviation ?? NaN, 9);
  });
  test('fewer complete rows than predictors plus two give nothing', () => {
    expect(leastSquares(Float64Array.of(1, 2, NaN), [Float64Array.of(1, 3, 2)])).toBeNull();
  });
});

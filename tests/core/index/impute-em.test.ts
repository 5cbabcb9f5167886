import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueFlag } from '../../../core/index/data-set.ts';
import { normalByEm } from '../../../core/index/normal-by-em.ts';
import type { Preparation } from '../../../core/index/preparation.ts';
import { createRandom } from '../../../core/random.ts';
import { flagsOf, prepare, valuesOf, type Column } from '../../support/prepare-recipe.ts';

const em = (columns: Readonly<Record<string, Column>>, options: object = {}): Preparation =>
  prepare({ columns, recipe: [{ stage: 'impute', by: { method: 'em', ...options } }] });
const patient = { iterations: 100_000, tolerance: 1e-13 };

/** Of two columns, the second lacking where the first goes on: maximum likelihood by hand (Anderson 1957). */
const monotone = { x: [1, 2, 4, 5, 7, 8], y: [3, 4, 9, 8, null, null] };

/** Twelve areas with gaps anywhere; the last lacks two of three. */
const scattered = {
  a: [2.1, 3.4, null, 5, 1.2, 4.4, 6.1, null, 3.3, 2.8, 7, null],
  b: [3, null, 4.1, 5.2, 2.5, 5.9, null, 1, 3.9, 4.4, 6.1, null],
  c: [10, 14, 13, 19, null, null, 21, 6, 12, 15, 24, 17],
};

describe('imputing by em', () => {
  test('a monotone pair: the regression on the complete areas, y = 1.5 + 1.5 x', () => {
    const preparation = em(monotone, patient);
    const values = valuesOf(preparation, 1);
    expect(values.slice(0, 4)).toEqual([3, 4, 9, 8]);
    expect(values[4]).toBeCloseTo(12, 10);
    expect(values[5]).toBeCloseTo(13.5, 10);
    expect(flagsOf(preparation).slice(10)).toEqual([valueFlag.imputed, valueFlag.imputed]);
    // The residual variance of the four, divisor n: 3.5 / 4.
    expect(preparation.spreads).toHaveLength(1);
    expect(preparation.spreads[0]).toMatchObject({ slots: [1], rows: [4, 5] });
    expect(preparation.spreads[0]?.lower[0]?.[0]).toBeCloseTo(Math.sqrt(0.875), 10);
  });

  // Data of Draper and Smith (1968) with the gaps of an example of Little and Rubin (2002), chapter 7.
  test('five columns in steps, one nearly a mix of the others: the means of the factored likelihood', () => {
    const columns = [
      [7, 1, 11, 11, 7, 11, 3, 1, 2, null, null, null, null],
      [26, 29, 56, 31, 52, 55, 71, 31, 54, null, null, null, null],
      [6, 15, 8, 8, 6, 9, 17, 22, 18, 4, 23, 9, 8],
      [60, 52, 20, 47, 33, 22, null, null, null, null, null, null, null],
      [78.5, 74.3, 104.3, 87.6, 95.9, 109.2, 102.7, 72.5, 93.1, 115.9, 83.8, 113.3, 109.4],
    ];
    const asDoubles = columns.map((column) => Float64Array.from(column, (value) => value ?? NaN));
    const { means } = normalByEm(asDoubles, { iterations: 100_000, tolerance: 1e-12 });
    // By factored likelihood: least squares of each step on the areas that have it, in closed form (numpy).
    [6.655165845958, 49.96525911993, 11.769230769231, 27.047089043554, 95.423076923077].forEach(
      (expected, at) => {
        expect(means[at]).toBeCloseTo(expected, 6);
      },
    );
  });

  test('gaps anywhere: what an EM area by area (numpy) settles on, where the likelihood has no slope', () => {
    const preparation = em(scattered, patient);
    const expected = [
      [2, 0, 2.9720200698],
      [7, 0, 0.570964058],
      [11, 0, 4.3590495424],
      [1, 1, 4.0199379742],
      [6, 1, 5.930018451],
      [11, 1, 4.8418523278],
      [4, 2, 8.3358730521],
      [5, 2, 18.304542723],
    ] as const;
    for (const [row, column, value] of expected) {
      expect(valuesOf(preparation, column)[row]).toBeCloseTo(value, 8);
    }
  });

  test('an area with nothing at all gets the means, flagged as a fallback', () => {
    const preparation = em({ x: [...monotone.x, null], y: [...monotone.y, null] }, patient);
    expect(valuesOf(preparation)[6]).toBeCloseTo(4.5, 12);
    // Anderson: the mean of y at the mean of all x, 1.5 + 1.5 x 4.5.
    expect(valuesOf(preparation, 1)[6]).toBeCloseTo(8.25, 9);
    expect(flagsOf(preparation)[6]).toBe(valueFlag.imputed | valueFlag.fallback);
  });

  test('a column that is the mirror of another, or never varies, is no obstacle', () => {
    const x = [...monotone.x, 9, 11, 12];
    const y = [...monotone.y, 11, 17, 16];
    const z = [2, 7, 1, 8, 2, 8, 1, 8, 2];
    const mirror = x.map((value) => 100 - value);
    const flat = x.map((_, row) => (row === 4 ? null : 5));
    const preparation = em({ x, y, z, mirror, flat }, patient);
    expect(valuesOf(preparation, 1)[5]).toBeCloseTo(valuesOf(em({ x, y, z }, patient), 1)[5] ?? NaN, 8);
    expect(valuesOf(preparation, 4)[4]).toBe(5);
  });

  test('an indicator with a method of its own still tells the others; one not meant by the stage does not', () => {
    const leaves = { x: { impute: { method: 'none' } } };
    const recipe = [{ stage: 'impute', by: { method: 'em', ...patient } }];
    expect(valuesOf(prepare({ columns: monotone, leaves, recipe }), 1)[4]).toBeCloseTo(12, 10);
    const alone = [{ ...recipe[0], indicators: ['y'] }];
    expect(valuesOf(prepare({ columns: monotone, recipe: alone }), 1).slice(4)).toEqual([6, 6]);
  });

  test('an indicator that was screened out is passed over', () => {
    const columns = { ...monotone, few: [1, null, null, null, null, null] };
    const screen = { stage: 'screen', indicators: { availability: 0.5 } };
    const recipe = [screen, { stage: 'impute', by: { method: 'em', ...patient } }];
    const preparation = prepare({ columns, recipe });
    expect(valuesOf(preparation, 1)[4]).toBeCloseTo(12, 10);
    expect(valuesOf(preparation, 2)[1]).toBeNaN();
  });

  test.each<[string, Readonly<Record<string, Column>>, object, RegExp]>([
    ['no value at all', { x: [1, 2, 3], y: [null, null, null] }, {}, /"y" has no value in any area/],
    [
      'too few complete areas',
      { x: [1, 2, 3, null], y: [2, 1, null, 4] },
      {},
      /only 2 areas have all 2 indicators and em needs 3/,
    ],
    ['too few steps', scattered, { iterations: 3 }, /not settled after 3 steps .*raise `iterations` above 3/],
  ])('%s is an error that says so', (_, columns, options, message) => {
    expect(() => em(columns, options)).toThrow(message);
    expect(() => em(columns, options)).toThrow(expect.objectContaining({ code: 'not-computable' }) as Error);
  });

  test('with nothing missing it asks for nothing', () => {
    expect(valuesOf(em({ x: [1, 2], y: [3, 3], z: [1, 1] }))).toEqual([1, 2]);
  });

  test('areas outside the base neither give nor get', () => {
    const columns = { x: [...monotone.x, 1000, 3], y: [...monotone.y, -5000, null] };
    const recipe = [{ stage: 'impute', by: { method: 'em', ...patient } }];
    const values = valuesOf(prepare({ columns, recipe, outside: [6, 7] }), 1);
    expect(values[4]).toBeCloseTo(12, 10);
    expect(values[7]).toBeNaN();
  });
});

describe('laws of em', () => {
  /** Three related columns, complete in their first rows, with gaps in the others. */
  const table = fc
    .record({
      seed: fc.nat(10_000),
      rows: fc.integer({ min: 12, max: 40 }),
      gaps: fc.double({ min: 0, max: 0.4, noNaN: true }),
    })
    .map(({ seed, rows, gaps }) => {
      const random = createRandom(seed);
      const common = Array.from({ length: rows }, () => random.nextNormal());
      return [1, 0.5, -0.8].map((loading) =>
        common.map((factor, row): number | null => {
          const value = loading * factor + 0.6 * random.nextNormal();
          return random.nextUniform() < gaps && row >= 6 ? null : value;
        }),
      );
    });
  const named = (columns: readonly Column[]): Readonly<Record<string, Column>> =>
    Object.fromEntries(columns.map((column, at) => [`i${at}`, column]));
  const filled = (columns: readonly Column[]): number[][] => {
    const preparation = em(named(columns), { iterations: 100_000, tolerance: 1e-11 });
    return columns.map((_, at) => valuesOf(preparation, at));
  };

  test('observed values never change, and every gap is filled', () => {
    fc.assert(
      fc.property(table, (columns) => {
        filled(columns).forEach((values, at) => {
          values.forEach((value, row) => {
            const observed = columns[at]?.[row] ?? null;
            if (observed === null) expect(value).toSatisfy(Number.isFinite);
            else expect(value).toBe(observed);
          });
        });
      }),
      { numRuns: 30 },
    );
  });

  test('the order of areas does not matter', () => {
    fc.assert(
      fc.property(table, (columns) => {
        const straight = filled(columns);
        const turned = filled(columns.map((column) => column.toReversed()));
        turned.forEach((values, at) => {
          values.toReversed().forEach((value, row) => {
            expect(value).toBeCloseTo(straight[at]?.[row] ?? NaN, 6);
          });
        });
      }),
      { numRuns: 20 },
    );
  });

  test('other units give the same values in those units', () => {
    fc.assert(
      fc.property(table, (columns) => {
        const units = [
          [1000, -3],
          [-0.01, 50],
          [7, 0],
        ] as const;
        const own = filled(columns);
        const other = filled(
          columns.map((column, at) => {
            const [size, from] = units[at] ?? [1, 0];
            return column.map((value) => (value === null ? null : from + size * value));
          }),
        );
        other.forEach((values, at) => {
          const [size, from] = units[at] ?? [1, 0];
          values.forEach((value, row) => {
            expect((value - from) / size).toBeCloseTo(own[at]?.[row] ?? NaN, 6);
          });
        });
      }),
      { numRuns: 20 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { atkinson } from '../../../core/inequality/atkinson.ts';
import { concentration, erreygers, wagstaff } from '../../../core/inequality/concentration.ts';
import { gini } from '../../../core/inequality/gini.ts';
import { hoover } from '../../../core/inequality/hoover.ts';
import { lorenzCurve, shareOfTotal } from '../../../core/inequality/lorenz.ts';
import { palma } from '../../../core/inequality/palma.ts';
import { theil } from '../../../core/inequality/theil.ts';
import { weightedValues } from '../../../core/inequality/weighted-values.ts';

// Origin: the example of the R package ineq (golden case gini), typed in so that a clone proves it too.
const incomes = Float64Array.of(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261);

test('ten incomes: Gini, Theil, Atkinson, Hoover', () => {
  expect(gini(incomes)).toBeCloseTo(0.4620911, 7);
  expect(gini(incomes, undefined, true)).toBeCloseTo(0.5134346, 7);
  expect(theil(incomes).total).toBeCloseTo(0.3623412, 7);
  expect(atkinson(incomes, 0.5)).toBeCloseTo(0.1796591, 7);
  expect(hoover(incomes)).toBeCloseTo(0.3378067, 7);
  // By hand: the richest one of ten over the poorest four.
  expect(palma(incomes)).toBeCloseTo(22261 / (541 + 1463 + 2445 + 3438), 12);
  expect(shareOfTotal(lorenzCurve(weightedValues(incomes)), 0.45)).toBeCloseTo((7887 + 4437 / 2) / 66586, 12);
});

describe('laws of inequality', () => {
  const list = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 30 });
  const measures: Readonly<Record<string, (values: Float64Array, weights?: Float64Array) => number>> = {
    gini: (values, weights) => gini(values, weights),
    theil: (values, weights) => theil(values, weights).total,
    'atkinson 0.5': (values, weights) => atkinson(values, 0.5, weights),
    'atkinson 1': (values, weights) => atkinson(values, 1, weights),
    'atkinson 2': (values, weights) => atkinson(values, 2, weights),
    hoover,
    palma,
  };

  test.each(Object.entries(measures))(
    '%s: order, unit and counting heads do not matter, equality is least',
    (_, measure) => {
      fc.assert(
        fc.property(list, fc.integer({ min: 2, max: 9 }), (values, factor) => {
          const given = Float64Array.from(values);
          const value = measure(given);
          expect(measure(given.toReversed())).toBeCloseTo(value, 9);
          expect(measure(given.map((one) => factor * one))).toBeCloseTo(value, 9);
          // A row of weight 2 is two rows.
          const twice = Float64Array.from([...values, ...values.slice(0, 1)]);
          const weights = Float64Array.from(values, (__, at) => (at === 0 ? 2 : 1));
          expect(measure(given, weights)).toBeCloseTo(measure(twice), 9);
          expect(value).toBeGreaterThanOrEqual(measure(given.fill(7)) - 1e-9);
        }),
        { seed: 3, numRuns: 60 },
      );
    },
  );

  test('Theil within groups and between them add up, and groups of one have nothing within', () => {
    const groups = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 2);
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const parts = theil(incomes, weights, groups);
    const within = [0, 1, 2].map((group) => {
      const own = groups.reduce<number[]>((rows, one, row) => (one === group ? [...rows, row] : rows), []);
      const values = Float64Array.from(own, (row) => incomes[row] ?? NaN);
      const heads = Float64Array.from(own, (row) => weights[row] ?? NaN);
      const total = values.reduce((sum, value, at) => sum + value * (heads[at] ?? 0), 0);
      return (total / weightedValues(incomes, weights).total) * theil(values, heads).total;
    });
    expect(parts.within).toBeCloseTo(
      within.reduce((sum, part) => sum + part, 0),
      12,
    );
    expect(theil(incomes, weights, Int32Array.from(incomes.keys())).within).toBeCloseTo(0, 12);
  });

  test('what has no meaning is refused', () => {
    expect(() => gini(Float64Array.of(0, 0))).toThrow(/Nobody has anything/);
    expect(() => gini(Float64Array.of(1, -1))).toThrow(/Row 2/);
    expect(() => gini(Float64Array.of(1, 2), Float64Array.of(1))).toThrow(AppError);
    expect(() => atkinson(incomes, 0)).toThrow(/aversion/);
    expect(gini(Float64Array.of(3, NaN, 3))).toBeCloseTo(0, 12);
    expect(palma(Float64Array.of(0, 0, 0, 0, 1))).toBe(Infinity);
  });
});

describe('concentration', () => {
  test('along its own order it is the Gini coefficient', () => {
    const { index, curve } = concentration({ values: incomes, standing: incomes });
    expect(index).toBeCloseTo(gini(incomes), 12);
    expect([...curve.total]).toEqual([...lorenzCurve(weightedValues(incomes)).total]);
    const against = concentration({ values: incomes, standing: incomes.map((value) => -value) });
    expect(against.index).toBeCloseTo(-index, 12);
  });

  test('index, slope and standard error by hand, with ties and weights', () => {
    const values = Float64Array.of(0.2, 0.4, 0.6, 0.5);
    const standing = Float64Array.of(1, 2, 2, 3);
    const weights = Float64Array.of(1, 1, 2, 1);
    const found = concentration({ values, standing, weights });
    // Ranks 0.1, 0.5, 0.5, 0.9; mean 2.3 / 5 = 0.46.
    const covariance = (0.2 * 0.1 + (0.4 + 1.2) * 0.5 + 0.5 * 0.9) / 5 - 0.46 / 2;
    expect(found.mean).toBeCloseTo(0.46, 12);
    expect(found.index).toBeCloseTo((2 / 0.46) * covariance, 12);
    expect(found.slope).toBeCloseTo(covariance / ((2 * 0.4 ** 2) / 5), 12);
    expect(found.relativeSlope).toBeCloseTo(found.slope / 0.46, 12);
    expect([...found.curve.people]).toEqual(
      [0, 0.2, 0.8, 1].map((share) => expect.closeTo(share, 12) as number),
    );
    const bounds = { lower: 0, upper: 1 };
    expect(erreygers(found.index, found.mean, bounds)).toBeCloseTo(4 * 0.46 * found.index, 12);
    expect(wagstaff(found.index, found.mean, bounds)).toBeCloseTo(found.index / 0.54, 12);
  });

  test('the standard error is that of leaving each row out and starting again', () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 12 }), (rows) => {
        const columns = (kept: typeof rows) => ({
          values: Float64Array.from(kept, ([value]) => value),
          standing: Float64Array.from(kept, ([, standing]) => standing),
          weights: Float64Array.from(kept, ([, , weight]) => weight),
        });
        const without = rows.map((_, out) => rows.filter((__, at) => at !== out));
        fc.pre(without.every((kept) => new Set(kept.map(([, standing]) => standing)).size > 1));
        const left = without.map((kept) => concentration(columns(kept)).index);
        const mean = left.reduce((sum, one) => sum + one, 0) / left.length;
        const squares = left.reduce((sum, one) => sum + (one - mean) ** 2, 0);
        const expected = Math.sqrt((squares * (left.length - 1)) / left.length);
        expect(concentration(columns(rows)).standardError).toBeCloseTo(expected, 10);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('the corrections for bounds only change sign when the share is turned round', () => {
    const share = Float64Array.of(0.9, 0.7, 0.4, 0.3);
    const standing = Float64Array.of(1, 2, 3, 4);
    const bounds = { lower: 0, upper: 1 };
    const one = concentration({ values: share, standing });
    const other = concentration({ values: share.map((value) => 1 - value), standing });
    for (const correct of [erreygers, wagstaff]) {
      expect(correct(one.index, one.mean, bounds)).toBeCloseTo(-correct(other.index, other.mean, bounds), 12);
    }
    expect(() => concentration({ values: share, standing: new Float64Array(4) })).toThrow(/stand alike/);
  });
});

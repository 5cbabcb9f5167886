import { describe, expect, test } from 'vitest';
import { valueFlag } from '../../../core/index/data-set.ts';
import { flagsOf, prepare, valuesOf } from '../../support/prepare-recipe.ts';

const columns = { x: [10, null, null, null, null, null], y: [1, null, 3, 4, 5, 6] };
const extra = {
  x18: [1, 2, 3, null, null, null],
  x20: [5, 4, null, null, 7, null],
  x24: [9, 16, 30, 8, null, null],
};
const dates = { x: { at: 2021, columns: { 2018: 'x18', 2020: 'x20', 2024: 'x24' } } };
const panel = (options: object = {}, more: object = {}) =>
  prepare({
    columns,
    extra,
    recipe: [{ stage: 'impute', by: { method: 'panel', dates, ...options } }],
    ...more,
  });

describe('imputing from other dates', () => {
  test('the last observation is carried forward; the later ones are not looked at', () => {
    const preparation = panel();
    expect(valuesOf(preparation)).toEqual([10, 4, 3, NaN, 7, NaN]);
    expect(flagsOf(preparation).slice(0, 4)).toEqual([0, valueFlag.imputed, valueFlag.imputed, 0]);
    expect(valuesOf(preparation, 1)[1]).toBeNaN();
  });
  test('linear: on the line between the nearest before and after, and nothing without both', () => {
    // A2: 4 in 2020 and 16 in 2024, a quarter of the way; A3: 3 in 2018 and 30 in 2024, half-way.
    expect(valuesOf(panel({ rule: 'linear' }))).toEqual([10, 7, 16.5, NaN, NaN, NaN]);
  });
  test('no further than the gap, either way', () => {
    expect(valuesOf(panel({ gap: 2 }))).toEqual([10, 4, NaN, NaN, 7, NaN]);
    expect(valuesOf(panel({ rule: 'linear', gap: 3 }))).toEqual([10, 7, 16.5, NaN, NaN, NaN]);
    expect(valuesOf(panel({ rule: 'linear', gap: 2 }))).toEqual([10, NaN, NaN, NaN, NaN, NaN]);
  });
  test('a figure of the very date is taken as it is, by either rule', () => {
    const own = { x: { at: 2021, columns: { 2018: 'x18', 2021: 'x20', 2024: 'x24' } } };
    for (const rule of ['last', 'linear']) expect(valuesOf(panel({ rule, dates: own }))[4]).toBe(7);
  });
  test('areas outside the base get nothing', () => {
    expect(valuesOf(panel({}, { outside: [1] }))).toEqual([10, NaN, 3, NaN, 7, NaN]);
  });
  test('before the figures are made into rates, and not after', () => {
    const leaves = { x: { denominator: 'people' } };
    const people = { ...extra, people: [2, 2, 2, 2, 2, 2] };
    const stage = { stage: 'impute', by: { method: 'panel', dates } };
    const first = prepare({ columns, leaves, extra: people, recipe: [stage, { stage: 'denominate' }] });
    expect(valuesOf(first).slice(0, 3)).toEqual([5, 2, 1.5]);
    const last = () => prepare({ columns, leaves, extra: people, recipe: [{ stage: 'denominate' }, stage] });
    expect(last).toThrow(/"x" with figures as they are in the file, so it must come before/);
  });
  test.each([
    ['a column that is not there', { x: { at: 2021, columns: { 2018: 'x17' } } }, /no column "x17"/],
    ['an indicator that is not there', { z: { at: 2021, columns: { 2018: 'x18' } } }, /no indicator "z"/],
    [
      'a date that is none',
      { x: { at: 2021, columns: { '18th': 'x18' } } },
      /dates are numbers such as 2021/,
    ],
    [
      'a date that stands twice',
      { x: { at: 2021, columns: { '2018': 'x18', '2018.0': 'x20' } } },
      /a date stands twice/,
    ],
    ['no columns', { x: { at: 2021, columns: {} } }, /at least one column/],
  ])('%s is an error', (_, wrong, message) => {
    expect(() => panel({ dates: wrong })).toThrow(message);
  });
});

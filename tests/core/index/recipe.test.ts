import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { valueFlag } from '../../../core/index/data-set.ts';
import { currentData, type Preparation } from '../../../core/index/preparation.ts';
import { createScorer } from '../../../core/index/score-index.ts';
import { causesOf, flagsOf, prepare, valuesOf, type Given } from '../../support/prepare-recipe.ts';

describe('denominate', () => {
  const given: Given = {
    columns: { count: [5, 3, null, 9, 4] },
    leaves: { count: { denominator: 'people', scale: 100 } },
    extra: { people: [50, 0, 10, 6, null] },
    recipe: [{ stage: 'denominate' }],
  };
  test('a rate, or the reason why there is none', () => {
    const preparation = prepare(given);
    expect(valuesOf(preparation)).toEqual([10, NaN, NaN, 150, NaN]);
    expect(causesOf(preparation)).toEqual([
      'present',
      'zero-denominator',
      'not-in-source',
      'present',
      'no-denominator',
    ]);
  });
  test('a count above its denominator is flagged and not clipped', () => {
    expect(flagsOf(prepare(given))).toEqual([0, 0, 0, valueFlag.aboveDenominator, 0]);
  });
  test('the raw data stay as they were, and a second stage divides nothing again', () => {
    const preparation = prepare({ ...given, recipe: [{ stage: 'denominate' }, { stage: 'denominate' }] });
    expect([...(preparation.dataSets[0]?.matrix.values ?? [])]).toEqual([5, 3, NaN, 9, 4]);
    expect(preparation.dataSets.map(({ name }) => name)).toEqual(['raw', 'denominated', 'denominated-2']);
    expect(valuesOf(preparation)[0]).toBe(10);
  });
  test.each([
    ['no such column', { extra: {} }, /no column "people"/],
    ['a negative denominator', { extra: { people: [50, -1, 10, 6, 2] } }, /is -1 in A2/],
    ['a denominator that no stage looks at', { recipe: [] }, /no denominate or shrink stage/],
    [
      'a stage for an indicator that is not there',
      { recipe: [{ stage: 'denominate', indicators: ['x'] }] },
      /denominator, but|no indicator/,
    ],
  ])('%s is an error', (_, change, message) => {
    expect(() => prepare({ ...given, ...change })).toThrow(message);
  });
});

test('shrink: between the area and its group, by the formula of the Indices of Deprivation', () => {
  const preparation = prepare({
    columns: { count: [2, 8, 30], other: [1, 2, 3] },
    leaves: { count: { denominator: 'people', scale: 100 } },
    extra: { people: [20, 40, 60] },
    groups: { lad: ['L', 'L', 'L'] },
    recipe: [{ stage: 'shrink', group: 'lad' }, { stage: 'denominate' }],
  });
  const logit = (r: number, n: number): number => Math.log((r + 0.5) / (n - r + 0.5));
  const counts = [2, 8, 30];
  const people = [20, 40, 60];
  const own = counts.map((r, at) => logit(r, people[at] ?? 0));
  const all = logit(40, 120);
  const t2 = own.reduce((sum, m) => sum + (m - all) ** 2, 0) / 2;
  const expected = own.map((m, at) => {
    const [r, n] = [counts[at] ?? 0, people[at] ?? 0];
    const s2 = ((n + 1) * (n + 2)) / (n * (r + 1) * (n - r + 1));
    const w = 1 / s2 / (1 / s2 + 1 / t2);
    return 100 / (1 + Math.exp(-(w * m + (1 - w) * all)));
  });
  valuesOf(preparation).forEach((value, row) => {
    expect(value).toBeCloseTo(expected[row] ?? NaN, 10);
  });
  expect(flagsOf(preparation).slice(0, 3)).toEqual([4, 4, 4]);
  expect(valuesOf(preparation, 1)).toEqual([1, 2, 3]);
});

describe('impute', () => {
  const columns = { x: [1, null, 5, 6, null, null] };
  const groups = { lad: ['P', 'P', 'Q', 'Q', 'R', null], region: ['N', 'N', 'N', 'S', 'S', 'S'] };
  const impute = (by: object): Preparation => prepare({ columns, groups, recipe: [{ stage: 'impute', by }] });

  test('mean, median and none', () => {
    expect(valuesOf(impute({ method: 'mean' }))).toEqual([1, 4, 5, 6, 4, 4]);
    expect(valuesOf(impute({ method: 'median' }))).toEqual([1, 5, 5, 6, 5, 5]);
    expect(valuesOf(impute({ method: 'none' }))).toEqual([1, NaN, 5, 6, NaN, NaN]);
  });
  test('by group, falling back to the wider group, then to all, with a flag', () => {
    const preparation = impute({ method: 'group-mean', group: ['lad', 'region'] });
    expect(valuesOf(preparation)).toEqual([1, 1, 5, 6, 6, 6]);
    const { imputed, fallback } = valueFlag;
    expect(flagsOf(preparation)).toEqual([0, imputed, 0, 0, imputed | fallback, imputed | fallback]);
    expect(causesOf(preparation)).toEqual(Array(6).fill('present'));
  });
  test('a group with too few values is passed over', () => {
    const preparation = impute({ method: 'group-median', group: 'lad', minimum: 2 });
    expect(valuesOf(preparation)).toEqual([1, 5, 5, 6, 5, 5]);
  });
  test('within the area, on normalised data only', () => {
    const two = { a: [0, 10, null], b: [4, 8, 6], c: [1, 3, 2] };
    const recipe = [
      { stage: 'normalise', by: { method: 'min-max', lower: 0, upper: 1 } },
      { stage: 'impute', by: { method: 'row-mean' } },
    ];
    const preparation = prepare({ columns: two, leaves: { b: { direction: 'lower-is-riskier' } }, recipe });
    expect(valuesOf(preparation)).toEqual([0, 1, 0.5]);
    expect(valuesOf(preparation, 1)).toEqual([1, 0, 0.5]);
    expect(() => prepare({ columns: two, recipe: recipe.slice(1) })).toThrow(
      /normalise stage must come before/,
    );
  });
  test('from the most alike areas', () => {
    const three = { a: [1, 2, 10, 1.5], b: [1, 2, 10, 1.4], c: [10, 20, 90, null] };
    const by = { method: 'nearest', neighbours: 2 };
    expect(valuesOf(prepare({ columns: three, recipe: [{ stage: 'impute', by }] }), 2)).toEqual([
      10, 20, 90, 15,
    ]);
  });
  test('an indicator may have a method of its own', () => {
    const preparation = prepare({
      columns: { x: [1, null, 3], y: [1, null, 3] },
      leaves: { y: { impute: { method: 'none' } } },
      recipe: [{ stage: 'impute', by: { method: 'mean' } }],
    });
    expect([valuesOf(preparation)[1], valuesOf(preparation, 1)[1]]).toEqual([2, NaN]);
  });
});

describe('screen', () => {
  const columns = { x: [1, null, 3, 4], y: [null, null, 2, 0], z: [5, 6, 7, 8] };
  test('an area below the threshold is neither scored nor seen by the others', () => {
    const preparation = prepare({ columns, recipe: [{ stage: 'screen', areas: { availability: 0.6 } }] });
    expect([...preparation.groups.ids]).toEqual([0, -1, 0, 0]);
    const { rank, rankedCounts } = createScorer(
      preparation.compiled,
      currentData(preparation).matrix,
      preparation.groups,
    ).score();
    expect(rank[1]).toBeNaN();
    expect([...rankedCounts]).toEqual([3]);
  });
  test('areas may be kept or left out by name, and flag only reports', () => {
    const stage = { stage: 'screen', areas: { availability: 0.6 }, keep: ['A2'], leaveOut: ['A4'] };
    expect([...prepare({ columns, recipe: [stage] }).groups.ids]).toEqual([0, 0, 0, -1]);
    const flagged = prepare({ columns, recipe: [{ ...stage, action: 'flag' }] });
    expect([...flagged.groups.ids]).toEqual([0, 0, 0, 0]);
    expect([...(flagged.screenings[0]?.areas.included ?? [])]).toEqual([1, 1, 1, 0]);
  });
  test('an indicator below the threshold has weight 0', () => {
    const preparation = prepare({
      columns,
      recipe: [{ stage: 'screen', indicators: { availability: 0.7 } }],
    });
    expect([...preparation.compiled.weights.slice(0, 3)]).toEqual([1, 0, 1]);
    const zeros = prepare({ columns, recipe: [{ stage: 'screen', indicators: { nonZero: 0.6 } }] });
    expect([...zeros.compiled.weights.slice(0, 3)]).toEqual([1, 0, 1]);
  });
  test('leaving out everything, or an area that is not there, is an error', () => {
    const all = [{ stage: 'screen', leaveOut: ['A1', 'A2', 'A3', 'A4'] }];
    expect(() => prepare({ columns, recipe: all })).toThrow(/every area/);
    expect(() => prepare({ columns, recipe: [{ stage: 'screen', keep: ['B1'] }] })).toThrow(/"B1"/);
  });
});

describe('treat', () => {
  // Twelve ordinary values and two far out: skewness and kurtosis fail.
  const tail = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 80, 100];
  test('winsorises one step at a time until the column passes', () => {
    const preparation = prepare({ columns: { x: tail }, recipe: [{ stage: 'treat' }] });
    expect(valuesOf(preparation).slice(12)).toEqual([12, 12]);
    expect(preparation.treatments[0]).toMatchObject({ outcome: 'winsorised', winsorisedCount: 2 });
    expect(flagsOf(preparation).slice(11)).toEqual([0, valueFlag.winsorisedHigh, valueFlag.winsorisedHigh]);
  });
  test('where the limit is reached first, the logarithm takes the values before winsorising', () => {
    const by = { winsorise: { points: 1 } };
    const preparation = prepare({ columns: { x: tail }, recipe: [{ stage: 'treat', by }] });
    expect(valuesOf(preparation)[13]).toBeCloseTo(Math.log(100 - 1 + 0.99), 12);
    expect(preparation.treatments[0]).toMatchObject({ transform: 'log-ct', winsorisedCount: 1 });
    expect(flagsOf(preparation)).toEqual(Array(14).fill(valueFlag.transformed));
    const combined = prepare({
      columns: { x: tail },
      recipe: [{ stage: 'treat', by: { ...by, combine: true } }],
    });
    expect(valuesOf(combined)[13]).toBeCloseTo(Math.log(80 - 1 + 0.79), 12);
  });
  test('a share of the values; a tie moves together', () => {
    const by = { winsorise: { share: 0.05 }, transform: 'none' };
    const tied = [...tail.slice(0, 12), 100, 100];
    const preparation = prepare({ columns: { x: tied }, recipe: [{ stage: 'treat', by }] });
    expect(valuesOf(preparation).slice(11)).toEqual([12, 12, 12]);
  });
  test('always a logarithm; one that cannot be taken is an error naming the indicator', () => {
    const by = { when: 'always', winsorise: 'none', transform: 'log' };
    const preparation = prepare({ columns: { x: [1, Math.E, 10] }, recipe: [{ stage: 'treat', by }] });
    expect(valuesOf(preparation)).toEqual([0, 1, Math.log(10)]);
    const impossible = { columns: { x: [0, 1, 2] }, recipe: [{ stage: 'treat', by }] };
    expect(() => prepare(impossible)).toThrow(/recipe\[0\] \(treat\): "x": .*above zero/);
  });
  test('a constant indicator is left alone', () => {
    const preparation = prepare({ columns: { x: [3, 3, 3, 3] }, recipe: [{ stage: 'treat' }] });
    expect(valuesOf(preparation)).toEqual([3, 3, 3, 3]);
    expect(preparation.treatments[0]?.outcome).toBe('constant');
  });
});

test('a recipe in an impossible order says where', () => {
  const columns = { x: [1, 2, 3] };
  const aggregate = { stage: 'aggregate', by: { method: 'arithmetic' } };
  const broken =
    (recipe: readonly object[]): (() => unknown) =>
    () =>
      prepare({ columns, recipe });
  expect(broken([aggregate, { stage: 'treat' }])).toThrow(/recipe\[1\].*nothing can follow/);
  expect(broken([aggregate, aggregate])).toThrow(AppError);
  expect(broken([{ stage: 'impute', by: { method: 'group-mean', group: 'lad' } }])).toThrow(
    /recipe\[0\] \(impute\).*"lad"/,
  );
});

import { describe, expect, test } from 'vitest';
import { assumptionsSchema } from '../../../core/contract/assumptions.ts';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import type { Preparation } from '../../../core/index/preparation.ts';
import { createRandom } from '../../../core/random.ts';
import { varyImputed } from '../../../core/uncertainty/vary-imputed.ts';
import { nominalVariation } from '../../../core/uncertainty/variation.ts';
import { createVersionRanker, type IndexModel } from '../../../core/uncertainty/version-ranker.ts';
import { buildProfile } from '../../support/build-profile.ts';
import { prepare, valuesOf } from '../../support/prepare-recipe.ts';

const draws = 4000;

/** Of many realisations, the values of one cell. */
function drawn(preparation: Preparation, row: number, column = 0): number[] {
  return Array.from({ length: draws }, (_, number) => {
    const varied = varyImputed(preparation, null, createRandom(7, number));
    return valuesOf(varied, column)[row] ?? NaN;
  });
}

const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
const deviation = (list: readonly number[]): number =>
  Math.sqrt(meanOf(list.map((value) => (value - meanOf(list)) ** 2)));

describe('imputed values drawn anew', () => {
  test('mean: normal around the mean with the standard deviation of the values, which stay', () => {
    // Mean 5, squares 20, divisor 3.
    const columns = { x: [2, 4, 6, 8, null] };
    const preparation = prepare({ columns, recipe: [{ stage: 'impute', by: { method: 'mean' } }] });
    const found = drawn(preparation, 4);
    expect(Math.abs(meanOf(found) - 5)).toBeLessThan(0.15);
    expect(Math.abs(deviation(found) / Math.sqrt(20 / 3) - 1)).toBeLessThan(0.05);
    expect(valuesOf(varyImputed(preparation, null, createRandom(1))).slice(0, 4)).toEqual([2, 4, 6, 8]);
  });
  test('group-mean: the spread within the group; a group of one value has that of all areas', () => {
    const columns = { x: [1, 3, null, 100, null] };
    const groups = { lad: ['P', 'P', 'P', 'Q', 'Q'] };
    const by = { method: 'group-mean', group: 'lad' };
    const preparation = prepare({ columns, groups, recipe: [{ stage: 'impute', by }] });
    expect(Math.abs(deviation(drawn(preparation, 2)) / Math.SQRT2 - 1)).toBeLessThan(0.05);
    const mean = 104 / 3;
    const overall = Math.sqrt(((1 - mean) ** 2 + (3 - mean) ** 2 + (100 - mean) ** 2) / 2);
    expect(Math.abs(deviation(drawn(preparation, 4)) / overall - 1)).toBeLessThan(0.05);
  });
  test('em: the errors of one area go together as the indicators do', () => {
    const x = [1, 2, 3, 4, 5, 6, 7, null];
    const y = [1.1, 1.9, 3.2, 3.8, 5.1, 5.9, 7.2, null];
    const by = { method: 'em', iterations: 5000 };
    const preparation = prepare({ columns: { x, y }, recipe: [{ stage: 'impute', by }] });
    const [first, second] = [drawn(preparation, 7), drawn(preparation, 7, 1)];
    // Nothing is known of the area: the spread of all areas, divisor n; 28 / 7 for x.
    expect(Math.abs(deviation(first) / 2 - 1)).toBeLessThan(0.05);
    const together = meanOf(first.map((value, at) => (value - 4) * ((second[at] ?? NaN) - meanOf(second))));
    expect(together / (deviation(first) * deviation(second))).toBeGreaterThan(0.98);
  });
  test.each(['median', { method: 'nearest' }])('%j has no spread, and nothing is drawn', (method) => {
    const by = typeof method === 'string' ? { method } : method;
    const columns = { x: [2, 4, 6, 8, null], y: [1, 2, 3, 4, 5] };
    const preparation = prepare({ columns, recipe: [{ stage: 'impute', by }] });
    expect(varyImputed(preparation, null, createRandom(1))).toBe(preparation);
  });
  test('only the indicators that are named, and these as if all were', () => {
    const columns = { x: [2, 4, 6, null], y: [3, 5, 9, null] };
    const preparation = prepare({ columns, recipe: [{ stage: 'impute', by: { method: 'mean' } }] });
    const both = varyImputed(preparation, null, createRandom(5));
    const one = varyImputed(preparation, ['y'], createRandom(5));
    expect(valuesOf(one)).toEqual(valuesOf(preparation));
    expect(valuesOf(one, 1)).toEqual(valuesOf(both, 1));
    expect(valuesOf(one, 1)[3]).not.toBe(valuesOf(preparation, 1)[3]);
  });
});

describe('versions with imputed values drawn anew', () => {
  const model: IndexModel = {
    profile: buildProfile({
      recipe: [
        { stage: 'impute', by: { method: 'mean' } },
        { stage: 'treat', by: {} },
      ],
      components: [{ id: 'c', title: 'C', children: [{ indicator: 'x' }, { indicator: 'y' }] }],
    }),
    directions: { x: 'higher-is-riskier', y: 'higher-is-riskier' },
    data: {
      raw: matrixOf(8, [
        [1, 5, 3, 8, null, 2, null, 9],
        [4, 2, 6, 1, 3, null, 7, 5],
      ]),
      groups: oneGroup(8),
      sources: { areaCodes: [], column: () => null, groups: () => null },
    },
    options: {},
  };
  const assumptions = assumptionsSchema.parse({ imputedValues: true });

  test('a realisation is the same whatever came before it, and each is another', () => {
    const ranker = createVersionRanker(model, assumptions, 3);
    const ranks = [0, 1, 2, 3, 4, 5].map((imputedValues) => [
      ...ranker.rank({ ...nominalVariation, imputedValues }).rank,
    ]);
    const alone = createVersionRanker(model, assumptions, 3).rank({ ...nominalVariation, imputedValues: 4 });
    expect([...alone.rank]).toEqual(ranks[4]);
    expect(new Set(ranks.map(String)).size).toBeGreaterThan(3);
  });
  test('without a realisation the ranks are those of the profile', () => {
    const plain = createVersionRanker(model, assumptionsSchema.parse({ leaveOut: 0.5 }), 3);
    const ranker = createVersionRanker(model, assumptions, 3);
    ranker.rank({ ...nominalVariation, imputedValues: 1 });
    expect([...ranker.rank(nominalVariation).rank]).toEqual([...plain.rank(nominalVariation).rank]);
  });
});

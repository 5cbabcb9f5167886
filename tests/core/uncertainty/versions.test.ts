import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assumptionsSchema, type Assumptions } from '../../../core/contract/assumptions.ts';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { compileProfile } from '../../../core/index/compile-profile.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import { createRandom } from '../../../core/random.ts';
import { meanRankShift, rankStatistics } from '../../../core/uncertainty/rank-statistics.ts';
import { nominalVariation, variationAtPoint, variationOfDraw } from '../../../core/uncertainty/variation.ts';
import { weightsWithout } from '../../../core/index/weights.ts';
import { noisyWeights } from '../../../core/uncertainty/vary-weights.ts';
import { createVersionRanker, type IndexModel } from '../../../core/uncertainty/version-ranker.ts';
import { buildProfile } from '../../support/build-profile.ts';

const assume = (input: unknown): Assumptions => assumptionsSchema.parse(input);
const areaCount = 40;

/** Forty made-up areas in four districts: three indicators, one of them a count of people. */
function buildModel(overrides: Readonly<Record<string, unknown>> = {}): IndexModel {
  const random = createRandom(99);
  const people = Float64Array.from({ length: areaCount }, () => 50 + random.nextBelow(200));
  const poor = people.map((count) => random.nextBelow(1 + Math.floor(count / 3)));
  const age = people.map(() => 10 + 30 * random.nextUniform());
  const speed = people.map((_, row) => (row % 13 === 5 ? NaN : 20 + 80 * random.nextUniform()));
  const errors = people.map(() => 2);
  const districts = groupsByKey(Array.from(people, (_, row) => row % 4));
  const profile = buildProfile({
    recipe: [{ stage: 'denominate' }],
    components: [
      {
        id: 'who',
        title: 'Who',
        weight: 2,
        children: [{ indicator: 'age' }, { indicator: 'poor', denominator: 'people' }],
      },
      { id: 'lines', title: 'Lines', children: [{ indicator: 'speed', direction: 'lower-is-riskier' }] },
    ],
    ...overrides,
  });
  const named = new Map([
    ['people', people],
    ['age-error', errors],
  ]);
  return {
    profile,
    directions: { age: 'higher-is-riskier', poor: 'higher-is-riskier', speed: 'higher-is-riskier' },
    data: {
      raw: matrixOf(areaCount, [age, poor, speed]),
      groups: oneGroup(areaCount),
      sources: {
        areaCodes: Array.from(people, (_, row) => `A${row}`),
        column: (name) => named.get(name) ?? null,
        groups: (name) => (name === 'district' ? districts : null),
      },
    },
    options: {},
  };
}

const everything = assume({
  weights: { noise: 'uniform', spread: 0.3 },
  imputation: ['own', { method: 'median' }, { method: 'group-mean', group: 'district' }],
  treatment: ['own', { transform: 'log' }],
  normalisation: ['own', { method: 'z-score', mean: 50, standardDeviation: 5 }, { method: 'percentile' }],
  aggregation: ['own', { method: 'power', exponent: 2 }],
  base: ['own', { within: 'district' }],
  leaveOut: { share: 0.5 },
  smallNumbers: {},
  standardErrors: { age: 'age-error' },
  imputedValues: {},
});

describe('versions of an index', () => {
  test('without variation the ranks are those of the profile', () => {
    const model = buildModel();
    const varied = createVersionRanker(model, everything, 1).rank(nominalVariation);
    const plain = createVersionRanker(model, assume({ leaveOut: {} }), 5).rank(nominalVariation);
    expect([...varied.rank]).toEqual([...plain.rank]);
  });

  test('a version is the same whatever was ranked before it: nothing kept from others leaks in', () => {
    const model = buildModel();
    const leavable = createVersionRanker(model, everything, 1).leavable.length;
    const draws = Array.from({ length: 60 }, (_, number) =>
      variationOfDraw(everything, leavable, { seed: 1, number }),
    );
    const together = createVersionRanker(model, everything, 1);
    const kept = together.inOrderOfWork(draws).map((at) => {
      const draw = draws[at] ?? nominalVariation;
      return { at, rank: [...together.rank(draw).rank] };
    });
    for (const { at, rank } of kept) {
      const alone = createVersionRanker(model, everything, 1).rank(draws[at] ?? nominalVariation);
      expect(rank).toEqual([...alone.rank]);
    }
    expect(kept.map(({ at }) => at).toSorted((a, b) => a - b)).toEqual([...draws.keys()]);
  });

  test('nor where the recipe normalises before it imputes', () => {
    const recipe = [
      { stage: 'denominate' },
      { stage: 'normalise', by: { method: 'min-max' } },
      { stage: 'impute', by: { method: 'row-mean' } },
    ];
    const model = buildModel({ recipe });
    const assumptions = assume({ normalisation: ['own', 'percentile', { method: 'z-score' }, 'rank'] });
    const draws = Array.from({ length: 12 }, (_, number) =>
      variationOfDraw(assumptions, 0, { seed: 1, number }),
    );
    const together = createVersionRanker(model, assumptions, 1);
    const ranks = draws.map((draw) => [...together.rank(draw).rank]);
    draws.forEach((draw, at) => {
      expect(ranks[at]).toEqual([...createVersionRanker(model, assumptions, 1).rank(draw).rank]);
    });
    expect(new Set(ranks.map(String)).size).toBeGreaterThan(2);
  });

  test('an indicator without which areas cannot be told apart is never left out', () => {
    const model = buildModel({
      recipe: [],
      components: [{ id: 'c', title: 'C', children: [{ indicator: 'age' }, { indicator: 'same' }] }],
    });
    const { values } = model.data.raw;
    const raw = matrixOf(areaCount, [values.subarray(0, areaCount), new Float64Array(areaCount).fill(1)]);
    const directions = { age: 'higher-is-riskier', same: 'higher-is-riskier' } as const;
    const flat = { ...model, directions, data: { ...model.data, raw } };
    expect(createVersionRanker(flat, assume({ leaveOut: {} }), 1).leavable).toEqual(['same']);
  });

  test.each([
    ['imputation', { imputation: [{ method: 'median' }] }],
    ['treatment', { treatment: [{ transform: 'log-ct', winsorise: 'none', when: 'always' }] }],
    ['normalisation', { normalisation: [{ method: 'percentile' }] }],
    ['aggregation', { aggregation: [{ method: 'power', exponent: 4 }] }],
    ['base', { base: [{ within: 'district' }] }],
    ['leaveOut', { leaveOut: { share: 1 } }],
    ['weights', { weights: { noise: 'dirichlet', concentration: 3 } }],
    ['smallNumbers', { smallNumbers: { indicators: ['poor'] } }],
    ['standardErrors', { standardErrors: { age: 'age-error' } }],
    ['imputedValues', { imputedValues: {} }],
  ])('%s by itself moves areas', (name, assumption) => {
    const recipe = [{ stage: 'denominate' }, { stage: 'impute', by: { method: 'mean' } }];
    const model = buildModel(name === 'imputedValues' ? { recipe } : {});
    const assumptions = assume(assumption);
    const ranker = createVersionRanker(model, assumptions, 3);
    const nominal = ranker.rank(nominalVariation).rank;
    const draw = variationOfDraw(assumptions, ranker.leavable.length, { seed: 3, number: 0 });
    expect(meanRankShift(ranker.rank(draw).rank, nominal)).toBeGreaterThan(0);
  });

  test('what an assumption does is what the profile would do with that method in it', () => {
    const changed = {
      normalise: { method: 'z-score', mean: 50, standardDeviation: 5 },
      aggregate: { method: 'power', exponent: 2 },
    };
    const asProfile = createVersionRanker(buildModel(changed), assume({ leaveOut: {} }), 1).rank(
      nominalVariation,
    );
    const assumptions = assume({ normalisation: [changed.normalise], aggregation: [changed.aggregate] });
    const ranker = createVersionRanker(buildModel(), assumptions, 1);
    const asVersion = ranker.rank(variationOfDraw(assumptions, 0, { seed: 1, number: 0 }));
    expect([...asVersion.rank]).toEqual([...asProfile.rank]);
  });

  test('a version on another scale than the profile presents is ranked all the same', () => {
    const assumptions = assume({
      normalisation: [{ method: 'z-score', mean: 5000, standardDeviation: 900 }],
    });
    const ranker = createVersionRanker(buildModel(), assumptions, 1);
    const draw = variationOfDraw(assumptions, 0, { seed: 1, number: 0 });
    expect([...ranker.rank(draw).rank].toSorted((a, b) => a - b)[0]).toBe(1);
  });

  test('within each district, ranks stay among all areas', () => {
    const assumptions = assume({ base: [{ within: 'district' }] });
    const ranker = createVersionRanker(buildModel(), assumptions, 1);
    const { rank, rankedCounts } = ranker.rank(variationOfDraw(assumptions, 0, { seed: 1, number: 0 }));
    expect([...rankedCounts]).toEqual([areaCount]);
    expect(Math.max(...rank)).toBeGreaterThan(30);
  });

  test('shrunk rates vary around the shrunk rate; the larger the area, the less', () => {
    const assumptions = assume({ smallNumbers: {} });
    const model = buildModel({ recipe: [{ stage: 'shrink', group: 'district' }] });
    const ranker = createVersionRanker(model, assumptions, 3);
    const nominal = ranker.rank(nominalVariation).rank;
    const shifts = [0, 1, 2].map((number) =>
      meanRankShift(ranker.rank(variationOfDraw(assumptions, 0, { seed: 3, number })).rank, nominal),
    );
    expect(Math.min(...shifts)).toBeGreaterThan(0);
    expect(new Set(shifts).size).toBe(3);
  });

  test.each([
    [{ leaveOut: { indicators: ['nobody'] } }, /leaveOut.indicators.*age, poor, speed/],
    [{ standardErrors: { age: 'nothing' } }, /standardErrors.age: the data has no column "nothing"/],
    [{ base: [{ within: 'moon' }] }, /base: the data has no column "moon"/],
    [
      { normalisation: [{ method: 'z-score' }], aggregation: [{ method: 'geometric' }] },
      /normalisation z-score, aggregation geometric/,
    ],
  ])('%j is refused with what and where', (assumption, message) => {
    const assumptions = assume(assumption);
    expect(() => {
      const ranker = createVersionRanker(buildModel(), assumptions, 1);
      ranker.rank(variationOfDraw(assumptions, ranker.leavable.length, { seed: 1, number: 0 }));
    }).toThrow(message);
  });

  test.each([
    [{ imputedValues: { indicators: ['nobody'] } }, /imputedValues.indicators.*age, poor, speed/],
    [{ imputedValues: {} }, /nothing is imputed by a method that knows .*mean, group-mean, em, spatial-lag/],
    [{ imputedValues: {}, imputation: ['median', 'row-mean'] }, /nothing is imputed by a method/],
  ])('imputed values: %j is refused', (assumption, message) => {
    expect(() => createVersionRanker(buildModel(), assume(assumption), 1)).toThrow(message);
  });

  test('small numbers need counts', () => {
    const model = buildModel({
      recipe: [],
      components: [{ id: 'c', title: 'C', children: [{ indicator: 'age' }] }],
    });
    expect(() => createVersionRanker(model, assume({ smallNumbers: {} }), 1)).toThrow(/denominator/);
  });

  test('assumptions that say nothing, or something unknown, are refused', () => {
    expect(() => assume({})).toThrow(/nothing to vary/);
    expect(() => assume({ weigths: { noise: 'uniform' } })).toThrow(/weigths/);
    expect(() => assume({ weights: { noise: 'uniform', spread: 2 } })).toThrow();
  });
});

describe('draws', () => {
  test('a draw depends on the seed and its number; adding an assumption leaves the others as they were', () => {
    const { normalisation, imputation } = everything;
    const some = assume({ normalisation, imputation });
    for (let number = 0; number < 50; number += 1) {
      const before = variationOfDraw(some, 3, { seed: 8, number });
      const after = variationOfDraw(everything, 3, { seed: 8, number });
      expect(after).toMatchObject({ normalisation: before.normalisation, imputation: before.imputation });
      expect(variationOfDraw(some, 3, { seed: 8, number })).toEqual(before);
    }
  });

  test('options are equally likely, and an indicator is left out in the share of draws asked for', () => {
    const assumptions = assume({
      normalisation: ['own', { method: 'rank' }, { method: 'borda' }],
      leaveOut: { share: 0.4 },
    });
    const options = [0, 0, 0];
    const left = [0, 0, 0, 0];
    for (let number = 0; number < 6000; number += 1) {
      const draw = variationOfDraw(assumptions, 3, { seed: 2, number });
      options[draw.normalisation ?? 9] = (options[draw.normalisation ?? 9] ?? 0) + 1;
      left[draw.leaveOut ?? 3] = (left[draw.leaveOut ?? 3] ?? 0) + 1;
    }
    for (const count of options) expect(Math.abs(count - 2000)).toBeLessThan(200);
    expect(Math.abs((left[3] ?? NaN) - 3600)).toBeLessThan(200);
    for (const count of left.slice(0, 3)) expect(Math.abs(count - 800)).toBeLessThan(150);
  });

  test('at a point of the design, floor(u k) chooses, and one number is one set of weights', () => {
    const assumptions = assume({ normalisation: ['own', { method: 'rank' }], weights: { noise: 'uniform' } });
    // In the order normalisation, weights.
    expect(variationAtPoint(assumptions, 0, [0.49, 0.1234])).toMatchObject({
      normalisation: 0,
      weights: 123,
    });
    expect(variationAtPoint(assumptions, 0, [0.5, 0.9999])).toMatchObject({ normalisation: 1, weights: 999 });
  });
});

describe('weights', () => {
  const compiled = compileProfile(buildModel().profile, () => 'higher-is-riskier');

  test('uniform noise stays within its spread, zero stays zero', () => {
    const weights = compiled.weights.slice();
    weights[0] = 0;
    const random = createRandom(1);
    for (let draw = 0; draw < 200; draw += 1) {
      const noisy = noisyWeights(
        { compiled, weights },
        { noise: 'uniform', spread: 0.25, of: 'all' },
        random,
      );
      noisy.slice(0, -1).forEach((weight, slot) => {
        expect(Math.abs(weight - (weights[slot] ?? NaN))).toBeLessThanOrEqual(0.25 * (weights[slot] ?? NaN));
      });
    }
  });

  test('Dirichlet noise keeps the sum and, on average, the shares of siblings', () => {
    const random = createRandom(1);
    const root = compiled.nodes.at(-1);
    const sums = new Float64Array(compiled.weights.length);
    for (let draw = 0; draw < 4000; draw += 1) {
      const noisy = noisyWeights(
        { compiled, weights: compiled.weights },
        { noise: 'dirichlet', concentration: 20, of: 'components' },
        random,
      );
      const total = (root?.children ?? []).reduce((sum, slot) => sum + (noisy[slot] ?? NaN), 0);
      expect(total).toBeCloseTo(3, 12);
      expect(noisy[0]).toBe(compiled.weights[0]);
      noisy.forEach((weight, slot) => {
        sums[slot] = (sums[slot] ?? 0) + weight / 4000;
      });
    }
    for (const slot of root?.children ?? []) expect(sums[slot]).toBeCloseTo(compiled.weights[slot] ?? NaN, 1);
  });

  test('a component left without indicators goes with them; the last indicator stays', () => {
    const left = weightsWithout(compiled, compiled.weights, 2);
    expect(left?.[2]).toBe(0);
    expect(left?.[4]).toBe(0);
    const single = compileProfile(
      buildProfile({ components: [{ id: 'c', title: 'C', children: [{ indicator: 'a' }] }] }),
      () => 'higher-is-riskier',
    );
    expect(weightsWithout(single, single.weights, 0)).toBeNull();
  });
});

describe('rank statistics', () => {
  test('of ten areas in four draws by hand; a missing rank is left out and counted out', () => {
    const ranks = Float32Array.of(...[1, 2], ...[1.5, 1.5], ...[2, 1], ...[1, NaN]);
    const found = rankStatistics(
      { drawCount: 4, areaCount: 2, ranks },
      Float64Array.of(1, 2),
      Float64Array.of(10, 10),
    );
    expect([...found.draws]).toEqual([4, 3]);
    expect([...found.median]).toEqual([1.25, 1.5]);
    expect(found.mean[0]).toBe(5.5 / 4);
    expect(found.q95[0]).toBeCloseTo(1.925, 12);
    expect([...found.worstTenth]).toEqual([0.5, 1 / 3]);
    expect([...found.meanShift]).toEqual([1.5 / 4, 0.5]);
  });

  test('laws: within the ranks seen, in order, whatever the order of draws; never seen is missing', () => {
    const rank = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 200 }) }, fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(rank, { minLength: 1, maxLength: 30 }), (draws) => {
        const nominal = Float64Array.of(7);
        const among = Float64Array.of(200);
        const of = (list: readonly number[]) =>
          rankStatistics(
            { drawCount: list.length, areaCount: 1, ranks: Float32Array.from(list) },
            nominal,
            among,
          );
        const found = of(draws);
        const present = draws.filter((value) => !Number.isNaN(value));
        if (present.length === 0) {
          expect(found.median[0]).toBeNaN();
          return;
        }
        expect(of(draws.toReversed())).toEqual(found);
        const inOrder = [
          Math.min(...present),
          found.q5[0],
          found.median[0],
          found.q95[0],
          Math.max(...present),
        ];
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => (a ?? NaN) - (b ?? NaN)));
      }),
    );
  });

  test('the mean shift is over areas ranked in both', () => {
    expect(meanRankShift([1, 5, NaN, 2], [2, 5, 3, NaN])).toBe(0.5);
    expect(meanRankShift([NaN], [1])).toBeNaN();
  });
});

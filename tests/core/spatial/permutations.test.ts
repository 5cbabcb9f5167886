import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { contiguity } from '../../../core/spatial/contiguity.ts';
import { localGetisOrd } from '../../../core/spatial/local-getis-ord.ts';
import { moran } from '../../../core/spatial/moran.ts';
import { neighboursFromLists, neighboursOf, withSelf } from '../../../core/spatial/neighbours.ts';
import { permuteConditionally, type ConditionalDeal } from '../../../core/spatial/permute-conditionally.ts';
import { permuteGlobally } from '../../../core/spatial/permute-globally.ts';
import { permutationP } from '../../../core/spatial/significance.ts';
import { spatialWeights } from '../../../core/spatial/spatial-weights.ts';
import { boardOfSquares } from '../../support/lattice.ts';

const board = contiguity(boardOfSquares(20, 20), { rule: 'queen' });
const random = createRandom(5);
const values = Float64Array.from({ length: 400 }, () => random.nextUniform() - 0.5);
const deal: ConditionalDeal = {
  weights: spatialWeights(board, 'W'),
  values,
  sum: 'lag',
  permutations: 199,
  seed: 3,
};
const everybody = Int32Array.from({ length: 400 }, (_, at) => at);

describe('conditional permutations', () => {
  test('any split of the areas, in any order, gives the same counts', () => {
    const whole = permuteConditionally(deal, everybody);
    const someAreas = fc.array(fc.integer({ min: 0, max: 399 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(someAreas, (areas) => {
        const part = permuteConditionally(deal, Int32Array.from(areas));
        expect([...part.atLeast]).toEqual(areas.map((area) => whole.atLeast[area]));
        expect([...part.atMost]).toEqual(areas.map((area) => whole.atMost[area]));
        expect([...part.mean]).toEqual(areas.map((area) => whole.mean[area]));
        expect([...part.variance]).toEqual(areas.map((area) => whole.variance[area]));
      }),
      { seed: 2, numRuns: 20 },
    );
  });

  test('so it does where neighbours are dealt from a deck', () => {
    const small = contiguity(boardOfSquares(4, 2), { rule: 'queen' });
    const job = { ...deal, weights: spatialWeights(small, 'W'), values: values.slice(0, 8) };
    const whole = permuteConditionally(job, Int32Array.of(0, 1, 2, 3));
    const last = permuteConditionally(job, Int32Array.of(3));
    expect([last.atLeast[0], last.mean[0]]).toEqual([whole.atLeast[3], whole.mean[3]]);
  });

  test('the seed decides, and another seed gives other counts', () => {
    const counts = (seed: number) => [...permuteConditionally({ ...deal, seed }, everybody).atLeast];
    expect(counts(3)).toEqual(counts(3));
    expect(counts(4)).not.toEqual(counts(3));
  });

  test('of values without a pattern one in twenty is significant at 5 %', () => {
    const { atLeast, atMost } = permuteConditionally({ ...deal, permutations: 999 }, everybody);
    const rejected = everybody.filter((area) => {
      const tally = { atLeast: atLeast[area] ?? 0, atMost: atMost[area] ?? 0, permutations: 999 };
      return permutationP(tally) <= 0.05;
    }).length;
    // 20 expected; neighbours share values, so the count spreads more than a binomial's 4.4.
    expect(rejected).toBeGreaterThan(6);
    expect(rejected).toBeLessThan(36);
  });

  test.each([
    ['few neighbours', board],
    ['many neighbours, dealt from a deck', contiguity(boardOfSquares(4, 2), { rule: 'queen' })],
    ['itself among them', withSelf(board)],
  ])('mean and variance are those of the exact formulas: %s', (_, neighbours) => {
    const areas = [0, 2, 5];
    const permutations = 20_000;
    const some = values.slice(0, neighbours.areaCount);
    const sampled = permuteConditionally(
      { weights: spatialWeights(neighbours, 'W'), values: some, sum: 'lag', permutations, seed: 1 },
      Int32Array.from(areas),
    );
    // Gi's moments are those of a mean over neighbours drawn from all others; a self-link adds a constant.
    const lists = Array.from({ length: neighbours.areaCount }, (__, area) =>
      [...neighboursOf(neighbours, area)].filter((id) => id !== area),
    );
    const exact = localGetisOrd(some, spatialWeights(neighboursFromLists(lists), 'W'));
    areas.forEach((area, at) => {
      const all = neighboursOf(neighbours, area).length;
      const share = (lists[area]?.length ?? 0) / all;
      const mean = (exact.expectation[area] ?? NaN) * share + (some[area] ?? NaN) * (1 - share);
      const variance = (exact.variance[area] ?? NaN) * share ** 2;
      const slack = 5 * Math.sqrt(variance / permutations);
      expect(Math.abs((sampled.mean[at] ?? NaN) - mean)).toBeLessThan(slack);
      expect(Math.abs((sampled.variance[at] ?? NaN) / variance - 1)).toBeLessThan(0.06);
    });
  });

  test('ties count on both sides, whatever the order of the sum', () => {
    // 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in doubles; four of the ten triples of these come to 0.6 on paper.
    const triple = neighboursFromLists([[1, 2, 3], [0], [0], [0], [0], [0]]);
    const { atLeast, atMost } = permuteConditionally(
      {
        weights: spatialWeights(triple, 'B'),
        values: Float64Array.of(0, 0.1, 0.2, 0.3, 0.1, 0.2),
        sum: 'lag',
        permutations: 4000,
        seed: 1,
      },
      Int32Array.of(0),
    );
    const share = ((atLeast[0] ?? 0) + (atMost[0] ?? 0)) / 4000 - 1;
    expect(Math.abs(share - 0.4)).toBeLessThan(0.04);
  });

  test('squared differences', () => {
    const pair = neighboursFromLists([[1], [0], [0], [0], [0]]);
    const { atMost } = permuteConditionally(
      {
        weights: spatialWeights(pair, 'B'),
        values: Float64Array.of(0, -1, 2, 3, 4),
        sum: 'squared-difference',
        permutations: 4000,
        seed: 1,
      },
      Int32Array.of(0),
    );
    // The observed 1 is the smallest of 1, 4, 9, 16: a quarter of the deals are as small.
    expect(Math.abs((atMost[0] ?? 0) / 4000 - 0.25)).toBeLessThan(0.035);
  });
});

test('global permutations agree with the formula of the variance', () => {
  const { compute, expectation, variance, statistic } = moran(values, deal.weights);
  const dealt = permuteGlobally(values, compute, { permutations: 2000, seed: 1 });
  const deviation = Math.sqrt(variance.randomisation);
  expect(Math.abs(dealt.mean - expectation)).toBeLessThan((5 * deviation) / Math.sqrt(2000));
  expect(Math.abs(dealt.standardDeviation / deviation - 1)).toBeLessThan(0.08);
  const z = (statistic - expectation) / deviation;
  expect(Math.sign(dealt.atMost - dealt.atLeast)).toBe(Math.sign(z));
});

test('numbers drawn in bulk are those drawn one by one', () => {
  const [one, other] = [createRandom(9, 1), createRandom(9, 1)];
  const bulk = new Uint32Array(7);
  one.fill(bulk);
  expect([...bulk]).toEqual(Array.from({ length: 7 }, () => other.nextInteger()));
  expect(one.nextInteger()).toBe(other.nextInteger());
});

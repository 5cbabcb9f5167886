import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assumptionsSchema } from '../../core/contract/assumptions.ts';
import { groupsByKey, oneGroup, type ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { summariseParents } from '../../core/index/summarise-parents.ts';
import type { LargerAreas } from '../../core/uncertainty/larger-areas.ts';
import { variationOfDraw } from '../../core/uncertainty/variation.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import { runUncertainty } from '../../server/analysis/run-uncertainty.ts';
import { buildProfile } from '../support/build-profile.ts';

const assumptions = assumptionsSchema.parse({
  base: ['own', { within: 'district' }],
  leaveOut: { share: 0.6 },
});
const seed = 12;
const draws = 80;

/** Fourteen made-up areas: the last has no figures, the one before it no known population. */
const a = [3, 9, 4, 7, 1, 8, 2, 6, 5, 11, 0, 10, 12, NaN];
const b = [8, 1, 7, 2, 10, 3, 9, 6, 0, 5, 12, 4, 11, NaN];
const population = [100, 300, 200, 50, 400, 100, 150, 250, 300, 100, 500, 50, NaN, 100];
const district = a.map((_, row) => row % 2);
/** Two kinds: five wards, of which the last has no population that is known, and two halves. */
const wardOf = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4];
const halfOf = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -1];
const larger: LargerAreas = {
  population: Float64Array.from(population),
  kinds: [
    { parentOf: Int32Array.from(wardOf), count: 5 },
    { parentOf: Int32Array.from(halfOf), count: 2 },
  ],
};

function modelOf(columns: readonly (readonly number[])[], groups: ComparisonGroups): IndexModel {
  const rowCount = groups.ids.length;
  const named = groupsByKey(Array.from({ length: rowCount }, (_, row) => row % 2));
  return {
    profile: buildProfile({
      presentation: { method: 'min-max' },
      components: [{ id: 'all', title: 'All', children: columns.map((_, at) => ({ indicator: `i${at}` })) }],
    }),
    directions: Object.fromEntries(columns.map((_, at) => [`i${at}`, 'higher-is-riskier'])),
    data: {
      raw: matrixOf(rowCount, columns),
      groups,
      sources: {
        areaCodes: Array.from({ length: rowCount }, (_, row) => `A${row}`),
        column: () => null,
        groups: (name) => (name === 'district' ? named : null),
      },
    },
    options: {},
  };
}

/** Nothing of the engine: loops over the areas, as one would by hand. */
const byHand = {
  /** 0 to 1 within each group. */
  scaled: (values: readonly number[], groupOf: readonly number[]): number[] =>
    values.map((value, row) => {
      const own = values.filter((other, at) => groupOf[at] === groupOf[row] && !Number.isNaN(other));
      return (value - Math.min(...own)) / (Math.max(...own) - Math.min(...own));
    }),
  means: (scores: readonly number[], parentOf: readonly number[], count: number): number[] =>
    Array.from({ length: count }, (_, parent) => {
      const members = [...scores.keys()].filter(
        (row) => parentOf[row] === parent && (scores[row] ?? NaN) * (population[row] ?? NaN) >= 0,
      );
      const people = members.reduce((sum, row) => sum + (population[row] ?? 0), 0);
      return members.reduce((sum, row) => sum + (population[row] ?? 0) * (scores[row] ?? 0), 0) / people;
    }),
  ranks: (values: readonly number[]): number[] =>
    values.map((value) => {
      if (Number.isNaN(value)) return NaN;
      const higher = values.filter((other) => other > value + 1e-9).length;
      const same = values.filter((other) => Math.abs(other - value) <= 1e-9).length;
      return higher + (same + 1) / 2;
    }),
  quantile: (values: readonly number[], share: number): number => {
    const sorted = values.toSorted((one, other) => one - other);
    const at = share * (sorted.length - 1);
    const low = sorted[Math.floor(at)] ?? NaN;
    return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? NaN) - low);
  },
};

describe('intervals of larger areas', () => {
  test('are those of ranks worked out by hand, version by version', async () => {
    const model = modelOf([a, b], oneGroup(a.length));
    const result = await runUncertainty({ model, assumptions, larger, draws, seed, threads: 0 });
    const kinds = [
      { parentOf: wardOf, count: 5 },
      { parentOf: halfOf, count: 2 },
    ];
    const versions = Array.from({ length: draws }, (_, number) => {
      const variation = variationOfDraw(assumptions, 2, { seed, number });
      const groupOf = variation.base === 1 ? district : a.map(() => 0);
      const columns = [byHand.scaled(a, groupOf), byHand.scaled(b, groupOf)];
      const kept = columns.filter((_, at) => at !== variation.leaveOut);
      const scores = a.map(
        (_, row) => kept.reduce((sum, column) => sum + (column[row] ?? NaN), 0) / kept.length,
      );
      return kinds.map(({ parentOf, count }) => byHand.ranks(byHand.means(scores, parentOf, count)));
    });
    // The assumptions do move wards, or the test would show nothing.
    expect(new Set(versions.map(([wards]) => String(wards))).size).toBeGreaterThan(3);
    expect(result.larger).toHaveLength(2);
    for (const [kind, { count }] of kinds.entries()) {
      const statistics = result.larger[kind]?.statistics;
      for (let parent = 0; parent < count; parent += 1) {
        const ranks = versions.map((version) => version[kind]?.[parent] ?? NaN);
        const present = ranks.filter((rank) => !Number.isNaN(rank));
        expect(statistics?.draws[parent]).toBe(present.length);
        if (present.length === 0) continue;
        expect(statistics?.q5[parent]).toBeCloseTo(byHand.quantile(present, 0.05), 9);
        expect(statistics?.median[parent]).toBeCloseTo(byHand.quantile(present, 0.5), 9);
        expect(statistics?.q95[parent]).toBeCloseTo(byHand.quantile(present, 0.95), 9);
        const mean = present.reduce((sum, rank) => sum + rank, 0) / present.length;
        expect(statistics?.mean[parent]).toBeCloseTo(mean, 9);
      }
    }
    // Nobody is known to live in the fifth ward.
    expect(result.larger[0]?.statistics.draws[4]).toBe(0);
    expect([...(result.larger[0]?.nominal.rankedAmong ?? [])]).toEqual([4, 4, 4, 4, 4]);
  });

  test('without variation the ranks are those of the stored summaries', async () => {
    const within = groupsByKey(a.map((_, row) => (row < 7 ? 'west' : 'east')));
    const model = modelOf([a, b], within);
    const { nominal, larger: kinds } = await runUncertainty({
      ...{ model, assumptions, larger, draws: 1, seed, threads: 0 },
    });
    for (const [kind, parents] of larger.kinds.entries()) {
      const summary = summariseParents(
        {
          ...{ score: nominal.score, rank: nominal.rank, groups: nominal.groups },
          ...{ rankedCounts: Int32Array.of(7, 6), decile: new Uint8Array(a.length) },
          population: larger.population,
        },
        parents,
      );
      expect(kinds[kind]?.nominal.score).toEqual(summary.score);
      expect(kinds[kind]?.nominal.rank).toEqual(summary.rank);
    }
    // The third ward lies across west and east: it has a score, and no rank in any version.
    expect(kinds[0]?.nominal.score[2]).toBeGreaterThan(0);
    expect(kinds[0]?.statistics.draws[2]).toBe(0);
    expect([...(kinds[0]?.nominal.rankedAmong ?? [])]).toEqual([2, 2, NaN, 1, 1]);
  });

  test('the intervals of the areas themselves are the same with larger areas and without', async () => {
    const run = { model: modelOf([a, b], oneGroup(a.length)), assumptions, draws, seed, threads: 0 };
    const without = await runUncertainty(run);
    const with_ = await runUncertainty({ ...run, larger });
    expect(with_.statistics).toEqual(without.statistics);
    expect(without.larger).toEqual([]);
  });

  test('law: with one area in each, larger areas have the intervals of the areas', async () => {
    const column = (length: number) =>
      fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.constant(NaN)), {
        minLength: length,
        maxLength: length,
      });
    const input = fc.integer({ min: 4, max: 25 }).chain((count) =>
      fc.record({
        columns: fc.tuple(column(count), column(count), column(count)),
        order: fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
        // Powers of two divide again without a remainder: ties stay ties.
        powers: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: count, maxLength: count }),
        isWithin: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(input, async ({ columns, order, powers, isWithin }) => {
        const count = order.length;
        // Two that differ in each group, so that there is something to scale.
        const whole = columns.map((values) => [...values.slice(0, -4), 0, 0, 31, 31]);
        const groups = isWithin ? groupsByKey(order.map((_, row) => row % 2)) : oneGroup(count);
        const { statistics, larger: kinds } = await runUncertainty({
          model: modelOf(whole, groups),
          ...{ assumptions, draws: 15, seed, threads: 0 },
          larger: {
            population: Float64Array.from(powers, (power) => 2 ** power),
            kinds: [{ parentOf: Int32Array.from(order), count }],
          },
        });
        const found = kinds[0]?.statistics;
        for (const name of ['draws', 'mean', 'median', 'q5', 'q95', 'worstTenth', 'meanShift'] as const) {
          expect(Array.from(order, (parent) => found?.[name][parent])).toEqual([...statistics[name]]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

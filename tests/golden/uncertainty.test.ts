import { test, expect } from 'vitest';
import type { ProfileComponentInput } from '../../core/contract/profile.ts';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { compileProfile } from '../../core/index/compile-profile.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { currentData } from '../../core/index/preparation.ts';
import { createScorer, type ScoredIndex } from '../../core/index/score-index.ts';
import { weightsWith } from '../../core/index/weights.ts';
import { meanRankShift, rankStatistics } from '../../core/uncertainty/rank-statistics.ts';
import { sobolIndices } from '../../core/uncertainty/sobol-indices.ts';
import { buildProfile } from '../support/build-profile.ts';
import { recordGolden } from '../support/golden-table.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));

interface Parameters {
  readonly points: number;
  readonly isMinMax: boolean;
  readonly isArithmetic: boolean;
  /** By code of a pillar or sub-index. */
  readonly weights: Readonly<Record<string, number>>;
}

/** The ASEM index from the screened data on, with one set of COINr's parameters; ranks with its ties. */
function asemIndex(parameters: Parameters): ScoredIndex {
  const meta = golden('coinr-asem-pipeline', 'input_iMeta.csv');
  const data = golden('coinr-asem-pipeline', 'expected_3_Screened.csv');
  const codes = meta.text('iCode');
  const parents = meta.text('Parent');
  const types = meta.text('Type');
  const directions = meta.numbers('Direction');
  const component = (code: string): ProfileComponentInput => ({
    id: code,
    title: code,
    children: codes.flatMap((child, at): ProfileComponentInput['children'] => {
      if (parents[at] !== code) return [];
      if (types[at] !== 'Indicator') return [component(child)];
      const direction = directions[at] === -1 ? 'lower-is-riskier' : 'higher-is-riskier';
      return [{ indicator: child, direction }];
    }),
  });
  const profile = buildProfile({
    id: 'asem',
    recipe: [{ stage: 'treat', by: { winsorise: { points: parameters.points } } }],
    normalise: parameters.isMinMax
      ? { method: 'min-max', lower: 1, upper: 100 }
      : { method: 'z-score', mean: 10, standardDeviation: 2 },
    aggregate: { method: parameters.isArithmetic ? 'arithmetic' : 'geometric' },
    presentation: { method: 'none' },
    ranking: { ties: 'min' },
    components: component('Index').children,
  });
  const compiled = compileProfile(profile, () => 'higher-is-riskier');
  const columns = compiled.leaves.map(({ indicatorId }) => data.numbers(indicatorId));
  const rowCount = data.rowCount;
  const sources = { areaCodes: data.text('uCode'), column: () => null, groups: () => null };
  const raw = matrixOf(rowCount, columns);
  const prepared = prepareData({ compiled, raw, groups: oneGroup(rowCount), sources });
  const scorer = createScorer(prepared.compiled, currentData(prepared).matrix, prepared.groups);
  return scorer.score(weightsWith(prepared.compiled, parameters.weights));
}

describeWithShared('uncertainty as in COINr 1.1.14', () => {
  test('forty recorded draws: the index of every country in each, and the statistics of its ranks', () => {
    const caseId = 'coinr-montecarlo-replay';
    const draws = golden(caseId, 'input_parameters.csv');
    const weights = golden(caseId, 'input_weights_by_rep.csv');
    const scores = golden(caseId, 'expected_index_scores.csv');
    const codes = weights.text('iCode').slice(0, -1);
    const order = golden('coinr-asem-pipeline', 'expected_3_Screened.csv').text('uCode');
    expect(scores.text('uCode')).toEqual(order);
    const replayed = draws.text('rep').map((rep, at) => {
      const values = weights.numbers(rep);
      return {
        rep,
        scored: asemIndex({
          points: draws.numbers('winmax')[at] ?? NaN,
          isMinMax: draws.text('norm')[at] === 'n_minmax',
          isArithmetic: draws.text('aggregation')[at] === 'a_amean',
          weights: Object.fromEntries(codes.map((code, position) => [code, values[position] ?? NaN])),
        }),
      };
    });
    expect(replayed).toHaveLength(40);
    const error = Math.max(
      ...replayed.map(({ rep, scored }) => largestDifference(scored.score, scores.numbers(rep))),
    );
    recordGolden({
      caseId,
      compared: 'index of 51 countries in 40 draws',
      count: 40 * 51,
      error,
      tolerance: 1e-9,
    });

    const nominal = asemIndex({ points: 5, isMinMax: true, isArithmetic: true, weights: {} });
    const ranks = Float32Array.from(replayed.flatMap(({ scored }) => [...scored.rank]));
    const table = { drawCount: 40, areaCount: order.length, ranks };
    const found = rankStatistics(table, nominal.rank, new Float64Array(order.length).fill(51));
    const expected = golden(caseId, 'expected_rankstats.csv');
    expect(expected.text('uCode')).toEqual(order);
    const errors = [
      largestDifference(nominal.rank, expected.numbers('Nominal')),
      largestDifference(found.mean, expected.numbers('Mean')),
      largestDifference(found.median, expected.numbers('Median')),
      largestDifference(found.q5, expected.numbers('Q5')),
      largestDifference(found.q95, expected.numbers('Q95')),
    ];
    recordGolden({
      caseId,
      compared: 'nominal, mean, median, 5th and 95th percentile of ranks',
      count: 5 * 51,
      error: Math.max(...errors),
      tolerance: 1e-9,
    });
  });

  test("600 published runs: every mean rank shift, and Sobol's first and total order", () => {
    const caseId = 'coinr-sobol-from-published-runs';
    const runs = golden(caseId, 'input_ranks_51x601.csv');
    const nominal = runs.numbers('Nominal');
    const shifts = golden(caseId, 'expected_mean_abs_rank_shift.csv');
    const ours = Float64Array.from(shifts.text('rep'), (rep) => meanRankShift(runs.numbers(rep), nominal));
    recordGolden({
      caseId,
      compared: 'mean absolute rank shifts',
      count: ours.length,
      error: largestDifference(ours, shifts.numbers('mean_abs_rank_shift')),
      tolerance: 1e-12,
    });
    const block = (at: number): Float64Array => ours.slice(100 * at, 100 * (at + 1));
    const indices = sobolIndices(
      { a: block(0), b: block(1), ab: [2, 3, 4, 5].map(block) },
      { estimator: 'saltelli', resamples: 1000, seed: 1 },
    );
    const expected = golden(caseId, 'expected_sensitivity.csv');
    const first = largestDifference(
      indices.map((index) => index.first),
      expected.numbers('Si'),
    );
    const total = largestDifference(
      indices.map((index) => index.total),
      expected.numbers('STi'),
    );
    recordGolden({
      caseId,
      compared: 'first and total order indices',
      count: 8,
      error: Math.max(first, total),
      tolerance: 1e-12,
    });
    // Intervals are of other resamplings than theirs: within the spread of 1,000 of them.
    indices.forEach(({ totalInterval }, at) => {
      expect(Math.abs(totalInterval.q5 - (expected.numbers('STi_q5')[at] ?? NaN))).toBeLessThan(0.05);
      expect(Math.abs(totalInterval.q95 - (expected.numbers('STi_q95')[at] ?? NaN))).toBeLessThan(0.05);
    });
  });
});

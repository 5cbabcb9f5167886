import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { aggregationSchema } from '../../core/contract/aggregation.ts';
import { normalisationSchema } from '../../core/contract/normalisation.ts';
import { aggregateColumns } from '../../core/index/aggregate.ts';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { outrankMatrix } from '../../core/index/copeland.ts';
import { factorAnalysis } from '../../core/index/factor-analysis.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { normaliseColumn } from '../../core/index/normalise.ts';
import { optimisedWeights } from '../../core/index/optimised-weights.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { createScorer } from '../../core/index/score-index.ts';
import { loadSolver } from '../../server/usecases/index-run/solve-with-highs.ts';
import { asemIndex } from '../support/asem-index.ts';
import { recordGolden } from '../support/golden-table.ts';
import { countDifferent, largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));

describeWithShared('the nine normalisations of COINr 1.1.14', () => {
  const caseId = 'coinr-normalise-methods';
  test.each([
    ['minmax_0_100', { method: 'min-max', lower: 0, upper: 100 }],
    ['minmax_1_100', { method: 'min-max', lower: 1, upper: 100 }],
    ['zscore_0_1', { method: 'z-score', mean: 0, standardDeviation: 1 }],
    ['zscore_10_2', { method: 'z-score', mean: 10, standardDeviation: 2 }],
    ['rank', { method: 'rank', ties: 'min' }],
    ['prank', { method: 'percentile', ties: 'min', scale: 1 }],
    ['borda', { method: 'borda', ties: 'min' }],
    ['dist2max', { method: 'distance-to-maximum' }],
    ['dist2ref_unit1', { method: 'distance-to-reference', area: 'AUS' }],
  ])('%s', (file, method) => {
    const input = golden(caseId, 'input_Screened.csv');
    const directions = golden(caseId, 'input_directions_targets.csv');
    const expected = golden(caseId, `expected_${file}.csv`);
    const codes = input.text('uCode');
    const names = directions.text('iCode');
    const signs = directions.numbers('Direction');
    const rowOfArea = (code: string): number => codes.indexOf(code);
    const errors = expected.columns.slice(1).map((column) => {
      const sign = signs[names.indexOf(column)] === -1 ? -1 : 1;
      const directed = input.numbers(column).map((value) => sign * value);
      const context = { sign, target: null, goalposts: null, rowOfArea } as const;
      const { values } = normaliseColumn(
        directed,
        oneGroup(codes.length),
        normalisationSchema.parse(method),
        context,
      );
      return largestDifference(values, expected.numbers(column));
    });
    recordGolden({
      caseId,
      compared: file,
      count: errors.length * codes.length,
      error: Math.max(...errors),
      tolerance: 1e-10,
    });
  });
});

describeWithShared('aggregation and screening of COINr 1.1.14', () => {
  const caseId = 'coinr-aggregate-methods';
  const levels = (...methods: readonly string[]) => methods;
  test.each([
    ['a_amean', 'input_Normalised_1_100', levels('arithmetic', 'arithmetic', 'arithmetic'), 0],
    ['a_gmean', 'input_Normalised_1_100', levels('geometric', 'geometric', 'geometric'), 0],
    ['a_hmean', 'input_Normalised_1_100', levels('harmonic', 'harmonic', 'harmonic'), 0],
    ['gmean_amean_amean', 'input_Normalised_1_100', levels('geometric', 'arithmetic', 'arithmetic'), 0],
    [
      'missing_datthresh_0.6',
      'input_Normalised_with_missing',
      levels('arithmetic', 'arithmetic', 'arithmetic'),
      0.6,
    ],
    [
      'missing_datthresh_0.8',
      'input_Normalised_with_missing',
      levels('arithmetic', 'arithmetic', 'arithmetic'),
      0.8,
    ],
  ] as const)('%s at every node', (file, inputFile, methods, availability) => {
    const [pillar = '', subIndex = '', index = ''] = methods;
    const input = golden(caseId, `${inputFile}.csv`);
    const expected = golden(caseId, `expected_${file}.csv`);
    const plain = asemIndex([], { normalise: { method: 'none' }, availability });
    const methodOf = (id: string): string =>
      id === 'Index' ? index : id === 'Conn' || id === 'Sust' ? subIndex : pillar;
    const compiled = {
      ...plain,
      leaves: plain.leaves.map((leaf) => ({ ...leaf, sign: 1 as const })),
      nodes: plain.nodes.map((node) => ({
        ...node,
        aggregate: aggregationSchema.parse({ method: methodOf(node.id) }),
      })),
    };
    const columns = compiled.leaves.map((leaf) => input.numbers(leaf.indicatorId));
    const scored = createScorer(
      compiled,
      matrixOf(input.rowCount, columns),
      oneGroup(input.rowCount),
    ).score();
    const errors = compiled.nodes.map((node, at) =>
      largestDifference(scored.aggregated[at] ?? [], expected.numbers(node.id)),
    );
    expect(errors).toHaveLength(11);
    recordGolden({
      caseId,
      compared: `${file}, all 11 nodes`,
      count: 11 * input.rowCount,
      error: Math.max(...errors),
      tolerance: 1e-10,
    });
  });

  test('the outranking matrix and Copeland scores', () => {
    const pillars = golden(caseId, 'input_outrank_pillars.csv');
    const codes = pillars.text('uCode');
    const children = pillars.columns.slice(1).map((column) => pillars.numbers(column));
    const equal = { children, weights: children.map(() => 1), availability: 0 };
    const matrix = outrankMatrix(equal, [...codes.keys()]);
    const expected = golden(caseId, 'expected_outrank_matrix.csv');
    // The expected matrix has a row per area; ours lies row after row.
    const byColumn = codes.map((code, column) =>
      largestDifference(
        codes.map((_, row) => matrix[row * codes.length + column] ?? NaN),
        expected.numbers(code),
      ),
    );
    recordGolden({
      caseId,
      compared: 'outranking matrix',
      count: codes.length ** 2,
      error: Math.max(...byColumn),
      tolerance: 1e-10,
    });
    const summary = z
      .object({ nDominant: z.number() })
      .parse(JSON.parse(readFileSync(sharedPath('golden', caseId, 'expected_outrank_summary.json'), 'utf8')));
    expect(matrix.filter((share, at) => share === 1 && at % (codes.length + 1) !== 0)).toHaveLength(
      summary.nDominant,
    );

    const copelandTable = golden(caseId, 'expected_copeland.csv');
    const groups = oneGroup(codes.length);
    const scores = (names: readonly string[], weights: readonly number[]) =>
      aggregateColumns(
        { method: 'copeland' },
        { children: names.map((name) => copelandTable.numbers(name)), weights, availability: 0 },
        { groups, total: 1, solve: null },
      );
    const all = ['Physical', 'ConEcFin', 'Political', 'Instit', 'P2P', 'Environ', 'Social', 'SusEcFin'];
    const differing =
      countDifferent(
        scores(
          all,
          all.map(() => 1),
        ),
        copelandTable.numbers('Copeland_of_pillars_equalw'),
      ) + countDifferent(scores(['Conn', 'Sust'], [2, 1]), copelandTable.numbers('Copeland_Conn_Sust_w2_1'));
    recordGolden({
      caseId,
      compared: 'Copeland scores, equal and unequal weights',
      count: 2 * codes.length,
      error: differing,
      tolerance: 0,
    });
  });

  test('data availability of every area', () => {
    const raw = golden('coinr-asem-pipeline', 'expected_1_Denominated.csv');
    const expected = golden(caseId, 'expected_data_availability.csv');
    const codes = raw.text('uCode');
    expect(expected.text('uCode')).toEqual(codes);
    const compiled = asemIndex([
      { stage: 'screen', areas: { availability: 0.9, nonZero: 0.05 }, action: 'flag' },
    ]);
    const withoutDenominators = {
      ...compiled,
      leaves: compiled.leaves.map((leaf) => ({ ...leaf, denominator: null })),
    };
    const { screenings } = prepareData({
      compiled: withoutDenominators,
      raw: matrixOf(
        codes.length,
        compiled.leaves.map((leaf) => raw.numbers(leaf.indicatorId)),
      ),
      groups: oneGroup(codes.length),
      sources: { areaCodes: codes, column: () => null, groups: () => null },
    });
    const seen = screenings[0]?.areas;
    const errors = [
      largestDifference(Float64Array.from(seen?.missing ?? []), expected.numbers('N_missing')),
      largestDifference(Float64Array.from(seen?.zero ?? []), expected.numbers('N_zero')),
      largestDifference(seen?.availability ?? [], expected.numbers('Dat_Avail')),
      largestDifference(seen?.nonZero ?? [], expected.numbers('Non_Zero')),
      largestDifference(
        Float64Array.from(seen?.included ?? []),
        expected.text('Included').map((text) => (text === 'TRUE' ? 1 : 0)),
      ),
    ];
    recordGolden({
      caseId,
      compared: 'availability, zeros and inclusion of areas',
      count: 5 * codes.length,
      error: Math.max(...errors),
      tolerance: 1e-10,
    });
  });
});

describeWithShared('weights that are worked out', () => {
  test('benefit of the doubt, 34 regions of the European Union', async () => {
    const caseId = 'compind-eu-nuts1-bod';
    const input = golden(caseId, 'input_minmax01.csv');
    const expected = golden(caseId, 'expected_bod.csv');
    expect(input.text('region')).toEqual(expected.text('region'));
    const scores = aggregateColumns(
      { method: 'benefit-of-the-doubt', lowerShare: 0, upperShare: 1 },
      { children: [input.numbers('roads'), input.numbers('trains')], weights: [1, 1], availability: 0 },
      { groups: oneGroup(input.rowCount), total: 1, solve: await loadSolver() },
    );
    recordGolden({
      caseId,
      compared: 'scores',
      count: input.rowCount,
      error: largestDifference(scores, expected.numbers('bod')),
      tolerance: 1e-7,
    });
  });

  test('optimised weights of the two sub-indices of ASEM', () => {
    const table = golden('coinr-asem-pipeline', 'expected_6_Aggregated.csv');
    const columns = ['Conn', 'Sust'].map((name) => table.numbers(name));
    const aggregate = (weights: readonly number[]): Float64Array =>
      aggregateColumns(
        { method: 'arithmetic', divideBy: 'weights' },
        { children: columns, weights, availability: 0 },
        { groups: oneGroup(table.rowCount), total: 1, solve: null },
      );
    const found = optimisedWeights({ columns, aggregate }, { importance: [1, 1], starts: 20, seed: 1 });
    recordGolden({
      caseId: 'coinr-asem-pipeline',
      compared: 'optimised weights of the sub-indices',
      count: 2,
      error: largestDifference(found, [0.38532, 0.61468]),
      // The solution is given to five decimals.
      tolerance: 5e-6,
    });
  });

  test('one factor by maximum likelihood, as R finds it', () => {
    const caseId = 'nimdm2017-factor-crime';
    const input = golden(caseId, 'input_indicator_ranks.csv');
    const columns = input.columns.slice(1).map((column) => {
      const directed = input.numbers(column).map((rank) => -rank);
      return normaliseColumn(directed, oneGroup(directed.length), { method: 'normal-score', ties: 'average' })
        .values;
    });
    const found = factorAnalysis(columns);
    const text = readFileSync(sharedPath('golden', caseId, 'expected_factor_weights.json'), 'utf8');
    const numbers = z.array(z.number());
    const expected = z
      .object({ loadings: numbers, uniquenesses: numbers, weights_normalised: numbers })
      .parse(JSON.parse(text));
    for (const [compared, actual, wanted] of [
      ['weights', found.weights, expected.weights_normalised],
      ['loadings', found.loadings, expected.loadings],
      ['uniquenesses', found.uniquenesses, expected.uniquenesses],
    ] as const) {
      recordGolden({ caseId, compared, count: 5, error: largestDifference(actual, wanted), tolerance: 1e-4 });
    }
    // The weights as the technical report prints them, to two decimals.
    expect(largestDifference(found.weights, [0.35, 0.07, 0.1, 0.05, 0.44])).toBeLessThanOrEqual(0.006);
  });
});

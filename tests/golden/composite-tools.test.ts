import { expect, test } from 'vitest';
import { normalisationSchema } from '../../core/contract/normalisation.ts';
import type { ProfileComponentInput } from '../../core/contract/profile.ts';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { normaliseColumn } from '../../core/index/normalise.ts';
import { scoreIndex, type ScoredIndex } from '../../core/index/score-index.ts';
import { effectiveWeights } from '../../core/index/weights.ts';
import { buildIndex } from '../support/build-profile.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));

describeWithShared('normalisation as in COINr 1.1.14', () => {
  test.each([
    ['minmax_0_100', { method: 'min-max', lower: 0, upper: 100 }],
    ['minmax_1_100', { method: 'min-max', lower: 1, upper: 100 }],
    ['zscore_0_1', { method: 'z-score', mean: 0, standardDeviation: 1 }],
    ['zscore_10_2', { method: 'z-score', mean: 10, standardDeviation: 2 }],
    ['rank', { method: 'rank', ties: 'min' }],
    ['prank', { method: 'percentile', ties: 'min', scale: 1 }],
  ])('%s, all indicators', (file, method) => {
    const input = golden('coinr-normalise-methods', 'input_Screened.csv');
    const directions = golden('coinr-normalise-methods', 'input_directions_targets.csv');
    const codes = directions.text('iCode');
    const expected = golden('coinr-normalise-methods', `expected_${file}.csv`);
    expect(expected.text('uCode')).toEqual(input.text('uCode'));
    for (const code of expected.columns.slice(1)) {
      const sign = directions.numbers('Direction')[codes.indexOf(code)] ?? NaN;
      const directed = input.numbers(code).map((value) => sign * value);
      const { values } = normaliseColumn(
        directed,
        oneGroup(directed.length),
        normalisationSchema.parse(method),
      );
      expect(largestDifference(values, expected.numbers(code))).toBeLessThanOrEqual(1e-10);
    }
  });
});

interface TreeRow {
  readonly code: string;
  readonly parent: string;
  readonly weight: number;
}

/** COINr's tree as a profile; ids are its codes in lower case. Its pillars are the components of its two sub-indices. */
function coinrIndex(methods: readonly [string, string, string], availability: number) {
  const tree = golden('coinr-aggregate-methods', 'input_tree_weights.csv');
  const parents = tree.text('Parent');
  const weights = tree.numbers('Weight');
  const rows = tree.text('iCode').map((code, at) => ({
    code,
    parent: parents[at] ?? '',
    weight: weights[at] ?? NaN,
  }));
  const childrenOf = (parent: string): TreeRow[] => rows.filter((row) => row.parent === parent);
  const component = ({ code, weight }: TreeRow, level: number): ProfileComponentInput => ({
    id: code.toLowerCase(),
    title: code,
    weight,
    aggregate: { method: methods[level] === 'gmean' ? 'geometric' : 'arithmetic' },
    children: childrenOf(code).map((child) =>
      childrenOf(child.code).length > 0
        ? component(child, level - 1)
        : { indicator: child.code.toLowerCase(), weight: child.weight },
    ),
  });
  return buildIndex({
    id: 'index',
    normalise: { method: 'none' },
    aggregate: { method: methods[2] === 'gmean' ? 'geometric' : 'arithmetic' },
    availability,
    components: childrenOf('Index').map((child) => component(child, 1)),
  });
}

function scoreTable(compiled: ReturnType<typeof coinrIndex>, input: Table): ScoredIndex {
  const names = new Map(input.columns.map((column) => [column.toLowerCase(), column]));
  const columns = compiled.leaves.map((leaf) =>
    input.numbers(names.get(leaf.indicatorId) ?? leaf.indicatorId),
  );
  return scoreIndex(compiled, matrixOf(input.rowCount, columns), oneGroup(input.rowCount));
}

describeWithShared('aggregation as in COINr 1.1.14', () => {
  test.each([
    ['a_amean', 'input_Normalised_1_100', ['amean', 'amean', 'amean'], 0],
    ['a_gmean', 'input_Normalised_1_100', ['gmean', 'gmean', 'gmean'], 0],
    ['gmean_amean_amean', 'input_Normalised_1_100', ['gmean', 'amean', 'amean'], 0],
    ['missing_datthresh_0.6', 'input_Normalised_with_missing', ['amean', 'amean', 'amean'], 0.6],
    ['missing_datthresh_0.8', 'input_Normalised_with_missing', ['amean', 'amean', 'amean'], 0.8],
  ] as const)('%s at every node', (file, inputFile, methods, availability) => {
    const expected = golden('coinr-aggregate-methods', `expected_${file}.csv`);
    const compiled = coinrIndex(methods, availability);
    const scored = scoreTable(compiled, golden('coinr-aggregate-methods', `${inputFile}.csv`));
    compiled.nodes.forEach((node, at) => {
      const column = expected.columns.find((name) => name.toLowerCase() === node.id);
      const values = scored.aggregated[at] ?? [];
      expect(largestDifference(values, expected.numbers(column ?? node.id))).toBeLessThanOrEqual(1e-10);
    });
    expect(compiled.nodes).toHaveLength(11);
  });

  test('effective weights of the ASEM index', () => {
    const expected = golden('coinr-asem-pipeline', 'expected_effective_weights.csv');
    const compiled = coinrIndex(['amean', 'amean', 'amean'], 0);
    const shares = effectiveWeights(compiled);
    const codes = expected.text('iCode').map((code) => code.toLowerCase());
    compiled.leaves.forEach((leaf, at) => {
      const published = expected.numbers('EffWeight')[codes.indexOf(leaf.indicatorId)];
      expect(shares[at]).toBeCloseTo(published ?? NaN, 12);
    });
  });

  test('the ASEM index of 2018 from its normalised indicators, every rank', () => {
    const compiled = coinrIndex(['amean', 'amean', 'amean'], 0);
    const input = golden('coinr-asem-pipeline', 'expected_5_Normalised.csv');
    const scored = scoreTable(compiled, input);
    const expected = golden('coinr-asem-pipeline', 'expected_results_ranks.csv');
    const order = expected.text('uCode');
    const ranks = input.text('uCode').map((code) => expected.numbers('Rank')[order.indexOf(code)] ?? NaN);
    expect([...scored.rank]).toEqual(ranks);
  });
});

describeWithShared('the Human Development Index 2022', () => {
  test('aggregation: geometric mean with education as an arithmetic mean inside, to the third decimal', () => {
    const input = golden('undp-hdi-2022', 'input.csv');
    // Goalposts and logarithm are not methods of the engine yet, so the dimensions come in scaled; what is
    // tested here is the nested aggregation.
    const scale = (low: number, high: number) => (value: number) => Math.min(1, (value - low) / (high - low));
    const columns = [
      input.numbers('le_2022').map(scale(20, 85)),
      input.numbers('eys_2022').map(scale(0, 18)),
      input.numbers('mys_2022').map(scale(0, 15)),
      input.numbers('gnipc_2022').map((income) => scale(Math.log(100), Math.log(75000))(Math.log(income))),
    ];
    const compiled = buildIndex({
      normalise: { method: 'none' },
      aggregate: { method: 'geometric' },
      presentation: { method: 'linear', lower: 0, upper: 1 },
      components: [
        { id: 'health', title: 'Health', children: [{ indicator: 'life' }] },
        {
          id: 'education',
          title: 'Education',
          aggregate: { method: 'arithmetic' },
          children: [{ indicator: 'expected' }, { indicator: 'mean' }],
        },
        { id: 'income', title: 'Income', children: [{ indicator: 'gni' }] },
      ],
    });
    const { aggregated } = scoreIndex(compiled, matrixOf(input.rowCount, columns), oneGroup(input.rowCount));
    const rounded = Array.from(aggregated.at(-1) ?? [], (value) => Math.round(value * 1000) / 1000);
    const expected = golden('undp-hdi-2022', 'expected.csv');
    const order = expected.text('iso3');
    const published = input
      .text('iso3')
      .map((code) => expected.numbers('hdi_2022')[order.indexOf(code)] ?? NaN);
    expect(rounded).toEqual(published);
  });
});

describeWithShared('DERI from its published components', () => {
  test.each(['wales', 'scotland'])(
    '%s: every score to the ninth decimal, missing where a component is',
    (nation) => {
      const table = golden(`deri-components-${nation}`, 'components_and_score.csv');
      const names = ['broadband', 'demography', 'deprivation'];
      const compiled = buildIndex({
        normalise: { method: 'none' },
        availability: 1,
        presentation: { method: 'linear', lower: 0, upper: 10 },
        components: names.map((name) => ({ id: `c-${name}`, title: name, children: [{ indicator: name }] })),
      });
      const columns = names.map((name) => table.numbers(`${name}_comp_national`));
      const scored = scoreIndex(compiled, matrixOf(table.rowCount, columns), oneGroup(table.rowCount));
      const published = table.numbers('deri_score_national');
      expect(largestDifference(scored.aggregated.at(-1) ?? [], published)).toBeLessThanOrEqual(7e-10);
      expect(published.filter((score) => Number.isNaN(score))).toHaveLength(nation === 'wales' ? 0 : 167);
    },
  );
});

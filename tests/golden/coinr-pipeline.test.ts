import { expect, test } from 'vitest';
import { groupsByKey, oneGroup } from '../../core/index/comparison-groups.ts';
import { valueFlag } from '../../core/index/data-set.ts';
import { columnOf, matrixOf } from '../../core/index/indicator-matrix.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { currentData, type Preparation } from '../../core/index/preparation.ts';
import { createScorer } from '../../core/index/score-index.ts';
import { effectiveWeights } from '../../core/index/weights.ts';
import { asemIndex } from '../support/asem-index.ts';
import { countDifferent, largestDifference } from '../support/largest-difference.ts';
import { recordGolden } from '../support/golden-table.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const caseId = 'coinr-asem-pipeline';
const golden = (file: string): Table => readTable(sharedPath('golden', caseId, file));

/** COINr's example from its own raw input: build_example_coin(). */
function prepared(): { preparation: Preparation; codes: readonly string[] } {
  const input = golden('input_iData.csv');
  const codes = input.text('uCode');
  const compiled = asemIndex([
    { stage: 'denominate' },
    { stage: 'impute', by: { method: 'group-mean', group: 'EurAsia_group' } },
    { stage: 'screen', areas: { availability: 0.9 } },
    { stage: 'treat' },
    { stage: 'normalise', by: { method: 'min-max' } },
    { stage: 'aggregate', by: { method: 'arithmetic' } },
  ]);
  const columns = compiled.leaves.map((leaf) => input.numbers(leaf.indicatorId));
  const preparation = prepareData({
    compiled,
    raw: matrixOf(codes.length, columns),
    groups: oneGroup(codes.length),
    sources: {
      areaCodes: codes,
      column: (name) => input.numbers(name),
      groups: (name) => groupsByKey(input.text(name)),
    },
  });
  return { preparation, codes };
}

describeWithShared('COINr 1.1.14: the ASEM example from raw data to ranks', () => {
  const run = prepared();
  const { preparation, codes } = run;
  const { leaves } = preparation.compiled;
  /** A column of an expected file in the order of the input's rows. */
  const inOrder = (table: Table, column: string): Float64Array => {
    const order = table.text('uCode');
    const values = table.numbers(column);
    return Float64Array.from(codes, (code) => values[order.indexOf(code)] ?? NaN);
  };

  test.each([
    ['raw', 'expected_0_Raw.csv'],
    ['denominated', 'expected_1_Denominated.csv'],
    ['imputed', 'expected_2_Imputed.csv'],
    ['screened', 'expected_3_Screened.csv'],
    ['treated', 'expected_4_Treated.csv'],
  ])('the data set %s', (name, file) => {
    const dataSet = preparation.dataSets.find((each) => each.name === name);
    const expected = golden(file);
    const errors = leaves.map((leaf) =>
      largestDifference(
        columnOf(dataSet?.matrix ?? matrixOf(0, []), leaf.slot),
        inOrder(expected, leaf.indicatorId),
      ),
    );
    expect(errors).toHaveLength(49);
    recordGolden({
      caseId,
      compared: `data set ${name}`,
      count: 49 * codes.length,
      error: Math.max(...errors),
      tolerance: 1e-10,
    });
  });

  test('every treated value is flagged as COINr says, and how each indicator was treated', () => {
    const points = golden('expected_treat_points.csv');
    const order = points.text('uCode');
    const bits = {
      winhi: valueFlag.winsorisedHigh,
      winlo: valueFlag.winsorisedLow,
      log_CT: valueFlag.transformed,
    };
    const { flags, matrix } = currentData(preparation);
    let different = 0;
    for (const leaf of leaves) {
      const expected = points.text(leaf.indicatorId);
      codes.forEach((code, row) => {
        const text = expected[order.indexOf(code)] ?? '';
        const isTransformed = text.includes('log_CT');
        // COINr notes winsorising and logarithm; combine_treat is off, so only the logarithm is in the value.
        const wanted = Object.entries(bits)
          .filter(([name]) => (isTransformed ? name === 'log_CT' : text.includes(name)))
          .reduce((sum, [, bit]) => sum | bit, 0);
        const treated = valueFlag.winsorisedHigh | valueFlag.winsorisedLow | valueFlag.transformed;
        if (((flags[leaf.slot * matrix.rowCount + row] ?? 0) & treated) !== wanted) different += 1;
      });
    }
    recordGolden({
      caseId,
      compared: 'flags of treated values',
      count: 49 * codes.length,
      error: different,
      tolerance: 0,
    });

    const details = golden('expected_treat_details.csv');
    const ids = details.text('iCode');
    const expected = {
      'check_SkewKurt0.Skew': preparation.treatments.map((each) => each.before.skewness),
      'check_SkewKurt0.Kurt': preparation.treatments.map((each) => each.before.kurtosis),
      'winsorise.nwin': preparation.treatments.map((each) => each.winsorisedCount ?? NaN),
      'check_SkewKurt1.Skew': preparation.treatments.map((each) => each.afterWinsorising?.skewness ?? NaN),
      'check_SkewKurt1.Kurt': preparation.treatments.map((each) => each.afterWinsorising?.kurtosis ?? NaN),
    };
    const errors = Object.entries(expected).map(([column, values]) => {
      const published = details.numbers(column);
      return largestDifference(
        values,
        preparation.treatments.map(({ id }) => published[ids.indexOf(id)] ?? NaN),
      );
    });
    recordGolden({
      caseId,
      compared: 'skewness, kurtosis and winsorised counts of treatment',
      count: 49 * errors.length,
      error: Math.max(...errors),
      tolerance: 1e-10,
    });
  });

  test('normalised and aggregated values, ranks, effective weights', () => {
    const scored = createScorer(
      preparation.compiled,
      currentData(preparation).matrix,
      preparation.groups,
    ).score();
    const normalised = golden('expected_5_Normalised.csv');
    const aggregated = golden('expected_6_Aggregated.csv');
    const leafErrors = leaves.map((leaf) =>
      largestDifference(scored.columns[leaf.slot]?.values ?? [], inOrder(normalised, leaf.indicatorId)),
    );
    const nodeErrors = preparation.compiled.nodes.map((node, at) =>
      largestDifference(scored.aggregated[at] ?? [], inOrder(aggregated, node.id)),
    );
    expect(nodeErrors).toHaveLength(11);
    const count = codes.length;
    recordGolden({
      caseId,
      compared: 'data set normalised',
      count: 49 * count,
      error: Math.max(...leafErrors),
      tolerance: 1e-10,
    });
    recordGolden({
      caseId,
      compared: 'all 11 aggregates',
      count: 11 * count,
      error: Math.max(...nodeErrors),
      tolerance: 1e-10,
    });
    const ranks = inOrder(golden('expected_results_ranks.csv'), 'Rank');
    recordGolden({
      caseId,
      compared: 'ranks',
      count,
      error: countDifferent(scored.rank, ranks),
      tolerance: 0,
    });

    const weights = golden('expected_effective_weights.csv');
    const ids = weights.text('iCode');
    const shares = effectiveWeights(preparation.compiled);
    const published = leaves.map(
      (leaf) => weights.numbers('EffWeight')[ids.indexOf(leaf.indicatorId)] ?? NaN,
    );
    recordGolden({
      caseId,
      compared: 'effective weights of the indicators',
      count: 49,
      error: largestDifference(shares, published),
      tolerance: 1e-10,
    });
  });
});

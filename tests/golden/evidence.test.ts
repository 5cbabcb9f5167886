import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { groupsByKey } from '../../core/index/comparison-groups.ts';
import { correlate, correlationMatrix } from '../../core/reliability/correlation-matrix.ts';
import { cronbachAlpha } from '../../core/reliability/cronbach-alpha.ts';
import { empiricalBayes, localEmpiricalBayes } from '../../core/small-area/empirical-bayes.ts';
import { shrinkRates } from '../../core/small-area/shrink-rates.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));
const asem = (file: string): Table => golden('coinr-asem-pipeline', file);

describeWithShared('reliability and correlation as in COINr 1.1.14', () => {
  test("Cronbach's alpha of all ten groups, the negative ones too", () => {
    const expected = asem('expected_cronbach_alpha.csv');
    const meta = asem('input_iMeta.csv');
    const values = asem('expected_6_Aggregated.csv');
    const codes = meta.text('iCode');
    const parents = meta.text('Parent');
    const alphas = expected.text('group').map((group) => {
      const children = codes.filter((_, at) => parents[at] === group);
      return cronbachAlpha(children.map((code) => values.numbers(code))).alpha;
    });
    expect(alphas).toHaveLength(10);
    expect(largestDifference(alphas, expected.numbers('alpha'))).toBeLessThanOrEqual(1e-10);
  });

  test('correlations of the pillars with each other, with their sub-index and with the index', () => {
    const values = asem('expected_6_Aggregated.csv');
    const matrix = asem('expected_corr_pillars_matrix.csv');
    const pillars = matrix.columns;
    const found = correlationMatrix(
      pillars.map((pillar) => values.numbers(pillar)),
      'pearson',
    );
    for (const [at, pillar] of pillars.entries()) {
      const ours = found.map((row) => row[at]?.r ?? NaN);
      expect(largestDifference(ours, matrix.numbers(pillar))).toBeLessThanOrEqual(1e-10);
    }
    const family = asem('expected_corr_indicator_vs_family.csv');
    const meta = asem('input_iMeta.csv');
    const parentOf = new Map(meta.text('iCode').map((code, at) => [code, meta.text('Parent')[at] ?? '']));
    const levels = family.text('Var1');
    const ours = family.text('Var2').map((pillar, at) => {
      const above = levels[at] === 'Index' ? 'Index' : (parentOf.get(pillar) ?? '');
      return correlate(values.numbers(pillar), values.numbers(above), 'pearson').r;
    });
    expect(ours).toHaveLength(16);
    expect(largestDifference(ours, family.numbers('Correlation'))).toBeLessThanOrEqual(1e-10);
  });
});

describeWithShared('small areas', () => {
  test("the IoD's shrinkage, on 6,973 Scottish data zones by council: every stage to 1e-12", () => {
    const expected = golden('iod2019-shrinkage-reference', 'expected.csv');
    const input = golden('iod2019-shrinkage-reference', 'input.csv');
    expect(input.text('DZ')).toEqual(expected.text('DZ'));
    const groups = groupsByKey(input.text('council'));
    const shrunk = shrinkRates(
      { numerators: input.numbers('count'), denominators: input.numbers('population') },
      groups,
    );
    const ofGroup = (values: Float64Array): Float64Array =>
      Float64Array.from(groups.ids, (group) => values[group] ?? NaN);
    for (const [column, values] of [
      ['logit', shrunk.logits],
      ['se2', shrunk.variances],
      ['district_logit', ofGroup(shrunk.groupLogits)],
      ['t2', ofGroup(shrunk.groupVariances)],
      ['w', shrunk.weights],
      ['shrunk_rate', shrunk.rates],
    ] as const) {
      expect(largestDifference(values, expected.numbers(column))).toBeLessThanOrEqual(1e-12);
    }
  });

  test("Marshall's empirical Bayes, global and local: the first ten St Louis counties as esda prints them", () => {
    const file = (name: string): string =>
      readFileSync(sharedPath('golden', 'spatial-stl-esda', name), 'utf8');
    const rates = z.object({ r: z.array(z.number()) });
    const published = z
      .object({ empirical_bayes_first10: rates, spatial_empirical_bayes_first10: rates })
      .parse(JSON.parse(file('expected_esda_published.json')));
    const { neighbours } = z
      .object({ neighbours: z.array(z.array(z.number())) })
      .parse(JSON.parse(file('stl_gal.json')));
    const table = golden('spatial-stl-esda', 'stl_hom.csv');
    const counts = { numerators: table.numbers('HC7984'), denominators: table.numbers('PO7984') };
    let end = 0;
    const offsets = [0, ...neighbours.map((list) => (end += list.length))];
    const local = localEmpiricalBayes(counts, { offsets, targets: neighbours.flat() });
    const first = (all: Float64Array): Float64Array => all.slice(0, 10);
    // Printed to nine significant digits of numbers near 4e-5.
    const printed = 5e-14;
    expect(
      largestDifference(first(empiricalBayes(counts).rates), published.empirical_bayes_first10.r),
    ).toBeLessThanOrEqual(printed);
    expect(
      largestDifference(first(local.rates), published.spatial_empirical_bayes_first10.r),
    ).toBeLessThanOrEqual(printed);
  });
});

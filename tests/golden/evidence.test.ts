import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { groupsByKey, oneGroup } from '../../core/index/comparison-groups.ts';
import { summariseParents, weightedMeanByParent } from '../../core/index/summarise-parents.ts';
import { averageRank } from '../../core/summaries/average-rank.ts';
import { extent } from '../../core/summaries/extent.ts';
import { localConcentration } from '../../core/summaries/local-concentration.ts';
import { sumByParent } from '../../core/summaries/sum-by-parent.ts';
import { correlate, correlationMatrix } from '../../core/reliability/correlation-matrix.ts';
import { cronbachAlpha } from '../../core/reliability/cronbach-alpha.ts';
import { describeColumn, type ColumnDescription } from '../../core/reliability/describe-column.ts';
import { empiricalBayes, localEmpiricalBayes } from '../../core/small-area/empirical-bayes.ts';
import { shrinkRates } from '../../core/small-area/shrink-rates.ts';
import { neighboursFromLists } from '../../core/spatial/neighbours.ts';
import { recordGolden } from '../support/golden-table.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));
const asemCase = 'coinr-asem-pipeline';
const asem = (file: string): Table => golden(asemCase, file);

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
    recordGolden({
      caseId: asemCase,
      compared: "Cronbach's alphas",
      count: alphas.length,
      error: largestDifference(alphas, expected.numbers('alpha')),
      tolerance: 1e-10,
    });
  });

  test('correlations of the pillars with each other, with their sub-index and with the index', () => {
    const values = asem('expected_6_Aggregated.csv');
    const matrix = asem('expected_corr_pillars_matrix.csv');
    const pillars = matrix.columns;
    const found = correlationMatrix(
      pillars.map((pillar) => values.numbers(pillar)),
      'pearson',
    );
    const errors = pillars.map((pillar, at) =>
      largestDifference(
        found.map((row) => row[at]?.r ?? NaN),
        matrix.numbers(pillar),
      ),
    );
    const family = asem('expected_corr_indicator_vs_family.csv');
    const meta = asem('input_iMeta.csv');
    const parentOf = new Map(meta.text('iCode').map((code, at) => [code, meta.text('Parent')[at] ?? '']));
    const levels = family.text('Var1');
    const ours = family.text('Var2').map((pillar, at) => {
      const above = levels[at] === 'Index' ? 'Index' : (parentOf.get(pillar) ?? '');
      return correlate(values.numbers(pillar), values.numbers(above), 'pearson').r;
    });
    recordGolden({
      caseId: asemCase,
      compared: 'correlations of pillars, and with what is above them',
      count: pillars.length ** 2 + ours.length,
      error: Math.max(...errors, largestDifference(ours, family.numbers('Correlation'))),
      tolerance: 1e-10,
    });
  });

  test('statistics and flags of the 49 raw indicators', () => {
    const expected = asem('expected_stats_raw.csv');
    const raw = asem('expected_0_Raw.csv');
    const found = expected.text('iCode').map((code) => describeColumn(raw.numbers(code)));
    const figures = [
      ['Min', ({ minimum }) => minimum],
      ['Max', ({ maximum }) => maximum],
      ['Mean', (column) => column.mean],
      ['Median', ({ median }) => median],
      ['Std', ({ standardDeviation }) => standardDeviation],
      ['Skew', ({ skewness }) => skewness],
      ['Kurt', ({ kurtosis }) => kurtosis],
      ['N.Avail', ({ available }) => available],
      ['N.NonZero', ({ nonZero }) => nonZero],
      ['N.Unique', ({ unique }) => unique],
      ['N.Same', ({ same }) => same],
      ['Frc.Avail', ({ availableShare }) => availableShare],
      ['Frc.NonZero', ({ nonZeroShare }) => nonZeroShare],
      ['Frc.Unique', ({ uniqueShare }) => uniqueShare],
      ['Frc.Same', ({ sameShare }) => sameShare],
    ] as const satisfies readonly (readonly [string, (column: ColumnDescription) => number])[];
    // Relative to the size of the figure: GDP in millions stands beside shares.
    const errors = figures.map(([column, of]) => {
      const published = expected.numbers(column);
      const scale = published.map((value) => Math.max(1, Math.abs(value)));
      return largestDifference(
        found.map((description, at) => of(description) / (scale[at] ?? NaN)),
        published.map((value, at) => value / (scale[at] ?? NaN)),
      );
    });
    recordGolden({
      caseId: asemCase,
      compared: 'statistics of the raw indicators',
      count: figures.length * found.length,
      error: Math.max(...errors),
      tolerance: 1e-10,
    });
    for (const [column, flag] of [
      ['Flag.Avail', 'few-available'],
      ['Flag.NonZero', 'few-non-zero'],
      ['Flag.Unique', 'few-unique'],
      ['Flag.SkewKurt', 'outliers'],
    ] as const) {
      const published = expected.text(column).map((cell) => cell !== 'ok');
      expect(found.map(({ flags }) => flags.includes(flag))).toEqual(published);
    }
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
    const columns = [
      ['logit', shrunk.logits],
      ['se2', shrunk.variances],
      ['district_logit', ofGroup(shrunk.groupLogits)],
      ['t2', ofGroup(shrunk.groupVariances)],
      ['w', shrunk.weights],
      ['shrunk_rate', shrunk.rates],
    ] as const;
    recordGolden({
      caseId: 'iod2019-shrinkage-reference',
      compared: 'logits, variances, weights and shrunk rates',
      count: columns.length * input.rowCount,
      error: Math.max(
        ...columns.map(([column, values]) => largestDifference(values, expected.numbers(column))),
      ),
      tolerance: 1e-12,
    });
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
    const local = localEmpiricalBayes(counts, neighboursFromLists(neighbours));
    const first = (all: Float64Array): Float64Array => all.slice(0, 10);
    // Printed to nine significant digits of numbers near 4e-5.
    const printed = 5e-14;
    const globalError = largestDifference(
      first(empiricalBayes(counts).rates),
      published.empirical_bayes_first10.r,
    );
    const localError = largestDifference(first(local.rates), published.spatial_empirical_bayes_first10.r);
    recordGolden({
      caseId: 'spatial-stl-esda',
      compared: 'empirical Bayes rates, global and local',
      count: 20,
      error: Math.max(globalError, localError),
      tolerance: printed,
    });
  });

  test('the worked examples of IoD 2019, appendix N, as published', () => {
    const caseId = 'iod2019-appendix-N-worked-examples';
    const path = sharedPath('golden', caseId, 'case_values.json');
    const values = appendixSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const { N } = values;
    const membersOf = ({ ranks, populations }: { ranks: number[]; populations: number[] }) =>
      ranks.map((rank, at) => ({ rank, population: populations[at] ?? NaN }));
    const list = (count: number) => ({ parentOf: new Int32Array(count), count: 1 });
    const { average_score: score, extent: ofExtent, local_concentration: ofWorst } = values;
    const worst = values.proportion;
    const summary = summariseParents(
      {
        score: new Float64Array(worst.n_lsoa),
        rank: new Float64Array(worst.n_lsoa).fill(NaN),
        rankedCounts: Int32Array.of(N),
        decile: Uint8Array.from({ length: worst.n_lsoa }, (_, row) => (row < worst.n_in_decile1 ? 1 : 2)),
        groups: oneGroup(worst.n_lsoa),
        population: new Float64Array(worst.n_lsoa).fill(1),
      },
      list(worst.n_lsoa),
    );
    const scores = weightedMeanByParent(
      Float64Array.from(score.scores),
      Float64Array.from(score.populations),
      list(score.scores.length),
    );
    const { numerators } = values.income_scale;
    const examples = [
      ['average rank', averageRank(membersOf(values.average_rank), N), values.average_rank.published, 0.5],
      ['average score', scores[0] ?? NaN, score.published, 0.005],
      ['proportion', summary.worstTenthShare[0] ?? NaN, worst.published, 0.0005],
      // Published to six decimals from a weight rounded to four: 0.1447 for 0.144737.
      ['extent', extent(membersOf(ofExtent), N, ofExtent.district_population), ofExtent.published, 2e-6],
      [
        'local concentration',
        localConcentration(membersOf(ofWorst), N, ofWorst.district_population),
        ofWorst.published,
        0.005,
      ],
      [
        'income scale',
        sumByParent(Float64Array.from(numerators), list(numerators.length)).sums[0] ?? NaN,
        values.income_scale.published,
        0,
      ],
    ] as const;
    for (const [compared, value, published, tolerance] of examples) {
      recordGolden({ caseId, compared, count: 1, error: Math.abs(value - published), tolerance });
    }
  });
});

const numbers = z.array(z.number());
const appendixSchema = z.object({
  N: z.number(),
  average_rank: z.object({ ranks: numbers, populations: numbers, published: z.number() }),
  average_score: z.object({ scores: numbers, populations: numbers, published: z.number() }),
  proportion: z.object({ n_lsoa: z.number(), n_in_decile1: z.number(), published: z.number() }),
  extent: z.object({
    district_population: z.number(),
    ranks: numbers,
    populations: numbers,
    published: z.number(),
  }),
  local_concentration: z.object({
    district_population: z.number(),
    ranks: numbers,
    populations: numbers,
    published: z.number(),
  }),
  income_scale: z.object({ numerators: numbers, published: z.number() }),
});

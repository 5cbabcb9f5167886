import { expect, test } from 'vitest';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { matrixOf } from '../../core/index/indicator-matrix.ts';
import { scoreIndex, type ScoredIndex } from '../../core/index/score-index.ts';
import { summariseParents } from '../../core/index/summarise-parents.ts';
import { buildIndex, domainComponents } from '../support/build-profile.ts';
import { recordGolden } from '../support/golden-table.ts';
import { countDifferent, largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

/** Official indices from their own published inputs. Provenance and tolerance: case.json beside each file. */
const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));

/** Published domain ranks are ranked already, 1 the most deprived, so a lower value is riskier. */
const ofRanks = { direction: 'lower-is-riskier' };

function scored(overrides: Readonly<Record<string, unknown>>, columns: readonly Float64Array[]): ScoredIndex {
  const rowCount = columns[0]?.length ?? 0;
  return scoreIndex(buildIndex(overrides), matrixOf(rowCount, columns), oneGroup(rowCount));
}

describeWithShared('deprivation indices of the four nations', () => {
  test('England 2025: every score to its third decimal, every rank and decile', () => {
    const weights = {
      ...{ income: 0.225, employment: 0.225, education: 0.135, health: 0.135 },
      ...{ crime: 0.093, housing: 0.093, environment: 0.093 },
    };
    const input = golden('imd2025-england', 'input_domain_ranks.csv');
    const columns = input.columns.slice(1).map((column) => input.numbers(column));
    const index = scored(
      {
        normalise: { method: 'exponential', constant: 23, offset: 1, ties: 'average' },
        aggregate: { method: 'arithmetic', divideBy: 'one' },
        components: domainComponents(weights, ofRanks),
      },
      columns,
    );
    const expected = golden('imd2025-england', 'expected_imd.csv');
    expect(input.text('lsoa21_code')).toEqual(expected.text('lsoa21_code'));
    expect(largestDifference(index.score, expected.numbers('IMD_score'))).toBeLessThanOrEqual(5.0e-4);
    expect(largestDifference(index.rank, expected.numbers('IMD_rank'))).toBe(0);
    expect(largestDifference(Float64Array.from(index.decile), expected.numbers('IMD_decile'))).toBe(0);
  });

  test('Wales 2019: every domain score and the index to 1e-8, every rank', () => {
    const weights = {
      ...{ income: 0.22, employment: 0.22, health: 0.15, education: 0.14 },
      ...{ access: 0.1, housing: 0.07, crime: 0.05, environment: 0.05 },
    };
    const input = golden('wimd2019', 'input_domain_ranks.csv');
    const index = scored(
      {
        normalise: { method: 'exponential', constant: 23, offset: 1, ties: 'min' },
        aggregate: { method: 'arithmetic', divideBy: 'one' },
        components: domainComponents(weights, ofRanks),
      },
      input.columns.slice(1).map((column) => input.numbers(column)),
    );
    const expected = golden('wimd2019', 'expected_scores.csv');
    expected.columns.slice(1, 9).forEach((column, slot) => {
      const values = index.columns[slot]?.values ?? [];
      expect(largestDifference(values, expected.numbers(column))).toBeLessThanOrEqual(1e-8);
    });
    expect(largestDifference(index.score, expected.numbers('IMD_score'))).toBeLessThanOrEqual(1e-8);
    expect(largestDifference(index.rank, expected.numbers('IMD_rank'))).toBe(0);
  });

  const nimdm = { method: 'exponential', constant: 50 / Math.log(9), offset: 1, ties: 'average' };

  test('Northern Ireland 2017: the measure from its domains, rank for rank', () => {
    const weights = {
      ...{ income: 0.25, employment: 0.25, health: 0.15, education: 0.15 },
      ...{ access: 0.1, environment: 0.05, crime: 0.05 },
    };
    const input = golden('nimdm2017', 'input_domain_ranks.csv');
    const index = scored(
      {
        normalise: nimdm,
        aggregate: { method: 'arithmetic', divideBy: 'one' },
        components: domainComponents(weights, ofRanks),
      },
      input.columns.slice(1).map((column) => input.numbers(column)),
    );
    const expected = golden('nimdm2017', 'expected_mdm.csv');
    expect(largestDifference(index.rank, expected.numbers('IMD_rank'))).toBe(0);
  });

  test.each([
    ['P5_Access_rank', { TT_priv_rank: 1, TT_publ_rank: 1, Broadband_rank: 1 }],
    ['D6b_Access_rank', { Overcrowd_rank: 1, Adapt_rank: 1 }],
    ['D6b_Outdoor_rank', { LAPS_rank: 1, Road_Defect_rank: 1, Collisions_rank: 1, Flood_risk_rank: 1 }],
    ['D6_LivEnv_rank', { D6a_Qual_rank: 1, D6b_Access_rank: 1, D6b_Outdoor_rank: 1 }],
    ['D7_CD_rank', { D7a_Crime_rank: 0.6, D7ab_Disorder_rank: 0.4 }],
  ] as const)('Northern Ireland 2017: %s from its own parts', (node, parts) => {
    const input = golden('nimdm2017', 'subdomain_ranks.csv');
    const children = Object.entries(parts).map(([, weight], at) => ({
      indicator: `part-${at}`,
      weight,
      ...ofRanks,
    }));
    const index = scored(
      { normalise: nimdm, components: [{ id: 'node', title: node, children }] },
      Object.keys(parts).map((part) => input.numbers(part)),
    );
    const ranks = input.numbers(node);
    const error = countDifferent(index.rank, ranks);
    recordGolden({
      caseId: 'nimdm2017',
      compared: `ranks of ${node}`,
      count: ranks.length,
      error,
      tolerance: 0,
    });
  });

  test('Scotland 2020v2: income rates from counts, every rank where people live', () => {
    const input = golden('simd2020v2-income-rate-rank', 'input.csv');
    const counts = input.numbers('income_count');
    const people = input.numbers('population');
    const rates = counts.map((count, row) => (people[row] === 0 ? NaN : count / (people[row] ?? NaN)));
    const { rank } = scored(
      {
        normalise: { method: 'none' },
        presentation: { method: 'min-max' },
        components: [{ id: 'income', title: 'Income', children: [{ indicator: 'rate' }] }],
      },
      [rates],
    );
    const published = golden('simd2020v2-income-rate-rank', 'expected_rank.csv').numbers(
      'income_domain_rank',
    );
    const compared = published.map((value, row) => (people[row] === 0 ? NaN : value));
    expect(rates.filter((rate) => Number.isNaN(rate))).toHaveLength(3);
    expect(largestDifference(rank, compared)).toBe(0);
  });

  test('England 2019: the proportion of an authority in the worst tenth, to its fourth decimal', () => {
    const input = golden('imd2019-lad-proportion', 'input_lsoa_decile_lad.csv');
    const expected = golden('imd2019-lad-proportion', 'expected_proportion.csv');
    const lads = new Map(expected.text('lad_code').map((code, at) => [code, at]));
    const parentOf = Int32Array.from(input.text('lad13_code'), (code) => lads.get(code) ?? -1);
    const rowCount = input.rowCount;
    const summary = summariseParents(
      {
        score: new Float64Array(rowCount),
        rank: new Float64Array(rowCount).fill(NaN),
        rankedCounts: Int32Array.of(rowCount),
        decile: Uint8Array.from(input.numbers('IMD_decile')),
        groups: oneGroup(rowCount),
        population: new Float64Array(rowCount).fill(1),
      },
      { parentOf, count: lads.size },
    );
    expect([...summary.areaCount]).toEqual([...expected.numbers('n_lsoa')]);
    const published = expected.numbers('proportion_most_deprived_10pct');
    recordGolden({
      caseId: 'imd2019-lad-proportion',
      compared: 'proportion of an authority in the worst tenth',
      count: published.length,
      error: largestDifference(summary.worstTenthShare, published),
      // The fourth decimal, and the last bits of a half.
      tolerance: 5.000001e-5,
    });
  });

  test('average score and average rank of the IoD 2019 technical report, appendix N', () => {
    const summary = summariseParents(
      {
        score: Float64Array.of(45.9, 26.51, 65.67, 59.14, 13.64),
        rank: Float64Array.of(3000, 10_000, 500, 1000, 20_000),
        rankedCounts: Int32Array.of(32_844),
        decile: new Uint8Array(5).fill(1),
        groups: oneGroup(5),
        population: Float64Array.of(1200, 1800, 1400, 1500, 1700),
      },
      { parentOf: new Int32Array(5), count: 1 },
    );
    expect(summary.score[0]).toBeCloseTo(40.35, 2);
    expect(summary.averageRank[0]).toBeCloseTo(25_240, -1);
  });
});

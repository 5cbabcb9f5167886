import { expect, test } from 'vitest';
import { roundTo } from '../../core/index/round-to.ts';
import { recordGolden } from '../support/golden-table.ts';
import { countDifferent, largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { runIndexFiles } from '../support/run-index-files.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';

/** Published indices by the profiles of data/profiles/published, run as `atlas index run` runs them. */
const profile = (name: string): string => repositoryPath('data', 'profiles', 'published', `${name}.yaml`);
const golden = (name: string, file: string): Table => readTable(sharedPath('golden', name, file));
const national = (file: string): string => sharedPath('data', 'national', 'imd', file);

describeWithShared('published indices by their profiles', () => {
  test('English IMD 2025', async () => {
    const caseId = 'imd2025-england';
    const run = await runIndexFiles(
      profile('imd-2025'),
      sharedPath('golden', caseId, 'input_domain_ranks.csv'),
    );
    const expected = golden(caseId, 'expected_imd.csv');
    const codes = expected.text('lsoa21_code');
    const count = codes.length;
    const error = largestDifference(run.inOrder('score', codes), expected.numbers('IMD_score'));
    recordGolden({ caseId, compared: 'profile imd-2025: scores', count, error, tolerance: 5e-4 });
    const ranks = countDifferent(run.inOrder('rank', codes), expected.numbers('IMD_rank'));
    recordGolden({ caseId, compared: 'profile imd-2025: ranks', count, error: ranks, tolerance: 0 });
    const deciles = countDifferent(run.inOrder('decile', codes), expected.numbers('IMD_decile'));
    recordGolden({ caseId, compared: 'profile imd-2025: deciles', count, error: deciles, tolerance: 0 });
  });

  test('English IMD 2019, from the published domain ranks of all 32,844 LSOAs', async () => {
    const input = national('iod2019_england_lsoa11.csv');
    const run = await runIndexFiles(profile('imd-2019'), input);
    const published = readTable(input);
    const codes = published.text('lsoa11_code');
    const ranks = run.inOrder('rank', codes);
    const furthest = largestDifference(ranks, published.numbers('IMD_rank'));
    expect(codes).toHaveLength(32_844);
    expect(furthest).toBeLessThanOrEqual(1);
    expect(countDifferent(ranks, published.numbers('IMD_rank'))).toBe(30);
    const deciles = countDifferent(run.inOrder('decile', codes), published.numbers('IMD_decile'));
    expect(deciles).toBe(0);
  });

  test('WIMD 2019, and the method of WIMD 2011 on the same ranks', async () => {
    const caseId = 'wimd2019';
    const input = sharedPath('golden', caseId, 'input_domain_ranks.csv');
    const run = await runIndexFiles(profile('wimd-2019'), input);
    const expected = golden(caseId, 'expected_scores.csv');
    const codes = expected.text('lsoa11_code');
    const count = codes.length;
    const error = largestDifference(run.inOrder('score', codes), expected.numbers('IMD_score'));
    recordGolden({ caseId, compared: 'profile wimd-2019: scores', count, error, tolerance: 1e-8 });
    const ranks = countDifferent(run.inOrder('rank', codes), expected.numbers('IMD_rank'));
    recordGolden({ caseId, compared: 'profile wimd-2019: ranks', count, error: ranks, tolerance: 0 });
    const scaled = run.stage('02-scaled.csv');
    const domains = expected.columns.slice(1, 9);
    const errors = domains.map((column) =>
      largestDifference(scaled.numbers(column.replace('_score', '_rank')), expected.numbers(column)),
    );
    recordGolden({
      caseId,
      compared: 'profile wimd-2019: domain scores',
      count: 8 * count,
      error: Math.max(...errors),
      tolerance: 1e-8,
    });

    // No ranks of 2011 are at hand; its weights on the published domain scores of 2019 are worked out apart here.
    const of2011 = await runIndexFiles(profile('wimd-2011'), input);
    const weights = [0.235, 0.235, 0.14, 0.14, 0.1, 0.05, 0.05, 0.05];
    const byHand = new Float64Array(count);
    domains.forEach((column, at) => {
      expected.numbers(column).forEach((value, row) => {
        byHand[row] = (byHand[row] ?? NaN) + (weights[at] ?? 0) * value;
      });
    });
    expect(largestDifference(of2011.inOrder('score', codes), byHand)).toBeLessThan(1e-7);
  });

  test('NIMDM 2017 from its domains, from its sub-domains, and its crime sub-domain', async () => {
    const caseId = 'nimdm2017';
    const expected = golden(caseId, 'expected_mdm.csv');
    const codes = expected.text('soa01_code');
    const count = codes.length;
    const run = await runIndexFiles(
      profile('nimdm-2017'),
      sharedPath('golden', caseId, 'input_domain_ranks.csv'),
    );
    const ranks = countDifferent(run.inOrder('rank', codes), expected.numbers('IMD_rank'));
    recordGolden({ caseId, compared: 'profile nimdm-2017: ranks', count, error: ranks, tolerance: 0 });
    const deciles = countDifferent(run.inOrder('decile', codes), expected.numbers('IMD_decile'));
    recordGolden({ caseId, compared: 'profile nimdm-2017: deciles', count, error: deciles, tolerance: 0 });

    const nested = await runIndexFiles(profile('nimdm-2017-nested'), national('nimdm2017-soa.csv'));
    const fromParts = countDifferent(nested.inOrder('rank', codes), expected.numbers('IMD_rank'));
    recordGolden({
      caseId,
      compared: 'profile nimdm-2017-nested: ranks',
      count,
      error: fromParts,
      tolerance: 0,
    });

    const crime = 'nimdm2017-factor-crime';
    const published = golden(crime, 'expected_domain_rank.csv');
    const crimeCodes = published.text('SOA2001');
    const byFactor = await runIndexFiles(
      profile('nimdm-2017-crime'),
      sharedPath('golden', crime, 'input_indicator_ranks.csv'),
    );
    const crimeRanks = byFactor.inOrder('rank', crimeCodes);
    const furthest = largestDifference(crimeRanks, published.numbers('D7a_Crime_rank'));
    recordGolden({
      caseId: crime,
      compared: 'profile nimdm-2017-crime: ranks, furthest off',
      count: crimeCodes.length,
      error: furthest,
      tolerance: 2,
    });
    expect(countDifferent(crimeRanks, published.numbers('D7a_Crime_rank'))).toBe(890 - 859);
  });

  test('SIMD 2020v2 from its domain ranks, and its income domain from counts', async () => {
    const input = national('SIMD+2020v2+-+ranks.csv');
    const run = await runIndexFiles(profile('simd-2020v2'), input);
    const published = readTable(input);
    const ranks = run.inOrder('rank', published.text('Data_Zone'));
    expect(countDifferent(ranks, published.numbers('SIMD2020v2_Rank'))).toBe(6976 - 6955);
    expect(largestDifference(ranks, published.numbers('SIMD2020v2_Rank'))).toBeLessThanOrEqual(2);

    const caseId = 'simd2020v2-income-rate-rank';
    const income = await runIndexFiles(
      profile('simd-2020v2-income'),
      sharedPath('golden', caseId, 'input.csv'),
    );
    const expected = golden(caseId, 'expected_rank.csv');
    const people = golden(caseId, 'input.csv').numbers('population');
    const zones = expected.text('DZ');
    const domainRanks = expected
      .numbers('income_domain_rank')
      .map((rank, row) => (people[row] === 0 ? NaN : rank));
    recordGolden({
      caseId,
      compared: 'profile simd-2020v2-income: ranks where people live',
      count: domainRanks.filter((rank) => !Number.isNaN(rank)).length,
      error: countDifferent(income.inOrder('rank', zones), domainRanks),
      tolerance: 0,
    });
    const causes = income.stage('flags.csv').text('income_count');
    expect(causes.filter((cause) => cause === 'missing: zero-denominator')).toHaveLength(3);
  });

  test('CDC Social Vulnerability Index 2018, themes 1 and 2', async () => {
    const caseId = 'cdc-svi-2018';
    const run = await runIndexFiles(
      profile('cdc-svi-2018'),
      sharedPath('golden', caseId, 'input_themes_1_2.csv'),
    );
    const expected = golden(caseId, 'expected_themes_1_2.csv');
    const codes = expected.text('FIPS');
    expect(run.scores.text('code')).toEqual(codes);
    const scaled = run.stage('02-scaled.csv');
    const sums = run.stage('03-aggregated.csv');
    const indicators = expected.columns.filter((column) => column.startsWith('EPL_'));
    const differing =
      indicators.reduce(
        (sum, column) =>
          sum + countDifferent(scaled.numbers(column.replace('EPL_', 'EP_')), expected.numbers(column)),
        0,
      ) +
      ['THEME1', 'THEME2'].reduce((sum, theme) => {
        const total = sums.numbers(theme).map((value) => roundTo(value, 4));
        return (
          sum +
          countDifferent(total, expected.numbers(`SPL_${theme}`)) +
          countDifferent(run.scores.numbers(theme), expected.numbers(`RPL_${theme}`))
        );
      }, 0);
    recordGolden({
      caseId,
      compared: 'profile cdc-svi-2018: EPL, SPL and RPL to 4 decimals',
      count: codes.length * (indicators.length + 4),
      error: differing,
      tolerance: 0,
    });
  });

  test('Human Development Index 2022', async () => {
    const caseId = 'undp-hdi-2022';
    const run = await runIndexFiles(profile('hdi-2022'), sharedPath('golden', caseId, 'input.csv'));
    const expected = golden(caseId, 'expected.csv');
    const codes = expected.text('iso3');
    const count = codes.length;
    const rounded = run.inOrder('score', codes).map((value) => roundTo(value, 3));
    const values = countDifferent(rounded, expected.numbers('hdi_2022'));
    recordGolden({
      caseId,
      compared: 'profile hdi-2022: HDI to 3 decimals',
      count,
      error: values,
      tolerance: 0,
    });
    const ranks = countDifferent(run.inOrder('rank', codes), expected.numbers('hdi_rank_2022'));
    recordGolden({ caseId, compared: 'profile hdi-2022: ranks', count, error: ranks, tolerance: 0 });
  });

  test.each(['wales', 'scotland'])('DERI from its components, %s', async (nation) => {
    const caseId = `deri-components-${nation}`;
    const input = sharedPath('golden', caseId, 'components_and_score.csv');
    const run = await runIndexFiles(profile('deri-components'), input);
    const published = readTable(input);
    const codes = published.text('lsoa11_code');
    recordGolden({
      caseId,
      compared: 'profile deri-components: scores, missing where a component is',
      count: codes.length,
      error: largestDifference(run.inOrder('score', codes), published.numbers('deri_score_national')),
      tolerance: 7e-10,
    });
  });
});

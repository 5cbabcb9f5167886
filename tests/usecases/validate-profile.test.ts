import { beforeAll, expect, test } from 'vitest';
import type { IndicatorDefinition } from '../../core/contract/indicator.ts';
import { validateProfile } from '../../server/usecases/validate-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const outcome: IndicatorDefinition = {
  id: 'online-answers',
  title: 'Households answering online',
  description: 'A seeded outcome.',
  phrase: 'households answering online',
  theme: 'people',
  unit: 'percent',
  direction: 'lower-is-riskier',
  decimals: 1,
  dataset: 'seed',
  formula: { value: 'Score' },
  additive: false,
  role: 'outcome',
};

describeDatabases('validating a profile', (database) => {
  const validate = (request: Partial<Parameters<typeof validateProfile>[1]> = {}) =>
    validateProfile({ database: database(), indicators: [outcome] }, { profile: seededProfile, ...request });

  beforeAll(async () => {
    await seedScoring(database());
  });

  test('an outcome without values: says which dataset to import', async () => {
    await expect(validate()).rejects.toMatchObject({
      code: 'not-computable',
      details: { outcome: 'online-answers', dataset: 'seed' },
    });
  });

  test('an outcome that the catalogue does not have: says which it has', async () => {
    await expect(validate({ outcomeId: 'happiness' })).rejects.toMatchObject({
      code: 'not-found',
      details: { value: 'happiness', known: ['online-answers'] },
    });
  });

  test('a high share online is a low risk: the exact opposite of the scores agrees wholly', async () => {
    // Scores fall from area 1 to area 7 and then rise to area 11; area 12 has none.
    const scores = [100, 80, 60, 44, 30, 5, 4, 12, 21, 34, 40];
    await seedOutcome(scores.map((score) => 100 - score));
    const report = await validate();
    expect(report.outcome).toMatchObject({ id: 'online-answers', isConverted: false });
    const [nation] = report.nations;
    expect(nation?.place).toBe('Made-up country');
    expect(nation?.areas).toBe(11);
    expect(nation?.spearman).toBeGreaterThan(0.9);
    expect(nation?.worstTenthPercent).toBe(100);
    // Authorities of six and five areas are too small for a correlation of their own.
    expect(nation?.medianWithinAuthority).toBeNull();
    expect(report.regions).toEqual([]);
    expect(report.outOfSample).toBeNull();
  });

  test('out of sample needs regions', async () => {
    await expect(validate({ outOfSample: { step: 10, minimum: 10 } })).rejects.toMatchObject({
      code: 'not-computable',
      details: { field: 'outOfSample' },
    });
  });

  test('out of sample: one fold per region, weights in percent, every area scored by weights chosen without it', async () => {
    await seedRegions();
    const { regions, outOfSample } = await validate({ outOfSample: { step: 10, minimum: 10 } });
    expect(regions.map(({ place, areas }) => [place, areas])).toEqual([
      ['X12000001', 6],
      ['X12000002', 5],
    ]);
    expect(outOfSample?.componentIds).toEqual(['connectivity', 'people']);
    expect(outOfSample?.folds).toHaveLength(2);
    for (const { weights } of outOfSample?.folds ?? [])
      expect(weights.reduce((sum, w) => sum + w, 0)).toBe(100);
    expect(outOfSample?.pooled.areas).toBe(11);
  });

  async function seedOutcome(values: readonly number[]): Promise<void> {
    await database().executeScript(`
      insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals, dataset_id)
      values ('online-answers', 'Households answering online', 'Seeded.', 'online', 'people', 'percent',
        'lower-is-riskier', 1, 'seed');
      insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
      values ('online-answers', 1, 'lsoa', 2021, '2021');
    `);
    for (const [at, value] of values.entries()) {
      await database().execute(
        `insert into indicator_value (series_id, area_id, value)
         select (select max(series_id) from indicator_series), area_id, $2::double precision from area where code = $1`,
        [seededCodes[at] ?? '', value],
      );
    }
  }

  async function seedRegions(): Promise<void> {
    await database().executeScript(`
      insert into area_membership
        (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
      values ('lad', 2023, 'X08000001', 'region', 2023, 'X12000001', 'exact', 1),
        ('lad', 2023, 'X08000002', 'region', 2023, 'X12000002', 'exact', 1);
    `);
  }
});

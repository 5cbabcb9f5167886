import { beforeAll, expect, test } from 'vitest';
import { decodeColumns } from '../../core/columns.ts';
import type { AreaType } from '../../core/contract/area.ts';
import { explanationSchema, type Explanation } from '../../core/contract/score.ts';
import { explainArea } from '../../server/usecases/explain-area.ts';
import { listScores } from '../../server/usecases/list-scores.ts';
import { scoreColumns } from '../../server/usecases/score-columns.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

describeDatabases('explaining an area', (database) => {
  beforeAll(async () => {
    await seedScoring(database());
  });

  async function explain(code: string, type: AreaType = 'lsoa'): Promise<Explanation> {
    const table = await createScoring({ database: database(), profiles: [seededProfile] }).table({
      profileId: 'seeded',
    });
    const area = {
      ...{ code, type, name: 'Place', vintage: 2021, nameWelsh: null, placeName: null, centroid: null },
      ...{ bounds: null, population: null, madeUp: true },
    };
    const explanation = await explainArea({ database: database() }, table, { area, memberships: [] });
    return explanationSchema.parse(explanation);
  }

  test('points against the mean add up to the score against the mean score', async () => {
    const first = await explain(seededCodes[0] ?? '');
    const points = first.indicators.reduce(
      (sum, indicator) => sum + (indicator.contributionAgainstMean ?? 0),
      0,
    );
    const table = await createScoring({ database: database(), profiles: [seededProfile] }).table({
      profileId: 'seeded',
    });
    const scores = table.scored.score.filter((score) => !Number.isNaN(score));
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(points).toBeCloseTo(100 - mean, 9);
    expect(first.indicators.reduce((sum, indicator) => sum + indicator.weightShare, 0)).toBeCloseTo(1, 12);
    // The country is not loaded as a whole, so the yardstick is the authority.
    expect(first.sentence).toMatch(/^Very high: .*words of aged-75-plus \(30\.0%, Northdale 17\.5%\)/);
    expect(first.indicators.every(({ nationValue }) => nationValue === null)).toBe(true);
    expect(first.attribution).toEqual({ lines: ['Made up by a test.'], madeUp: true });
  });

  test('the credit names the boundaries that the areas and their parents are drawn with, and no others', async () => {
    const scoring = createScoring({ database: database(), profiles: [seededProfile] });
    const before = scoreColumns(await scoring.table({ profileId: 'seeded' })).etag;
    await database().executeScript(`
      insert into dataset (dataset_id, title, publisher, licence, attribution)
      values ('lines-lsoa', 'L', 'ONS', 'OGL-UK-3.0', 'Contains OS data (areas).'),
        ('lines-ward', 'W', 'ONS', 'OGL-UK-3.0', 'Contains OS data (wards).'),
        ('lines-old', 'O', 'ONS', 'OGL-UK-3.0', 'Contains OS data (areas of 2011).');
      insert into dataset_release (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
      select dataset_id, 'test', 'b.geojson', repeat('1', 64), 1, 'test' from dataset where dataset_id like 'lines-%';
      insert into boundary_set (area_type, vintage, resolution, release_id, area_count)
      select case dataset_id when 'lines-ward' then 'ward' else 'lsoa' end,
        case dataset_id when 'lines-ward' then 2023 when 'lines-old' then 2011 else 2021 end, 'test', release_id, 1
      from dataset_release where dataset_id like 'lines-%';
    `);
    const expected = ['Contains OS data (areas).', 'Contains OS data (wards).', 'Made up by a test.'];
    expect((await explain(seededCodes[0] ?? '')).attribution.lines).toEqual(expected);
    const table = await createScoring({ database: database(), profiles: [seededProfile] }).table({
      profileId: 'seeded',
    });
    expect(listScores(table, { sort: 'rank', offset: 0, limit: 1 }).attribution.lines).toEqual(expected);
    expect(decodeColumns(scoreColumns(table).bytes.buffer).header.attribution.lines).toEqual(expected);
    expect(scoreColumns(table).etag).not.toBe(before);
  });

  test('rates of the authority and the nation come from sums, other figures are weighted by population', async () => {
    const { indicators } = await explain(seededCodes[0] ?? '');
    const [slow, speed] = indicators;
    // Denominators are 200 everywhere: (50 + 40 + 30 + 20 + 0) / 5, area 5 being suppressed.
    expect(slow?.authorityValue).toBeCloseTo(28, 12);
    expect(speed?.authorityValue).toBeCloseTo((10 + 2 * 20 + 30 + 2 * 40 + 50 + 2 * 60) / 9, 12);
    expect(speed?.substitution).toBe('speed of the ward');
  });

  test('a missing input says why', async () => {
    const { indicators, sentence } = await explain(seededCodes[4] ?? '');
    expect(indicators[0]).toMatchObject({ raw: null, contribution: null, missingReason: 'suppressed' });
    expect(sentence).toContain('One input is missing here');
    expect((await explain(seededCodes[11] ?? '')).sentence).toMatch(/^There is no score: only 0 of 3 inputs/);
  });

  test('an authority has the summaries of its areas, from population', async () => {
    const { score } = await explain('X08000001', 'lad');
    const table = await createScoring({ database: database(), profiles: [seededProfile] }).table({
      profileId: 'seeded',
    });
    // Its six areas, of 100 and 200 people in turn, among eleven that are ranked.
    const people = [100, 200, 100, 200, 100, 200];
    const ranks = [...table.scored.rank.slice(0, 6)];
    const meanRank = ranks.reduce((sum, rank, at) => sum + rank * (people[at] ?? NaN), 0) / 900;
    expect(score.summary?.averageRank).toBeCloseTo(12 - meanRank, 12);
    // A tenth of 900 people fits into the worst area, which is first of eleven: its 10th percentile.
    expect(score.summary?.localConcentration).toBe(11);
    expect(score.summary?.extent).toBeGreaterThanOrEqual(100 / 900);
    expect((await explain(seededCodes[0] ?? '')).score.summary).toBeUndefined();
  });

  test('a ward has its own figures from its areas', async () => {
    const ward = await explain('X05000001', 'ward');
    expect(ward.indicators[0]?.raw).toBeCloseTo(40, 12);
    expect(ward.indicators[1]?.raw).toBeCloseTo((10 + 2 * 20 + 30) / 4, 12);
    expect(ward.score).toMatchObject({ rank: 1, rankOf: 4 });
    expect(ward.sentence).toContain('of 4 wards compared');
  });

  test('a place that is not compared is not found', async () => {
    await expect(explain('E08000009', 'lad')).rejects.toMatchObject({ code: 'not-found' });
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
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

  describe('how well whole neighbourhoods fill a larger area', () => {
    beforeAll(async () => {
      await database().executeScript(`
        insert into dataset_release (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
        values ('seed', 'test', 'uprn.csv', repeat('a', 64), 1, 'test'),
          ('seed', 'test', 'postcodes.csv', repeat('c', 64), 1, 'test'),
          ('seed', 'test', 'more.csv', repeat('d', 64), 1, 'test');
        insert into dataset_release
          (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by, superseded_by)
        select 'seed', 'test', 'old.csv', repeat('b', 64), 1, 'test', release_id
        from dataset_release where file_name = 'uprn.csv';
        update area set geometry = ST_Multi(ST_MakeEnvelope(380000, 390000, 384000, 399000, 27700))
        where code = 'X05000001';
        insert into premises (release_id, uprn, easting, northing, lsoa_id, ward_id)
        select (select release_id from dataset_release where file_name = given.file), uprn, 380000 + uprn, 395000,
          (select area_id from area where code = lsoa), (select area_id from area where code = ward)
        from (
          select 'uprn.csv' as file, n as uprn, 'X0100000' || (1 + n % 3) as lsoa, 'X05000001' as ward
          from generate_series(1, 7) n
          union all select 'uprn.csv', 8, 'X01000004', 'X05000001'
          union all select 'uprn.csv', 9, null, 'X05000001'
          union all select 'uprn.csv', 10, 'X01000003', 'X05000002'
          union all select 'old.csv', n, 'X01000001', 'X05000001' from generate_series(11, 90) n) given;
        insert into postcode (release_id, postcode, display, point, lsoa_code, ward_code, terminated)
        select (select release_id from dataset_release where file_name = given.file), code, code,
          ST_SetSRID(ST_MakePoint(385000, 395000), 27700), lsoa, ward, terminated
        from (values
          ('postcodes.csv', 'A1', 'X01000004', 'X05000002', null), ('more.csv', 'A1', 'X01000004', 'X05000002', null),
          ('postcodes.csv', 'A2', 'X01000005', 'X05000002', null), ('postcodes.csv', 'A3', 'X01000006', 'X05000002', null),
          ('postcodes.csv', 'A4', 'X01000006', 'X05000003', null), ('postcodes.csv', 'A5', 'X01000007', 'X05000002', null),
          ('postcodes.csv', 'A6', 'X01000006', 'X05000003', '2020-01'), ('postcodes.csv', 'A7', 'X01000006', null, null),
          ('old.csv', 'A8', 'X01000006', 'X05000003', null)
        ) given (file, code, lsoa, ward, terminated);
      `);
    });

    test('counted at addresses', async () => {
      // Nine addresses in the ward, seven of them in its neighbourhoods, which have eight.
      expect((await explain('X05000001', 'ward')).bestFit).toEqual({
        status: 'known',
        ...{ covered: 7 / 9, own: 7 / 8, basis: 'addresses', counted: 9, isPoor: true },
        sentence:
          'The neighbourhoods counted as this ward hold 78% of its addresses; 13% of theirs lie outside. Its figures are in part those of its neighbours.',
      });
    });

    test('at live postcodes where there are no addresses', async () => {
      // A1, A2, A3 and A5 are in the ward, A1 to A4 in its neighbourhoods.
      expect((await explain('X05000002', 'ward')).bestFit).toMatchObject({
        ...{ covered: 3 / 4, own: 3 / 4, basis: 'postcodes', counted: 4, isPoor: true },
      });
    });

    test('postcodes are looked for around the areas where all of them are drawn', async () => {
      await database().executeScript(`
        update area set geometry = ST_Multi(ST_MakeEnvelope(384000, 390000, 386000, 399000, 27700))
        where code in ('X05000002', 'X01000004', 'X01000005', 'X01000006');
        update postcode set point = ST_SetSRID(ST_MakePoint(386900, 395000), 27700) where postcode = 'A2';
        update postcode set point = ST_SetSRID(ST_MakePoint(387100, 395000), 27700) where postcode = 'A3';
      `);
      expect((await explain('X05000002', 'ward')).bestFit).toMatchObject({ covered: 2 / 3, counted: 3 });
    });

    test('not known where nothing says it, not asked where a lookup is exact, nothing for neighbourhoods', async () => {
      expect((await explain('X05000004', 'ward')).bestFit).toEqual({
        status: 'missing',
        reason: 'nothing-to-count',
      });
      await database().execute(`update area_membership set method = 'exact' where parent_code = 'X05000004'`);
      expect((await explain('X05000004', 'ward')).bestFit).toEqual({ status: 'missing', reason: 'exact' });
      // Made of whole neighbourhoods, like regions and nations.
      expect((await explain('X08000001', 'lad')).bestFit).toBeUndefined();
      expect((await explain(seededCodes[0] ?? '')).bestFit).toBeUndefined();
    });
  });

  test('a place that is not compared is not found', async () => {
    await expect(explain('E08000009', 'lad')).rejects.toMatchObject({ code: 'not-found' });
  });
});

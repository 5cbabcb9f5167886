import { beforeAll, describe, expect, test } from 'vitest';
import { decodeColumns } from '../../core/columns.ts';
import { columnsHeaderSchema } from '../../core/contract/columns.ts';
import { scoreListSchema } from '../../core/contract/score.ts';
import type { Database } from '../../server/database/database.ts';
import { listScores } from '../../server/usecases/list-scores.ts';
import { scoreColumns } from '../../server/usecases/score-columns.ts';
import { scoreProfile } from '../../server/usecases/score-profile.ts';
import { createScoring, type TableRequest } from '../../server/usecases/score-table.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const page = { sort: 'rank', offset: 0, limit: null } as const;

describeDatabases('scoring a profile', (database) => {
  beforeAll(async () => {
    await seedScoring(database());
  });

  test('stores every stage of every score, by hand calculation', async () => {
    const outcome = await scoreProfile({ database: database() }, { profile: seededProfile });
    expect(outcome).toMatchObject({ status: 'scored', areaCount: 12, scoredCount: 11 });
    const first = await storedScore(database(), outcome.runId, seededCodes[0] ?? '');
    // slow 50 of 0-50, speed 10 of 10-110 (reversed), aged 30 of 4-30: the worst in all three.
    expect(first).toMatchObject({
      score: 100,
      rank: 1,
      percentile: 100,
      decile: 1,
      inputs_present: 3,
      raw: [50, 10, 30],
      normalised: [100, 100, 100],
      component: [100, 100],
    });
    const third = await storedScore(database(), outcome.runId, seededCodes[2] ?? '');
    const people = (100 * (20 - 4)) / 26;
    expect(third?.component).toEqual([(60 + 80) / 2, people]);
    expect(third?.score).toBeCloseTo((70 + 2 * people) / 3, 12);
    expect(third?.contribution).toEqual(
      [60 / 6, 80 / 6, (2 * people) / 3].map((points): unknown => expect.closeTo(points, 12)),
    );
  });

  test('a missing input is left out with its weight, an area without inputs has no score but a reason', async () => {
    const { runId } = await scoreProfile({ database: database() }, { profile: seededProfile });
    const fifth = await storedScore(database(), runId, seededCodes[4] ?? '');
    expect(fifth).toMatchObject({ inputs_present: 2, raw: [null, 50, 10], missing_reason: null });
    expect(fifth?.component[0]).toBeCloseTo(60, 12);
    expect(fifth?.contribution[0]).toBeNull();
    const last = await storedScore(database(), runId, seededCodes[11] ?? '');
    expect(last).toMatchObject({ score: null, rank: null, decile: null, inputs_present: 0 });
    expect(last?.missing_reason).toBe('too-few-inputs');
  });

  test('the same profile on the same data is the same run; other data is a new one', async () => {
    const services = { database: database() };
    const before = await scoreProfile(services, { profile: seededProfile });
    expect(await scoreProfile(services, { profile: seededProfile })).toMatchObject({
      status: 'unchanged',
      runId: before.runId,
    });
    const base = { kind: 'within', type: 'lad' } as const;
    const within = await scoreProfile(services, { profile: seededProfile, base });
    expect(within.runId).not.toBe(before.runId);
    await services.database.execute(`update dataset_release set file_sha256 = repeat('1', 64)`);
    const after = await scoreProfile(services, { profile: seededProfile });
    expect(after.status).toBe('scored');
    await services.database.execute(`update dataset_release set file_sha256 = repeat('0', 64)`);
    expect(await scoreProfile(services, { profile: seededProfile })).toMatchObject({ runId: before.runId });
    const current = await services.database.query<{ run_id: number }>(
      `select run_id from score_run where is_current order by run_id`,
    );
    expect(current.map((row) => row.run_id)).toEqual([before.runId, within.runId].sort((a, b) => a - b));
  });

  test('larger areas are population-weighted means of their members, with shares in the worst tenth', async () => {
    const { runId } = await scoreProfile({ database: database() }, { profile: seededProfile });
    const wards = await database().query<{
      code: string;
      score: number;
      scored_count: number;
      people: number;
    }>(
      `select a.code, s.score, s.scored_count, s.population as people, s.worst_tenth_share
       from score_summary s join area a using (area_id) where s.run_id = $1 and a.area_type = 'ward' order by a.code`,
      [runId],
    );
    const members = await database().query<{ score: number | null }>(
      `select s.score from score s join area a using (area_id) where s.run_id = $1 order by a.code`,
      [runId],
    );
    const [a, b, c] = members.map((row) => row.score ?? NaN);
    expect(wards[0]?.score).toBeCloseTo((100 * (a ?? NaN) + 200 * (b ?? NaN) + 100 * (c ?? NaN)) / 400, 10);
    expect(wards[0]).toMatchObject({ people: 400, worst_tenth_share: 1 / 3 });
    expect(wards[3]).toMatchObject({ scored_count: 2, people: 500, worst_tenth_share: 0 });
  });

  test('an indicator that is not loaded is an error that names it, and nothing is written', async () => {
    const profile = buildProfile({
      id: 'wants-more',
      components: [{ id: 'all', title: 'All', children: [{ indicator: 'slow' }, { indicator: 'no-such' }] }],
    });
    await expect(scoreProfile({ database: database() }, { profile })).rejects.toMatchObject({
      code: 'not-computable',
      message: expect.stringContaining('no-such') as string,
    });
    const stored = await database().query(`select from profile_version where profile_id = 'wants-more'`);
    expect(stored).toEqual([]);
  });

  describe('the table that answers are read from', () => {
    const scoring = () => createScoring({ database: database(), profiles: [seededProfile] });

    test('lists areas by rank, the ones without a score last, with points that add up', async () => {
      const listed = listScores(await scoring().table({ profileId: 'seeded' }), page);
      const { nextOffset, ...rest } = listed;
      const parsed = scoreListSchema.parse({
        ...rest,
        next: nextOffset === null ? null : String(nextOffset),
      });
      expect(parsed.scores[0]).toMatchObject({ code: seededCodes[0], rank: 1, rankOf: 11, decile: 1 });
      expect(parsed.scores.at(-1)).toMatchObject({ code: seededCodes[11], score: null });
      for (const { score, contributions } of parsed.scores.slice(0, -1)) {
        const sum = Object.values(contributions).reduce<number>((total, points) => total + (points ?? 0), 0);
        expect(sum).toBeCloseTo(score ?? NaN, 9);
      }
    });

    test('pages and narrows to an authority; wards know their authority', async () => {
      const table = await scoring().table({ profileId: 'seeded' });
      const first = listScores(table, { ...page, limit: 5 });
      const second = listScores(table, { ...page, limit: 5, offset: first.nextOffset ?? 0 });
      const codes = [...first.scores, ...second.scores].map((score) => score.code);
      expect(new Set(codes).size).toBe(10);
      const south = listScores(table, { ...page, within: 'X08000002' });
      expect(south.scores.map((score) => score.code).sort()).toEqual(seededCodes.slice(6));
      const wards = listScores(table, { ...page, type: 'ward', within: 'X08000002' });
      expect(wards.scores.map((score) => score.code).sort()).toEqual(['X05000003', 'X05000004']);
    });

    test('points of wards add up too', async () => {
      const { scores } = listScores(await scoring().table({ profileId: 'seeded' }), {
        ...page,
        type: 'ward',
      });
      expect(scores).toHaveLength(4);
      for (const { score, contributions } of scores) {
        const sum = Object.values(contributions).reduce<number>((total, points) => total + (points ?? 0), 0);
        expect(sum).toBeCloseTo(score ?? NaN, 9);
      }
    });

    test('own weights change the scores; within each authority has its own 0 and 100', async () => {
      const own = await scoring().table({ profileId: 'seeded', weights: { people: 0 } });
      const { scores } = listScores(own, page);
      expect(scores.find((score) => score.code === seededCodes[2])).toMatchObject({
        inputsPresent: 2,
        inputsTotal: 2,
      });
      expect(scores.find((score) => score.code === seededCodes[2])?.score).toBeCloseTo(70, 10);
      const within = await scoring().table({ profileId: 'seeded', base: { kind: 'within', type: 'lad' } });
      const south = listScores(within, { ...page, within: 'X08000002' });
      expect(south.scores[0]).toMatchObject({ rank: 1, rankOf: 5 });
      const selected = await scoring().table({
        profileId: 'seeded',
        base: { kind: 'selection', codes: ['X05000001', seededCodes[11] ?? ''] },
      });
      expect(listScores(selected, page).total).toBe(4);
    });

    const refused: readonly (readonly [string, TableRequest, string])[] = [
      ['an unknown profile', { profileId: 'none' }, 'not-found'],
      ['an unknown weight', { profileId: 'seeded', weights: { none: 1 } }, 'invalid-request'],
      [
        'a base without areas',
        { profileId: 'seeded', base: { kind: 'selection', codes: ['E08000009'] } },
        'not-found',
      ],
      [
        'a base without a lookup',
        { profileId: 'seeded', base: { kind: 'within', type: 'region' } },
        'not-computable',
      ],
    ];
    test.each(refused)('%s is refused', async (_, request, code) => {
      await expect(scoring().table(request)).rejects.toMatchObject({ code });
    });

    test('travels as binary columns from which the browser gets the same numbers', async () => {
      const table = await scoring().table({ profileId: 'seeded' });
      const { bytes } = scoreColumns(table);
      const decoded = decodeColumns(bytes.buffer);
      expect(() => columnsHeaderSchema.parse(decoded.header)).not.toThrow();
      expect(decoded.header.codes.split('\n')).toEqual(seededCodes);
      expect(decoded.column('score')).toEqual(table.scored.score);
      expect(decoded.column('indicator:speed')[0]).toBe(10);
      expect(decoded.header.indicators[1]).toMatchObject({
        direction: 'lower-is-riskier',
        substitution: 'speed of the ward',
      });
      const lads = decoded.header.parents.find((list) => list.type === 'lad');
      expect(lads?.names[decoded.column('parent:lad')[11] ?? -1]).toBe('Southdale');
      expect(decoded.header.parents.find((list) => list.type === 'nation')?.names).toEqual([
        'Made-up country',
      ]);
      expect(decoded.column('longitude')[0]).toBeCloseTo(-2.29, 1);
    });
  });
});

interface StoredScore {
  score: number | null;
  rank: number | null;
  missing_reason: string | null;
  component: number[];
  contribution: (number | null)[];
}

async function storedScore(
  database: Database,
  runId: number,
  code: string,
): Promise<StoredScore | undefined> {
  const rows = await database.query<StoredScore>(
    `select s.* from score s join area using (area_id) where run_id = $1::integer and code = $2`,
    [runId, code],
  );
  return rows[0];
}

import { beforeAll, expect, test, vi } from 'vitest';
import { assumptionsSchema } from '../../core/contract/assumptions.ts';
import type { AreaType } from '../../core/contract/area.ts';
import type { ComparisonBase, Profile } from '../../core/contract/profile.ts';
import { explanationSchema, type Explanation } from '../../core/contract/score.ts';
import { analyseUncertainty } from '../../server/usecases/analyse-uncertainty.ts';
import { explainArea } from '../../server/usecases/explain-area.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

describeDatabases('how far stored ranks can be trusted', (database) => {
  beforeAll(async () => {
    await seedScoring(database());
  });

  async function intervalOf(
    code: string,
    {
      type = 'lsoa',
      weights,
      base,
    }: { type?: AreaType; weights?: Record<string, number>; base?: ComparisonBase } = {},
  ): Promise<Explanation['rankInterval']> {
    const scoring = createScoring({ database: database(), profiles: [seededProfile] });
    const table = await scoring.table({ profileId: 'seeded', weights, base });
    const area = {
      ...{ code, type, name: 'Place', vintage: 2021, nameWelsh: null, placeName: null, centroid: null },
      ...{ bounds: null, population: null, madeUp: true },
    };
    const explanation = await explainArea({ database: database() }, table, { area, memberships: [] });
    return explanationSchema.parse(explanation).rankInterval;
  }
  const first = seededCodes[0] ?? '';
  const request = { profile: seededProfile, draws: 300, seed: 4 };

  test('before an analysis there is a reason instead of an interval', async () => {
    expect(await intervalOf(first)).toEqual({ status: 'missing', reason: 'never-run' });
  });

  test('afterwards every scored area has one, in words too; scores are made where there were none', async () => {
    const { runId, rankedCount, largerCount } = await analyseUncertainty({ database: database() }, request);
    // Area 12 has no figures at all. Two authorities and four wards.
    expect(rankedCount).toBe(11);
    expect(largerCount).toBe(6);
    const runs = await database().query<{ run_id: number; draws: number; seed: number }>(
      'select run_id, draws, seed::integer as seed from uncertainty_run',
    );
    expect(runs).toEqual([{ run_id: runId, draws: 300, seed: 4 }]);
    const interval = await intervalOf(first);
    if (interval?.status !== 'known') throw new Error('no interval');
    const [northdale] = await database().query<{ median: number }>(
      `select percentile_cont(0.5) within group (order by rank) as median
       from score join area using (area_id) where run_id = $1::integer and code <= $2`,
      [runId, seededCodes[5] ?? ''],
    );
    expect(interval).toMatchObject({
      ...{ rankOf: 11, draws: 300, seed: 4 },
      authority: { name: 'Northdale', medianRank: northdale?.median },
    });
    expect(interval.q5).toBeLessThanOrEqual(interval.median);
    expect(interval.median).toBeLessThanOrEqual(interval.q95);
    // It is the worst by two of three inputs: it hardly ever leaves the first places.
    expect(interval.worstTenthShare).toBeGreaterThan(0.5);
    expect(interval.sentence).toMatch(/of 11; in the worst tenth in /);
    expect(await intervalOf(seededCodes[11] ?? '')).toEqual({ status: 'missing', reason: 'no-rank' });
    expect(await intervalOf(first, { weights: { speed: 3 } })).toEqual({
      status: 'missing',
      reason: 'own-weights',
    });
  });

  test('larger areas have one too, among their own kind and beside the others of their authority', async () => {
    const stored = await database().query<{ code: string; rank: number; q5: number; q95: number }>(
      `select code, s.rank, i.rank_q5 as q5, i.rank_q95 as q95
       from area join score_summary s using (area_id) join rank_interval i using (run_id, area_id)
       where area_type = 'ward' order by code`,
    );
    expect(stored.map(({ code }) => code)).toEqual(['X05000001', 'X05000002', 'X05000003', 'X05000004']);
    const ward = await intervalOf('X05000002', { type: 'ward' });
    if (ward?.status !== 'known') throw new Error('no interval');
    const [cliff, dell] = stored;
    expect(ward).toMatchObject({ q5: dell?.q5, q95: dell?.q95, rankOf: 4, draws: 300 });
    expect(ward.authority).toMatchObject({
      name: 'Northdale',
      medianRank: ((cliff?.rank ?? NaN) + (dell?.rank ?? NaN)) / 2,
    });
    expect(ward.sentence).toMatch(/ of 4 wards\./);
    const authority = await intervalOf('X08000001', { type: 'lad' });
    // Its only authority is itself: no yardstick.
    expect(authority).toMatchObject({ status: 'known', rankOf: 2, authority: null });
    if (authority?.status === 'known') expect(authority.sentence).toMatch(/ of 2 local authorities\.$/);
    expect(await intervalOf('X05000002', { type: 'ward', weights: { speed: 3 } })).toEqual({
      status: 'missing',
      reason: 'own-weights',
    });
  });

  test('among those of its comparison group: alone in it, a rank says nothing', async () => {
    const base = { kind: 'within', type: 'lad' } as const;
    const outcome = await analyseUncertainty({ database: database() }, { ...request, base, draws: 50 });
    // The four wards; of an authority that is alone there is nothing to store.
    expect(outcome.largerCount).toBe(4);
    const ward = await intervalOf('X05000004', { type: 'ward', base });
    expect(ward).toMatchObject({ status: 'known', rankOf: 2, draws: 50 });
    expect(await intervalOf('X08000001', { type: 'lad', base })).toEqual({
      status: 'missing',
      reason: 'no-others',
    });
  });

  test('where scores are there already, figures are read once and not scored again', async () => {
    const queries = vi.spyOn(database(), 'query');
    await analyseUncertainty({ database: database() }, request);
    const reads = queries.mock.calls.filter(([sql]) => sql.includes('indicator_value'));
    queries.mockRestore();
    // Three indicators and the population.
    expect(reads).toHaveLength(4);
  });

  test('a larger area that has a rank and no interval was never analysed', async () => {
    // As an analysis left it before there were intervals of larger areas.
    await database().execute(
      "delete from rank_interval using area where area.area_id = rank_interval.area_id and area_type = 'ward'",
    );
    expect(await intervalOf('X05000002', { type: 'ward' })).toEqual({
      status: 'missing',
      reason: 'never-run',
    });
  });

  test('an area without a rank has no interval, though versions without what it lacks rank it', async () => {
    const strict: Profile = { ...seededProfile, id: 'strict', availability: 1 };
    const { rankedCount, runId } = await analyseUncertainty(
      { database: database() },
      { ...request, profile: strict },
    );
    expect(rankedCount).toBe(10);
    const fifth = await database().query(
      'select 1 as one from rank_interval join area using (area_id) where run_id = $1::integer and code = $2',
      [runId, seededCodes[4] ?? ''],
    );
    expect(fifth).toEqual([]);
  });

  test('the same seed stores the same; another analysis takes its place', async () => {
    const before = await intervalOf(first);
    await analyseUncertainty({ database: database() }, request);
    expect(await intervalOf(first)).toEqual(before);
    const assumptions = assumptionsSchema.parse({ base: [{ within: 'lad' }] });
    const outcome = await analyseUncertainty(
      { database: database() },
      { ...request, draws: 20, assumptions },
    );
    expect(await intervalOf(first)).toMatchObject({ draws: 20 });
    const rows = await database().query<{ draws: number; assumptions: unknown }>(
      'select draws, assumptions from uncertainty_run where run_id = $1::integer',
      [outcome.runId],
    );
    expect(rows).toEqual([{ draws: 20, assumptions: { base: [{ within: 'lad' }] } }]);
    const counted = await database().query<{ n: number }>(
      'select count(*)::integer as n from rank_interval where run_id = $1::integer',
      [outcome.runId],
    );
    // Of 11 areas, four wards and two authorities.
    expect(counted[0]?.n).toBe(17);
  });
});

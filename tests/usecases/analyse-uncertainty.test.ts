import { beforeAll, expect, test } from 'vitest';
import { assumptionsSchema } from '../../core/contract/assumptions.ts';
import type { AreaType } from '../../core/contract/area.ts';
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
    { type = 'lsoa', weights }: { type?: AreaType; weights?: Record<string, number> } = {},
  ): Promise<Explanation['rankInterval']> {
    const scoring = createScoring({ database: database(), profiles: [seededProfile] });
    const table = await scoring.table({ profileId: 'seeded', weights });
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
    const { runId, rankedCount } = await analyseUncertainty({ database: database() }, request);
    // Area 12 has no figures at all.
    expect(rankedCount).toBe(11);
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
    expect(await intervalOf('X08000001', { type: 'lad' })).toEqual({
      status: 'missing',
      reason: 'larger-area',
    });
    expect(await intervalOf(first, { weights: { speed: 3 } })).toEqual({
      status: 'missing',
      reason: 'own-weights',
    });
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
    const counted = await database().query<{ n: number }>('select count(*)::integer as n from rank_interval');
    expect(counted[0]?.n).toBe(11);
  });
});

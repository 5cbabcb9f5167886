import { expect, it } from 'vitest';
import { rankIntervalListSchema, type RankIntervalList } from '../../core/contract/rank-interval.ts';
import { explanationSchema } from '../../core/contract/score.ts';
import { analyseUncertainty } from '../../server/usecases/analyse-uncertainty.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const address = '/api/v1/profiles/seeded/rank-intervals';
type KnownList = Extract<RankIntervalList, { status: 'known' }>;

/** Longer than the service holds a version of the data for current. */
const versionHeldMs = 1_100;

describeDatabases('the intervals of all ranks in one answer', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile] });
  const read = async (query = ''): Promise<KnownList> => {
    const list = await app().getAs(rankIntervalListSchema, `${address}${query}`);
    if (list.status !== 'known') throw new Error(`no intervals for ${query}`);
    return list;
  };

  it('says that there are none before an analysis, and is asked again after it', async () => {
    const before = await app().get(address);
    expect(rankIntervalListSchema.parse(before.json())).toMatchObject({
      status: 'missing',
      reason: 'never-run',
      profileId: 'seeded',
      areas: { type: 'lsoa', vintage: 2021 },
    });
    const analyse = async (draws: number): Promise<string> => {
      await analyseUncertainty({ database: database() }, { profile: seededProfile, draws, seed: 4 });
      await new Promise((resolve) => setTimeout(resolve, versionHeldMs));
      return String((await app().get(address)).headers.etag);
    };
    const first = await analyse(20);
    const second = await analyse(300);
    expect(new Set([String(before.headers.etag), first, second]).size).toBe(3);
    expect((await app().get(address, { 'if-none-match': second })).statusCode).toBe(304);
    expect(await read()).toMatchObject({ draws: 300, seed: 4, attribution: { madeUp: true } });
  });

  it('says of each area what its explanation says, and null where it has no rank', async () => {
    for (const [code, share] of [
      [seededCodes[1], 0.4],
      [seededCodes[2], 0.95],
      [seededCodes[3], 0.05],
    ] as const) {
      await database().execute(
        `update rank_interval set worst_tenth_share = $2::double precision from area
         where area.area_id = rank_interval.area_id and area.code = $1`,
        [code ?? '', share],
      );
    }
    const list = await read();
    expect(list.codes.split('\n')).toEqual(seededCodes);
    expect(list.isFragile.slice(1, 4)).toEqual([true, false, false]);
    for (const [at, code] of seededCodes.entries()) {
      const { rankInterval } = await app().getAs(explanationSchema, `/api/v1/profiles/seeded/areas/${code}`);
      const said = {
        ...{ median: list.median[at], q5: list.q5[at], q95: list.q95[at] },
        worstTenthShare: list.worstTenthShare[at],
      };
      if (at === 11) {
        expect(rankInterval).toEqual({ status: 'missing', reason: 'no-rank' });
        expect({ ...said, isFragile: list.isFragile[at] }).toEqual({
          ...{ median: null, q5: null, q95: null, worstTenthShare: null, isFragile: null },
        });
      } else {
        expect(rankInterval).toMatchObject({ status: 'known', ...said, rankOf: list.rankOf[at] });
      }
    }
  });

  it('gives those within an area, and none for a base that was not looked at', async () => {
    const ward = await read('?within=X05000002');
    expect(ward.codes.split('\n')).toEqual(seededCodes.slice(3, 6));
    const all = await read();
    expect(ward.median).toEqual(all.median.slice(3, 6));
    // Still ranked among all.
    expect(ward.rankOf).toEqual([11, 11, 11]);
    const other = await app().getAs(rankIntervalListSchema, `${address}?base=lad`);
    expect(other).toMatchObject({ status: 'missing', base: { kind: 'within', type: 'lad' } });
  });

  it('gives larger areas where they were looked at, and says so where they were not', async () => {
    expect(await read('?type=lad')).toMatchObject({ codes: 'X08000001\nX08000002', rankOf: [2, 2] });
    await database().execute(
      `delete from rank_interval using area
       where area.area_id = rank_interval.area_id and area.area_type in ('ward', 'lad')`,
    );
    const authorities = await app().getAs(rankIntervalListSchema, `${address}?type=lad`);
    expect(authorities).toMatchObject({ status: 'missing', areas: { type: 'lad', vintage: 2023 } });
    await database().execute(
      `insert into rank_interval (run_id, area_id, draws, rank_median, rank_q5, rank_q95, worst_tenth_share)
       select run_id, area_id, 300, 2, 1, 3.5, 0.25 from uncertainty_run, area
       where area_type = 'ward' and code in ('X05000001', 'X05000003')`,
    );
    const wards = await read('?type=ward');
    expect(wards).toMatchObject({
      areas: { type: 'ward', vintage: 2023 },
      codes: 'X05000001\nX05000002\nX05000003\nX05000004',
      rankOf: [4, 4, 4, 4],
      q95: [3.5, null, 3.5, null],
    });
    // Rows of larger areas are not among those of the neighbourhoods.
    expect((await read()).codes.split('\n')).toEqual(seededCodes);
  });

  it('says nothing of a worst tenth of fewer than ten, and that one alone has no others', async () => {
    await analyseUncertainty({ database: database() }, { profile: seededProfile, draws: 20, seed: 4 });
    const wards = await read('?type=ward');
    expect(wards.worstTenthShare).toEqual([null, null, null, null]);
    expect(wards.isFragile).toEqual([null, null, null, null]);
    expect(wards.median.every((rank) => rank !== null)).toBe(true);
    expect(await app().getAs(rankIntervalListSchema, `${address}?type=nation`)).toMatchObject({
      status: 'missing',
      reason: 'no-others',
    });
  });

  it('refuses what it does not know', async () => {
    expect((await app().getProblem(`${address}?type=region`, 404)).detail).toContain('type region');
    await app().getProblem(`${address}?weights=slow:2`, 400);
    await app().getProblem('/api/v1/profiles/none/rank-intervals', 404);
  });
});

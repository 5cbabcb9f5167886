import { expect, it } from 'vitest';
import { clusterListSchema } from '../../core/contract/clusters.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import { scoreListSchema } from '../../core/contract/score.ts';
import { contiguity } from '../../core/spatial/contiguity.ts';
import { localMoran } from '../../core/spatial/local-moran.ts';
import { neighboursAmong } from '../../core/spatial/neighbours.ts';
import { spatialWeights } from '../../core/spatial/spatial-weights.ts';
import { createClusters, type ClusterRequest } from '../../server/usecases/clusters/find-clusters.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { boardOfSquares } from '../support/lattice.ts';
import { seedBoard } from '../support/seed-board.ts';
import { seededCodes, seededProfile } from '../support/seed-scoring.ts';

const address = '/api/v1/profiles/seeded/clusters';

describeDatabases('clusters', (database) => {
  const app = useTestApp(database, seedBoard, { profiles: [seededProfile] });
  const read = (query: string) => app().getAs(clusterListSchema, `${address}?${query}`);

  it('gives the local statistic of every area among those that touch and have a score', async () => {
    const list = await read('show=all');
    const { scores } = await app().getAs(scoreListSchema, '/api/v1/profiles/seeded/scores?sort=code');
    const board = contiguity(boardOfSquares(4, 3), { rule: 'queen' });
    const kept = Int32Array.from(scores.keys()).filter((row) => scores[row]?.score !== null);
    const expected = localMoran(
      Float64Array.from(kept, (row) => scores[row]?.score ?? NaN),
      spatialWeights(neighboursAmong(board, kept).neighbours, 'W'),
    );
    expect(kept).toHaveLength(11);
    expect(list.clusters.map(({ code }) => code)).toEqual(seededCodes);
    kept.forEach((row, at) => {
      expect(list.clusters[row]?.statistic).toBeCloseTo(expected.statistic[at] ?? NaN, 9);
      expect(list.clusters[row]?.p).toBeGreaterThan(0);
      expect(list.clusters[row]?.q).toBeGreaterThanOrEqual(list.clusters[row]?.p ?? 2);
    });
    expect(list.clusters[11]).toMatchObject({ kind: 'no-data', score: null, statistic: null, p: null });
    expect(list.clusters[0]).toMatchObject({
      neighbours: 3,
      authority: { code: 'X08000001', name: 'Northdale' },
    });
    const around = [1, 4, 5].map((row) => scores[row]?.score ?? NaN);
    expect(list.clusters[0]?.neighboursScore).toBeCloseTo(
      around.reduce((sum, score) => sum + score, 0) / 3,
      9,
    );
    expect(Object.values(list.counts).reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(list.sentence).toMatch(/^Of 11 areas compared, /);
    expect(list).toMatchObject({ attribution: { madeUp: true }, method: { level: 0.05, seed: 1 } });
  });

  it('shows clusters and outliers only unless asked, the same ones each time', async () => {
    const [all, some, again] = [await read('show=all'), await read(''), await read('')];
    const notable = all.clusters.filter(({ kind }) => /^(high|low)-(high|low)$/.test(kind));
    expect(some.clusters).toEqual(notable);
    expect(again).toEqual(some);
    expect(some.counts).toEqual(all.counts);
  });

  it('keeps to an area, and to groups that can be compared', async () => {
    const ward = await read('show=all&within=X05000001');
    expect(ward.clusters.map(({ code }) => code)).toEqual(seededCodes.slice(0, 3));
    const whole = await read('show=all');
    // The question was asked of all areas: an area's figures do not depend on what is shown.
    expect(ward.clusters).toEqual(whole.clusters.slice(0, 3));
    const byAuthority = await read('show=all&base=lad');
    // Area 4 has the neighbours 3, 7 and 8; the last two are in the other authority.
    expect([whole.clusters[3]?.neighbours, byAuthority.clusters[3]?.neighbours]).toEqual([3, 1]);
    const three = await read('show=all&base=in:X05000001');
    expect(three.clusters.map(({ kind }) => kind)).toEqual(['too-few', 'too-few', 'too-few']);
    expect(three.sentence).toContain('too few scores');
  });

  it('says what it cannot do', async () => {
    expect((await app().getProblem(`${address}?type=ward`, 404)).detail).toContain('lsoa');
    await app().getProblem(`${address}?show=none`, 400);
    await app().getProblem(`${address}?wihtin=X05000001`, 400);
    await app().getProblem('/api/v1/profiles/none/clusters', 404);
  });

  it('is a page that needs no script', async () => {
    const page = await app().get('/clusters');
    expect(page.statusCode).toBe(200);
    const { sentence } = await read('');
    expect(page.body).toContain(sentence);
    expect(page.body).toContain('What the groups mean');
    expect(page.body).toContain('Made-up data.');
    expect(page.body).toContain('href="/api/v1/profiles/seeded/clusters?"');
    expect(page.body).not.toContain('undefined');
    const map = await app().get('/map');
    expect(map.body).toContain('href="/clusters"');
    expect((await app().get('/clusters?profile=seeded&within=X08000001')).statusCode).toBe(200);
    expect((await app().get('/clusters?within=%27')).statusCode).toBe(400);
  });

  it('says how far it is while it is being worked out, and has the answer later', async () => {
    const scoring = createScoring({ database: database(), profiles: [seededProfile] });
    const dataVersion = () => Promise.resolve('1');
    const options = { database: database(), writer: database(), scoring, dataVersion };
    const hasty = createClusters({ ...options, patience: { waitMilliseconds: 0, retryAfterSeconds: 10 } });
    // Against a base that nobody has asked for yet: what is stored need not be waited for.
    const base: ComparisonBase = { kind: 'selection', codes: ['X08000001', 'X05000004'] };
    const request: ClusterRequest = { profileId: 'seeded', show: 'all', base };
    await expect(hasty.list(request)).rejects.toMatchObject({
      code: 'source-unavailable',
      message: expect.stringMatching(/\d % done/) as string,
      details: { retryAfterSeconds: 10 },
    });
    await expect
      .poll(
        () =>
          hasty.list(request).then(
            ({ clusters }) => clusters.length,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(9);
    hasty.close();
    const closed = createClusters({
      ...options,
      patience: { waitMilliseconds: 10_000, retryAfterSeconds: 10 },
    });
    closed.close();
    const other: ComparisonBase = { kind: 'selection', codes: ['X08000002'] };
    await expect(closed.list({ ...request, base: other })).rejects.toThrow('closing');
  });

  it('is worked out anew when the data changes', async () => {
    const before = await read('show=all');
    await database().execute(`update area set geometry = null where area_type = 'lsoa' and code = $1`, [
      seededCodes[1] ?? '',
    ]);
    await database().execute(`insert into dataset_release
      (dataset_id, reader, period, file_name, file_sha256, file_bytes, imported_by)
      values ('seed', 'test', '2022', 'more.csv', repeat('1', 64), 1, 'test')`);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const after = await read('show=all');
    expect([before.clusters[1]?.kind, after.clusters[1]?.kind]).toEqual([
      expect.not.stringContaining('no-neighbours'),
      'no-neighbours',
    ]);
    expect(after.clusters[1]).toMatchObject({ p: 1, q: 1, statistic: null, neighboursScore: null });
  });
});

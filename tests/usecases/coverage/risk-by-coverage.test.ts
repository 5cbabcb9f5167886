import { beforeAll, describe, expect, it } from 'vitest';
import {
  riskByCoveragePageSchema,
  riskByCoverageSchema,
} from '../../../core/contract/coverage/risk-by-coverage.ts';
import type { Database } from '../../../server/database/database.ts';
import { createAtlasReads } from '../../../server/store/atlas-reads.ts';
import { createSnapshotStore } from '../../../server/store/coverage/snapshot-store.ts';
import { createRiskByCoverage } from '../../../server/usecases/coverage/risk-by-coverage.ts';
import { createScoring } from '../../../server/usecases/score-table.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadMadeUp } from '../../support/gaps-borough.ts';
import { fileOf } from '../../support/read-source.ts';
import { seedBoard } from '../../support/seed-board.ts';
import { seededCodes, seededProfile } from '../../support/seed-scoring.ts';

/**
 * Premises, unknown, expected without superfast, by seeded area; nothing is counted in area 11. By decent broadband all
 * are served.
 */
const superfast = [
  [100, 0, 30],
  [200, 0, 4],
  [120, 20, 10],
  [50, 0, 25],
  [40, 30, 1],
  [60, 0, 0],
  [70, 0, 0.5],
  [80, 0, 8],
  [90, 0, 0],
  [100, 0, 2],
  null,
  [10, 0, 9],
] as const;

async function seedCounts(database: Database): Promise<void> {
  const snapshots = createSnapshotStore(database);
  const snapshotId = await snapshots.create('2026-01', 'a'.repeat(64), [
    { role: 'premises', releaseId: 1, datasetId: 'seed', period: '2021' },
  ]);
  const areas = await database.query<{ area_id: number; code: string }>(
    `select area_id, code from area where area_type = 'lsoa'`,
  );
  const rows = areas.flatMap(({ area_id: areaId, code }) => {
    const counts = superfast[seededCodes.indexOf(code)] ?? null;
    if (counts === null) return [];
    const [premises, unknown, expectedUnserved] = counts;
    const rest = { served: 0, likelyServed: 0, likelyUnserved: 0, unserved: 0, disagreeing: 0 };
    return [
      { ...rest, areaId, speedClass: 'superfast' as const, premises, unknown, expectedUnserved },
      { ...rest, areaId, speedClass: 'decent' as const, premises, unknown: 0, expectedUnserved: 0 },
    ];
  });
  await snapshots.copyCounts(snapshotId, rows);
  await snapshots.finish(snapshotId, 920, []);
}

const questionOf = (speedClass: 'superfast' | 'decent') => ({ speedClass, profileId: 'seeded' });

describeDatabases('risk by coverage', (database) => {
  const app = useTestApp(database, seedBoard, { profiles: [seededProfile] });
  const address = '/api/v1/coverage/risk';
  const join = () =>
    createRiskByCoverage({
      database: database(),
      scoring: createScoring({ database: database(), profiles: [seededProfile] }),
      dataVersion: () => createAtlasReads(database()).version(),
    });

  it('is refused in words while no premises are loaded, and the page says so', async () => {
    expect((await app().getProblem(address, 422)).detail).toContain('No premises are loaded');
    const page = await app().getAs(riskByCoveragePageSchema, '/coverage/risk.json');
    expect(page).toEqual({ profileId: 'seeded', class: 'decent', result: null, nothing: 'no-snapshot' });
    expect((await app().get('/coverage/risk')).body).toContain('No premises are loaded');
  });

  it('never joins areas of two vintages', async () => {
    const store = createSnapshotStore(database());
    const snapshotId = await store.create('2020', 'b'.repeat(64), []);
    await database().execute(
      `insert into area (area_type, vintage, code, name) values ('lsoa', 2011, 'X01000001', 'Seed of 2011')`,
    );
    const [old] = await database().query<{ area_id: number }>(
      'select area_id from area where vintage = 2011',
    );
    await store.copyCounts(snapshotId, [
      {
        ...{ areaId: old?.area_id ?? 0, speedClass: 'decent', premises: 5, served: 5, likelyServed: 0 },
        ...{ likelyUnserved: 0, unserved: 0, unknown: 0, expectedUnserved: 0, disagreeing: 0 },
      },
    ]);
    await store.finish(snapshotId, 5, []);
    await expect(join().of(questionOf('decent'))).rejects.toMatchObject({
      code: 'not-computable',
      details: { reason: 'other-areas', ranked: 2021, counted: [2011] },
    });
    await database().executeScript(
      `delete from coverage_snapshot; delete from area where area_type = 'lsoa' and vintage = 2011;`,
    );
  });

  describe('of counted premises', () => {
    beforeAll(async () => {
      await seedCounts(database());
    });

    it('sets premises beside the ranking: numbers counted by hand', async () => {
      const { summary, areas } = await join().of(questionOf('superfast'));
      riskByCoverageSchema.parse(summary);
      // Of 11 ranked areas the first two are in the riskiest fifth (tenths 1 and 2 hold two), here the first two areas.
      const riskiest = areas.filter(({ risk }) => risk === 'fifth-1');
      expect(riskiest.map(({ code, rank }) => [code, rank])).toEqual([
        ['X01000001', 1],
        ['X01000002', 2],
      ]);
      expect(summary.headline.riskiest).toEqual({
        ...{ areas: 2, premises: 300, unknown: 0, expectedUnserved: 34, people: 300, withoutPeople: 0 },
      });
      // Areas 3 to 11: 120 + 50 + 40 + 60 + 70 + 80 + 90 + 100 premises, 46.5 of them without.
      expect(summary.headline.elsewhere).toEqual({
        ...{
          areas: 9,
          premises: 610,
          unknown: 50,
          expectedUnserved: 46.5,
          people: 1300,
          withoutPeople: 0,
        },
      });
      expect(summary.table.total).toMatchObject({
        areas: 12,
        premises: 920,
        unknown: 50,
        expectedUnserved: 89.5,
      });
    });

    it('keeps an area without a score, and one without premises, apart', async () => {
      const { summary, areas } = await join().of(questionOf('superfast'));
      const [eleven, twelve] = areas.slice(10);
      expect(eleven).toMatchObject({ premises: 0, coverage: 'not-known', mapClass: null, kind: null });
      expect(twelve).toMatchObject({
        risk: 'no-score',
        coverage: 'many',
        mapClass: null,
        kind: null,
        rank: null,
      });
      expect(summary.table.rows.at(-1)?.total).toMatchObject({ areas: 1, premises: 10, expectedUnserved: 9 });
      // Area 5 with three quarters unknown, and area 11.
      expect(summary.table.columns.map(({ areas: count }) => count)).toEqual([3, 2, 5, 2]);
    });

    it('names what each kind of area needs, the worst first, and wards', async () => {
      const { summary, areas } = await join().of(questionOf('superfast'));
      expect([areas[0]?.mapClass, areas[0]?.kind]).toEqual(['C3', 'cannot-and-struggle']);
      expect([areas[1]?.mapClass, areas[1]?.kind]).toEqual(['C1', 'could-but-may-not']);
      expect(summary.kinds.map(({ kind, sums }) => [kind, sums.areas])).toEqual([
        ['cannot-and-struggle', 1],
        ['could-but-may-not', 1],
        ['cannot', 3],
        ['served', 4],
      ]);
      expect(summary.worst).toMatchObject({ total: 1, areas: [{ code: 'X01000001', expectedUnserved: 30 }] });
      expect(summary.wards[0]).toMatchObject({
        code: 'X05000001',
        all: { areas: 3, premises: 420, expectedUnserved: 44 },
        riskiest: { areas: 2, expectedUnserved: 34 },
      });
      expect(summary.wards.reduce((sum, { all }) => sum + all.areas, 0)).toBe(12);
    });

    it('keeps to a place, against whatever base; another speed has its own figures', async () => {
      const south = await join().of({ ...questionOf('superfast'), within: 'X08000002' });
      expect(south.summary.within).toEqual({ code: 'X08000002', name: 'Southdale', type: 'lad' });
      expect(south.summary.table.total).toMatchObject({ areas: 6, premises: 350, expectedUnserved: 19.5 });
      expect(south.summary.headline.riskiest.areas).toBe(0);
      const own = await join().of({
        ...questionOf('superfast'),
        ...{ within: 'X08000002', base: { kind: 'within' as const, type: 'lad' as const } },
      });
      // Among themselves one of them is the riskiest.
      expect(own.summary.headline.riskiest.areas).toBeGreaterThan(0);
      const decent = await join().of(questionOf('decent'));
      expect(decent.summary.table.total).toMatchObject({ premises: 920, unknown: 0, expectedUnserved: 0 });
    });

    it('is worked out once for each version of the data', async () => {
      const joins = join();
      expect(await joins.of(questionOf('superfast'))).toBe(await joins.of(questionOf('superfast')));
    });

    it('is an answer of the API, whole as CSV, described', async () => {
      const list = await app().getAs(riskByCoverageSchema, `${address}?class=superfast`);
      expect(list.headline.riskiest.expectedUnserved).toBe(34);
      const csv = await app().get(`${address}?class=superfast&within=X05000001&format=csv`);
      const lines = csv.body.trimEnd().split('\r\n');
      expect(lines).toHaveLength(4);
      expect(lines[1]).toContain('X01000001,Seed 1,,X05000001,Cliff,X08000001,Northdale,');
      expect(lines[1]).toContain(',fifth-1,many,C3,cannot-and-struggle,100,0,30,0.3,100');
      for (const format of ['csvw', 'tableschema']) {
        expect((await app().get(`${address}?format=${format}`)).body).toContain('premises_without');
      }
    });

    it.each([
      'class=fast',
      'within=%27%3B%20drop',
      'within=E99999999',
      'base=planet',
      'profile=../x',
      'wihtin=X08000001',
      'class=superfast&class=gigabit',
    ])('refuses %s', async (query) => {
      await app().getProblem(`${address}?${query}`, 400);
      expect((await app().get(`/coverage/risk?${query}`)).statusCode).toBe(400);
    });

    it('does not know every profile', async () => {
      await app().getProblem(`${address}?profile=none`, 404);
    });

    it('is a page that needs no script: headline, map, tables, worst areas, in both languages', async () => {
      const page = await app().get('/coverage/risk?class=superfast');
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain(
        'About 34 of 300 premises in the riskiest fifth of areas cannot order superfast broadband (30 Mbit/s) (11.3%).',
      );
      expect(page.body).toContain('In the other areas it is about 47 of 560 (8.3%).');
      expect(page.body).toContain('id="risk-map-C3"');
      expect(page.body).toContain('atlas-static-map__class-C3');
      expect(page.body).toContain('>Dark corner: high risk, many without<');
      expect(page.body).toContain('href="/areas/X01000001"');
      expect(page.body).not.toMatch(/undefined|NaN|coverageRisk\./);
      expect(page.body.length).toBeLessThan(100_000);
      const welsh = await app().get('/cy/coverage/risk?class=superfast');
      expect(welsh.body).toContain('Ni all tua 34 o 300 safle');
      const empty = await app().get('/coverage/risk?class=superfast&within=');
      expect([empty.statusCode, empty.headers.location]).toEqual([303, '/coverage/risk?class=superfast']);
    });

    it('is a sentence on the page of an area, with a link', async () => {
      const { body } = await app().get('/areas/X01000001');
      expect(body).toContain('About 30 of 100 premises here cannot order superfast broadband (30 Mbit/s).');
      expect(body).toContain('href="/coverage/risk?class=superfast&amp;profile=seeded&amp;within=X01000001"');
      // Nothing is counted in area 11.
      expect((await app().get('/areas/X01000011')).body).not.toContain('premises here cannot order');
    });

    it('says how many take what they can have, of full fibre and of the authority only', async () => {
      const before = await join().of(questionOf('superfast'));
      expect(before.summary.takeUp).toEqual([]);
      await loadMadeUp(
        database(),
        fileOf(
          'laua,laua_name,Full-fibre take-up (% of full-fibre coverage),Full-fibre take-up (% of all premises)\n' +
            'X08000001,Northdale,42,30\n',
          '202307_full_fibre_take-up_laua_r01.csv',
        ),
      );
      const { summary } = await join().of(questionOf('superfast'));
      expect(summary.takeUp).toEqual([
        ...[
          {
            code: 'X08000001',
            name: 'Northdale',
            percentOfCoverage: 42,
            percentOfAll: 30,
            period: '2023-07',
          },
        ],
      ]);
    });
  });
});

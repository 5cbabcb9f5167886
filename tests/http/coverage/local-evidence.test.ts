import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChallengeState, NewCoverageProblem } from '../../../core/contract/coverage/coverage-problem.ts';
import { upheldCollectionSchema } from '../../../core/contract/coverage/local-evidence.ts';
import { premisesDetailSchema, premisesItemsSchema } from '../../../core/contract/coverage/premises-list.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createProblemStore } from '../../../server/store/coverage/problem-store.ts';
import { buildSnapshot } from '../../../server/usecases/coverage/build-snapshot.ts';
import { deriveMemberships } from '../../../server/usecases/derive-memberships.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadGapsBorough } from '../../support/gaps-borough.ts';
import { rowsOfCsv } from '../../support/read-csv.ts';

const api = '/api/v1/coverage';
const everything = 'status=served,likely-served,likely-unserved,unserved,unknown';
const references = { premises: 'K7QX2M9D4TR1', postcode: 'K7QX2M9D4TR2', open: 'K7QX2M9D4TR3' } as const;

/** What is upheld: that 7 cannot order gigabit, and that there is no mobile signal in ZZ1 1AA, where 1, 2 and 3 are. */
const reports: readonly {
  readonly reference: string;
  readonly subject: NewCoverageProblem['subject'];
  readonly reason: NewCoverageProblem['reason'];
  readonly speedClass: NewCoverageProblem['speedClass'];
  readonly states: readonly ChallengeState[];
}[] = [
  {
    ...{ reference: references.premises, subject: { kind: 'premises', code: '7' } },
    ...{ reason: 'cannot-order-speed', speedClass: 'gigabit', states: ['new', 'checking', 'upheld'] },
  },
  {
    ...{ reference: references.postcode, subject: { kind: 'postcode', code: 'ZZ11AA' } },
    ...{ reason: 'mobile-not-as-shown', speedClass: null, states: ['new', 'checking', 'upheld'] },
  },
  {
    ...{ reference: references.open, subject: { kind: 'premises', code: '6' } },
    ...{ reason: 'has-service', speedClass: 'decent', states: ['new', 'checking'] },
  },
];

describeDatabases('local evidence', (database) => {
  const atlas = useTestApp(database, async (empty) => {
    await loadGapsBorough(empty);
    await deriveMemberships(empty);
    await buildSnapshot(empty, { period: null });
  });
  let before: unknown;

  beforeAll(async () => {
    before = (await atlas().get(`${api}/premises?${everything}`)).json();
    const store = createProblemStore(database());
    for (const { reference, states, ...about } of reports) {
      const report = {
        ...{ downloadMbps: null, uploadMbps: null, testedOn: null },
        ...{ note: 'Ask Mrs Jones.', email: 'someone@example.org' },
      };
      const reportedAt = new Date('2026-10-01T12:00:00Z');
      await store.save({ ...about, ...report }, { reference, areaCodes: [], reportedAt });
      for (const [revision, to] of states.slice(1).entries()) {
        const from = states[revision] ?? 'new';
        const movedAt = new Date('2026-11-02T12:00:00Z');
        await store.move({
          reference,
          from,
          to,
          revision,
          comment: 'Seen.',
          publishNote: false,
          movedAt,
        });
      }
    }
  });
  afterAll(async () => {
    await database().executeScript('truncate coverage_problem restart identity cascade');
  });

  describe('on the map', () => {
    const read = (query = '') => atlas().getAs(upheldCollectionSchema, `${api}/problems.geojson${query}`);

    it('marks the premises that upheld reports are about, and nothing personal', async () => {
      const collection = await read();
      const { longitude, latitude } = wgs84FromGrid({ easting: 401_600, northing: 400_500 });
      expect(collection).toMatchObject({ period: '2026-01', matched: 1, isComplete: true });
      expect(collection.features).toEqual([
        {
          ...{ type: 'Feature', id: 7 },
          properties: {
            uprn: 7,
            reports: [
              {
                ...{ reference: references.premises, about: 'premises', reason: 'cannot-order-speed' },
                ...{ speedClass: 'gigabit', upheldOn: '2026-11-02' },
              },
            ],
          },
          geometry: {
            type: 'Point',
            coordinates: [expect.closeTo(longitude, 5), expect.closeTo(latitude, 5)],
          },
        },
      ]);
      expect(JSON.stringify(collection)).not.toMatch(/Jones|someone/);
      const answer = await atlas().get(`${api}/problems.geojson`);
      expect(answer.headers['content-type']).toMatch(/^application\/geo\+json/);
      expect([answer.headers['cache-control'], answer.headers.etag]).toEqual(['no-store', undefined]);
    });

    it('is of a box and of a period', async () => {
      const { longitude, latitude } = wgs84FromGrid({ easting: 401_600, northing: 400_500 });
      const box = (west: number): string =>
        `?bbox=${[west, latitude - 0.001, west + 0.002, latitude + 0.001].join(',')}`;
      expect((await read(box(longitude - 0.001))).features.map(({ id }) => id)).toEqual([7]);
      expect((await read(box(longitude + 0.001))).features).toEqual([]);
      await atlas().getProblem(`${api}/problems.geojson?period=2019-09`, 404);
      await atlas().getProblem(`${api}/problems.geojson?bbox=1,2,3`, 400);
    });
  });

  it('stands beside the estimate of each premises, and leaves it as it was', async () => {
    const { items } = await atlas().getAs(premisesItemsSchema, `${api}/premises?${everything}`);
    const evidenced = items.filter(({ localEvidence }) => localEvidence.length > 0);
    expect(
      evidenced.map(({ uprn, localEvidence }) => [uprn, localEvidence.map(({ about }) => about)]),
    ).toEqual([
      [1, ['postcode']],
      [2, ['postcode']],
      [3, ['postcode']],
      [7, ['premises']],
    ]);
    const bare = items.map((row) => ({ ...row, localEvidence: [] }));
    expect(bare).toEqual(premisesItemsSchema.parse(before).items);
  });

  it('is on the page of the premises with its report, in both languages, beside the ways to the map and the form', async () => {
    const { body, headers } = await atlas().get('/coverage/premises/7');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain(
      'Local evidence: the speed that is shown cannot be ordered: Gigabit (1,000 Mbit/s). Upheld on 2 November 2026.',
    );
    expect(body).toContain(`href="/coverage/problems/${references.premises}"`);
    expect(body).toContain('href="/coverage/problems/report?place=7"');
    const { longitude, latitude } = wgs84FromGrid({ easting: 401_600, northing: 400_500 });
    const place = `${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
    expect(body).toContain(`href="/coverage/map?uprn=7&amp;map=17/${place}"`);
    expect((await atlas().get('/cy/coverage/premises/2')).body).toContain(
      'Tystiolaeth leol am ei god post: nid yw’r signal symudol fel y dangosir.',
    );
    const none = (await atlas().get('/coverage/premises/6')).body;
    expect(none).toContain('No report about it was upheld.');
    const detail = await atlas().getAs(premisesDetailSchema, `${api}/premises/7`);
    expect(detail.premises.localEvidence).toHaveLength(1);
    expect(
      (await atlas().get(`/coverage/premises?${everything}`)).body.match(/with local evidence/g),
    ).toHaveLength(4);
  });

  it('has columns of its own in CSV, GeoJSON and GeoPackage', async () => {
    const expected = ['premises: cannot-order-speed (gigabit)', '2026-11-02'];
    for (const url of [`${api}/premises?format=csv&${everything}`, `/coverage/premises.csv?${everything}`]) {
      const rows = rowsOfCsv((await atlas().get(url)).body);
      const cells = (uprn: string) => {
        const row = rows.find((each) => each['uprn'] === uprn);
        return [row?.['local_evidence'], row?.['local_evidence_date']];
      };
      expect(cells('7')).toEqual(expected);
      expect(cells('1')).toEqual(['postcode: mobile-not-as-shown', '2026-11-02']);
      expect(cells('6')).toEqual(['', '']);
    }
    const { body } = await atlas().get(`/coverage/premises.geojson?${everything}`);
    const { features } = JSON.parse(body) as { features: { properties: Record<string, unknown> }[] };
    const seven = features.find(({ properties }) => properties['uprn'] === 7)?.properties;
    expect([seven?.['local_evidence'], seven?.['local_evidence_date']]).toEqual(expected);
    const folder = mkdtempSync(join(tmpdir(), 'atlas-test-'));
    try {
      const path = join(folder, 'premises.gpkg');
      writeFileSync(path, (await atlas().get(`/coverage/premises.gpkg?${everything}`)).rawPayload);
      const file = new sqlite.Database(path, { readOnly: true });
      expect(file.get('select local_evidence, local_evidence_date from premises where uprn = 7')).toEqual({
        local_evidence: expected[0],
        local_evidence_date: expected[1],
      });
      file.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describeDatabases('local evidence where nothing is loaded', (database) => {
  const atlas = useTestApp(database, () => Promise.resolve());
  it('is none', async () => {
    const collection = await atlas().getAs(upheldCollectionSchema, `${api}/problems.geojson`);
    expect(collection).toMatchObject({ period: null, matched: 0, features: [] });
  });
});

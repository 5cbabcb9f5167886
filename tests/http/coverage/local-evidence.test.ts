import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { premisesDetailSchema, premisesItemsSchema } from '../../../core/contract/coverage/premises-list.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadJoinedBorough } from '../../support/gaps-borough.ts';
import { rowsOfCsv } from '../../support/read-csv.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { saveReportInStates, untilUpheld, type ReportInStates } from '../../support/uphold-report.ts';

const api = '/api/v1/coverage';
const everything = 'status=served,likely-served,likely-unserved,unserved,unknown';
const references = { premises: 'K7QX2M9D4TR1', postcode: 'K7QX2M9D4TR2', open: 'K7QX2M9D4TR3' } as const;

/** What is upheld: that 7 cannot order gigabit, and that there is no mobile signal in ZZ1 1AA, where 1, 2 and 3 are. */
const reports: readonly ReportInStates[] = [
  {
    ...{ reference: references.premises, subject: { kind: 'premises', code: '7' } },
    ...{ reason: 'cannot-order-speed', speedClass: 'gigabit', states: untilUpheld },
  },
  {
    ...{ reference: references.postcode, subject: { kind: 'postcode', code: 'ZZ11AA' } },
    ...{ reason: 'mobile-not-as-shown', speedClass: null, states: untilUpheld },
  },
  {
    ...{ reference: references.open, subject: { kind: 'premises', code: '6' } },
    ...{ reason: 'has-service', speedClass: 'decent', states: ['new', 'checking'] },
  },
];

describeDatabases('local evidence', (database) => {
  const atlas = useTestApp(database, loadJoinedBorough);
  let before: unknown;

  beforeAll(async () => {
    before = (await atlas().get(`${api}/premises?${everything}`)).json();
    for (const report of reports) await saveReportInStates(database(), report);
  });
  afterAll(async () => {
    await database().executeScript('truncate coverage_problem restart identity cascade');
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
    const folder = temporaryFolder();
    const path = join(folder, 'premises.gpkg');
    writeFileSync(path, (await atlas().get(`/coverage/premises.gpkg?${everything}`)).rawPayload);
    const file = new sqlite.Database(path, { readOnly: true });
    expect(file.get('select local_evidence, local_evidence_date from premises where uprn = 7')).toEqual({
      local_evidence: expected[0],
      local_evidence_date: expected[1],
    });
    file.close();
  });
});

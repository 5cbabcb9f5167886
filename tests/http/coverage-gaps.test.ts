import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { coverageHomeSchema, gapReportSchema } from '../../core/contract/coverage/gap-report.ts';
import {
  premisesDetailSchema,
  premisesItemsSchema,
  premisesPageSchema,
  snapshotListSchema,
} from '../../core/contract/coverage/premises-list.ts';
import { problemSchema } from '../../core/contract/problem.ts';
import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { loadJoinedBorough } from '../support/gaps-borough.ts';
import { seededProfile } from '../support/seed-scoring.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const corner = (easting: number, northing: number): [number, number] => {
  const { longitude, latitude } = wgs84FromGrid({ easting, northing });
  return [longitude, latitude];
};

const rowsOf = (csv: string): string[][] => Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;

/** The western square kilometre of Testborough and a metre more. */
const west = {
  type: 'Polygon',
  coordinates: [
    [
      corner(399_999, 399_999),
      corner(401_001, 399_999),
      corner(401_001, 401_001),
      corner(399_999, 401_001),
      corner(399_999, 399_999),
    ],
  ],
};

describeDatabases('coverage gaps over HTTP', (database) => {
  const atlas = useTestApp(database, loadJoinedBorough, { profiles: [seededProfile] });
  const api = '/api/v1/coverage';
  const everything = 'status=served,likely-served,likely-unserved,unserved,unknown';

  const post = (payload: string, contentType = 'application/json', url = `${api}/report`) =>
    atlas().app.inject({ method: 'POST', url, headers: { 'content-type': contentType }, payload });

  describe('premises', () => {
    it('are those that cannot get decent broadband unless others are asked for, without masts', async () => {
      const list = await atlas().getAs(premisesItemsSchema, `${api}/premises`);
      expect(list.items.map(({ uprn }) => uprn)).toEqual([6]);
      expect(list).toMatchObject({ period: '2026-01', next: null, attribution: { madeUp: true } });
      const all = await atlas().getAs(premisesItemsSchema, `${api}/premises?${everything}`);
      expect(all.items.map(({ uprn }) => uprn)).toEqual([1, 2, 3, 5, 6, 7, 8]);
    });

    it('come in pages by cursor', async () => {
      const found: number[] = [];
      let next: string | null = '';
      while (next !== null) {
        const cursor: string = next === '' ? '' : `&cursor=${next}`;
        const url = `${api}/premises?${everything}&limit=3${cursor}`;
        const page = await atlas().getAs(premisesItemsSchema, url);
        expect(page.items.length).toBeLessThanOrEqual(3);
        found.push(...page.items.map(({ uprn }) => uprn));
        next = page.next;
      }
      expect(found).toEqual([1, 2, 3, 5, 6, 7, 8]);
    });

    it('are saved as CSV, by the API and beside the page', async () => {
      for (const url of [
        `${api}/premises?format=csv&within=E01999002&${everything}`,
        `/coverage/premises.csv?within=E01999002&${everything}`,
      ]) {
        const response = await atlas().get(url);
        expect(response.headers['content-type']).toMatch(/^text\/csv/);
        expect(response.headers['content-disposition']).toContain('MADE-UP-');
        const [header = [], ...rows] = rowsOf(response.body);
        expect(rows.map((row) => row[0])).toEqual(['6', '7']);
        const cell = (name: string) => rows[0]?.[header.indexOf(name)];
        expect([cell('superfast_status'), cell('superfast_chance'), cell('plan'), cell('easting')]).toEqual([
          ...['unserved', '0', 'unknown', '401500'],
        ]);
        expect(rows[0]?.[header.indexOf('postcode')]).toBe('');
      }
      const schema = await atlas().get(`${api}/premises?format=tableschema`);
      expect(schema.json()).toMatchObject({ primaryKey: ['uprn'] });
    });

    it('are saved as GeoJSON with their credit', async () => {
      const { body } = await atlas().get(`/coverage/premises.geojson?${everything}&class=gigabit`);
      const collection = JSON.parse(body) as {
        attribution: { lines: string[] };
        warning: string;
        features: { geometry: { coordinates: [number, number] }; properties: { uprn: number } }[];
      };
      expect(collection.attribution.lines.join(' ')).toContain('Ofcom');
      expect(collection.warning).toContain('MADE-UP');
      expect(collection.features).toHaveLength(7);
      const [longitude, latitude] = corner(400_100, 400_100);
      expect(collection.features[0]?.geometry.coordinates[0]).toBeCloseTo(longitude, 5);
      expect(collection.features[0]?.geometry.coordinates[1]).toBeCloseTo(latitude, 5);
    });

    it('are saved as a GeoPackage of points', async () => {
      const response = await atlas().get(`/coverage/premises.gpkg?${everything}`);
      const folder = temporaryFolder();
      const path = join(folder, 'premises.gpkg');
      writeFileSync(path, response.rawPayload);
      const file = new sqlite.Database(path, { readOnly: true });
      expect(file.get('select geometry_type_name as type from gpkg_geometry_columns')).toEqual({
        type: 'POINT',
      });
      const first = file.get('select hex(geom) as geom from premises order by uprn limit 1');
      // Header of 40 bytes, then a plain point of 21: byte order, type, x, y (OGC 12-128r17, 2.1.3).
      const geometry = Buffer.from(z.object({ geom: z.string() }).parse(first).geom, 'hex');
      expect(geometry).toHaveLength(61);
      expect([geometry.readDoubleLE(45), geometry.readDoubleLE(53)]).toEqual([400_100, 400_100]);
      expect(file.get('select count(*) as count from premises')).toEqual({ count: 7 });
      file.close();
    });

    it('one by one say what each source says', async () => {
      const one = await atlas().getAs(premisesDetailSchema, `${api}/premises/7`);
      expect(one.premises).toMatchObject({ uprn: 7, plan: 'available', disagrees: true });
      expect(one.evidence.map(({ basis, code, shares }) => [basis, code, shares.gigabit])).toEqual([
        ['premises', null, 1],
        ['postcode', 'ZZ11AB', 0],
        ['output-area', 'E00999002', 0.5],
      ]);
      expect(one.evidence.map(({ source }) => source.period)).toEqual(['2026-05', '2026-01', '2026-01']);
      expect(one.plan?.fields).toMatchObject({ current_gigabit: true, subsidy_status: 'Gigabit Grey/Black' });
      expect(one.areas.map(({ code }) => code)).toEqual([
        ...['E06999001', 'E05999001', 'E02999001', 'E01999002', 'E00999002'],
      ]);
      expect(JSON.stringify(one)).not.toMatch(/score|risk|population|income/i);
    });

    it.each([
      ['/premises/12345', 404],
      ['/premises/abc', 400],
      ['/premises/-1', 400],
      ['/premises/1e3', 400],
      ['/premises/9999999999999', 400],
      ['/premises/1%20or%201=1', 400],
      ['/premises?class=fast', 400],
      ['/premises?cursor=abc', 400],
      ['/premises?limit=100000', 413],
      ['/premises?speed=30', 400],
      ['/premises?period=2019-09', 404],
      ['/areas/E06888888', 404],
      ['/areas/nowhere!', 400],
      ['/areas/E06999001?class=fast', 400],
    ])('%s is refused with %i', async (path, status) => {
      await atlas().getProblem(`${api}${path}`, status);
    });
  });

  it('snapshots name their releases', async () => {
    const { items } = await atlas().getAs(snapshotListSchema, `${api}/snapshots`);
    expect(items).toMatchObject([{ period: '2026-01', isCurrent: true, premises: 8 }]);
  });

  describe('reports', () => {
    it('of an area are the same from the API, beside the page and as CSV', async () => {
      const report = await atlas().getAs(gapReportSchema, `${api}/areas/E06999001?class=superfast`);
      expect(report.estimate.status).toBe('known');
      const beside = await atlas().getAs(gapReportSchema, '/coverage/areas/E06999001.json?class=superfast');
      expect(beside).toEqual(report);
      const { body } = await atlas().get('/coverage/areas/E06999001.csv?class=superfast');
      const [header = [], ...rows] = rowsOf(body);
      const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
      // The authority by five speeds, then its ward by the one.
      expect(column('area_code')).toEqual([...Array<string>(5).fill('E06999001'), 'E05999001']);
      expect(column('premises')).toEqual(Array(6).fill('6'));
      expect(column('unserved_at_most')[1]).toBe('4');
    });

    it('of a polygon are taken as GeoJSON in either media type', async () => {
      for (const type of ['application/json', 'application/geo+json']) {
        const response = await post(JSON.stringify(west), type);
        expect(response.statusCode).toBe(200);
        const report = gapReportSchema.parse(response.json());
        expect(report.estimate).toMatchObject({ status: 'known', excluded: 1 });
        expect(response.headers['cache-control']).toBe('no-store');
      }
    });

    it('of a polygon are in the language that is asked for', async () => {
      const sentences = async (query: string) =>
        gapReportSchema.parse(
          (await post(JSON.stringify(west), 'application/json', `${api}/report${query}`)).json(),
        ).sentences;
      const [english, welsh] = [await sentences(''), await sentences('?language=cy')];
      expect(welsh).toHaveLength(english.length);
      expect(english.join(' ')).toContain('of 4 premises');
      expect(welsh.join(' ')).not.toMatch(/\b(of|the|premises)\b/);
      expect(welsh.join(' ')).toContain('band eang');
      const other = await post(JSON.stringify(west), 'application/json', `${api}/report?language=fr`);
      expect(other.statusCode).toBe(400);
    });

    const ring = (positions: string) => `{"type":"Polygon","coordinates":[[${positions}]]}`;
    it.each([
      ['no JSON', 'POLYGON((0 0))', 400, null],
      ['nothing', '', 400, null],
      ['no number', ring('[NaN,53],[-2,53],[-2,54],[-2,53]'), 400, null],
      ['a number beyond doubles', ring('[1e999,53],[-2,53],[-2,54],[1e999,53]'), 400, 'coordinates[0][0]'],
      ['across the antimeridian', ring('[179,53],[181,53],[181,54],[179,53]'), 400, 'coordinates[0][0]'],
      ['a bow tie', ring('[-2,53],[-1.9,53.1],[-1.9,53],[-2,53.1],[-2,53]'), 400, 'coordinates[0][2]'],
      ['open', ring('[-2,53],[-1.9,53.1],[-1.9,53],[-2,53.1]'), 400, 'coordinates[0][3]'],
      ['too large', ring('[-3,52],[-1,52],[-1,53.5],[-3,53.5],[-3,52]'), 413, 'coordinates'],
      ['too many bytes', ring(Array(60_000).fill('[-2.00000001,53.00000001]').join(',')), 413, null],
      ['too many points', ring(Array(6000).fill('[-2,53]').join(',')), 413, 'coordinates[0]'],
    ])('of %s are refused', async (_name, payload, status, field) => {
      const response = await post(payload);
      expect(response.statusCode).toBe(status);
      const problem = problemSchema.parse(response.json());
      if (field !== null) expect(JSON.stringify(problem)).toContain(JSON.stringify(field));
    });
  });

  describe('pages', () => {
    it('the first says what is loaded and where it is worst', async () => {
      const home = await atlas().getAs(coverageHomeSchema, '/coverage.json?class=superfast');
      expect(home.classes.map(({ premises }) => premises)).toEqual([6, 6, 6, 6, 6]);
      expect(home.worst.map(({ code }) => code)).toEqual(['E05999001']);
      const { body } = await atlas().get('/coverage');
      for (const href of [
        '/coverage/premises',
        '/coverage/polygon',
        '/coverage/areas/E05999001?class=decent',
      ]) {
        expect(body).toContain(`href="${href}"`);
      }
    });

    it('every link of ours on them leads somewhere', async () => {
      const pages = [
        '/coverage',
        '/coverage/areas/E06999001',
        '/coverage/premises?class=superfast',
        '/coverage/premises/7',
        '/cy/coverage',
      ];
      const links = new Set<string>();
      for (const page of pages) {
        const { body, statusCode } = await atlas().get(page, { accept: 'text/html' });
        expect({ page, statusCode }).toEqual({ page, statusCode: 200 });
        for (const [, href = ''] of body.matchAll(/href="(\/(?:cy\/)?coverage[^"#]*)"/g)) {
          links.add(href.replaceAll('&amp;', '&'));
        }
      }
      expect(links.size).toBeGreaterThan(20);
      for (const link of links) {
        const { statusCode } = await atlas().get(link, { accept: 'text/html' });
        // Without a Chromium there is no PDF.
        expect({ link, statusCode }).toEqual({ link, statusCode: link.endsWith('.pdf') ? 501 : 200 });
      }
    }, 60_000);

    it('say why the chance of a premises is not the published share of its postcode', async () => {
      const pages = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7, 8].map(async (uprn) => (await atlas().get(`/coverage/premises/${uprn}`)).body),
      );
      const explained = pages.map((body) => body.includes('They are left out first'));
      // The three others of ZZ1 1AA, in which one has gigabit by its own record.
      expect(explained).toEqual([false, true, true, true, false, false, false, false]);
    });

    it('a list goes on where the page before ended, by premises and by postcode', async () => {
      const list = await atlas().getAs(
        premisesPageSchema,
        `/coverage/premises.json?by=postcode&class=superfast&${everything}`,
      );
      if (list.status === 'missing') throw new Error(list.reason);
      expect(list).toMatchObject({ total: 3, next: null, premises: [] });
      expect(list.postcodes.map(({ postcode, premises }) => [postcode, premises])).toEqual([
        [null, 3],
        ['ZZ11AA', 3],
        ['ZZ11AB', 1],
      ]);
      const after = await atlas().getAs(
        premisesPageSchema,
        `/coverage/premises.json?by=postcode&after=ZZ11AA&${everything}`,
      );
      expect(after).toMatchObject({ postcodes: [{ postcode: 'ZZ11AB', premises: 1 }] });
      const rest = await atlas().getAs(premisesPageSchema, `/coverage/premises.json?after=6&${everything}`);
      expect(rest).toMatchObject({ premises: [{ uprn: 7 }, { uprn: 8 }] });
      await atlas().getProblem('/coverage/premises.json?after=ZZ11AA', 400);
    });

    it('what a form leaves empty is not asked', async () => {
      const response = await atlas().get('/cy/coverage/premises?class=gigabit&within=&postcode=&plan=');
      expect(response.statusCode).toBe(303);
      expect(response.headers.location).toBe('/cy/coverage/premises?class=gigabit');
    });

    it('a polygon is pasted without scripts, and what is wrong is said beside it', async () => {
      const send = (fields: Record<string, string>, url = '/coverage/polygon/report') =>
        post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded', url);
      const done = await send({ polygon: JSON.stringify(west), class: 'superfast' });
      expect(done.statusCode).toBe(200);
      expect(done.body).toContain('of 4 premises');
      const empty = await send({ polygon: ' ' }, '/cy/coverage/polygon/report');
      expect(empty.statusCode).toBe(400);
      expect(empty.body).toContain('Gludwch bolygon yn gyntaf');
      const wrong = await send({ polygon: '<script>alert(1)</script>' });
      expect(wrong.statusCode).toBe(400);
      expect(wrong.body).toContain('not JSON');
      expect(wrong.body).not.toContain('<script>alert');
      const odd = await send({ polygon: '{"type":"Polygon","coordinates":[[[0,"x"]]]}', class: 'fast' });
      expect(odd.statusCode).toBe(400);
    });
  });
});

describeDatabases('coverage gaps where nothing is loaded', (database) => {
  const atlas = useTestApp(database, () => Promise.resolve());
  it('pages say so', async () => {
    for (const path of ['/coverage', '/coverage/premises', '/coverage/polygon', '/cy/coverage']) {
      const response = await atlas().get(path, { accept: 'text/html' });
      expect({ path, status: response.statusCode }).toEqual({ path, status: 200 });
    }
    expect((await atlas().get('/coverage')).body).toContain('No premises are loaded yet');
    await atlas().getProblem('/api/v1/coverage/premises', 404);
    await atlas().getProblem('/api/v1/coverage/premises/1', 404);
  });
});

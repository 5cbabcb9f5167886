import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { booleanPointInPolygon } from '@turf/turf';
import type { MultiPolygon } from 'geojson';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, it } from 'vitest';
import { gapReportSchema } from '../../../core/contract/coverage/gap-report.ts';
import { premisesItemsSchema } from '../../../core/contract/coverage/premises-list.ts';
import { servedStatuses } from '../../../core/contract/coverage/speed-class.ts';
import { problemSchema } from '../../../core/contract/problem.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadJoinedBorough } from '../../support/gaps-borough.ts';
import { rowsOfCsv } from '../../support/read-csv.ts';
import { strewPremises } from '../../support/strew-premises.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const api = '/api/v1/coverage';
const everything = `status=${servedStatuses.join(',')}`;

const onGrid = (corners: readonly (readonly [number, number])[]): [number, number][] =>
  corners.map(([easting, northing]) => {
    const { longitude, latitude } = wgs84FromGrid({ easting, northing });
    return [longitude, latitude];
  });

/** A bent street with a courtyard left out, and a yard apart from it. */
const street: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [
    [
      onGrid([
        [400_050, 400_050],
        [401_700, 400_020],
        [401_650, 400_600],
        [400_900, 400_550],
        [400_400, 400_950],
        [400_050, 400_050],
      ]),
      onGrid([
        [400_600, 400_200],
        [400_900, 400_210],
        [400_880, 400_400],
        [400_600, 400_200],
      ]),
    ],
    [
      onGrid([
        [401_200, 400_700],
        [401_800, 400_720],
        [401_500, 400_990],
        [401_200, 400_700],
      ]),
    ],
  ],
};

const county = [
  [350_000, 350_000],
  [450_000, 350_000],
  [450_000, 450_000],
  [350_000, 450_000],
  [350_000, 350_000],
] as const;

describeDatabases('the premises of a drawn polygon', (database) => {
  const atlas = useTestApp(database, async (empty) => {
    await loadJoinedBorough(empty);
    await strewPremises(empty);
  });

  const post = (url: string, payload: string, type = 'application/json') =>
    atlas().app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
  const postDrawn = async (query: string) => {
    const response = await post(`${api}/premises?${query}`, JSON.stringify(street));
    expect({ query, status: response.statusCode }).toEqual({ query, status: 200 });
    return response;
  };
  const uprnsOf = (csv: string): number[] => rowsOfCsv(csv).map((row) => Number(row['uprn']));
  const send = (fields: Readonly<Record<string, string>>, path = '/coverage/polygon/premises.csv') =>
    post(path, new URLSearchParams({ polygon: JSON.stringify(street), ...fields }).toString(), form);
  const form = 'application/x-www-form-urlencoded';

  /** By the positions that the list gives and another point in polygon. */
  async function insideByTurf(query: string): Promise<number[]> {
    const { items } = await atlas().getAs(premisesItemsSchema, `${api}/premises?${query}&limit=5000`);
    return items
      .filter(({ position }) => booleanPointInPolygon([position.longitude, position.latitude], street))
      .map(({ uprn }) => uprn);
  }

  it('are those that another point in polygon finds, whatever the filter', async () => {
    for (const query of [
      everything,
      'class=gigabit',
      `${everything}&plan=not-planned,unknown`,
      `${everything}&disagree=yes&class=superfast`,
      'status=unknown',
      `${everything}&within=E01999002`,
      `${everything}&postcode=zz1%201aa`,
    ]) {
      const expected = await insideByTurf(query);
      expect({ query, uprns: uprnsOf((await postDrawn(query)).body) }).toEqual({ query, uprns: expected });
    }
    const all = await insideByTurf(everything);
    // Some hundreds inside, and some hundreds of the 1,350 that are counted outside.
    expect(all.length).toBeGreaterThan(300);
    expect(all.length).toBeLessThan(1000);
  });

  it('are those that its report counts, by every speed and status', async () => {
    const { body } = await post(`${api}/report`, JSON.stringify(street));
    const { estimate } = gapReportSchema.parse(JSON.parse(body));
    if (estimate.status === 'missing') throw new Error(estimate.reason);
    const rows = rowsOfCsv((await postDrawn(everything)).body);
    for (const { speedClass, premises, ...counts } of estimate.classes) {
      const column = `${speedClass.replace('-', '_')}_status`;
      const of = (status: string): number => rows.filter((row) => row[column] === status).length;
      expect(rows).toHaveLength(premises);
      expect({
        ...{ served: of('served'), likelyServed: of('likely-served') },
        ...{ likelyUnserved: of('likely-unserved'), unserved: of('unserved'), unknown: of('unknown') },
      }).toEqual({
        ...{ served: counts.served, likelyServed: counts.likelyServed },
        ...{ likelyUnserved: counts.likelyUnserved, unserved: counts.unserved, unknown: counts.unknown },
      });
      for (const status of servedStatuses) {
        const found = uprnsOf((await postDrawn(`class=${speedClass}&status=${status}`)).body);
        expect(found).toHaveLength(of(status));
      }
    }
  });

  it('have the columns, the cells and the description of the list', async () => {
    const drawn = await postDrawn(`${everything}&class=gigabit`);
    const listed = await atlas().get(`${api}/premises?${everything}&class=gigabit&format=csv`);
    const lines = listed.body.split('\r\n');
    const inside = new Set(uprnsOf(drawn.body));
    const expected = lines.filter((line, at) => at === 0 || inside.has(Number(line.split(',')[0])));
    expect(drawn.body.trimEnd().split('\r\n')).toEqual(expected);
    expect(drawn.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="MADE-UP-premises-gigabit-polygon.csv"',
    });
    const [, description = ''] =
      /<https:\/\/atlas\.example([^>]*format=csvw[^>]*)>/.exec(String(drawn.headers.link)) ?? [];
    expect((await atlas().get(description)).statusCode).toBe(200);
  });

  it('are saved as GeoJSON and as a GeoPackage with the credit of their data and where they lie', async () => {
    const expected = await insideByTurf('class=gigabit');
    const json = await postDrawn('class=gigabit&format=geojson');
    const collection = JSON.parse(json.body) as {
      attribution: { lines: string[] };
      features: { properties: { uprn: number } }[];
    };
    expect(collection.features.map(({ properties }) => properties.uprn)).toEqual(expected);
    expect(collection.attribution.lines.join(' ')).toContain('Ofcom');
    const { rawPayload } = await postDrawn('class=gigabit&format=gpkg');
    const path = join(temporaryFolder(), 'drawn.gpkg');
    writeFileSync(path, rawPayload);
    const file = new sqlite.Database(path, { readOnly: true });
    expect(file.all('select uprn from premises order by uprn').map((row) => row['uprn'])).toEqual(expected);
    expect(JSON.stringify(file.all('select * from gpkg_metadata'))).toContain(
      'square kilometres with 14 points',
    );
    file.close();
  });

  it.each([
    ['another format', 'format=pdf', JSON.stringify(street), 400],
    ['an unknown speed', 'class=fast', JSON.stringify(street), 400],
    ['a period without a snapshot', 'period=2019-09', JSON.stringify(street), 404],
    ['a point', '', '{"type":"Point","coordinates":[0,52]}', 400],
    ['no JSON', '', 'no polygon', 400],
    ['a county', '', JSON.stringify({ type: 'Polygon', coordinates: [onGrid(county)] }), 413],
  ])('are refused of %s', async (_name, query, payload, status) => {
    const response = await post(`${api}/premises?${query}`, payload);
    expect(response.statusCode).toBe(status);
    problemSchema.parse(response.json());
  });

  describe('on the page', () => {
    it('are saved by buttons of the form, without scripts', async () => {
      const { body } = await atlas().get('/cy/coverage/polygon', { accept: 'text/html' });
      for (const ending of ['csv', 'geojson', 'gpkg']) {
        expect(body).toContain(`formaction="/cy/coverage/polygon/premises.${ending}"`);
      }
      // A form sends what was left empty.
      const saved = await send({ class: 'gigabit', status: 'unserved', plan: '' });
      expect(saved.statusCode).toBe(200);
      expect(saved.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      expect(uprnsOf(saved.body)).toEqual(await insideByTurf('class=gigabit&status=unserved'));
      const drawn = await send({ plan: 'available' }, '/coverage/polygon/premises.geojson');
      expect(drawn.headers['content-type']).toMatch(/^application\/geo\+json/);
      const { features } = JSON.parse(drawn.body) as { features: unknown[] };
      expect(features).toHaveLength((await insideByTurf('plan=available')).length);
      const whole = await send({}, '/cy/coverage/polygon/premises.gpkg');
      expect(whole.rawPayload.subarray(0, 15).toString()).toBe('SQLite format 3');
    });

    it('are saved by postcode where that is chosen', async () => {
      expect((await atlas().get('/coverage/polygon', { accept: 'text/html' })).body).toContain(
        '<option value="postcode">by postcode</option>',
      );
      const saved = await send({ class: 'gigabit', status: 'unserved', by: 'postcode' });
      expect(saved.headers['content-disposition']).toContain('postcodes-gigabit-polygon');
      const counts = rowsOfCsv(saved.body).map((row) => Number(row['premises']));
      expect(counts.length).toBeGreaterThan(10);
      const premises = await insideByTurf('class=gigabit&status=unserved');
      expect(counts.reduce((sum, count) => sum + count)).toBe(premises.length);
      const odd = await send({ by: 'street' });
      expect([odd.statusCode, odd.body.includes('by: ')]).toEqual([400, true]);
    });

    it('are asked for again where the form is wrong, with what was pasted kept', async () => {
      const empty = await send({ polygon: ' ' }, '/cy/coverage/polygon/premises.csv');
      expect([empty.statusCode, empty.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
      expect(empty.body).toContain('Gludwch bolygon yn gyntaf');
      const odd = await send({ plan: 'soon' });
      expect(odd.statusCode).toBe(400);
      expect(odd.body).toContain('plan: words joined by commas');
      expect(odd.body).toContain('MultiPolygon');
      expect((await send({ period: '2019-09' })).statusCode).toBe(404);
    });
  });
});

describeDatabases('the premises of a polygon where nothing is loaded', (database) => {
  const atlas = useTestApp(database, () => Promise.resolve());
  it('are not found', async () => {
    const response = await atlas().app.inject({ method: 'POST', url: `${api}/premises`, payload: street });
    expect(response.statusCode).toBe(404);
    expect(problemSchema.parse(response.json()).detail).toContain('No premises are loaded');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  notSpotCollectionSchema,
  notSpotDetailSchema,
  notSpotListSchema,
} from '../../core/contract/coverage/not-spots.ts';
import { notSpotId } from '../../core/coverage/not-spot-id.ts';
import { notSpotsCommand } from '../../scripts/commands/coverage/not-spots.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { loadGapsBorough } from '../support/gaps-borough.ts';
import { storePlaced } from '../support/not-spot-place.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const west = notSpotId('decent', 11);
const east = notSpotId('decent', 21);
const third = notSpotId('decent', 41);

describeDatabases('not-spots of the service', (database) => {
  const test = useTestApp(database, async (opened) => {
    await loadGapsBorough(opened);
  });

  it('are none before a snapshot is made, and the page says so', async () => {
    // Of another speed than below: the service may hold an answer for a second.
    const list = await test().getAs(notSpotListSchema, '/api/v1/coverage/not-spots?class=gigabit');
    expect(list).toMatchObject({ period: null, total: 0, items: [] });
    expect((await test().get('/coverage/not-spots?class=gigabit')).body).toContain('have not been joined');
  });

  describe('of two periods', () => {
    beforeAll(async () => {
      await storePlaced(database(), '2025-07');
      await storePlaced(database(), '2026-01');
    });

    const list = (query: string) => test().getAs(notSpotListSchema, `/api/v1/coverage/not-spots${query}`);
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id);

    it('are ranked by premises, by distance, and within an area', async () => {
      const found = await list('');
      expect(found).toMatchObject({
        period: '2026-01',
        periods: ['2026-01', '2025-07'],
        total: 2,
        premises: 11,
      });
      expect(found.items.map(({ id, rank, premises }) => [id, rank, premises])).toEqual([
        [west, 1, 6],
        [third, 2, 5],
      ]);
      expect(found.items[0]).toMatchObject({
        ...{ status: 'persisting', sure: 6, likely: 0, expectedUnserved: 6, distanceMetres: 360, risk: null },
        wards: [{ code: 'E05999001', name: 'Testborough 001', premises: 6 }],
        plans: [{ plan: 'contracted', premises: 6 }],
      });
      // The third stands 510 metres from the served one: (600, 600) from (500, 100).
      expect(
        (await list('?rank=distance')).items.map(({ id, distanceMetres }) => [id, distanceMetres]),
      ).toEqual([
        [third, 509.9],
        [west, 360],
      ]);
      expect(await ids('?within=E01999001')).toEqual([west, third]);
      expect(await ids('?within=E01999002')).toEqual([]);
      expect(await ids('?within=E01999002&status=closed')).toEqual([east]);
      expect(await ids('?within=E06999001&status=new')).toEqual([third]);
      expect(await ids('?period=2025-07')).toEqual([west, east]);
      expect(await ids('?limit=1&page=2')).toEqual([third]);
    });

    it('that closed are listed with the period in which they did', async () => {
      const [closed] = (await list('?status=closed')).items;
      expect(closed).toMatchObject({
        id: east,
        status: 'closed',
        period: '2026-01',
        seenIn: '2025-07',
        premises: 5,
      });
    });

    it('have a page with sentence, map, plans, areas, postcodes and history, and the data of it', async () => {
      const detail = await test().getAs(notSpotDetailSchema, `/coverage/not-spots/${west}.json`);
      expect(detail.sentence).toBe(
        '6 premises in Testborough 001 cannot get decent broadband (10 Mbit/s); the nearest that can, or likely can, is ' +
          '360 m away; a better network is planned or being built for all of them.',
      );
      expect(detail.history.map(({ period, status, premises }) => [period, status, premises])).toEqual([
        ['2025-07', 'new', 6],
        ['2026-01', 'persisting', 6],
      ]);
      const page = (await test().get(`/coverage/not-spots/${west}`)).body;
      expect(page).toContain(detail.sentence);
      expect(page).toContain('ZZ1 1AA (6)');
      expect(page).toContain('class="atlas-static-map"');
      expect(page).not.toMatch(/ style="/);
      expect((await test().get(`/cy/coverage/not-spots/${west}`)).body).toContain('Cipolwg');
    });

    it('that closed keep their page, with the premises as they were', async () => {
      const detail = await test().getAs(notSpotDetailSchema, `/api/v1/coverage/not-spots/${east}`);
      expect(detail.summary).toMatchObject({ status: 'closed', rank: null, premises: 5 });
      expect(detail.history.map(({ status, premises }) => [status, premises])).toEqual([
        ['new', 5],
        ['closed', 0],
      ]);
      const csv = (await test().get(`/coverage/not-spots/${east}.csv`)).body.trim().split('\r\n');
      expect(csv).toHaveLength(6);
      expect(csv[1]).toMatch(
        /^21,ZZ11AB,401500,400800,.*,likely-unserved,0\.25,postcode,low,no,not-planned,,$/,
      );
    });

    it('are known in a period only as far as they were then', async () => {
      await test().getProblem(`/api/v1/coverage/not-spots/${third}?period=2025-07`, 404);
      const before = await test().getAs(
        notSpotDetailSchema,
        `/api/v1/coverage/not-spots/${east}?period=2025-07`,
      );
      expect(before.summary).toMatchObject({ status: 'new', rank: 2 });
    });

    it('have their premises as CSV, and nothing of people', async () => {
      const answer = await test().get(`/coverage/not-spots/${west}.csv`);
      const [header, ...rows] = answer.body.trim().split('\r\n');
      expect(header).toBe(
        'uprn,postcode,easting,northing,longitude,latitude,lsoa_code,ward_code,lad_code,status,chance,basis,confidence,' +
          'sources_disagree,plan,local_evidence,local_evidence_date',
      );
      expect(rows.map((row) => row.split(',')[0])).toEqual(['11', '12', '13', '14', '15', '16']);
      await database().executeScript(
        `insert into coverage_problem (reference, subject_kind, subject_code, reason, speed_class, state, reported_at, changed_at)
         values ('K7QX2M9D4TR1', 'premises', '12', 'told-no-service', 'decent', 'upheld', '2026-10-01T12:00Z', '2026-11-02T12:00Z')`,
      );
      const upheld = (await test().get(`/coverage/not-spots/${west}.csv`)).body.trim().split('\r\n');
      expect(upheld[2]).toBe(`${rows[1]?.slice(0, -1)}premises: told-no-service (decent),2026-11-02`);
      expect(upheld[3]).toBe(rows[2]);
      expect(answer.headers['x-ratelimit-limit'] ?? answer.headers['ratelimit-limit']).toBe('30');
    });

    it('can be taken away as CSV, GeoJSON and GeoPackage', async () => {
      const csv = (await test().get('/coverage/not-spots.csv?status=new,persisting,closed')).body
        .trim()
        .split('\r\n');
      expect(csv.map((line) => line.split(',').slice(0, 6).join())).toEqual([
        'not_spot_id,speed_class,status,period,rank,premises',
        `${west},decent,persisting,2026-01,1,6`,
        // Alike in all, the one that is there comes first.
        `${third},decent,new,2026-01,2,5`,
        `${east},decent,closed,2026-01,2,5`,
      ]);
      const geojson: { features: { properties: { not_spot_id: string }; geometry: { type: string } }[] } = (
        await test().get('/coverage/not-spots.geojson')
      ).json();
      expect(
        geojson.features.map(({ properties, geometry }) => [properties.not_spot_id, geometry.type]),
      ).toEqual([
        [west, 'Polygon'],
        [third, 'Polygon'],
      ]);
      const gpkg = await test().get('/coverage/not-spots.gpkg');
      expect(gpkg.rawPayload.subarray(0, 15).toString()).toBe('SQLite format 3');
    });

    it('have outlines for a map, those in a box', async () => {
      const all = await test().getAs(notSpotCollectionSchema, '/api/v1/coverage/not-spots.geojson');
      expect(all).toMatchObject({ matched: 2, isComplete: true, period: '2026-01' });
      const [feature] = all.features;
      expect(feature?.properties).toMatchObject({ id: west, premises: 6, distance: 360 });
      const { longitude, latitude } = feature?.properties ?? { longitude: 0, latitude: 0 };
      const box = [longitude - 0.002, latitude - 0.001, longitude + 0.002, latitude + 0.001].join(',');
      const near = await test().getAs(
        notSpotCollectionSchema,
        `/api/v1/coverage/not-spots.geojson?bbox=${box}`,
      );
      expect(near.features.map(({ id }) => id)).toEqual([west]);
    });

    it('are not to be had by what is no question of them', async () => {
      for (const query of [
        'class=fast',
        'within=%27%20or%201%3D1',
        'rank=name',
        'status=gone',
        'period=../..',
        'page=0',
        'x=1',
      ]) {
        await test().getProblem(`/api/v1/coverage/not-spots?${query}`, 400);
      }
      await test().getProblem('/api/v1/coverage/not-spots?within=E99999999', 404);
      await test().getProblem('/api/v1/coverage/not-spots?period=1999-01', 404);
      await test().getProblem('/api/v1/coverage/not-spots?profile=none', 404);
      await test().getProblem('/api/v1/coverage/not-spots.geojson?bbox=1,2,3', 400);
      await test().getProblem('/api/v1/coverage/not-spots/NS-000000', 404);
      await test().getProblem('/api/v1/coverage/not-spots/NS-%3Cscript%3E', 400);
      await test().getProblem('/coverage/not-spots/NS-000000.csv', 404);
    });

    it('are written by the command as by the service', async () => {
      const folder = temporaryFolder();
      const output = join(folder, 'not-spots.csv');
      const filter = { class: 'decent', rank: 'premises', status: ['new', 'persisting'] } as const;
      await notSpotsCommand(
        { database: database(), catalogue: { profiles: [] } as never },
        { filter: { ...filter, status: [...filter.status] }, ending: 'csv', output },
      );
      expect(readFileSync(output, 'utf8')).toBe((await test().get('/coverage/not-spots.csv')).body);
    });
  });
});

describeDatabases('not-spots of which none is at the slowest speed', (database) => {
  const test = useTestApp(database, async (opened) => {
    await loadGapsBorough(opened);
    await storePlaced(opened, '2026-01');
    await opened.executeScript("delete from not_spot where speed_class = 'decent'");
  });
  const sentence = 'No speed was chosen. No not-spot fits at ultrafast broadband (300 Mbit/s) or slower';

  it('open the page with the slowest speed that has any, and say that there are none slower', async () => {
    const data = await test().getAs(notSpotListSchema, '/coverage/not-spots.json');
    expect(data).toMatchObject({ speedClass: 'gigabit', total: 1, premises: 6 });
    const { body } = await test().get('/coverage/not-spots');
    expect(body).toContain(`${sentence}, so the list opens with gigabit broadband (1,000 Mbit/s).`);
    // What leads on from it stays with the speed that is shown.
    expect(body).toContain('href="/coverage/not-spots.csv?class=gigabit"');
    expect((await test().get('/cy/coverage/not-spots')).body).toContain('Ni ddewiswyd cyflymder.');
  });

  it('are none where decent broadband is asked for, and by the API and in files unless another is', async () => {
    const asked = await test().get('/coverage/not-spots?class=decent');
    expect(asked.body).not.toContain('No speed was chosen');
    expect(asked.body).toContain('No not-spot fits.');
    const list = await test().getAs(notSpotListSchema, '/api/v1/coverage/not-spots');
    expect(list).toMatchObject({ speedClass: 'decent', total: 0 });
    expect((await test().get('/coverage/not-spots.csv')).body.trim().split('\r\n')).toHaveLength(1);
  });

  // Each by another area that they lie in: a list is kept until the server looks for new data again.
  it.each([
    ['superfast', 'E06999001'],
    ['ultrafast-100', 'E05999001'],
    ['ultrafast-300', 'E02999001'],
  ])('open with %s where that is the slowest that has any, and passes over none', async (speed, within) => {
    await database().executeScript(
      `delete from not_spot where speed_class <> 'gigabit';
       insert into not_spot select (jsonb_populate_record(n, '{"speed_class": "${speed}"}'::jsonb)).* from not_spot n`,
    );
    const data = await test().getAs(notSpotListSchema, `/coverage/not-spots.json?within=${within}`);
    expect(data).toMatchObject({ speedClass: speed, total: 1 });
  });

  it('open with decent broadband where no speed has any', async () => {
    const data = await test().getAs(notSpotListSchema, '/coverage/not-spots.json?within=E01999002');
    expect(data).toMatchObject({ speedClass: 'decent', total: 0 });
    const { body } = await test().get('/coverage/not-spots?within=E01999002');
    expect(body).not.toContain('No speed was chosen');
  });
});

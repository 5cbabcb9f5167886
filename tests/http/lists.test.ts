import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { listingSchema, type Listing } from '../../core/contract/listing.ts';
import type { Database } from '../../server/database/database.ts';
import { useTestApp } from '../support/app.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { readXlsx } from '../support/read-xlsx.ts';
import { seededProfile, seedScoring } from '../support/seed-scoring.ts';
import { createSmallPlace, smallPlace } from '../support/small-place.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** "X01000003" as 3. */
const numbers = ({ rows }: Listing): number[] => rows.map(({ code }) => Number(code.slice(3)));

describeDatabases('lists of areas', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile] });
  const list = (query: string): Promise<Listing> => app().getAs(listingSchema, `/areas.json?${query}`);

  it('give areas by rank, with what is missing last, and why', async () => {
    const found = await list('');
    expect(found).toMatchObject({ total: 12, page: 1, pages: 1, sort: 'rank', areas: { type: 'lsoa' } });
    expect(found.columns.map(({ id }) => id)).toEqual([
      ...['rank', 'score', 'decile', 'lad', 'population', 'component:connectivity', 'component:people'],
    ]);
    const ranks = found.rows.map(({ values }) => values['rank']);
    expect(ranks.slice(0, 11)).toEqual(ranks.slice(0, 11).toSorted((a, b) => Number(a) - Number(b)));
    expect(found.rows.at(-1)).toMatchObject({
      code: 'X01000012',
      values: { rank: null, score: null, lad: 'Southdale', population: 200 },
      missing: { rank: 'too-few-inputs', score: 'too-few-inputs' },
    });
    expect(found.attribution).toEqual({ lines: ['Made up by a test.'], madeUp: true });
  });

  it('say how many pages there are past the last one, and lead back to it with what was asked for', async () => {
    expect(await list('page=99')).toMatchObject({ total: 12, page: 99, pages: 1, rows: [] });
    const page = await app().get('/areas?where=population%3E100&page=99', asPage);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('6 areas fit.');
    expect(page.body).toContain('This list has one page: there is no page 99.');
    expect(page.body).toContain(
      '<a class="govuk-link" href="/areas?where=population%3E100">Go to the last page</a>',
    );
    expect((await app().get('/areas', asPage)).body).not.toContain('there is no page');
  });

  it('sort by any column, both ways, areas of one value by code, areas without one last', async () => {
    expect(numbers(await list('sort=indicator:slow'))).toEqual([6, 7, 8, 9, 4, 10, 11, 3, 2, 1, 5, 12]);
    expect(numbers(await list('sort=-indicator:slow'))).toEqual([1, 2, 3, 11, 4, 10, 9, 8, 7, 6, 5, 12]);
    expect(numbers(await list('sort=-population'))).toEqual([2, 4, 6, 8, 10, 12, 1, 3, 5, 7, 9, 11]);
    expect(numbers(await list('sort=-name')).slice(0, 3)).toEqual([12, 11, 10]);
    expect(numbers(await list('sort=-lad&where=population>100')).slice(0, 3)).toEqual([8, 10, 12]);
  });

  it.each([
    ['where=indicator:slow>=20', [1, 2, 3, 4, 10, 11]],
    ['where=indicator:slow>20', [1, 2, 3, 11]],
    ['where=indicator:slow<10', [6, 7]],
    ['where=indicator:slow<=10', [6, 7, 8]],
    ['where=indicator:slow=20', [4, 10]],
    ['where=indicator:slow?missing', [5, 12]],
    ['where=indicator:slow?known&where=population=100', [1, 3, 7, 9, 11]],
    ['where=indicator:slow>=20&where=lad=southdale', [10, 11]],
    ['where=indicator:slow?missing&where=indicator:speed<=10&match=any', [1, 5, 12]],
    ['where=name~seed 1', [1, 10, 11, 12]],
    ['within=X05000002', [4, 5, 6]],
    ['within=X08000002&where=ward=Fen', [10, 11, 12]],
    ['within=X01000007', [7]],
    ['where=rank-from?known', []],
  ])('filter by %s', async (query, expected) => {
    expect(numbers(await list(`sort=code&${query}`))).toEqual(expected);
  });

  it('have every column that is asked for, and all of them when all are', async () => {
    const chosen = await list('columns=ward,indicator:slow&columns=score');
    expect(chosen.columns.map(({ id }) => id)).toEqual(['ward', 'indicator:slow', 'score']);
    expect(chosen.columns[1]).toMatchObject({
      title: 'Title of slow',
      description: 'A seeded figure.',
      unit: 'percent',
      period: '2021',
      source: 'Seeded figures, Nobody',
      licence: 'OGL-UK-3.0',
    });
    const missing = chosen.rows.find(({ code }) => code === 'X01000005');
    expect(missing?.values['indicator:slow']).toBeNull();
    expect(missing?.missing).toEqual({ 'indicator:slow': 'suppressed' });
    const wards = await list('type=ward&columns=all');
    expect(wards.columns.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'lad',
        'lad-code',
        'score',
        'rank-from',
        'component:people',
        'indicator:speed',
      ]),
    );
    expect(wards.rows.map(({ name }) => name).sort()).toEqual(['Cliff', 'Dell', 'Elm', 'Fen']);
  });

  it('see several areas as one: people added up, scores weighted by people, figures worked out again', async () => {
    const columns = 'columns=rank,score,population,lad,component:people,indicator:slow,indicator:population';
    const { combined, rows } = await list(`${columns}&selected=X01000002,X01000001`);
    const scoreOf = (code: string): number => Number(rows.find((row) => row.code === code)?.values['score']);
    const weighted = (scoreOf('X01000001') * 100 + scoreOf('X01000002') * 200) / 300;
    expect(combined).toMatchObject({
      areas: [
        { code: 'X01000001', name: 'Seed 1' },
        { code: 'X01000002', name: 'Seed 2' },
      ],
      ...{ memberCount: 2, scoredCount: 2, population: 300, scoredPopulation: 300 },
    });
    expect(combined?.score).toBeCloseTo(weighted, 10);
    expect(Object.keys(combined?.values ?? {}).sort()).toEqual([
      ...['component:people', 'indicator:population', 'indicator:slow', 'population', 'score'],
    ]);
    // 100 of 200 and 80 of 200: what the rate is of, not the people who live there.
    expect(combined?.values['indicator:slow']).toEqual({ value: 45, method: 'from-sums' });
    expect(combined?.values['indicator:population']).toEqual({ value: 300, method: 'total' });
  });

  it('see the areas of a ward as the ward, and what is not known of one as unknown in sum', async () => {
    for (const [ward, members] of [
      ['X05000001', 'X01000001,X01000002,X01000003'],
      ['X05000004', 'X01000010,X01000011,X01000012'],
    ] as const) {
      const { rows } = await list('type=ward&columns=all');
      const { combined } = await list(`columns=all&selected=${members}`);
      const own = rows.find(({ code }) => code === ward)?.values ?? {};
      const ids = Object.keys(combined?.values ?? {});
      expect(ids.length).toBe(8);
      for (const id of ids) {
        const [one, other] = [own[id] ?? NaN, combined?.values[id]?.value ?? NaN];
        if (Number.isNaN(one)) expect(other, id).toBeNaN();
        else expect(other, id).toBeCloseTo(Number(one), 10);
      }
    }
    const { combined } = await list('selected=X01000012,X01000011&columns=indicator:slow');
    // X01000012 has no score and no figure: what is said rests on the other.
    expect(combined).toMatchObject({
      memberCount: 2,
      scoredCount: 1,
      population: 300,
      scoredPopulation: 100,
    });
    expect(combined?.values['indicator:slow']?.value).toBe(25);
  });

  it('see wards as one by the areas in them', async () => {
    const wards = await list('type=ward&selected=X05000001,X05000002&columns=all');
    const { rows } = await list('type=lad&columns=all');
    const lad = rows.find(({ code }) => code === 'X08000001');
    expect(wards.combined).toMatchObject({ memberCount: 6, population: 900 });
    expect(wards.combined?.score).toBeCloseTo(Number(lad?.values['score']), 10);
  });

  it.each([
    ['where=nonsense', 'where', 'is no condition'],
    ['where=indicator:nothing>=1', 'where', 'no column'],
    ['where=lad>=5', 'where', 'is text'],
    ['where=score~5', 'where', 'is a number'],
    ['where=score=many', 'where', 'is a number'],
    ['sort=nothing', 'sort', 'no column'],
    ['sort=-', 'sort', 'column'],
    ['columns=score,nothing', 'columns', 'no column'],
    ['columns=Score', 'columns', 'name of a column'],
    ['within=X09999999', 'within', 'no area of this code'],
    ['within=nowhere', 'within', 'capital letters'],
    ['selected=X05000001', 'selected', 'no lsoa of this code'],
    ['selected=x', 'selected', 'capital letters'],
    ['type=nation', 'type', 'option'],
    ['match=some', 'match', 'option'],
    ['page=0', 'page', '1'],
    ['page=two', 'page', 'number'],
    ['profile=No such', 'profile', 'lower-case'],
    ['base=everywhere', 'base', 'nation'],
    ['filter=1', 'filter', 'not known here'],
  ])('refuse %s, naming the parameter and what is wrong with it', async (query, field, reason) => {
    for (const path of ['/areas.json', '/areas.csv', '/areas.xlsx', '/areas.geojson', '/areas.gpkg']) {
      const problem = await app().getProblem(`${path}?${query}`, 400);
      expect(JSON.stringify(problem.errors), path).toContain(reason);
      expect(problem.errors?.[0]?.field.split('/')[0]).toBe(field);
    }
    const page = await app().get(`/areas?${query}`, asPage);
    expect(page.statusCode).toBe(400);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain(`<li>${field}`);
  });

  it('say that there is no such profile or kind of area', async () => {
    await app().getProblem('/areas.json?profile=nothing', 404);
    await app().getProblem('/areas.json?type=region', 404);
  });

  it('are whole without JavaScript: links that sort, a form, a reason for what is missing', async () => {
    const { body } = await app().get('/areas?columns=rank,indicator:slow&where=score<=99', asPage);
    expect(body).toContain('<h1 class="govuk-heading-xl govuk-!-margin-bottom-2">Neighbourhoods</h1>');
    expect(body).toMatch(
      /<th scope="col" class="atlas-number" aria-sort="ascending"><a[^>]*sort=-rank[^>]*>Rank/,
    );
    expect(body).toMatch(
      /<th scope="col" class="atlas-number"><a[^>]*sort=-indicator:slow[^>]*>Title of slow/,
    );
    expect(body).toContain('<a class="govuk-link" href="/areas/X01000002">Seed 2</a>');
    expect(body).toContain('<td>no data<sup>1</sup></td>');
    expect(body).toMatch(/<li><sup>1<\/sup> no data: withheld by the publisher/);
    expect(body).toContain('Risk score is at most 99');
    expect(body).toContain('href="/areas?columns=rank,indicator:slow">Remove<');
    for (const ending of ['csv', 'xlsx', 'geojson', 'gpkg']) {
      expect(body).toContain(`href="/areas.${ending}?where=score%3C%3D99&amp;columns=rank,indicator:slow"`);
    }
    expect(body).toContain('href="/map?areas=lsoa&amp;where=score%3C%3D99"');
    expect(body).not.toMatch(/\son[a-z]+=|style=/);
  });

  it('take text for text', async () => {
    for (const text of ['"><script>alert(1)</script>', "x' or '1'='1", '😀', '\u202e', '%', '=1+1']) {
      const query = new URLSearchParams({ where: `name~${text}` }).toString();
      const page = await app().get(`/areas?${query}`, asPage);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('No area fits.');
      expect(page.body).not.toContain('<script>alert');
      for (const ending of ['csv', 'xlsx', 'geojson']) {
        expect((await app().get(`/areas.${ending}?${query}`)).statusCode).toBe(200);
      }
    }
  });

  it('offer two to six areas side by side', async () => {
    const two = await app().get('/areas?selected=X01000001,X01000002', asPage);
    expect(two.body).toContain('href="/compare?areas=X01000001,X01000002"');
    expect(two.body).toContain('where 300 of 300 people live');
    const one = await app().get('/areas?selected=X01000001', asPage);
    expect(one.body).not.toContain('href="/compare?areas');
  });

  it('go on from what a form sends to the one address of the list', async () => {
    const sent = new URLSearchParams([
      ['was', 'lsoa'],
      ['type', 'lsoa'],
      ['within', ''],
      ['field', 'score'],
      ['is', 'at-most'],
      ['value', ' 1,099 '],
      ['field', ''],
      ['is', 'at-least'],
      ['value', ''],
      ['columns', 'rank'],
      ['columns', 'score'],
      ['selected', 'X01000001'],
    ]);
    const answer = await app().get(`/areas?${sent.toString()}`, asPage);
    expect(answer.statusCode).toBe(303);
    const target = new URL(String(answer.headers.location), 'https://atlas.example');
    expect([...target.searchParams]).toEqual([
      ['type', 'lsoa'],
      ['where', 'score<=1099'],
      ['columns', 'rank,score'],
      ['selected', 'X01000001'],
    ]);
    expect((await app().get(target.pathname + target.search, asPage)).statusCode).toBe(200);
    const welsh = await app().get(`/cy/areas?${sent.toString()}`, asPage);
    expect(welsh.headers.location).toMatch(/^\/cy\/areas\?type=lsoa/);
  });

  it('are in Welsh at their Welsh address, with Welsh links', async () => {
    const { body } = await app().get('/cy/areas?type=ward', asPage);
    expect(body).toContain('>Wardiau</h1>');
    expect(body).toContain('href="/cy/areas/X05000001"');
    expect(body).toContain('href="/cy/areas.csv?type=ward"');
    const csv = await app().get('/cy/areas.csv?type=ward&format=csvw');
    expect(csv.body).toContain('Cod yr ardal');
  });

  it('are CSV files with a description of every column', async () => {
    const csv = await app().get('/areas.csv?columns=score,indicator:slow&sort=code');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="MADE-UP-seeded-lsoa-2021.csv"');
    const lines = csv.body.split('\r\n');
    expect(lines[0]).toBe('area_code,area_name,score,indicator_slow');
    expect(lines[1]).toMatch(/^X01000001,Seed 1,\d[\d.]*,50$/);
    expect(lines[5]).toMatch(/^X01000005,Seed 5,\d[\d.]*,$/);
    expect(lines[12]).toBe('X01000012,Seed 12,,');
    const [, address = ''] = /<([^>]+)>; rel="describedby"/.exec(String(csv.headers['link'])) ?? [];
    expect(address).toMatch(/^https:\/\/atlas\.example\/areas\.csv\?.*format=csvw/);
    const described = await app().get(address.replace('https://atlas.example', ''));
    expect(described.json()).toMatchObject({
      tableSchema: { columns: [{}, {}, {}, { name: 'indicator_slow' }] },
    });
    // What an empty cell cannot say.
    expect(described.body).toContain('No data for 2 areas (withheld by the publisher).');
  });

  it('say of wards how they were put together, and leave out of everything what none of them has', async () => {
    const body = async (query: string): Promise<string> => (await app().get(`/areas?${query}`, asPage)).body;
    const lookup = 'each placed in one ward by an official lookup';
    expect(await body('type=ward')).toContain(lookup);
    expect(await body('type=lsoa')).not.toContain(lookup);
    const ids = (await list('type=ward&columns=all')).columns.map(({ id }) => id);
    expect(ids).not.toContain('place');
    expect(ids).toContain('lad');
  });

  it('are workbooks with notes', async () => {
    const answer = await app().get(
      '/areas.xlsx?columns=score,indicator:slow&sort=code&where=indicator:slow>=40',
    );
    expect(answer.headers['content-disposition']).toContain('MADE-UP-seeded-lsoa-2021.xlsx');
    const [figures, notes] = await readXlsx(answer.rawPayload);
    expect(['A1', 'B1', 'D1', 'A2', 'D2', 'D3'].map((at) => figures?.cells.get(at))).toEqual([
      ...['Code', 'Name', 'Title of slow', 'X01000001', 50, 40],
    ]);
    expect(figures?.cells.has('A4')).toBe(false);
    const said = [...(notes?.cells.values() ?? [])];
    expect(said[0]).toBe('MADE-UP DATA: the places and figures in this file do not exist.');
    expect(said).toContain('Title of slow is at least 40');
    expect(said).toContain(
      'https://atlas.example/areas?where=indicator:slow%3E%3D40&sort=code&columns=score,indicator:slow',
    );
    expect(said).toContain('Made up by a test.');
  });
});

const placeProfile = buildProfile({
  id: 'place',
  title: 'Place index',
  availability: 0.5,
  components: [{ id: 'people', title: 'People', children: [{ indicator: 'aged-75-plus' }] }],
});

const collectionSchema = z.looseObject({
  name: z.string(),
  warning: z.string(),
  features: z.array(
    z.strictObject({
      type: z.literal('Feature'),
      properties: z.record(z.string(), z.unknown()),
      geometry: z.strictObject({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
      }),
    }),
  ),
});

/** Twice the area within a ring: positive where it runs anticlockwise (the shoelace formula). */
function windingOf(ring: readonly (readonly [number, number])[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + (x * nextY - nextX * y);
  }, 0);
}

describeDatabases('lists of shares', (database) => {
  const seed = async (target: Database): Promise<void> => {
    await seedScoring(target);
    await target.executeScript(`
      update indicator set unit = 'share' where indicator_id = 'slow';
      update indicator_value set value = 0.173, numerator = null, denominator = null
      where value is not null and series_id = (select series_id from indicator_series where indicator_id = 'slow');
    `);
  };
  const app = useTestApp(database, seed, { profiles: [seededProfile] });

  it('show as much of a share of 0 to 1 as of its percentage', async () => {
    const columns = 'columns=indicator:slow';
    const found = await app().getAs(listingSchema, `/areas.json?${columns}`);
    expect(found.columns[0]).toMatchObject({ unit: 'share, 0 to 1', decimals: 3 });
    const page = await app().get(`/areas?${columns}`, { accept: 'text/html' });
    expect(page.body).toContain('0.173');
    expect(page.body).not.toMatch(/>\s*0\.2\s*</);
  });
});

describeDatabases('lists with boundaries', (database) => {
  const app = useTestApp(database, createSmallPlace, { profiles: [placeProfile] });

  it('are GeoJSON in WGS84, outer rings anticlockwise, text as it is', async () => {
    const answer = await app().get('/areas.geojson?type=lad&columns=score,population');
    expect(answer.headers['content-type']).toBe('application/geo+json');
    const { features, warning } = collectionSchema.parse(JSON.parse(answer.body));
    expect(warning).toMatch(/^MADE-UP DATA/);
    expect(features).toHaveLength(1);
    expect(features[0]?.properties).toMatchObject({
      area_code: smallPlace.authority,
      area_name: '=Seaborough',
    });
    const ring = features[0]?.geometry.coordinates[0]?.[0] ?? [];
    // Easting 380000, northing 395000 is at 2.3028 W, 53.4511 N (Ordnance Survey's own converter, to 0.0001 degrees).
    expect(ring.some(([x, y]) => Math.abs(x + 2.3028) < 0.0005 && Math.abs(y - 53.4511) < 0.0005)).toBe(true);
    expect(windingOf(ring)).toBeGreaterThan(0);
    // Stored the other way round it comes out the same way round.
    await database().execute(
      `update area set geometry = ST_Multi(ST_Reverse(geometry)) where area_type = 'lad'`,
    );
    const reversed = collectionSchema.parse(JSON.parse((await app().get('/areas.geojson?type=lad')).body));
    expect(windingOf(reversed.features[0]?.geometry.coordinates[0]?.[0] ?? [])).toBeGreaterThan(0);
  });

  it('are GeoPackages on the National Grid, whole and with every column', async () => {
    const answer = await app().get('/areas.gpkg?columns=score,indicator:aged-75-plus&sort=code');
    expect(answer.headers['content-disposition']).toContain('MADE-UP-place-lsoa-2021.gpkg');
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'list.gpkg'), answer.rawPayload);
    const file = new sqlite.Database(join(folder, 'list.gpkg'), { readOnly: true });
    const rows = file.all(
      'select area_code, indicator_aged_75_plus as aged, geom from lsoa_2021 order by fid',
    );
    expect(rows.map(({ area_code: code }) => code)).toEqual([...smallPlace.lsoas]);
    expect(rows.map(({ aged }) => aged)).toEqual([1, 2, null, -4.5, 5, 6]);
    const [first] = rows;
    const blob = first?.['geom'] instanceof Uint8Array ? first['geom'] : new Uint8Array(40);
    const view = new DataView(blob.buffer, blob.byteOffset);
    expect([8, 16, 24, 32].map((at) => view.getFloat64(at, true))).toEqual([
      380_000, 381_000, 395_000, 396_000,
    ]);
    expect(file.get('select srs_id, min_x, max_x from gpkg_contents')).toEqual({
      ...{ srs_id: 27700, min_x: 380_000, max_x: 386_000 },
    });
    file.close();
  });

  it('make names harmless where a spreadsheet would run them', async () => {
    const csv = await app().get('/areas.csv?type=lad&columns=population');
    expect(csv.body).toContain(`${smallPlace.authority},'=Seaborough,`);
    const [figures] = await readXlsx((await app().get('/areas.xlsx?type=ward&columns=lad')).rawPayload);
    expect(figures?.cells.get('C2')).toBe("'=Seaborough");
  });
});

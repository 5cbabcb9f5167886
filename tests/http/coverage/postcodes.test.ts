import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EvidencedPremises } from '../../../core/contract/coverage/local-evidence.ts';
import {
  postcodeItemsSchema,
  premisesItemsSchema,
  type PostcodeRow,
} from '../../../core/contract/coverage/premises-list.ts';
import { comingPlans, servedStatuses } from '../../../core/contract/coverage/speed-class.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createPremisesLists } from '../../../server/usecases/coverage/premises-lists.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadJoinedBorough } from '../../support/gaps-borough.ts';
import { rowsOfCsv } from '../../support/read-csv.ts';
import { strewPremises } from '../../support/strew-premises.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { saveReportInStates, untilUpheld } from '../../support/uphold-report.ts';

const api = '/api/v1/coverage';
const everything = `status=${servedStatuses.join(',')}`;
const reportedPostcode = 'ZZ91BA';

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that most have; of those that as many have, any. */
function mostOf(values: readonly (string | null)[]): Set<string | null> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return new Set(
    most === 0 ? [null] : [...counts].flatMap(([value, count]) => (count === most ? [value] : [])),
  );
}

/** What a row of a postcode must say, from its premises one by one. */
function expectRow(
  row: PostcodeRow,
  premises: readonly EvidencedPremises[],
  speed: 'superfast' | 'gigabit',
): void {
  const estimates = premises.map(({ classes }) => classes[speed]);
  const withStatus = (status: string): number => estimates.filter((each) => each.status === status).length;
  expect(row).toMatchObject({
    premises: premises.length,
    served: withStatus('served'),
    likelyServed: withStatus('likely-served'),
    likelyUnserved: withStatus('likely-unserved'),
    unserved: withStatus('unserved'),
    unknown: withStatus('unknown'),
    planned: premises.filter(({ plan }) => comingPlans.some((each) => each === plan)).length,
  });
  const lacks = estimates.map(({ chance }) => (chance === null ? 0 : 1 - chance));
  expect(row.expectedUnserved).toBeCloseTo(
    lacks.reduce((sum, lack) => sum + lack, 0),
    3,
  );
  // Chances are of single precision: no more digits than they are good for.
  expect(String(row.expectedUnserved)).toMatch(/^\d+(\.\d{1,4})?$/);
  expect([...mostOf(premises.map(({ wardCode }) => wardCode))]).toContain(row.wardCode);
  if (row.postcode === null) expect(row.place).toBeNull();
  else {
    expect(row.place?.easting).toBeCloseTo(meanOf(premises.map(({ easting }) => easting)), -0.5);
    expect(row.place?.northing).toBeCloseTo(meanOf(premises.map(({ northing }) => northing)), -0.5);
  }
}

describeDatabases('postcodes and their premises', (database) => {
  const atlas = useTestApp(database, async (empty) => {
    await loadJoinedBorough(empty);
    await strewPremises(empty);
  });
  beforeAll(() =>
    saveReportInStates(database(), {
      ...{ reference: 'K7QX2M9D4TR1', subject: { kind: 'postcode', code: reportedPostcode } },
      ...{ reason: 'told-no-service', speedClass: 'superfast', states: untilUpheld },
    }),
  );
  const folder = temporaryFolder();

  async function premisesOf(query: string): Promise<Map<string | null, EvidencedPremises[]>> {
    const { items } = await atlas().getAs(premisesItemsSchema, `${api}/premises?limit=5000&${query}`);
    const groups = new Map<string | null, EvidencedPremises[]>();
    for (const item of items) groups.set(item.postcode, [...(groups.get(item.postcode) ?? []), item]);
    return groups;
  }

  describe.each([
    ['all', 'superfast', `class=superfast&${everything}`],
    ['those that cannot', 'gigabit', 'class=gigabit'],
    ['of a plan', 'gigabit', `class=gigabit&plan=contracted,not-planned&${everything}`],
    ['where sources disagree', 'superfast', `class=superfast&disagree=yes&${everything}`],
    ['in an area', 'superfast', `class=superfast&within=E01999001&${everything}`],
    ['of one postcode', 'superfast', `class=superfast&postcode=ZZ1+1AA&${everything}`],
  ] as const)('%s', (_name, speed, query) => {
    it('are the premises of the list, counted', async () => {
      const groups = await premisesOf(query);
      const { items } = await atlas().getAs(postcodeItemsSchema, `${api}/postcodes?limit=5000&${query}`);
      expect(items.map(({ postcode }) => postcode)).toEqual(
        [...groups.keys()].sort((one, other) => ((one ?? '') < (other ?? '') ? -1 : 1)),
      );
      for (const row of items) expectRow(row, groups.get(row.postcode) ?? [], speed);
    });
  });

  it('come in pages that leave none out, those without a postcode first', async () => {
    const address = `${api}/postcodes?limit=7&${everything}`;
    const found: PostcodeRow[] = [];
    for (let cursor = ''; ;) {
      const page = await atlas().getAs(postcodeItemsSchema, `${address}${cursor}`);
      found.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    const all = await atlas().getAs(postcodeItemsSchema, `${api}/postcodes?limit=5000&${everything}`);
    expect(found).toEqual(all.items);
    expect(found[0]).toMatchObject({ postcode: null, place: null });
    expect(found.length).toBeGreaterThan(100);
  });

  it('show what officers upheld about the postcode', async () => {
    const { items } = await atlas().getAs(
      postcodeItemsSchema,
      `${api}/postcodes?postcode=${reportedPostcode}&${everything}`,
    );
    expect(items).toMatchObject([
      {
        postcode: reportedPostcode,
        localEvidence: [{ about: 'postcode', reason: expect.any(String) as string }],
      },
    ]);
  });

  const csvRows = async (url: string) => {
    const response = await atlas().get(url);
    expect(response.statusCode).toBe(200);
    return rowsOfCsv(response.body);
  };

  it('are the same in the file of the page and of the API, which describes its columns', async () => {
    const query = `class=gigabit&${everything}`;
    const fromPage = await csvRows(`/coverage/premises.csv?by=postcode&${query}`);
    expect(await csvRows(`${api}/postcodes?format=csv&${query}`)).toEqual(fromPage);
    const { items } = await atlas().getAs(postcodeItemsSchema, `${api}/postcodes?limit=5000&${query}`);
    expect(fromPage).toEqual(
      items.map((row): unknown =>
        expect.objectContaining({
          postcode: row.postcode ?? '',
          premises: String(row.premises),
          speed_class: 'gigabit',
          unserved: String(row.unserved),
          planned: String(row.planned),
          ward_code: row.wardCode ?? '',
          easting: row.place === null ? '' : String(row.place.easting),
        }),
      ),
    );
    const reported = fromPage.filter((row) => row['local_evidence'] !== '');
    expect(reported.map((row) => row['postcode'])).toEqual([reportedPostcode]);
    const page = await atlas().get(`/coverage/premises.csv?by=postcode&${query}`);
    expect(page.headers['content-disposition']).toContain('postcodes-gigabit');
    const described = /<https:\/\/atlas\.example([^>]*format=tableschema[^>]*)>/.exec(
      String(page.headers.link),
    );
    const schema = await atlas().get(described?.[1] ?? '');
    const { fields } = z.object({ fields: z.array(z.object({ name: z.string() })) }).parse(schema.json());
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(fromPage[0] ?? {}));
  });

  it('are points in GeoJSON and GeoPackage, without one where the postcode is not known', async () => {
    const query = `by=postcode&class=gigabit&${everything}`;
    const { items } = await atlas().getAs(
      postcodeItemsSchema,
      `${api}/postcodes?limit=5000&class=gigabit&${everything}`,
    );
    const geojson = await atlas().get(`/coverage/premises.geojson?${query}`);
    expect(geojson.json()).toMatchObject({
      attribution: { madeUp: true },
      features: items.map(({ postcode, premises, place }) => ({
        properties: { postcode, premises },
        geometry:
          place === null
            ? null
            : {
                coordinates: [
                  expect.closeTo(place.position.longitude, 6) as number,
                  expect.closeTo(place.position.latitude, 6) as number,
                ],
              },
      })),
    });
    const path = join(folder, 'postcodes.gpkg');
    writeFileSync(path, (await atlas().get(`/coverage/premises.gpkg?${query}`)).rawPayload);
    const file = new sqlite.Database(path, { readOnly: true });
    expect(file.all('select postcode, premises, geom is null as lost from postcodes')).toEqual(
      items.map(({ postcode, premises, place }) => ({ postcode, premises, lost: place === null ? 1 : 0 })),
    );
    file.close();
  });

  it('of a drawn polygon count the premises inside', async () => {
    const corners = [
      [400_300, 400_100],
      [401_400, 400_200],
      [401_100, 400_900],
      [400_300, 400_100],
    ].map(([easting = NaN, northing = NaN]) => {
      const { longitude, latitude } = wgs84FromGrid({ easting, northing });
      return [longitude, latitude];
    });
    const payload = JSON.stringify({ type: 'Polygon', coordinates: [corners] });
    const post = async (query: string) => {
      const headers = { 'content-type': 'application/json' };
      const response = await atlas().app.inject({
        method: 'POST',
        url: `${api}/premises?${query}`,
        headers,
        payload,
      });
      expect(response.statusCode).toBe(200);
      const described = /<https:\/\/atlas\.example([^>]*format=tableschema[^>]*)>/.exec(
        String(response.headers.link),
      );
      expect((await atlas().get(described?.[1] ?? '')).statusCode).toBe(200);
      return rowsOfCsv(response.body);
    };
    const inside = await post(`class=superfast&${everything}`);
    const counts = new Map<string, number>();
    for (const { postcode = '' } of inside) counts.set(postcode, (counts.get(postcode) ?? 0) + 1);
    const rows = await post(`by=postcode&class=superfast&${everything}`);
    expect(rows.map(({ postcode, premises }) => [postcode, Number(premises)])).toEqual(
      [...counts].sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    expect(rows.length).toBeGreaterThan(50);
    // Nothing fits: a file with its head.
    expect(await post('by=postcode&plan=voucher')).toEqual([]);
  });

  it('stand in a table with their wards, and their files hold postcodes too', async () => {
    const { body } = await atlas().get(`/coverage/premises?by=postcode&class=superfast&${everything}`);
    expect(body).toContain('ZZ9 1BA');
    expect(body).toMatch(/href="\/coverage\/premises\.csv\?[^"]*by=postcode/);
    expect(body).toMatch(/href="\/coverage\/premises\.gpkg\?[^"]*by=postcode/);
    expect(body).toMatch(/<a class="govuk-link" href="\/coverage\/areas\/E01999001">/);
  });

  it('are refused as a file where they are more than one may hold', async () => {
    const lists = createPremisesLists(database());
    const query = { class: 'decent' as const, status: [...servedStatuses] };
    await expect(lists.selectPostcodes(query, 100)).rejects.toMatchObject({
      ...{
        code: 'too-large',
        message: expect.stringMatching(/^\d+ postcodes fit; .* at most 100/) as string,
      },
    });
    await expect(lists.select(query, 1000)).rejects.toMatchObject({ code: 'too-large' });
    expect((await lists.selectPostcodes(query, 1000)).total).toBeGreaterThan(100);
  });

  it.each([
    [`${api}/postcodes?by=postcode`, 400, 'by'],
    [`${api}/postcodes?class=fast`, 400, 'class'],
    [`${api}/postcodes?cursor=x`, 400, 'cursor'],
    [`${api}/postcodes?period=1999-01`, 404, 'period'],
    ['/coverage/premises.csv?by=street', 400, 'by'],
  ])('refuse %s with %i', async (url, status, field) => {
    const problem = await atlas().getProblem(url, status);
    expect(JSON.stringify(problem)).toContain(field);
  });
});

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../support/app.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { seedBoard } from '../support/seed-board.ts';
import { seededProfile } from '../support/seed-scoring.ts';

const byAge = buildProfile({
  id: 'by-age',
  title: 'Age alone',
  components: [{ id: 'people', title: 'People', children: [{ indicator: 'aged-75-plus' }] }],
});

/** A busy machine takes its time. */
const patient = { timeout: 60_000 };

describeDatabases('what is worked out when first asked for', (database) => {
  let current: TestApp | undefined;
  beforeAll(async () => {
    await seedBoard(database());
    await database().execute(
      `insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
       values ('slow', 1, 'lsoa', 2021, '2023')`,
    );
    await database().execute(
      `insert into indicator_value (series_id, area_id, value)
       select (select max(series_id) from indicator_series), area_id, area_id from area where area_type = 'lsoa'`,
    );
  });
  afterEach(async () => {
    await current?.app.close();
    await database().executeScript('delete from cluster_run');
  });

  /** A service that has just started, where nobody waits at all. */
  async function start(): Promise<TestApp> {
    current = await buildTestApp(database(), {
      profiles: [seededProfile, byAge],
      patience: { waitMilliseconds: 0, retryAfterSeconds: 7 },
    });
    return current;
  }
  const asBrowser = { accept: 'text/html,application/xhtml+xml' };

  describe.each([
    { address: '/methods/seeded', heading: 'Seeded index: how it is made' },
    { address: '/methods/seeded/against/by-age', heading: 'From Seeded index to Age alone' },
    { address: '/methods/seeded/over-time?before=2021&after=2023', heading: 'Seeded index: 2021 and 2023' },
    { address: '/clusters?profile=seeded', heading: 'Where risk clusters' },
  ])('the page $address', ({ address, heading }) => {
    it('says how far it is, has a link to look again, and reloads nothing under the reader', async () => {
      const app = await start();
      const early = await app.get(address, asBrowser);
      expect([early.statusCode, early.headers['retry-after'], early.headers['cache-control']]).toEqual([
        ...[503, '7', 'no-store'],
      ]);
      expect(early.headers.etag).toBeUndefined();
      expect(early.body).not.toContain('http-equiv="refresh"');
      expect(early.body).toContain('<a class="govuk-link" href="">Look again</a>');
      expect(early.body).toMatch(/<div id="atlas-waiting" role="status">\s*<p[^>]*>[^<]*: \d+ % done\./);
      expect(early.body).toMatch(/<progress max="100" value="\d+" aria-label="How far it is">/);
      await expect.poll(async () => (await app.get(address, asBrowser)).statusCode, patient).toBe(200);
      const late = await app.get(address, asBrowser);
      expect(late.body).toContain(`<h1 class="govuk-heading-xl">${heading}</h1>`);
      expect(late.body).not.toContain('Look again');
    });
  });

  it.each([
    '/api/v1/profiles/seeded/method',
    '/api/v1/profiles/seeded/against/by-age',
    '/api/v1/profiles/seeded/over-time?before=2021&after=2023',
    '/methods/seeded/charts/influence.svg',
    '/methods/seeded/charts/influence.png',
    '/methods/seeded/charts/influence.csv',
  ])('%s answers 503 with Retry-After until it is ready', async (address) => {
    const app = await start();
    const problem = await app.getProblem(address, 503);
    expect(problem.detail).toMatch(/: \d+ % done\. Ask again in a moment\.$/);
    const again = await app.get(address);
    if (again.statusCode === 503) expect(again.headers['retry-after']).toBe('7');
    await expect.poll(async () => (await app.get(address)).statusCode, patient).toBe(200);
  });

  it('says why it cannot be made to whoever asks next, instead of beginning again for ever', async () => {
    const app = await start();
    const address = '/api/v1/profiles/seeded/over-time?before=2023&after=2024';
    await app.getProblem(address, 503);
    await expect.poll(async () => (await app.get(address)).statusCode, patient).toBe(422);
  });

  it('is not begun for a profile that is not there', async () => {
    const app = await start();
    await app.getProblem('/api/v1/profiles/none/method', 404);
    await app.getProblem('/api/v1/profiles/seeded/against/none', 404);
    await app.getProblem('/api/v1/profiles/none/over-time?before=2021&after=2023', 404);
  });
});

import { expect, it } from 'vitest';
import { homeSchema, type Home } from '../../core/contract/home.ts';
import { scoreListSchema } from '../../core/contract/score.ts';
import type { Database } from '../../server/database/database.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { createSmallPlace } from '../support/small-place.ts';
import { seededCodes, seededProfile, seedScoring } from '../support/seed-scoring.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describeDatabases('pages in two languages', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile] });

  it('gives the first page in English and in Welsh, each naming the other', async () => {
    const english = await app().get('/', asPage);
    const welsh = await app().get('/cy', asPage);
    expect(english.body).toContain('<html lang="en-GB"');
    expect(english.body).toMatch(/<a href="\/cy" hreflang="cy-GB" lang="cy-GB"[^>]*>Cymraeg<\/a>/);
    expect(english.body).toContain('<link rel="canonical" href="https://atlas.example/">');
    expect(welsh.body).toContain('<html lang="cy-GB"');
    expect(welsh.body).toMatch(/<a href="\/" hreflang="en-GB"/);
    expect(welsh.body).toContain('adolygiad gan siaradwr Cymraeg');
    expect(english.body).not.toContain('adolygiad');
  });

  it('gives the same page as data, by its ending or by what the caller accepts', async () => {
    const twin = await app().getAs(homeSchema, '/home.json');
    const asked = await app().get('/', { accept: 'application/json' });
    expect(homeSchema.parse(asked.json())).toEqual(twin);
    expect(twin.comparison?.areas).toEqual({ type: 'lsoa', vintage: 2021, total: 12, scored: 11 });
    // Wards are made of small areas by a best-fit lookup here: that is said, and leads to how areas are matched.
    expect(twin.comparison?.worst.matching).toEqual({ exact: 0, bestFit: 12, byPoint: 0 });
    expect((await app().get('/', asPage)).body).toMatch(
      /placed in one ward by an official lookup\. Some of them cross a ward’s edge\. <a [^>]*href="\/data#matching"/,
    );
    expect((await app().get('/', asPage)).body).toContain(
      '<link rel="alternate" type="application/json" href="/home.json">',
    );
    expect((await app().get('/cy', asPage)).body).toContain('href="/cy/home.json"');
  });

  it('keeps page and data apart for caches, though they share an address', async () => {
    const page = await app().get('/', asPage);
    const data = await app().get('/', { accept: 'application/json' });
    expect(page.headers.vary).toBe('accept, accept-encoding');
    expect(data.headers.etag).not.toBe(page.headers.etag);
    const again = await app().get('/', { ...asPage, 'if-none-match': String(page.headers.etag) });
    expect(again.statusCode).toBe(304);
  });

  it.each([
    ['/cy/', '/cy'],
    ['/about/?utm_source=letter%20one&x=/', '/about?utm_source=letter%20one&x=/'],
    ['/areas/', '/areas'],
    ['/cy/areas/X01000001//', '/cy/areas/X01000001'],
    ['/api/v1/areas/', '/api/v1/areas'],
    ['/nowhere/', '/nowhere'],
  ])('leads %s on to the address without the slash', async (asked, address) => {
    const answer = await app().get(asked, asPage);
    expect([answer.statusCode, answer.headers.location]).toEqual([301, address]);
    expect(answer.headers['content-security-policy']).toBeDefined();
  });

  it('leads //evil.example/ nowhere: it would be the address of another host', async () => {
    const answer = await app().get('//evil.example/', asPage);
    expect([answer.statusCode, answer.headers.location]).toEqual([404, undefined]);
  });

  it('sends links to the map as it once was, with all they hold, to where it is now', async () => {
    const old = await app().get('/?areas=ward&where=decile%3C%3D1&map=10/53/-2', asPage);
    expect(old.statusCode).toBe(301);
    expect(old.headers.location).toBe('/map?areas=ward&where=decile%3C%3D1&map=10/53/-2');
    expect((await app().get('/?utm_source=letter', asPage)).statusCode).toBe(200);
    // Only the first page in English was the map once.
    for (const other of ['/cy?areas=ward', '/home.json?areas=ward', '/search?areas=ward']) {
      expect((await app().get(other, asPage)).headers.location).toBeUndefined();
    }
  });
});

/** The seeded place with what the first page tells of a part of a country: coverage, published deciles, rank intervals. */
async function seedHeadlines(database: Database): Promise<void> {
  await seedScoring(database);
  const values = {
    'premises-below-30': [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30],
    'imd-2025-decile': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, null],
  };
  for (const [id, figures] of Object.entries(values)) {
    const unit = id.startsWith('imd') ? 'decile' : 'percent';
    await database.execute(
      `insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals, dataset_id)
       values ($1, 'A title', 'A seeded figure.', 'words', 'people', $2, 'higher-is-riskier', 1, 'seed')`,
      [id, unit],
    );
    await database.execute(
      `insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
       values ($1, 1, 'lsoa', 2021, '2026-01')`,
      [id],
    );
    for (const [at, value] of figures.entries()) {
      // The last area has three times the premises of the others.
      const premises = unit === 'percent' ? (at === 11 ? 300 : 100) : null;
      await database.execute(
        `insert into indicator_value (series_id, area_id, value, numerator, denominator, missing_reason)
         select (select max(series_id) from indicator_series), area_id, $2::double precision, $3::double precision,
           $4::double precision, $5 from area where code = $1`,
        [
          seededCodes[at] ?? '',
          value,
          premises === null || value === null ? null : (value * premises) / 100,
          premises,
          value === null ? 'not-in-source' : null,
        ],
      );
    }
  }
}

describeDatabases('what the first page tells', (database) => {
  const app = useTestApp(database, seedHeadlines, { profiles: [seededProfile] });
  const home = (): Promise<Home> => app().getAs(homeSchema, '/home.json');

  it('works rates out from sums and leaves out totals that are not known', async () => {
    const { comparison } = await home();
    const figures = comparison?.headlines.map(({ indicatorId, value, areasKnown }) => [
      indicatorId,
      value,
      areasKnown,
    ]);
    // (10 + 90) premises of 1,400; the mean of the twelve rates would be 3.3. People: 6 areas of 100 and 6 of 200.
    expect(figures).toEqual([
      ['population', 1800, 12],
      ['premises-below-30', 100 / 14, 12],
    ]);
  });

  it('says how the place stands in its country by the published tenths, not by its own', async () => {
    const { comparison } = await home();
    // Areas 1 and 11 (100 people each) are in the first tenth; area 12 (200 people) has none and counts nowhere.
    expect(comparison?.deprivedTenth).toMatchObject({
      people: 200,
      share: 200 / 1600,
      areas: 2,
      areasKnown: 11,
    });
    expect(comparison?.worstTenth).toBeNull();
    expect(comparison?.nations).toEqual([]);
  });

  it('names the worst wards with links in the language of the page, and what is not known', async () => {
    const { comparison } = await home();
    expect(comparison?.worst.type).toBe('ward');
    const scores = comparison?.worst.places.map(({ score }) => score.score ?? NaN) ?? [];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(comparison?.worst.places.map(({ authority }) => authority)).toContain('Northdale');
    expect(comparison?.uncertain).toBeNull();
    const page = await app().get('/', asPage);
    expect(page.body).toContain('The Atlas compares 12 neighbourhoods in Northdale and Southdale.');
    expect(page.body).toContain('not against the rest of the country');
    expect(page.body).toContain('1 has no score');
    expect(page.body).toContain('How sure the ranks are has not been worked out');
    expect(page.body).toContain('<a class="govuk-link" href="/areas/X05000001">Cliff</a>');
    const welsh = await app().get('/cy', asPage);
    expect(welsh.body).toContain('href="/cy/areas/X05000001"');
  });

  it('names the input that adds most to the worst tenth', async () => {
    const { comparison } = await home();
    const [worst] = (await app().getAs(scoreListSchema, '/api/v1/profiles/seeded/scores?limit=1')).scores;
    expect(worst?.decile).toBe(1);
    const points = comparison?.driver?.points ?? NaN;
    expect(points).toBeGreaterThan(0);
    expect(points).toBeLessThanOrEqual(worst?.contributions[comparison?.driver?.indicatorId ?? ''] ?? 0);
    expect(comparison?.driver?.ofPoints).toBeGreaterThanOrEqual(points);
  });
});

describeDatabases('the first page without anything to compare', (database) => {
  const app = useTestApp(database, createSmallPlace, { profiles: [seededProfile] });

  it('still finds places and says what is missing', async () => {
    const twin = await app().getAs(homeSchema, '/home.json');
    expect(twin.comparison).toBeNull();
    expect(twin.attribution.madeUp).toBe(true);
    const page = await app().get('/', asPage);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('No areas can be compared yet');
    expect(page.body).toContain('data-atlas-search');
    expect(page.body).toContain('Made-up data.');
    expect(twin.releases.map(({ datasetId }) => datasetId)).toEqual(['small-place']);
  });
});

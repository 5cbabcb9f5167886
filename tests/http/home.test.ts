import { expect, it } from 'vitest';
import { homeSchema } from '../../core/contract/home.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededProfile, seedScoring } from '../support/seed-scoring.ts';

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
    expect(twin.areas).toEqual({ type: 'lsoa', vintage: 2021, total: 12 });
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

  it('sends links to the map as it once was, with all they hold, to where it is now', async () => {
    const old = await app().get('/?areas=ward&where=decile%3C%3D1&map=10/53/-2', asPage);
    expect(old.statusCode).toBe(301);
    expect(old.headers.location).toBe('/map?areas=ward&where=decile%3C%3D1&map=10/53/-2');
    expect((await app().get('/?utm_source=letter', asPage)).statusCode).toBe(200);
  });
});

import { describe, expect, it } from 'vitest';
import { areaCardSchema, embedGuideSchema, oembedSchema } from '../../core/contract/embed.ts';
import { testSettings, useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seedBoard } from '../support/seed-board.ts';
import { seededProfile } from '../support/seed-scoring.ts';

const asPage = { accept: 'text/html,*/*;q=0.8' };
const site = 'https://atlas.example';
const oembed = (url: string, more = ''): string => `/oembed?url=${encodeURIComponent(url)}${more}`;

describeDatabases('embeds', (database) => {
  const app = useTestApp(database, seedBoard, { profiles: [seededProfile] });

  it('gives a card that any page may frame, whole without scripts', async () => {
    const page = await app().get('/embed/areas/X01000001', asPage);
    expect(page.statusCode).toBe(200);
    expect(String(page.headers['content-security-policy'])).toContain('frame-ancestors *');
    expect(page.headers['x-frame-options']).toBeUndefined();
    expect(page.body).toContain('Seed 1</h1>');
    expect(page.body).toContain('Neighbourhood (LSOA) in Northdale');
    expect(page.body).toContain('By its score Seed 1 is in tenth 1 of 10 by risk of digital exclusion');
    expect(page.body).toMatch(/<svg [^>]*role="img"/);
    expect(page.body).toContain(`href="${site}/areas/X01000001" target="_blank" rel="noopener"`);
    expect(page.body).toContain('Made up by a test.');
    expect(page.body).not.toMatch(/<style|style=|atlas-header/);
    expect(Buffer.byteLength(page.body)).toBeLessThan(40_000);
  });

  it('says on the card of a ward how its figures were put together, and on no other', async () => {
    const ward = await app().get('/embed/areas/X05000001', asPage);
    expect(ward.body).toMatch(
      /each placed in one ward by an official lookup\..*href="[^"]*\/data#matching" target="_blank"/,
    );
    expect((await app().get('/embed/areas/X01000001', asPage)).body).not.toContain('#matching');
  });

  it('names the three figures that move the score most, the strongest first', async () => {
    const card = await app().getAs(areaCardSchema, '/embed/areas/X01000001.json');
    expect(card.area).toEqual({ code: 'X01000001', name: 'Seed 1', type: 'lsoa', vintage: 2021 });
    expect(card.authority).toEqual({ code: 'X08000001', name: 'Northdale' });
    expect(card).toMatchObject({ decile: 1, rankOf: 11 });
    expect(card.drivers).toHaveLength(3);
    const strengths = card.drivers.map(({ pointsAgainstMean }) => Math.abs(pointsAgainstMean));
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    // Weighted twice, and 30 against a mean of 15: by hand the strongest.
    expect(card.drivers[0]).toMatchObject({ indicatorId: 'aged-75-plus', value: 30 });
  });

  it('says so where an area has no score, no boundary, or does not exist', async () => {
    const card = await app().getAs(areaCardSchema, '/embed/areas/X01000012.json');
    expect(card).toMatchObject({ score: null, decile: null, drivers: [], map: null });
    const page = await app().get('/embed/areas/X01000012', asPage);
    expect(page.body).toContain('There is no score');
    expect(page.body).not.toContain('<svg');
    expect((await app().get('/embed/areas/X01999999', asPage)).statusCode).toBe(404);
    await app().getProblem('/embed/areas/X01000001?profile=none', 404);
    await app().getProblem('/embed/areas/X01000001?colour=red', 400);
  });

  it('is in Welsh under /cy, its link too', async () => {
    const page = await app().get('/cy/embed/areas/X01000001', asPage);
    expect(page.body).toContain('<html lang="cy-GB"');
    expect(page.body).toContain('Perygl o allgáu digidol');
    expect(page.body).toContain('Yn ôl ei sgôr: Seed 1 yn negradd 1 o 10');
    expect(page.body).toContain(`href="${site}/cy/areas/X01000001"`);
  });

  it('shows how to embed, with code that says what the frame may do', async () => {
    const guide = await app().getAs(embedGuideSchema, '/embed/guide.json?area=X01000001');
    expect(guide.cardCode).toBe(
      `<iframe src="${site}/embed/areas/X01000001" title="Risk of digital exclusion in Seed 1" width="420" height="860" ` +
        'loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>',
    );
    expect(guide.mapCode).toContain(`src="${site}/embed"`);
    expect(guide.mapCode).toContain('allow-same-origin');
    expect(guide.scriptCode).toBe(`<script src="${site}/embed.js" async></script>`);
    const page = await app().get('/embed/guide?area=X01000001', asPage);
    // The preview is a frame of our own, and the page itself cannot be framed.
    expect(String(page.headers['content-security-policy'])).toMatch(
      /frame-src 'self'.*|frame-ancestors 'none'/,
    );
    expect(String(page.headers['content-security-policy'])).toContain("frame-ancestors 'none'");
    expect(String(page.headers['content-security-policy'])).toContain("frame-src 'self'");
    expect(page.body).toContain('<iframe class="atlas-preview" src="/embed/areas/X01000001"');
    expect(page.body).toContain('&lt;iframe src=');
    const empty = await app().get('/cy/embed/guide?area=', asPage);
    expect(empty.statusCode).toBe(200);
    expect(empty.body).not.toContain('<iframe');
    await app().getProblem('/embed/guide?area=x', 400);
  });

  it('answers oEmbed for the pages of areas, as JSON and as XML', async () => {
    const answer = await app().getAs(oembedSchema, oembed(`${site}/areas/X01000001`));
    expect(answer).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: 'Risk of digital exclusion in Seed 1',
      width: 420,
      height: 860,
      thumbnail_url: `${site}/areas/X01000001/map.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    });
    expect(answer.html).toContain(`<iframe src="${site}/embed/areas/X01000001"`);
    const welsh = await app().getAs(
      oembedSchema,
      oembed(`${site}/cy/areas/X01000001?type=lsoa`, '&format=json'),
    );
    expect(welsh.html).toContain(`src="${site}/cy/embed/areas/X01000001?type=lsoa"`);
    const xml = await app().get(oembed(`${site}/areas/X01000001`, '&format=xml'));
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(xml.headers['access-control-allow-origin']).toBe('*');
    expect(xml.body).toMatch(
      /^<\?xml version="1.0" encoding="utf-8" standalone="yes"\?><oembed><version>1.0<\/version>/,
    );
    expect(xml.body).toContain(
      '<html>&lt;iframe src=&quot;https://atlas.example/embed/areas/X01000001&quot;',
    );
  });

  it('keeps to the width and height that a consumer allows', async () => {
    const answer = await app().getAs(
      oembedSchema,
      oembed(`${site}/areas/X01000001`, '&maxwidth=300&maxheight=400'),
    );
    expect([answer.width, answer.height]).toEqual([300, 400]);
    expect(answer.html).toContain('width="300" height="400"');
    // A picture of 1200 by 630 does not fit either.
    expect(answer.thumbnail_url).toBeUndefined();
    for (const bad of ['maxwidth=0', 'maxwidth=abc', 'maxheight=-1', 'maxheight=1e9']) {
      await app().getProblem(oembed(`${site}/areas/X01000001`, `&${bad}`), 400);
    }
  });

  it('answers oEmbed for the map with the state of its address', async () => {
    const answer = await app().getAs(oembedSchema, oembed(`${site}/map?areas=ward&map=10/53/-2`));
    expect(answer.html).toContain(`src="${site}/embed?areas=ward&amp;map=10%2F53%2F-2"`);
    const page = await app().get('/map?areas=ward', asPage);
    expect(page.body).toContain(
      `<link rel="alternate" type="application/json+oembed" href="${site}/oembed?url=https%3A%2F%2Fatlas.example%2Fmap%3Fareas%3Dward&amp;format=json"`,
    );
  });

  it.each([
    `${site}/`,
    `${site}/areas`,
    `${site}/areas/x'y`,
    `${site}/data`,
    'https://elsewhere.example/areas/X01000001',
    'https://atlas.example.evil.example/areas/X01000001',
    'javascript:alert(1)//atlas.example/areas/X01000001',
    'nonsense',
    `${site}/areas/X01999999`,
  ])('knows nothing of %s', async (url) => {
    await app().getProblem(oembed(url), 404);
  });

  it('answers 501 for other formats and 400 without an address', async () => {
    await app().getProblem(oembed(`${site}/areas/X01000001`, '&format=yaml'), 501);
    for (const query of ['', '?url=', '?url=a&url=b']) {
      const problem = await app().getProblem(`/oembed${query}`, 400);
      const reason = 'say which page is to be embedded, by its whole address';
      expect(problem.errors).toEqual([{ field: 'url', reason }]);
      expect(problem.detail).toContain(`url: ${reason}`);
    }
    const wide = await app().getProblem(oembed(`${site}/areas/X01000001`, '&maxwidth=abc'), 400);
    expect(wide.errors).toEqual([{ field: 'maxwidth', reason: 'a whole number of pixels from 1 to 10000' }]);
  });
});

describe('embeds without a public address', () => {
  describeDatabases('oEmbed', (database) => {
    const app = useTestApp(database, seedBoard, {
      profiles: [seededProfile],
      settings: { ...testSettings, publicUrl: null },
    });

    it('says that PUBLIC_URL must be set, and gives codes that begin with the path', async () => {
      const problem = await app().getProblem(oembed('http://localhost:3000/areas/X01000001'), 404);
      expect(problem.detail).toContain('PUBLIC_URL');
      const guide = await app().getAs(embedGuideSchema, '/embed/guide.json?area=X01000001');
      expect(guide.cardCode).toContain('src="/embed/areas/X01000001"');
      expect((await app().get('/embed/guide', asPage)).body).toContain('PUBLIC_URL');
    });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { glossarySchema } from '../../core/contract/glossary.ts';
import { textPageSchema } from '../../core/contract/text-page.ts';
import { glossaryTerms } from '../../core/glossary/terms.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { repositoryPath } from '../support/shared.ts';
import { createSmallPlace, smallPlace } from '../support/small-place.ts';
import { buildTestApp, testSettings } from '../support/app.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The anchors of the glossary that templates link to, by the macro or by hand, and those that pages of text name. */
function linkedTerms(): string[] {
  const folder = repositoryPath('server', 'pages');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(njk|ts)$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      // The partial itself shows how it is used.
      if (file.endsWith('partials/term.njk')) return [];
      return [
        ...text.matchAll(/\bterm\(\s*["']([a-z-]+)["']/g),
        ...text.matchAll(/\/glossary["')\s}]*#([a-z-]+)/g),
        ...text.matchAll(/\bterm: '([a-z-]+)'/g),
      ].map((match) => match[1] ?? '');
    });
}

describeDatabases('pages of text', (database) => {
  const app = useTestApp(database, createSmallPlace);

  it('defines every term once, in the order of each alphabet, at its anchor', async () => {
    for (const [address, tag] of [
      ['/glossary', 'en-GB'],
      ['/cy/glossary', 'cy-GB'],
    ] as const) {
      const { terms } = await app().getAs(glossarySchema, `${address}.json`);
      expect(terms.map(({ id }) => id).sort()).toEqual([...glossaryTerms].sort());
      const names = terms.map(({ term }) => term);
      expect(names).toEqual([...names].sort(new Intl.Collator(tag).compare));
      const page = (await app().get(address, asPage)).body;
      for (const { id } of terms) expect(page).toContain(`id="${id}"`);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('gives the glossary in the words of schema.org', async () => {
    const page = (await app().get('/cy/glossary', asPage)).body;
    const text = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    const set = z
      .looseObject({
        '@type': z.literal('DefinedTermSet'),
        inLanguage: z.literal('cy-GB'),
        hasDefinedTerm: z.array(
          z.looseObject({ '@id': z.string(), name: z.string(), description: z.string() }),
        ),
      })
      .parse(JSON.parse(text));
    expect(set.hasDefinedTerm).toHaveLength(glossaryTerms.length);
    expect(set.hasDefinedTerm.map((term) => term['@id'])).toContain(
      'https://atlas.example/cy/glossary#local-authority',
    );
  });

  it('has every term that a page links to', () => {
    const linked = linkedTerms();
    expect(linked.length).toBeGreaterThan(8);
    const known = new Set<string>(glossaryTerms);
    expect([...new Set(linked)].filter((term) => !known.has(term))).toEqual([]);
  });

  it('says who runs this copy, or that whoever does must say so', async () => {
    for (const path of ['/about', '/accessibility']) {
      const named = (await app().get(path, asPage)).body;
      expect(named).toContain('This copy is run by Seaborough Council.');
      expect(named).toContain('<a class="govuk-link" href="mailto:atlas@seaborough.example">');
    }
    const nameless = await buildTestApp(database(), {
      settings: { ...testSettings, operator: { name: null, email: null } },
    });
    const page = (await nameless.get('/about', asPage)).body;
    expect(page).toContain('This copy does not say who runs it.');
    expect(page).not.toContain('mailto:');
    await nameless.app.close();
  });

  it('warns of every misuse, and says on each page that the place is made up', async () => {
    const about = await app().getAs(textPageSchema, '/about.json');
    const not = about.sections.find(({ id }) => id === 'not');
    const points = not?.blocks.flatMap((block) => (block.kind === 'points' ? block.points : [])) ?? [];
    expect(points.map(({ title }) => title)).toContain('Ranks near each other are not different');
    expect(points).toHaveLength(9);
    expect(about.madeUp).toBe(true);
    for (const path of ['/about', '/accessibility']) {
      expect((await app().get(path, asPage)).body).toContain('Made-up data.');
    }
  });

  it('states the accessibility with a date in the language of the page', async () => {
    expect((await app().get('/accessibility', asPage)).body).toContain('written on 22 November 2026');
    expect((await app().get('/cy/accessibility', asPage)).body).toContain('22 Tachwedd 2026');
    const statement = await app().getAs(textPageSchema, '/accessibility.json');
    expect(statement.sections.map(({ id }) => id)).toContain('enforcement');
  });

  it('tells search engines which pages there are, in each language', async () => {
    const robots = await app().get('/robots.txt');
    expect(robots.body).toContain('Sitemap: https://atlas.example/sitemap.xml');
    const map = await app().get('/sitemap.xml');
    expect(map.headers['content-type']).toBe('application/xml; charset=utf-8');
    const places = [...map.body.matchAll(/<loc>(.*?)<\/loc>/g)].map((match) => match[1]);
    for (const code of [...smallPlace.wards, smallPlace.authority]) {
      expect(places).toContain(`https://atlas.example/areas/${code}`);
      expect(places).toContain(`https://atlas.example/cy/areas/${code}`);
    }
    expect(places.some((place) => place?.includes(smallPlace.lsoas[0]) === true)).toBe(false);
    expect(new Set(places).size).toBe(places.length);
    expect(places).toContain('https://atlas.example/coverage/not-spots');
    for (const place of places.filter((each) => /\/(coverage|channel-shift)/.test(each ?? ''))) {
      const { statusCode } = await app().get((place ?? '').slice('https://atlas.example'.length), asPage);
      expect({ place, statusCode }).toEqual({ place, statusCode: 200 });
    }
    expect((await app().get('/sitemap/1')).body).toBe(map.body);
    await app().getProblem('/sitemap/2', 404);
    await app().getProblem('/sitemap/0', 400);
  });

  it('has no site map where it does not know its own address', async () => {
    const unknown = await buildTestApp(database(), { settings: { ...testSettings, publicUrl: null } });
    expect((await unknown.get('/robots.txt')).body).not.toContain('Sitemap');
    await unknown.getProblem('/sitemap.xml', 404);
    await unknown.app.close();
  });

  it('answers those who ask for an icon', async () => {
    expect((await app().get('/favicon.ico')).statusCode).toBe(204);
  });
});

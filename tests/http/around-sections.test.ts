import { expect, it } from 'vitest';
import { aroundWords } from '../../core/area-page/around-words.ts';
import type { Around } from '../../core/contract/area-page/around.ts';
import type { Locale } from '../../core/language/locale.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { createRenderer } from '../../server/pages/render.ts';
import { smallPlace } from '../support/around-place.ts';
import { describeDatabases } from '../support/databases.ts';
import { useAround } from '../support/use-around.ts';

const sections = ['connectivity', 'support', 'neighbours', 'similar', 'trend'] as const;
const render = createRenderer({
  scripts: [],
  styles: [],
  opening: null,
  explorerModules: { en: [], cy: [] },
  embedHeight: null,
});

/** The five sections as the page of an area includes them. */
function htmlOf(around: Around, locale: Locale): string {
  const facts = {
    ...{ title: 'Test', locale },
    around: aroundWords(around, 'around', createTranslator(locale)),
  };
  return sections.map((section) => render(`area/${section}.njk`, facts)).join('\n');
}

describeDatabases('the sections of the page of an area', (database) => {
  const ask = useAround(database);

  it('tell figures as text, with source, period and licence, and no script or style', async () => {
    const html = htmlOf(await ask(smallPlace.lsoas[1]), 'en');
    expect(html).toContain('fewer than in =Seaborough (35.0%)');
    expect(html).toContain('Source: Made-up coverage (Nobody), January 2026. OGL-UK-3.0.');
    expect(html).toContain('Source: A small place (Nobody), 2021. OGL-UK-3.0.');
    expect(html).toContain('410 metres');
    expect(html).toContain('Monday, without staff: 07:00-09:00');
    expect(html).toContain(`<a class="govuk-link" href="/areas/${smallPlace.lsoas[0]}">`);
    expect(html).toContain('href="/methods/around/over-time"');
    expect(html).toContain('Up from 90.0 (2020) to 200.0 (2021).');
    expect(html).not.toMatch(/<script|<style|style=|javascript:|someone@|undefined|\[object|NaN/);
  });

  it('have headings in order, captions on all tables, and names on all that can be scrolled', async () => {
    for (const code of [smallPlace.lsoas[1], smallPlace.authority]) {
      const html = htmlOf(await ask(code), 'en');
      expect([...html.matchAll(/<h2[^>]* id="(\w+)"/g)].map((match) => match[1])).toEqual([...sections]);
      const tables = [...html.matchAll(/<table/g)].length;
      expect(tables).toBeGreaterThan(1);
      expect([...html.matchAll(/<caption/g)]).toHaveLength(tables);
      const scrolled = [...html.matchAll(/class="atlas-scroll"[^>]*/g)].map(([tag]) => tag);
      expect(scrolled.filter((tag) => !/role="region" aria-label="[^"]+" tabindex="0"/.test(tag))).toEqual(
        [],
      );
    }
  });

  it('are in Welsh where the page is, with links in the same language', async () => {
    const html = htmlOf(await ask(smallPlace.lsoas[1]), 'cy');
    expect(html).toContain('Cysylltiadau band eang');
    expect(html).toContain('Dydd Llun, heb staff: 07:00-09:00');
    expect(html).toContain(`href="/cy/areas/${smallPlace.lsoas[0]}"`);
    expect(html).toContain('Ionawr 2026');
    expect(html).not.toMatch(/\bthe\b/);
  });

  it('say why, where there is nothing to show', async () => {
    const html = htmlOf(await ask('Z01000009'), 'en');
    expect(html).toContain('does not have this area');
    expect(html).toContain('The middle of this area is not known');
    expect(html).toContain('its neighbours are not known');
    expect(html).toContain('Too few figures of this area are known');
    expect(html).toContain('there is no change to show');
    expect(html).not.toContain('<table');
  });
});

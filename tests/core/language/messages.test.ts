import { readdirSync, readFileSync } from 'node:fs';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../core/language/catalogue.ts';
import { locales } from '../../../core/language/locale.ts';
import { createTranslator, hasMessage } from '../../../core/language/translator.ts';
import { repositoryPath } from '../../support/shared.ts';

/** Pages that are in English only: their texts have no Welsh yet. */
const englishOnly = new Set<string>([]);

/** The values that a message takes, with what each is: a Welsh text must take the same as its English one. */
function valuesOf(elements: readonly MessageFormatElement[]): string[] {
  const found = elements.flatMap((element): string[] => {
    switch (element.type) {
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [element.value];
      case TYPE.plural:
      case TYPE.select:
        return [element.value, ...Object.values(element.options).flatMap((option) => valuesOf(option.value))];
      default:
        return [];
    }
  });
  return [...new Set(found)].sort();
}

const namespaces = Object.keys(catalogue.en);

describe('messages', () => {
  it.each(namespaces)(
    '%s parses in every language, and Welsh has every text with the same values',
    (name) => {
      const english = catalogue.en[name] ?? {};
      const welsh = catalogue.cy[name] ?? {};
      for (const [key, text] of Object.entries(english)) {
        const values = valuesOf(parse(text));
        if (englishOnly.has(name)) continue;
        expect(Object.keys(welsh), `${name}.${key}`).toContain(key);
        expect(valuesOf(parse(welsh[key] ?? '')), `${name}.${key}`).toEqual(values);
      }
      expect(Object.keys(welsh).filter((key) => !(key in english))).toEqual([]);
    },
  );

  it.each(locales)('has every file of %s in the catalogue', (locale) => {
    const files = readdirSync(repositoryPath('core', 'language', 'messages', locale));
    expect(files.map((file) => file.replace('.json', '')).sort()).toEqual(
      Object.keys(catalogue[locale]).sort(),
    );
  });

  it('has every message that a page asks for by name', () => {
    const folder = repositoryPath('server', 'pages', 'templates');
    const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.njk'),
    );
    const asked = templates.flatMap((file) =>
      [
        ...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/\bt\(\s*["']([a-zA-Z]+\.[a-zA-Z0-9]+)["']/g),
      ].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(10);
    expect([...new Set(asked)].filter((key) => !hasMessage(key))).toEqual([]);
  });

  it('fills in values by the rules of the language', () => {
    expect(createTranslator('en')('home.scopeAreas', { type: 'lsoa', total: 33755 })).toBe(
      'The Atlas compares 33,755 neighbourhoods.',
    );
    expect(createTranslator('en')('home.scopeAreas', { type: 'ward', total: 1 })).toBe(
      'The Atlas compares 1 area.',
    );
    expect(createTranslator('cy')('layout.skip')).toBe('Neidio i’r prif gynnwys');
  });

  it('refuses a message that no file has', () => {
    expect(() => createTranslator('en')('layout.nonsense' as 'layout.skip')).toThrow('layout.nonsense');
  });
});

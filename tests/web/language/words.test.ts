import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { AtlasApi } from '../../../web/api/atlas-api.ts';
import { texts as english } from '../../../web/language/english.ts';
import { loadLanguage } from '../../../web/language/load-language.ts';
import { texts as welsh } from '../../../web/language/welsh.ts';
import { language, numberText, speak, t } from '../../../web/language/words.ts';
import { repositoryPath } from '../../support/shared.ts';

const spokenBefore = language();
afterAll(() => {
  speak(spokenBefore);
});

/** `explorer.close` and, of what is put together, `kinds.${type}One`. */
const asked = readdirSync(repositoryPath('web'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(repositoryPath('web', file), 'utf8').matchAll(
      /['`]([a-z]+)\.([A-Za-z0-9-]*)(\$\{|['`])/g,
    ),
  ])
  .map((match) => ({ namespace: match[1] ?? '', name: match[2] ?? '', isWhole: match[3] !== '${' }));

type Loaded = Readonly<Record<string, Readonly<Record<string, string>>>>;
const loaded: readonly { readonly name: string; readonly texts: Loaded }[] = [
  { name: 'English', texts: english },
  { name: 'Welsh', texts: welsh },
];

describe.each(loaded)('what the browser loads in $name', ({ texts }) => {
  it('has every message that its code asks for', () => {
    const ours = asked.filter(({ namespace }) => ['explorer', 'kinds', 'missing'].includes(namespace));
    expect(ours.length).toBeGreaterThan(200);
    const missing = ours.filter(({ namespace, name, isWhole }) => {
      const names = Object.keys(texts[namespace] ?? {});
      return isWhole ? !names.includes(name) : !names.some((each) => each.startsWith(name));
    });
    expect(missing).toEqual([]);
  });
});

describe('the language of a page', () => {
  it('is that of its lang, and one that is not spoken is English', async () => {
    const { translate } = await loadLanguage('cy-GB');
    speak(translate);
    expect(t('explorer.close')).toBe('Cau');
    expect(t('explorer.up', { places: '3', isOne: 'no' })).toBe('i fyny 3 safle');
    expect(numberText(1234.5)).toBe('1,234.5');
    expect((await loadLanguage('fr')).translate('explorer.close')).toBe('Close');
  });

  it('says in Welsh what the service says in English, where there is Welsh for it', async () => {
    const counts = { 'high-high': 3, 'not-significant': 7 };
    const api = {
      profiles: () =>
        Promise.resolve([{ id: 'atlas', title: 'Risk of digital exclusion', summary: 'How likely.' }]),
      indicators: () =>
        Promise.resolve([
          { id: 'disabled', title: 'Disabled people' },
          { id: 'our-own', title: 'Homes of ours' },
        ]),
      clusters: () => Promise.resolve({ counts, method: { level: 0.05 }, sentence: 'Of 10 areas compared' }),
    } as unknown as AtlasApi;
    const { wrap } = await loadLanguage('cy-GB');
    const spoken = wrap(api);
    expect((await spoken.profiles())[0]?.title).toBe('Risg o allgáu digidol');
    expect((await spoken.indicators()).map(({ title }) => title)).toEqual(['Pobl anabl', 'Homes of ours']);
    expect((await spoken.clusters('atlas', null)).sentence).toMatch(
      /^O blith 10 o ardaloedd a gymharwyd, mae 3 mewn/,
    );
    expect((await loadLanguage('en-GB')).wrap(api)).toBe(api);
  });
});

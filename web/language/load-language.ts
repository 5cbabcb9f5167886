import { languageTags, locales, type Locale } from '../../core/language/locale.ts';
import { textIn, translatorOf, type Translate } from '../../core/language/translate.ts';
import type { Texts } from '../../core/language/texts.ts';
import type { AtlasApi } from '../api/atlas-api.ts';

interface Language {
  readonly texts: Texts;
  /** What the service says in English, said in this language. */
  readonly translatedApi?: (api: AtlasApi, language: Translate) => AtlasApi;
}

/** Only the language of the page is loaded. */
const loads: Readonly<Record<Locale, () => Promise<Language>>> = {
  en: () => import('./english.ts'),
  cy: () => import('./welsh.ts'),
};

export interface LoadedLanguage {
  readonly translate: Translate;
  readonly wrap: (api: AtlasApi) => AtlasApi;
}

/** Loads the language that the page is written in. @param tag its `lang`: 'cy-GB' */
export async function loadLanguage(tag: string): Promise<LoadedLanguage> {
  const { translate, loaded } = await loadTexts(tag, loads);
  return { translate, wrap: (api) => loaded.translatedApi?.(api, translate) ?? api };
}

/** The language of the page, of the ways in which each is loaded. @param tag its `lang`: 'cy-GB' */
export async function loadTexts<Loaded extends { readonly texts: Texts }>(
  tag: string,
  ways: Readonly<Record<Locale, () => Promise<Loaded>>>,
): Promise<{ readonly translate: Translate; readonly loaded: Loaded }> {
  const locale = locales.find((one) => languageTags[one] === tag) ?? 'en';
  const loaded = await ways[locale]();
  const translate = translatorOf(locale, (key) => {
    const text = textIn(loaded.texts, key);
    return text === undefined ? undefined : { text, locale };
  });
  return { translate, loaded };
}

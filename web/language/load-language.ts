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
  const locale = locales.find((one) => languageTags[one] === tag) ?? 'en';
  const { texts, translatedApi } = await loads[locale]();
  const translate = translatorOf(locale, (key) => {
    const text = textIn(texts, key);
    return text === undefined ? undefined : { text, locale };
  });
  return { translate, wrap: (api) => translatedApi?.(api, translate) ?? api };
}

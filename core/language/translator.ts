import { catalogue, type MessageKey } from './catalogue.ts';
import type { Locale } from './locale.ts';
import { textIn, translatorOf, type Translate } from './translate.ts';

export type { Translate } from './translate.ts';

/** The text of a key in a language, else in English; undefined where neither has it. */
function textOf(locale: Locale, key: string): { readonly text: string; readonly locale: Locale } | undefined {
  for (const each of [locale, 'en'] as const) {
    const text = textIn(catalogue[each], key);
    if (text !== undefined) return { text, locale: each };
  }
  return undefined;
}

const translators = new Map<Locale, Translate>();

/**
 * The messages of a language, every namespace of them: for the server. What a language does not have yet is given in English.
 * The browser takes only what it shows (web/language/words.ts).
 *
 * @example createTranslator('en')('layout.skip') // 'Skip to main content'
 */
export function createTranslator(locale: Locale): Translate {
  const known = translators.get(locale);
  if (known !== undefined) return known;
  const translate = translatorOf(locale, (key) => textOf(locale, key));
  translators.set(locale, translate);
  return translate;
}

/** Is there a message of this name in English? */
export function hasMessage(key: string): key is MessageKey {
  return textOf('en', key) !== undefined;
}

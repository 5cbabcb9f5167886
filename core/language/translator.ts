import { IntlMessageFormat } from 'intl-messageformat';
import { AppError } from '../errors.ts';
import { catalogue, type MessageKey } from './catalogue.ts';
import { languageTags, type Locale } from './locale.ts';

export type MessageValues = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** Gives a message in a language, with its values put in. */
export type Translate = (key: MessageKey, values?: MessageValues) => string;

const formats = new Map<string, IntlMessageFormat>();

/** The text of a key in a language, else in English; undefined where neither has it. */
function textOf(locale: Locale, key: string): { readonly text: string; readonly locale: Locale } | undefined {
  const dot = key.indexOf('.');
  const [namespace, name] = [key.slice(0, dot), key.slice(dot + 1)];
  for (const each of [locale, 'en'] as const) {
    const text = catalogue[each][namespace]?.[name];
    if (text !== undefined) return { text, locale: each };
  }
  return undefined;
}

/** A message is parsed once for each language: parsing costs a hundred times what filling in does. */
function formatOf(locale: Locale, key: string): IntlMessageFormat | undefined {
  const id = `${locale} ${key}`;
  const known = formats.get(id);
  if (known !== undefined) return known;
  const found = textOf(locale, key);
  if (found === undefined) return undefined;
  const format = new IntlMessageFormat(found.text, languageTags[found.locale], undefined, {
    ignoreTag: true,
  });
  formats.set(id, format);
  return format;
}

/**
 * The messages of a language, in ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/). What a
 * language does not have yet is given in English.
 *
 * @throws AppError not-found for a key that no file has: a mistake of ours, found by the tests.
 * @example createTranslator('en')('layout.skip') // 'Skip to main content'
 */
export function createTranslator(locale: Locale): Translate {
  return (key, values = {}) => {
    const format = formatOf(locale, key);
    if (format === undefined) throw new AppError('not-found', `There is no message "${key}".`);
    return String(format.format(values));
  };
}

/** Is there a message of this name? For texts that only some indicators, areas or reasons have. */
export function hasMessage(key: string): key is MessageKey {
  return textOf('en', key) !== undefined;
}

import { IntlMessageFormat } from 'intl-messageformat';
import { AppError } from '../errors.ts';
import type { MessageKey } from './catalogue.ts';
import { languageTags, type Locale } from './locale.ts';
import type { Texts } from './texts.ts';

export type MessageValues = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** Gives a message in a language, with its values put in. */
export interface Translate {
  (key: MessageKey, values?: MessageValues): string;
  readonly locale: Locale;
  /** Is there a message of this name? For texts that only some indicators, areas or reasons have. */
  readonly has: (key: string) => key is MessageKey;
}

/** The text of `namespace.name` and the language it is in; undefined where there is none. */
export type FindText = (key: string) => { readonly text: string; readonly locale: Locale } | undefined;


/** Finds `layout.skip` in the namespace `layout`. The name may hold dots itself, the namespace none. */
export function textIn(texts: Texts, key: string): string | undefined {
  const dot = key.indexOf('.');
  return texts[key.slice(0, dot)]?.[key.slice(dot + 1)];
}

/**
 * The messages of a language, in ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/), from
 * wherever its texts are. A message is parsed once: parsing costs a hundred times what filling in does.
 *
 * @throws AppError not-found for a key that has no text: a mistake of ours, found by the tests.
 */
export function translatorOf(locale: Locale, find: FindText): Translate {
  const formats = new Map<string, IntlMessageFormat>();
  const formatOf = (key: string): IntlMessageFormat => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const found = find(key);
    if (found === undefined) throw new AppError('not-found', `There is no message "${key}".`);
    const format = new IntlMessageFormat(found.text, languageTags[found.locale], undefined, {
      ignoreTag: true,
    });
    formats.set(key, format);
    return format;
  };
  const translate = (key: MessageKey, values: MessageValues = {}): string =>
    String(formatOf(key).format(values));
  return Object.assign(translate, {
    locale,
    has: (key: string): key is MessageKey => find(key) !== undefined,
  });
}

import english from './messages/en/units.json' with { type: 'json' };
import welsh from './messages/cy/units.json' with { type: 'json' };
import type { Locale } from './locale.ts';

const texts: Readonly<Record<Locale, Readonly<Record<keyof typeof english, string>>>> = {
  en: english,
  cy: welsh,
};

/**
 * A text of the namespace `units` with its values put in as they are. Figures, shares and lists are in almost every sentence, so
 * this takes a language and no translator, and the few texts of all languages go with it everywhere.
 *
 * @example unitText('en', 'metres', { figure: '1,200' }) // '1,200 metres'
 */
export function unitText(
  locale: Locale,
  name: keyof typeof english,
  values: Readonly<Record<string, string>> = {},
): string {
  return texts[locale][name].replaceAll(/\{(\w+)\}/g, (whole, value: string) => values[value] ?? whole);
}

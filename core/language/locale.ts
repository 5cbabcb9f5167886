import type { Locale } from '../contract/locale.ts';

export { locales, type Locale } from '../contract/locale.ts';

/** As BCP 47 has them: what `lang`, numbers and dates are written by. */
export const languageTags: Readonly<Record<Locale, string>> = { en: 'en-GB', cy: 'cy-GB' };

/** What a language calls itself. */
export const languageNames: Readonly<Record<Locale, string>> = { en: 'English', cy: 'Cymraeg' };

/**
 * The address of a page in a language: English has none of its own, Welsh begins with /cy.
 *
 * @example addressIn('cy', '/areas?type=ward') // '/cy/areas?type=ward'
 */
export function addressIn(locale: Locale, path: string): string {
  if (locale === 'en') return path;
  return path === '/' ? `/${locale}` : `/${locale}${path.replace(/^\/(?=\?)/, '')}`;
}

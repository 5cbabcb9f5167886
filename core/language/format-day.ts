import { languageTags, type Locale } from './locale.ts';

/**
 * A day as people read it: the one that a moment falls on in London, or a date without a time (YYYY-MM-DD).
 *
 * @example formatDay('2026-11-22', 'en') // '22 November 2026'
 * @example formatDay('2026-11-22', 'cy') // '22 Tachwedd 2026'
 */
export function formatDay(moment: string | Date, locale: Locale): string {
  const format = new Intl.DateTimeFormat(languageTags[locale], {
    dateStyle: 'long',
    timeZone: 'Europe/London',
  });
  return format.format(new Date(moment));
}

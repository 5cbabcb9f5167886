import { languageTags, type Locale } from './locale.ts';

/**
 * The period of a release as people read it: a month with its name, a year as it is.
 *
 * @example periodInWords('2026-01', 'en') // 'January 2026'
 * @example periodInWords('2021', 'en') // '2021'
 */
export function periodInWords(period: string, locale: Locale): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return period;
  const format = new Intl.DateTimeFormat(languageTags[locale], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${period}-01T00:00:00Z`));
}

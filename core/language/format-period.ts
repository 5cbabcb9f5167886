import { languageTags, type Locale } from './locale.ts';

/**
 * The period of a release as people read it. A year and what is no date stay as they are.
 *
 * @example formatPeriod('2026-01', 'en') // 'January 2026'
 * @example formatPeriod('2026-01', 'cy') // 'Ionawr 2026'
 * @example formatPeriod('2021', 'en') // '2021'
 */
export function formatPeriod(period: string, locale: Locale): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return period;
  const format = new Intl.DateTimeFormat(languageTags[locale], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${period}-01T00:00:00Z`));
}

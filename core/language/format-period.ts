import type { Locale } from './locale.ts';
import { monthName } from './month-names.ts';

/**
 * The period of a release as people read it. A year and what is no date stay as they are.
 *
 * @example formatPeriod('2026-01', 'en') // 'January 2026'
 * @example formatPeriod('2026-01', 'cy') // 'Ionawr 2026'
 * @example formatPeriod('2021', 'en') // '2021'
 */
export function formatPeriod(period: string, locale: Locale): string {
  const [, year = '', month = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(period) ?? [];
  return year === '' ? period : `${monthName(Number(month), locale)} ${year}`;
}

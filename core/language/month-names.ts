import type { Locale } from './locale.ts';

/**
 * The names of the months in each language of the Atlas: the browsers that most people have know no Welsh ones, and would
 * write English dates of the United States in their place.
 */
const monthNames: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    ...['January', 'February', 'March', 'April', 'May', 'June'],
    ...['July', 'August', 'September', 'October', 'November', 'December'],
  ],
  cy: [
    ...['Ionawr', 'Chwefror', 'Mawrth', 'Ebrill', 'Mai', 'Mehefin'],
    ...['Gorffennaf', 'Awst', 'Medi', 'Hydref', 'Tachwedd', 'Rhagfyr'],
  ],
};

/**
 * The name of a month, 1 to 12.
 *
 * @example monthName(11, 'cy') // 'Tachwedd'
 */
export function monthName(month: number, locale: Locale): string {
  return monthNames[locale][month - 1] ?? String(month);
}

import { periodEnd, periodStart } from './period-days.ts';

/**
 * Orders periods by the day on which they begin, then by the day on which they end: a year comes before its months. Words
 * whose days are not certain ("mid-2020") go by their letters.
 *
 * @example ['2021-05', '2021', '2020-09'].sort(comparePeriods) // ['2020-09', '2021', '2021-05']
 */
export function comparePeriods(a: string, b: string): number {
  return byText(periodStart(a) ?? a, periodStart(b) ?? b) || byText(periodEnd(a) ?? a, periodEnd(b) ?? b);
}

/**
 * Whether one period was over before another began: only then is it certain which figure is the newer. A release that says
 * only its year may be of any month of it. True for words whose days are not certain, if they are other words.
 *
 * @example isBefore('2021', '2021-05') // false
 */
export function isBefore(a: string, b: string): boolean {
  const [end, start] = [periodEnd(a), periodStart(b)];
  return end === null || start === null ? a !== b : end < start;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

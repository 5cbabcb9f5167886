import type { DataAge, Freshness } from '../contract/data-catalogue.ts';
import { periodEnd } from './period-days.ts';

/**
 * Whole months from one ISO date to a later one; 0 where the second is not later. A month is whole when its day has
 * come, or when it is the last of its month: 31 January to 28 February is one month.
 *
 * @example monthsBetween('2024-01-31', '2024-02-29') // 1
 */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  const isWhole = toDay >= fromDay || periodEnd(to.slice(0, 7)) === to;
  return Math.max(0, 12 * (toYear - fromYear) + toMonth - fromMonth - (isWhole ? 0 : 1));
}

/**
 * Whether a newer edition must be expected. Publishing takes time, and how much is not known here: so data are said to
 * be behind only once a whole edition more must have been taken (twice the months between two).
 */
export function freshnessOf(months: number, everyMonths: number): Freshness {
  if (months <= everyMonths) return 'up-to-date';
  return months < 2 * everyMonths ? 'may-be-newer' : 'is-behind';
}

/**
 * How old the newest of these periods is today. Null where none of them has an end that is certain.
 *
 * @example dataAge(['2026-01'], '2026-11-22', 6)?.freshness // 'may-be-newer'
 */
export function dataAge(
  periods: readonly string[],
  today: string,
  everyMonths: number | null,
): DataAge | null {
  let newest: { readonly period: string; readonly until: string } | null = null;
  for (const period of periods) {
    const until = periodEnd(period);
    if (until !== null && (newest === null || until > newest.until)) newest = { period, until };
  }
  if (newest === null) return null;
  const months = monthsBetween(newest.until, today);
  return { ...newest, months, freshness: everyMonths === null ? null : freshnessOf(months, everyMonths) };
}

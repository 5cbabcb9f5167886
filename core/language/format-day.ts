import type { Locale } from './locale.ts';
import { monthName } from './month-names.ts';

const inLondon = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'numeric', year: 'numeric' },
  timeZone: 'Europe/London',
});

/**
 * A day as people read it: the one that a moment falls on in London, or a date without a time (YYYY-MM-DD).
 *
 * @example formatDay('2026-11-22', 'en') // '22 November 2026'
 * @example formatDay('2026-11-22', 'cy') // '22 Tachwedd 2026'
 */
export function formatDay(moment: string | Date, locale: Locale): string {
  const parts = new Map(inLondon.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return `${Number(parts.get('day'))} ${monthName(Number(parts.get('month')), locale)} ${parts.get('year') ?? ''}`;
}

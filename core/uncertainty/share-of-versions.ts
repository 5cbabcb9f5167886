import type { Locale } from '../language/locale.ts';
import { unitText } from '../language/unit-text.ts';
import { shareInWords } from '../share-in-words.ts';
import { settledIn, settledOut } from './fragile.ts';

/**
 * A share (0-1) of the versions as a percentage. What is not quite none or all is never rounded to it, nor to an end of
 * what is settled: "95 %, uncertain" would look like a mistake. Near an end it is told to a tenth, which is on the
 * share's own side of it.
 *
 * @example shareOfVersions(0.623) // '62 %'
 * @example shareOfVersions(0.9499) // '94.9 %'
 */
export function shareOfVersions(share: number, locale: Locale = 'en'): string {
  const percent = Math.round(100 * share);
  const end = [settledOut, settledIn].find((one) => Math.round(100 * one) === percent);
  if (end === undefined || end === share) return shareInWords(share, locale);
  const tenths = Math.round(1000 * share);
  const endTenths = 10 * percent;
  const own = share < end ? Math.min(tenths, endTenths - 1) : Math.max(tenths, endTenths + 1);
  return unitText(locale, 'wholePercent', { figure: (own / 10).toFixed(1) });
}

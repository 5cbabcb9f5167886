import type { Locale } from './language/locale.ts';
import { unitText } from './language/unit-text.ts';

/**
 * A share (0-1) as a whole percentage. What is not quite none or all is never rounded to it.
 *
 * @example shareInWords(0.623) // '62 %'
 * @example shareInWords(0.999) // 'more than 99 %'
 */
export function shareInWords(share: number, locale: Locale = 'en'): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return unitText(locale, 'belowOnePercent');
  if (percent === 100 && share < 1) return unitText(locale, 'aboveNinetyNinePercent');
  return unitText(locale, 'wholePercent', { figure: String(percent) });
}

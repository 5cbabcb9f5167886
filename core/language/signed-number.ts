import type { Locale } from './locale.ts';
import { numberFormat } from './number-format.ts';

/**
 * A difference with its sign, as it is written in a language: a real minus, and a plus where there is none.
 *
 * @example signedNumber(-1234.56, 1, 'en') // '−1,234.6'
 * @example signedNumber(2, 0, 'en') // '+2'
 */
export function signedNumber(value: number, decimals: number, locale: Locale): string {
  return `${value < 0 ? '−' : '+'}${numberFormat(locale, decimals).format(Math.abs(value))}`;
}

import type { Locale } from './language/locale.ts';
import { unitText } from './language/unit-text.ts';

/**
 * A list as a sentence has it. In Welsh commas alone: what stands for "and" would change what follows it.
 *
 * @example listInWords(['Bolton', 'Bury', 'Salford']) // 'Bolton, Bury and Salford'
 */
export function listInWords(parts: readonly string[], locale: Locale = 'en'): string {
  if (parts.length < 2) return parts.join('');
  return unitText(locale, 'listEnd', { start: parts.slice(0, -1).join(', '), end: parts.at(-1) ?? '' });
}

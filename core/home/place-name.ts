import type { Comparison } from '../contract/home.ts';
import type { Locale } from '../language/locale.ts';
import { listInWords } from '../list-in-words.ts';

/**
 * What the loaded place is called: its nations where they are loaded whole, else its authorities as long as all of them can be
 * named. Null where there are more, or none is known.
 *
 * @example placeName({ nations: [], authorities: { total: 2, names: ['Bury', 'Bolton'] } }, 'en') // 'Bury and Bolton'
 */
export function placeName(
  { nations, authorities }: Pick<Comparison, 'nations' | 'authorities'>,
  locale: Locale,
): string | null {
  const names = nations.length > 0 ? nations : authorities.names;
  if (names.length === 0 || (nations.length === 0 && authorities.total > names.length)) return null;
  return listInWords(names, locale);
}

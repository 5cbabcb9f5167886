import type { Locale } from '../language/locale.ts';

/**
 * What an area is called in a language: by its Welsh name in Welsh, where it has one.
 *
 * @example nameIn('cy', { name: 'Wales', nameWelsh: 'Cymru' }) // 'Cymru'
 */
export function nameIn(
  locale: Locale,
  { name, nameWelsh }: { readonly name: string; readonly nameWelsh: string | null },
): string {
  return locale === 'cy' ? (nameWelsh ?? name) : name;
}

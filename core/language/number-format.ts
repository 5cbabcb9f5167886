import { languageTags, type Locale } from './locale.ts';

/** Making a format costs a hundred times what using it does, and a page has hundreds of figures. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * Numbers with so many decimals, no more and no fewer, as they are written in a language. One format for each language
 * and count of decimals is kept.
 *
 * @throws RangeError for a count of decimals that Intl does not know: negative, broken or over 100.
 * @example numberFormat('en', 1).format(1234.56) // '1,234.6'
 */
export function numberFormat(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${decimals}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(languageTags[locale], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(key, format);
  }
  return format;
}

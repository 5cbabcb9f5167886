import { addressIn, languageTags, locales } from '../../core/language/locale.ts';

/** A file of a site map may name this many addresses (https://www.sitemaps.org/protocol.html). */
const mostAddresses = 50_000;

const pathsInFile = Math.floor(mostAddresses / locales.length);

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** How many files so many pages need; a page is an address in each language. */
export function countSitemapFiles(pathCount: number): number {
  return Math.ceil(pathCount / pathsInFile);
}

/** The site map that names the files of which it is made, numbered from 1. */
export function sitemapIndex(publicUrl: string, fileCount: number): string {
  const files = Array.from(
    { length: fileCount },
    (_, at) => `<sitemap><loc>${escaped(`${publicUrl}/sitemap/${at + 1}`)}</loc></sitemap>\n`,
  );
  return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${files.join('')}</sitemapindex>\n`;
}

/**
 * One file of the site map, piece by piece: every page in each language, each naming itself and the others.
 *
 * @param paths of all pages in English
 * @param file counted from 1
 */
export function* sitemapFile(publicUrl: string, paths: readonly string[], file = 1): Generator<string> {
  yield `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`;
  for (const path of paths.slice((file - 1) * pathsInFile, file * pathsInFile)) {
    const addresses = locales.map((locale) => ({
      tag: languageTags[locale],
      address: escaped(`${publicUrl}${addressIn(locale, path)}`),
    }));
    const alternates = addresses
      .map(({ tag, address }) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${address}"/>`)
      .join('');
    yield addresses.map(({ address }) => `<url><loc>${address}</loc>${alternates}</url>\n`).join('');
  }
  yield '</urlset>\n';
}

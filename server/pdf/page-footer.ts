import { escapeHtml } from '../../core/escape-html.ts';

/** Stand for the numbers that Chromium fills in, in a text that has other words around them in each language. */
const numberOfPage = '\uE000';
const countOfPages = '\uE001';

export interface FooterWords {
  /** Where the page can be read again, and when it was printed. */
  readonly origin: string;
  /** "Page 1 of 2", made with the two marks in place of the numbers. */
  readonly pageOf: (page: string, total: string) => string;
}

/**
 * The line at the foot of each sheet of a PDF, as Chromium takes it: HTML that sees no style sheet, with spans of
 * known classes for the numbers.
 *
 * @example footerHtml({ origin: 'atlas.example/data', pageOf: (page, total) => `Page ${page} of ${total}` })
 */
export function footerHtml({ origin, pageOf }: FooterWords): string {
  const numbers = escapeHtml(pageOf(numberOfPage, countOfPages))
    .replace(numberOfPage, '<span class="pageNumber"></span>')
    .replace(countOfPages, '<span class="totalPages"></span>');
  const style =
    'width:100%;margin:0 13mm;font:7pt sans-serif;color:#16232d;display:flex;justify-content:space-between;gap:8mm';
  return `<div style="${style}"><span style="overflow-wrap:anywhere">${escapeHtml(origin)}</span><span style="white-space:nowrap">${numbers}</span></div>`;
}

/** What a file that is not text begins with, by its decoded first characters, and what to do about it. */
const kinds: readonly (readonly [start: string, kind: string])[] = [
  ['PK\u0003\u0004', 'an Excel workbook or another zip: save the sheet as CSV, or end its name in .zip'],
  ['ÐÏ\u0011à', 'an Excel workbook of the old kind: save the sheet as CSV'],
  ['SQLite format 3', 'a GeoPackage or another SQLite database: take the CSV or GeoJSON edition'],
  ['%PDF', 'a PDF'],
  ['\u001f\u2039', 'a gzip: end its name in .gz'],
  ['‰PNG', 'a picture'],
];

/**
 * Why the beginning of a file cannot be a table or boundaries: it is empty, of a known binary kind, has NUL characters,
 * or is the web page that came instead of a download; null where it is text.
 *
 * @example notDataBecause('PK\u0003\u0004...') // 'is an Excel workbook or another zip: ...'
 */
export function notDataBecause(text: string): string | null {
  if (text.trim() === '') return 'is empty';
  const kind = kinds.find(([start]) => text.startsWith(start))?.[1];
  if (kind !== undefined) return `is ${kind}`;
  if (/^\s*<(!doctype html|html)/i.test(text)) {
    return 'is a web page, not data: the download may have met an error page';
  }
  return text.includes('\0') ? 'is not text: it has NUL characters' : null;
}

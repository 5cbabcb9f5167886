/** Text as it stands in HTML, between tags or in a quoted attribute. @example escapeHtml('a < b') // 'a &lt; b' */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

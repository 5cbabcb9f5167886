import { expect, it } from 'vitest';
import { footerHtml } from '../../server/pdf/page-footer.ts';

it('has the numbers where the language puts them, and takes text for text', () => {
  const html = footerHtml({
    origin: 'https://atlas.example/compare?areas=A,B&x=<script>',
    pageOf: (page, total) => `${total} tudalen: ${page} <b>`,
  });
  expect(html).toContain(
    '<span class="totalPages"></span> tudalen: <span class="pageNumber"></span> &lt;b&gt;',
  );
  expect(html).toContain('areas=A,B&amp;x=&lt;script&gt;');
  expect(html).not.toContain('<script>');
});

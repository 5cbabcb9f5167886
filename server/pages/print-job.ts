import { addressIn, type Locale } from '../../core/language/locale.ts';
import { createTranslator } from '../../core/language/translator.ts';
import type { App } from '../http/app-types.ts';
import { ownRequests } from '../http/rate-limits.ts';
import { footerHtml } from '../pdf/page-footer.ts';
import type { OwnFile, PrintJob } from '../pdf/print-html.ts';

export interface PrintedPage {
  readonly html: string;
  /** In English, with its query. */
  readonly path: string;
  readonly locale: Locale;
}

/** Where a page stands for the browser when the service does not know its own address: nothing is ever there. */
const nowhere = 'https://atlas.invalid';

/** A link to nowhere is no link: it keeps its text. Those within the page stay. */
function withoutLinks(html: string): string {
  return html.replaceAll(/(<a\b[^>]*?)\shref="(?!#)[^"]*"/g, '$1');
}

/** Reads a file of the service as a browser would get it, without going over the network. */
export function createFileReader(app: Pick<App, 'inject'>): (path: string) => Promise<OwnFile | null> {
  return async (path) => {
    const answer = await app.inject({ method: 'GET', url: path, remoteAddress: ownRequests });
    if (answer.statusCode !== 200) return null;
    return { contentType: String(answer.headers['content-type']), body: answer.rawPayload };
  };
}

/**
 * A page ready for the printer. Its links lead to the public address of the service; where none is configured it has
 * none, because the address of a request is not to be believed.
 */
export function createPrintJob(
  { html, path, locale }: PrintedPage,
  { publicUrl, readFile }: { readonly publicUrl: string | null; readonly readFile: PrintJob['readFile'] },
): PrintJob {
  const t = createTranslator(locale);
  const address = addressIn(locale, path);
  return {
    address: `${publicUrl === null ? nowhere : new URL(publicUrl).origin}${address}`,
    html: publicUrl === null ? withoutLinks(html) : html,
    footer: footerHtml({
      origin: t('print.origin', { address: `${publicUrl ?? ''}${address}`, day: new Date() }),
      pageOf: (page, total) => t('print.pageOf', { page, total }),
    }),
    readFile,
  };
}

/** What a browser calls the file when it is saved: the last word of the address. */
export function pdfFileName(path: string): string {
  const [bare = ''] = path.split('?', 1);
  const words = bare.split('/').filter((part) => part !== '');
  const name = words
    .slice(-2)
    .join('-')
    .replaceAll(/[^A-Za-z0-9-]/g, '');
  return `${name === '' ? 'atlas' : name}.pdf`;
}

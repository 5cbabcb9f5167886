import type { Browser, BrowserContext, Route } from 'playwright-core';

/** A file that a page names: a style sheet, a picture. */
export interface OwnFile {
  readonly contentType: string;
  readonly body: Buffer;
}

/** A page to be put on paper. */
export interface PrintJob {
  /** Absolute. Where the page stands: links in the PDF are resolved against it, and nothing is fetched from it. */
  readonly address: string;
  readonly html: string;
  /** HTML in the lower margin of each sheet. */
  readonly footer: string;
  /** A file of the service itself by its path and query; null where it has none. */
  readonly readFile: (path: string) => Promise<OwnFile | null>;
}

/** What a page may name; scripts, frames and everything else stay away. */
const allowedKinds: ReadonlySet<string> = new Set(['stylesheet', 'image', 'font']);

const margin = { top: '11mm', right: '13mm', bottom: '15mm', left: '13mm' } as const;

/** Paper between the margins at 96 pixels an inch: what is laid out for the screen first is laid out as wide. */
const viewport = { width: 695, height: 1024 } as const;

/**
 * Prints HTML to A4 with Chromium, tagged and with an outline, so that screen readers can read it. The page is
 * answered by us whatever it asks for: nothing goes over the network, no script runs, and no address but the
 * page's own origin is served.
 *
 * @throws Error of the browser, when it or its page ends before the PDF is there.
 */
export async function printHtml(browser: Browser, job: PrintJob): Promise<Buffer> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    serviceWorkers: 'block',
    acceptDownloads: false,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport,
  });
  try {
    return await printIn(context, job);
  } finally {
    // A context of a browser that has ended is closed already.
    await context.close().catch(() => undefined);
  }
}

async function printIn(context: BrowserContext, job: PrintJob): Promise<Buffer> {
  await context.route('**/*', (route) => answer(route, job));
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  await page.goto(job.address, { waitUntil: 'load' });
  return await page.pdf({
    format: 'A4',
    margin,
    printBackground: true,
    tagged: true,
    outline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: job.footer,
  });
}

/** Answers a request of the page from the service itself, and refuses it where it asks for anything else. */
async function answer(route: Route, job: PrintJob): Promise<void> {
  const request = route.request();
  const url = request.url();
  if (request.resourceType() === 'document' && url === job.address) {
    await route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body: job.html });
    return;
  }
  const { origin, pathname, search } = new URL(url);
  const isOurs =
    origin === new URL(job.address).origin &&
    request.method() === 'GET' &&
    allowedKinds.has(request.resourceType());
  // Only whole files are given: the browser would follow a redirect by itself, past this function.
  const file = isOurs ? await job.readFile(`${pathname}${search}`) : null;
  if (file === null) await route.abort('blockedbyclient');
  else await route.fulfill({ status: 200, ...file });
}

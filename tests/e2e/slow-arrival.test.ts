import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, openPage, phone } from './support/browser.ts';
import { reportOf, watchShifts } from './support/page-report.ts';
import { useBrowser } from './support/use-browser.ts';

/** Long enough for the browser to draw what it has so far. */
const pauseMilliseconds = 300;

/** Where the top of a page is cut: before its menu, one item into it, before the languages, between them, after the header. */
const cuts = [
  /(?=<nav class="atlas-header__navigation")/,
  /(?=<li><a href="[^"]*\/areas")/,
  /(?=<nav class="atlas-header__languages")/,
  /(?=<li><a [^>]*hreflang)/,
  /(?<=<\/header>)/,
];

/** @example piecesOf('<p>a</p></header><p>b</p>') // ['<p>a</p></header>', '<p>b</p>'] */
function piecesOf(html: string): string[] {
  return cuts.reduce<string[]>((pieces, cut) => pieces.flatMap((piece) => piece.split(cut)), [html]);
}

describe.skipIf(!hasChromium)('a page that arrives in pieces, as on a poor connection', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let slow: Server;
  const slowAddress = (path: string): string =>
    `http://localhost:${(slow.address() as AddressInfo).port}/${path}`;

  beforeAll(async () => {
    slow = createServer((request, response) => {
      void (async () => {
        const answer = await answerTo(atlas((request.url ?? '/').slice(1)));
        const type = answer.headers.get('content-type') ?? '';
        response.writeHead(answer.status, { 'content-type': type });
        if (!type.startsWith('text/html')) {
          response.end(Buffer.from(await answer.arrayBuffer()));
          return;
        }
        for (const piece of piecesOf(await answer.text())) {
          response.write(piece);
          await wait(pauseMilliseconds);
        }
        response.end();
      })();
    });
    await new Promise<void>((resolve) => {
      slow.listen(0, 'localhost', resolve);
    });
  });
  afterAll(() => slow.close());

  it.each([
    { path: 'about', viewport: laptop },
    { path: 'cy/about', viewport: laptop },
    { path: 'cy/about', viewport: phone },
  ])('moves nothing of its header: /$path, $viewport.width pixels', async ({ path, viewport }) => {
    const html = await (await answerTo(atlas(path))).text();
    expect(piecesOf(html).length).toBeGreaterThan(cuts.length);
    const { page } = await openPage(browser(), slowAddress('api/v1/health'), { viewport });
    await watchShifts(page);
    await page.goto(slowAddress(path), { waitUntil: 'load' });
    const { shifts } = await reportOf(page);
    expect(shifts.filter((shift) => shift.includes('atlas-header'))).toEqual([]);
    await page.close();
  });
});

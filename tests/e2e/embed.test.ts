import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useAtlas } from './support/atlas.ts';
import { axeViolations } from './support/axe.ts';
import { hasChromium, laptop, openPage } from './support/browser.ts';
import { useBrowser } from './support/use-browser.ts';

const listSchema = z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) });

/** A page of a council, at an address of its own. */
async function serveCouncil(body: (path: string) => string): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>A council</title>${body(request.url ?? '/')}</html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const heightOf = (page: Page): Promise<number> =>
  page.evaluate<number>("document.querySelector('iframe').getBoundingClientRect().height");

/** Pixels: the frame's own border is 2 of them on each side, and a card asks for whole ones. */
const borders = 5;

/**
 * Waits until the frame is as high as its card; gives that height. Until then a pointer may miss what it is led to: the
 * card moves when its frame grows.
 */
async function settledHeight(page: Page): Promise<number> {
  const inside = page.frames().find((frame) => frame.url().includes('/embed/areas/'));
  const missing = async (): Promise<number> => {
    const content = await inside?.evaluate<number>('document.body.getBoundingClientRect().height');
    return Math.abs((await heightOf(page)) - (content ?? 0));
  };
  await expect.poll(missing, { message: 'pixels between frame and card' }).toBeLessThanOrEqual(borders);
  return heightOf(page);
}

describe.skipIf(!hasChromium)('a card on the page of a council', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let council: { server: Server; address: string };
  let ward: { code: string; name: string };
  beforeAll(async () => {
    const list = listSchema.parse(await (await fetch(atlas('api/v1/areas?type=ward&limit=1'))).json());
    ward = list.items[0] ?? { code: '', name: '' };
    const sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
    const frame = `<iframe src="${atlas(`embed/areas/${ward.code}`)}" title="Card" width="420" height="333" sandbox="${sandbox}"></iframe>`;
    const script = `<script src="${atlas('embed.js')}" async></script>`;
    const liar = `<script>addEventListener('load', () => { const other = document.createElement('iframe');
      other.srcdoc = "<script>parent.postMessage({type:'atlas-height',height:1234},'*')<\\/script>"; document.body.append(other); });</script>`;
    council = await serveCouncil((path) => {
      if (path === '/without') return frame;
      if (path === '/closed') return frame.replace('allow-scripts ', '');
      return path === '/liar' ? script + liar : frame + script;
    });
  });
  afterAll(() => {
    council.server.close();
  });

  it('gets the height that it asks for, and again when it becomes narrower', async () => {
    const page = await (await browser().newContext({ viewport: laptop })).newPage();
    const messages: unknown[] = [];
    await page.exposeFunction('note', (message: unknown) => messages.push(message));
    await page.addInitScript(`addEventListener('message', ({ data, origin }) => note({ ...data, origin }))`);
    await page.goto(`${council.address}/`);
    const wide = await settledHeight(page);
    const inside = page.frames().find((frame) => frame.url().includes('/embed/areas/'));
    expect(wide).toBeGreaterThan(400);
    // In its sandbox the card has no origin.
    expect(messages).toContainEqual({
      type: 'atlas-height',
      height: expect.any(Number) as number,
      id: `/embed/areas/${ward.code}`,
      origin: 'null',
    });
    await page.evaluate("document.querySelector('iframe').setAttribute('width', '280')");
    await expect.poll(() => heightOf(page)).not.toBe(wide);
    await settledHeight(page);
    // Nothing to scroll sideways at 280 pixels.
    const widths = await inside?.evaluate<number[]>(
      '[document.documentElement.scrollWidth, window.innerWidth]',
    );
    expect(widths?.[0]).toBeLessThanOrEqual(widths?.[1] ?? 0);
    await page.context().close();
  });

  it('keeps the height of the code without the script, or without scripts in the frame, and is whole all the same', async () => {
    for (const path of ['/without', '/closed']) {
      const page = await (await browser().newContext({ viewport: laptop })).newPage();
      await page.goto(`${council.address}${path}`);
      const card = page.frameLocator('iframe');
      await card.locator('h1', { hasText: ward.name }).waitFor();
      expect(await card.locator('svg[role=img]').count()).toBe(1);
      // Styles reach the card though its frame has no origin.
      const inside = page.frames().find((frame) => frame.url().includes('/embed/areas/'));
      const font = await inside?.evaluate<string>(
        "getComputedStyle(document.querySelector('h1')).fontWeight",
      );
      expect(Number(font)).toBeGreaterThanOrEqual(600);
      expect(await heightOf(page)).toBeLessThan(340);
      await page.context().close();
    }
  });

  it('opens the whole page in a new tab', async () => {
    const page = await (await browser().newContext({ viewport: laptop })).newPage();
    await page.goto(`${council.address}/`);
    await settledHeight(page);
    const link = page.frameLocator('iframe').locator(`a[target=_blank][href$="/areas/${ward.code}"]`);
    // By key: what is pointed at in a frame that has just grown may reach nothing while the browser is busy.
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.press('Enter')]);
    expect(opened.url()).toContain(`/areas/${ward.code}`);
    await page.context().close();
  });

  it('is the only one that is heard: a frame from elsewhere cannot set its height', async () => {
    const page = await (await browser().newContext({ viewport: laptop })).newPage();
    await page.addInitScript(
      "globalThis.lies = 0; addEventListener('message', ({ data }) => { if (data.height === 1234) lies += 1; })",
    );
    await page.goto(`${council.address}/liar`);
    await page.waitForFunction('lies > 0');
    expect(await heightOf(page)).toBeLessThan(400);
    await page.context().close();
  });

  it.each([
    ['card', () => `embed/areas/${ward.code}`],
    ['card in Welsh', () => `cy/embed/areas/${ward.code}`],
    ['guide', () => `embed/guide?area=${ward.code}`],
  ] as const)('in a narrow frame, light or dark, the %s has no violation', async (_name, path) => {
    const { page } = await openPage(browser(), atlas(path()), { viewport: { width: 280, height: 800 } });
    expect(await axeViolations(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeViolations(page, 'colours'), 'dark').toEqual([]);
    await page.close();
  });

  it('breaks no rule of the content security policy, preview included', async () => {
    for (const path of [`embed/areas/${ward.code}`, `embed/guide?area=${ward.code}`]) {
      const { page, complaints } = await openPage(browser(), atlas(path));
      await page.waitForLoadState('networkidle');
      expect(complaints).toEqual([]);
      await page.close();
    }
  });
});

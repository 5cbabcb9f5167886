import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/**
 * Debian's Chromium with WebGL in software and no traffic of its own. Only WebGL goes through the graphics interface in
 * software: pages drawn and put together through it as well, as Debian asks for, cost half as much again of the whole.
 */
const browserArguments = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-rasterization',
  '--disable-gpu-compositing',
  // A process for every place, and a spare one for every context, cost more than the pages: all here is one place.
  '--disable-site-isolation-trials',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

export const laptop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

/** How a browser of the tests is started, with more flags where a test needs them. */
export function launchOptions(flags: readonly string[] = []): LaunchOptions {
  return { executablePath, args: [...browserArguments, ...flags] };
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts, refusals by the content security policy, requests to anywhere but the service. */
  readonly complaints: string[];
}

const contexts = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

/**
 * One context for all pages of a browser that are to be seen in the same way, so that styles, scripts and what the browser
 * compiled of them are fetched once. Pages share nothing else: the Atlas keeps nothing with its readers.
 */
function contextOf(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const known = contexts.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  contexts.set(browser, known);
  const key = JSON.stringify(options);
  const context = known.get(key) ?? browser.newContext(options);
  known.set(key, context);
  return context;
}

/** A fresh page that notes what should never happen. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await contextOf(browser, { viewport: laptop, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(address);
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    // The browser shows a PDF with a page of its own.
    if (!url.startsWith(origin) && !/^(data|blob|chrome(-extension)?):/.test(url))
      complaints.push(`request to ${url}`);
  });
  await page.goto(address);
  return { page, complaints };
}

/** Waits until the script has taken over the search field, where a page has one. */
export async function searchReady(page: Page): Promise<void> {
  if ((await page.locator('form[data-atlas-search]').count()) > 0)
    await page.locator('.autocomplete__input').waitFor();
}

/** Waits until the explorer shows scores. */
export async function explorerReady(page: Page): Promise<void> {
  await page
    .locator('.atlas-explorer .atlas-legend__item')
    .first()
    .waitFor({ state: 'attached', timeout: 60_000 });
}

/** The part of the map that no legend or button covers, at every size that is tested: only MapLibre draws there. */
export async function bareMap(page: Page): Promise<Buffer> {
  const box = await page.locator('.atlas-map__canvas').boundingBox();
  if (box === null) throw new Error('there is no map on the page');
  const clip = {
    x: box.x + 0.4 * box.width,
    y: box.y + 0.05 * box.height,
    width: 0.45 * box.width,
    height: 0.55 * box.height,
  };
  return page.screenshot({ clip });
}

/** An empty map is one flat colour, which compresses to about a kilobyte. */
const drawnBytes = 2_000;

/**
 * Waits until the map is drawn and two pictures of it, half a second apart, are the same; gives the last.
 *
 * @param leastBytes what a picture must have to be of a map; 0 where an empty one is expected.
 */
export async function settledMap(page: Page, leastBytes = drawnBytes): Promise<Buffer> {
  let before = await bareMap(page);
  for (let attempt = 0; attempt < 60; attempt += 1) {
    await page.waitForTimeout(500);
    const after = await bareMap(page);
    if (after.equals(before) && after.length > leastBytes) return after;
    before = after;
  }
  throw new Error(`the map did not come to rest, or drew nothing: ${before.length} bytes`);
}

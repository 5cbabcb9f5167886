import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** Debian's Chromium with WebGL in software and no traffic of its own. */
const browserArguments = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

export const laptop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...browserArguments, ...flags] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts, refusals by the content security policy, requests to anywhere but the service. */
  readonly complaints: string[];
}

/** A fresh page that notes what should never happen. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: laptop, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(address);
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) complaints.push(`request to ${url}`);
  });
  await page.goto(address);
  return { page, complaints };
}

/** Waits until the explorer shows scores. */
export async function explorerReady(page: Page): Promise<void> {
  await page
    .locator('.atlas-explorer .atlas-legend__item')
    .first()
    .waitFor({ state: 'attached', timeout: 60_000 });
}

/** Waits until two pictures of the map, half a second apart, are the same; gives the last. */
export async function settledMap(page: Page): Promise<Buffer> {
  const frame = page.locator('.atlas-map__canvas');
  let before = await frame.screenshot();
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await page.waitForTimeout(500);
    const after = await frame.screenshot();
    // A map that has not drawn yet is one flat colour, which compresses to almost nothing.
    if (after.equals(before) && after.length > 15_000) return after;
    before = after;
  }
  throw new Error('the map did not come to rest within 20 seconds');
}

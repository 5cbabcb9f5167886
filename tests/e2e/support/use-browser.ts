import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

/**
 * The one browser of the run (start-browser.ts) for the tests of a suite: what they open in it is theirs alone, and goes
 * with them.
 *
 * @example
 * const browser = useBrowser();
 * it('opens', async () => { const { page } = await openPage(browser(), atlas('map')); });
 */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.connect(inject('browserAddress'));
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) throw new Error('Ask for the browser inside a test or hook.');
    return browser;
  };
}

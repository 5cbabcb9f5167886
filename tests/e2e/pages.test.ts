import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './support/axe.ts';
import { useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, launchBrowser, openPage, phone } from './support/browser.ts';

/** The pages that the server writes whole. Each heading is the page's own, so that a page of another kind fails. */
const pages = [
  { path: 'data', heading: 'Data and sources' },
  { path: 'methods/atlas', heading: 'Risk of digital exclusion: how it is made' },
  { path: 'api/docs', heading: 'API' },
  { path: 'no-such-page', heading: 'Page not found' },
];

describe.skipIf(!hasChromium)('pages written by the server', () => {
  const atlas = useAtlas();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  describe.each([
    { name: 'laptop', viewport: laptop },
    { name: 'phone', viewport: phone },
  ])('on a $name', ({ viewport }) => {
    it.each(pages)('/$path has no accessibility violation and fits', async ({ path, heading }) => {
      const { page, complaints } = await openPage(browser, atlas(path), { viewport, bypassCSP: true });
      expect(await page.locator('h1').allInnerTexts()).toEqual([heading]);
      expect(await axeViolations(page)).toEqual([]);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBeLessThanOrEqual(viewport.width);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  it('reads without JavaScript', async () => {
    const { page } = await openPage(browser, atlas('data'), { javaScriptEnabled: false });
    expect(await page.locator('.atlas-dataset h2').count()).toBeGreaterThan(5);
    await page.context().close();
  });
});

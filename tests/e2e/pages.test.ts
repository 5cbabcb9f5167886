import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './support/axe.ts';
import { useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, launchBrowser, openPage, phone } from './support/browser.ts';

/** The pages that the server writes whole. Each heading is the page's own, so that a page of another kind fails. */
const pages = [
  { path: 'data', heading: 'Data and sources' },
  { path: 'cy/data', heading: 'Data a ffynonellau' },
  {
    path: 'data/census-2021-ts040',
    heading: 'Census 2021 TS040: Number of disabled people in household Made up',
  },
  { path: 'methods/atlas', heading: 'Risk of digital exclusion: how it is made' },
  { path: 'clusters', heading: 'Where risk clusters' },
  { path: 'methods/edit', heading: 'Make your own profile' },
  {
    path: 'methods/atlas/against/deri-1.6',
    heading: 'From Risk of digital exclusion to Digital Exclusion Risk Index v1.6 (method)',
  },
  { path: 'api/docs', heading: 'API' },
  { path: 'no-such-page', heading: 'Page not found' },
];

describe.skipIf(!hasChromium)('pages written by the server', () => {
  const atlas = useAtlas();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    // What is worked out when first asked for may take longer than a page waits: until then another page stands there.
    for (const { path } of pages) {
      while ((await fetch(atlas(path))).status === 503)
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
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
    expect(await page.locator('.atlas-dataset th a').count()).toBeGreaterThan(5);
    await page.context().close();
  });

  it('shows what a profile changes while it is being made, and keeps it in the address', async () => {
    const { page, complaints } = await openPage(browser, atlas('methods/edit'));
    await page.getByText('No area moves.').waitFor();
    await page.getByLabel('Weight of component 2').fill('0');
    await page.getByRole('table', { name: 'Areas that move most' }).waitFor({ timeout: 30_000 });
    const address = page.url();
    expect(address).toContain('definition=');
    const again = await openPage(browser, address);
    await again.page.getByRole('table', { name: 'Areas that move most' }).waitFor({ timeout: 30_000 });
    expect([...complaints, ...again.complaints]).toEqual([]);
    await page.context().close();
    await again.page.context().close();
  });

  it('says that the service did not answer while a profile is made, and goes on when it does', async () => {
    const { page, complaints } = await openPage(browser, atlas('methods/edit'));
    await page.getByText('No area moves.').waitFor();
    await page.route(/methods\/draft/, (route) => route.abort());
    await page.getByLabel('Weight of component 2').fill('0');
    await page.locator('#preview [role=alert]', { hasText: 'did not answer' }).waitFor();
    expect(await page.locator('#preview').getAttribute('aria-busy')).toBeNull();
    await page.unroute(/methods\/draft/);
    await page.getByLabel('Weight of component 2').fill('0.5');
    await page.locator('#preview [role=alert]').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

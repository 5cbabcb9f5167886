import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explorerReady, hasChromium, laptop, launchBrowser, openPage, phone } from './support/browser.ts';
import { axeViolations } from './support/axe.ts';
import { useAtlas } from './support/atlas.ts';

/** Every view by its address, and what is opened on it before it is checked. */
const views: readonly { title: string; path: string; open?: string }[] = [
  { title: 'map', path: 'map' },
  { title: 'map and table', path: 'map?view=both&areas=ward' },
  { title: 'table', path: 'map?view=table' },
  { title: 'weights', path: 'map', open: 'Weights' },
  { title: 'filters with rules', path: 'map?where=decile<=3&where=score>=20', open: 'Filters' },
  { title: 'how it is drawn', path: 'map?layer=hexagons', open: 'How it is drawn' },
  { title: 'heatmap', path: 'map?layer=heat' },
  { title: 'places to compare', path: 'map?areas=ward', open: 'Compare only some places' },
  { title: 'clusters', path: 'map?show=clusters&view=both' },
  { title: 'uncertain areas hatched', path: 'map?hatch=uncertain&view=both', open: 'How it is drawn' },
  { title: 'chance of the worst tenth', path: 'map?show=worst-tenth&view=both' },
  { title: 'share', path: 'map', open: 'Share' },
  { title: 'embedded', path: 'embed' },
];

describe.skipIf(!hasChromium)('accessibility (axe, WCAG 2.2 AA)', () => {
  const atlas = useAtlas();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  const check = async (view: (typeof views)[number], viewport: typeof laptop): Promise<unknown> => {
    const { page } = await openPage(browser, atlas(view.path), { viewport });
    await explorerReady(page);
    if (view.open !== undefined) await page.locator('summary', { hasText: view.open }).click();
    const pick = page.locator('.atlas-table tbody button').first();
    if (view.path.includes('view=both')) {
      await pick.click();
      await page.locator('.atlas-area__data table').waitFor();
    }
    const violations = await axeViolations(page);
    await page.context().close();
    return violations;
  };

  describe.each([
    { name: 'laptop', viewport: laptop },
    { name: 'phone', viewport: phone },
  ])('on a $name', ({ viewport }) => {
    it.each(views)('$title has no violation', async (view) => {
      expect(await check(view, viewport)).toEqual([]);
    });

    it('has nothing to scroll sideways, down to 320 pixels on a phone', async () => {
      const width = viewport === phone ? 320 : viewport.width;
      const { page } = await openPage(browser, atlas('map?view=both'), { viewport: { ...viewport, width } });
      await explorerReady(page);
      const body = await page.locator('main').boundingBox();
      expect(body?.width ?? Infinity).toBeLessThanOrEqual(width);
      await page.context().close();
    });
  });
});

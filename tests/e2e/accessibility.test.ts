import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { explorerReady, hasChromium, openPage, phone } from './support/browser.ts';
import { axeViolations } from './support/axe.ts';
import { useAtlas } from './support/atlas.ts';
import { useBrowser } from './support/use-browser.ts';

/** Every view by its address, and what is opened on it before it is checked. */
const views: readonly { title: string; path: string; open?: readonly string[] }[] = [
  { title: 'map', path: 'map' },
  {
    title: 'map with every section open',
    path: 'map?where=decile<=3&where=score>=20&areas=ward',
    open: ['Weights', 'Filters', 'Compare only some places', 'How it is drawn', 'Share'],
  },
  { title: 'map and table', path: 'map?view=both&areas=ward' },
  { title: 'table', path: 'map?view=table' },
  { title: 'hexagons', path: 'map?layer=hexagons', open: ['How it is drawn'] },
  { title: 'heatmap', path: 'map?layer=heat' },
  { title: 'clusters', path: 'map?show=clusters&view=both' },
  {
    title: 'uncertain areas hatched',
    path: 'map?hatch=uncertain&view=both',
    open: ['How it is drawn'],
  },
  { title: 'chance of the worst tenth', path: 'map?show=worst-tenth&view=both' },
  { title: 'embedded', path: 'embed' },
];

describe.skipIf(!hasChromium)('accessibility of the map (axe, WCAG 2.2 AA)', () => {
  const atlas = useAtlas();
  const browser = useBrowser();

  const openView = async (view: (typeof views)[number]): Promise<Page> => {
    const { page } = await openPage(browser(), atlas(view.path));
    await explorerReady(page);
    for (const title of view.open ?? []) {
      const section = page.locator('details', { has: page.locator('summary', { hasText: title }) }).last();
      if ((await section.getAttribute('open')) === null) await section.locator('summary').first().click();
      expect(await section.getAttribute('open'), `${title} is open`).not.toBeNull();
    }
    if (view.path.includes('view=both')) {
      await page.locator('.atlas-table tbody button').first().click();
      await page.locator('.atlas-area__data table').waitFor();
    }
    return page;
  };

  // Opened once: the width of a window and the colours of a reader may change while a page is open.
  it.each(views)('$title has no violation, wide and light, wide and dark, narrow and dark', async (view) => {
    const page = await openView(view);
    expect(await axeViolations(page), 'wide, light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeViolations(page, 'colours'), 'wide, dark').toEqual([]);
    await page.setViewportSize(phone);
    expect(await axeViolations(page), 'narrow, dark').toEqual([]);
    await page.close();
  });

  it('opened on a phone of 320 pixels has no violation and nothing to scroll sideways', async () => {
    const { page } = await openPage(browser(), atlas('map?view=both'), {
      viewport: { ...phone, width: 320 },
    });
    await explorerReady(page);
    const body = await page.locator('main').boundingBox();
    expect(body?.width ?? Infinity).toBeLessThanOrEqual(320);
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  });
});

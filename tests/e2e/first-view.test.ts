import { describe, expect, it } from 'vitest';
import { explorerReady, hasChromium, laptop, openPage, phone, settledMap } from './support/browser.ts';
import { useAtlas } from './support/atlas.ts';
import { mapColours } from './support/map-colours.ts';
import { useBrowser } from './support/use-browser.ts';

/*
 * The first view of a place, before anything is touched, shows its areas in the colours of the legend. With
 * ATLAS_E2E_ADDRESS it looks at any service: for one with the nation loaded it is the test of the national view.
 */
describe.skipIf(!hasChromium)('the first view of a place', () => {
  const atlas = useAtlas();
  const browser = useBrowser();

  describe.each([
    { name: 'laptop', viewport: laptop },
    { name: 'phone', viewport: phone },
  ])('on a $name', ({ viewport }) => {
    it.each(['lsoa', 'msoa', 'lad'])(
      'colours areas of the kind %s in most classes of the legend',
      async (type) => {
        const { page } = await openPage(browser(), atlas(`map?areas=${type}&classes=quantile&opacity=100`), {
          viewport,
        });
        await explorerReady(page);
        const colours = await mapColours(page, await settledMap(page));
        const isOne = (await page.locator('.atlas-legend__swatch--class').count()) === 1;
        expect(colours.classes).toBeGreaterThanOrEqual(isOne ? 1 : 4);
        expect(colours.colouredShare).toBeGreaterThan(0.1);
        await page.close();
      },
    );

    it('is seen to be uncoloured when no tile comes', async () => {
      const { page } = await openPage(browser(), atlas('embed'), { viewport });
      await page.route(/\.mvt$/, (route) => route.abort());
      await Promise.all([
        page.waitForEvent('requestfailed', (request) => request.url().includes('.mvt')),
        page.goto(atlas('map?classes=quantile&opacity=100')),
      ]);
      await explorerReady(page);
      expect((await mapColours(page, await settledMap(page, 0))).colouredShare).toBeLessThan(0.01);
      await page.close();
    });
  });
});

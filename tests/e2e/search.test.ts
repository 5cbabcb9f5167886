import { describe, expect, it } from 'vitest';
import { useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { useBrowser } from './support/use-browser.ts';

describe.skipIf(!hasChromium)('searching', () => {
  const atlas = useAtlas();
  const browser = useBrowser();

  it('works with the keyboard alone: results while typing, arrows and Enter', async () => {
    const { page, complaints } = await openPage(browser(), atlas());
    await page.locator('.autocomplete__input').waitFor();
    // The keys of a reader who has just arrived lead to the field.
    for (let presses = 0; presses < 25; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.id')) === 'atlas-find') break;
    }
    await page.keyboard.type('pier', { delay: 20 });
    const found = page.getByRole('option', { name: /^Pier/ });
    await found.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/areas\/[A-Z0-9]+$/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('sends what was typed with Enter while nothing is chosen, in the language of the page', async () => {
    const { page } = await openPage(browser(), atlas('cy'));
    await page.locator('.autocomplete__input').waitFor();
    await page.locator('#atlas-find').pressSequentially('seabor', { delay: 20 });
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cy\/search\?q=seabor$/);
    expect(await page.locator('#atlas-find').inputValue()).toBe('seabor');
    expect(await page.locator('h1').innerText()).toContain('Canlyniadau');
    await page.close();
  });

  it('leads from a postcode that is offered to its areas, and on to its ward', async () => {
    const { page, complaints } = await openPage(browser(), atlas());
    await page.locator('.autocomplete__input').waitFor();
    await page.locator('#atlas-find').pressSequentially('zz5 1aa', { delay: 20 });
    await page.getByRole('option', { name: 'ZZ5 1AA' }).click();
    await page.waitForURL(/\/search\?q=ZZ51AA$/);
    expect(await page.locator('h2', { hasText: 'The areas that ZZ5 1AA is in' }).count()).toBe(1);
    const links = await page.locator('main .govuk-summary-list a').evaluateAll((all) => all.map(String));
    expect(links.map((link) => new URL(link).pathname)).toContain('/areas/E05999015');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('works without scripts, and says so when nothing was typed', async () => {
    const { page } = await openPage(browser(), atlas(), { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/\/search\?q=$/);
    expect(await page.title()).toMatch(/^Error: /);
    await page.locator('#atlas-find').fill('sea');
    await page.locator('#atlas-find').press('Enter');
    await page.waitForURL(/\/search\?q=sea$/);
    expect(await page.locator('main section h2').count()).toBeGreaterThan(1);
    expect(await page.locator('main section a[href^="/areas/"]').count()).toBeGreaterThan(5);
    await page.close();
  });

  it('moves nothing when the search field is taken over by the script', async () => {
    const heightOf = async (javaScriptEnabled: boolean): Promise<number | undefined> => {
      const { page } = await openPage(browser(), atlas('about'), { javaScriptEnabled });
      await page.goto(atlas('search'));
      if (javaScriptEnabled) await page.locator('.autocomplete__input').waitFor();
      const box = await page.locator('form.atlas-find').boundingBox();
      await page.close();
      return box?.height;
    };
    expect(await heightOf(true)).toBe(await heightOf(false));
  });
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './support/axe.ts';
import { useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, launchBrowser, openPage, phone } from './support/browser.ts';

describe.skipIf(!hasChromium)('risk by coverage', () => {
  const atlas = useAtlas();
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('is asked for with keys alone, without a script, and answers in words, numbers and a map', async () => {
    const { page } = await openPage(browser, atlas('coverage/risk'), { javaScriptEnabled: false });
    await page.getByLabel('Speed').selectOption('superfast');
    await page.getByLabel('Place').selectOption({ label: 'Seaborough' });
    await page.getByRole('button', { name: 'Show' }).press('Enter');
    await page.waitForURL(/class=superfast.*within=E06999001/);
    expect(await page.locator('main').innerText()).toMatch(
      /About [\d,]+ of [\d,]+ premises in the riskiest fifth of areas cannot order superfast broadband/,
    );
    expect(await page.getByRole('img', { name: /^Risk and coverage in Seaborough/ }).count()).toBe(1);
    const table = page.locator('#table-areas tbody tr');
    const rows: number[][] = [];
    for (const row of await table.all()) {
      rows.push((await row.locator('td').allInnerTexts()).map(Number));
    }
    expect(rows).toHaveLength(7);
    for (const row of rows) expect(row.slice(0, 4).reduce((sum, cell) => sum + cell, 0)).toBe(row[4]);
    await page.close();
  });

  it.each([
    { path: 'coverage/risk?class=superfast', viewport: laptop, colorScheme: 'light' },
    { path: 'coverage/risk?class=superfast', viewport: laptop, colorScheme: 'dark' },
    { path: 'coverage/risk?class=gigabit', viewport: phone, colorScheme: 'light' },
    { path: 'cy/coverage/risk?class=gigabit', viewport: phone, colorScheme: 'dark' },
  ] as const)('$path breaks no rule of accessibility, $colorScheme, $viewport.width px', async (shown) => {
    const { path, viewport, colorScheme } = shown;
    const { page } = await openPage(browser, atlas(path), { viewport, colorScheme });
    expect(await axeViolations(page)).toEqual([]);
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    expect(width).toBeLessThanOrEqual(viewport.width);
    await page.close();
  });
});

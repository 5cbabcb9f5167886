import { describe, expect, it } from 'vitest';
import { useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { useBrowser } from './support/use-browser.ts';

describe.skipIf(!hasChromium)('risk by coverage', () => {
  const atlas = useAtlas();
  const browser = useBrowser();

  it('is asked for with keys alone, without a script, and answers in words, numbers and a map', async () => {
    const { page } = await openPage(browser(), atlas('coverage/risk'), { javaScriptEnabled: false });
    await page.getByLabel('Speed', { exact: true }).selectOption('superfast');
    await page.getByLabel('Place', { exact: true }).selectOption({ label: 'Seaborough' });
    await page.getByRole('button', { name: 'Show', exact: true }).press('Enter');
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
});

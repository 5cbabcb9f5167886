import { beforeAll, describe, expect, it } from 'vitest';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { useBrowser } from './support/use-browser.ts';

describe.skipIf(!hasChromium)('making a profile', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  beforeAll(async () => {
    await answerTo(atlas('methods/edit'));
  });

  it('shows what a profile changes while it is being made, and keeps it in the address', async () => {
    const { page, complaints } = await openPage(browser(), atlas('methods/edit'));
    await page.getByText('No area moves.').waitFor();
    await page.getByLabel('Weight of component 2').fill('0');
    await page.getByRole('table', { name: 'Areas that move most' }).waitFor({ timeout: 30_000 });
    const address = page.url();
    expect(address).toContain('definition=');
    const again = await openPage(browser(), address);
    await again.page.getByRole('table', { name: 'Areas that move most' }).waitFor({ timeout: 30_000 });
    expect([...complaints, ...again.complaints]).toEqual([]);
    await page.close();
    await again.page.close();
  });

  it('says that the service did not answer while a profile is made, and goes on when it does', async () => {
    const { page, complaints } = await openPage(browser(), atlas('methods/edit'));
    await page.getByText('No area moves.').waitFor();
    await page.route(/methods\/draft/, (route) => route.abort());
    await page.getByLabel('Weight of component 2').fill('0');
    await page.locator('#preview [role=alert]', { hasText: 'did not answer' }).waitFor();
    expect(await page.locator('#preview').getAttribute('aria-busy')).toBeNull();
    await page.unroute(/methods\/draft/);
    await page.getByLabel('Weight of component 2').fill('0.5');
    await page.locator('#preview [role=alert]').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.close();
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { readPdf } from './support/read-pdf.ts';
import { useBrowser } from './support/use-browser.ts';

const estimate = 'channel-shift?faceToFace=10000&phone=30000&web=60000&aim=80&costRange=10';

describe.skipIf(!hasChromium)('coverage over time, mobile coverage and channel shift', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  beforeAll(async () => {
    await answerTo(atlas('coverage/change'));
  });

  it('compares two releases with keys alone, without a script', async () => {
    const { page } = await openPage(browser(), atlas('coverage/change'), { javaScriptEnabled: false });
    await page.getByLabel('Speed', { exact: true }).selectOption('superfast');
    await page.getByLabel('Earlier release').selectOption('2019-09');
    await page.getByLabel('Later release').selectOption('2021-05');
    await page.getByRole('button', { name: 'Compare' }).press('Enter');
    await page.waitForURL(/from=2019-09/);
    await page.getByText('not comparable: the two releases count different things').waitFor();
    expect(await page.getByText(/[+−]\d.* points/).count()).toBe(0);
    await page.close();
  });

  it('estimates with keys alone, without a script, and leads from a fault to its field', async () => {
    const { page } = await openPage(browser(), atlas('channel-shift'), { javaScriptEnabled: false });
    for (const [label, value] of [
      ['Face to face', '10,000'],
      ['By phone', '30,000'],
      ['Online', '60,000'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(value);
    }
    await page.getByRole('button', { name: 'Work it out' }).press('Enter');
    const fault = page.getByRole('link', { name: 'Share online that you aim at (%): enter a number.' });
    await fault.press('Enter');
    expect(page.url()).toMatch(/#aim$/);
    await page.getByLabel('Share online that you aim at (%)').fill('80');
    await page.getByRole('button', { name: 'Work it out' }).press('Enter');
    await page.getByText('handling them costs about £82,550 less a year').waitFor();
    await page.close();
  });

  it.each([
    ['coverage/change', 4],
    ['coverage/mobile/E06999001', 4],
    [estimate, 3],
  ] as const)('puts /%s on paper', async (path, most) => {
    const [name = '', query = ''] = path.split('?');
    const answer = await fetch(atlas(`${name}.pdf?${query}`));
    expect(answer.status).toBe(200);
    expect(readPdf(new Uint8Array(await answer.arrayBuffer())).pageCount).toBeLessThanOrEqual(most);
  });

  it('sends pages of less than 100 kB', async () => {
    for (const path of ['coverage/change', 'coverage/mobile', 'coverage/mobile/E06999001', estimate])
      expect((await (await fetch(atlas(path))).text()).length, path).toBeLessThan(100_000);
  });
});

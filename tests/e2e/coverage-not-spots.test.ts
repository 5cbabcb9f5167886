import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { readPdf } from './support/read-pdf.ts';
import { useBrowser } from './support/use-browser.ts';

const listSchema = z.object({ items: z.array(z.object({ id: z.string(), premises: z.number() })) });

describe.skipIf(!hasChromium)('not-spots of the sample', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let id = '';
  let premises = 0;
  beforeAll(async () => {
    const answer = await answerTo(atlas('api/v1/coverage/not-spots?class=superfast'));
    const [first] = listSchema.parse(await answer.json()).items;
    if (first === undefined) throw new Error('The sample has no not-spot without superfast broadband.');
    ({ id, premises } = first);
  });

  it('are opened from the list, and the list of premises has every one of them', async () => {
    const { page } = await openPage(browser(), atlas('coverage/not-spots'));
    // The sample has none without decent broadband: the page opens with the next speed.
    expect(await page.locator('h1').innerText()).toBe('Not-spots: superfast broadband (30 Mbit/s)');
    await page.goto(atlas('coverage/not-spots?class=decent'));
    await page.getByLabel('Speed', { exact: true }).selectOption('superfast');
    await page.getByRole('button', { name: 'Show not-spots' }).click();
    await page.getByRole('link', { name: id }).click();
    const href = await page.getByRole('link', { name: /Save the .* premises as CSV/ }).getAttribute('href');
    const csv = await (await answerTo(atlas((href ?? '').slice(1)))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(premises + 1);
    await page.close();
  });

  it('have a page that fits on two sheets of paper', async () => {
    const answer = await answerTo(atlas(`coverage/not-spots/${id}.pdf`));
    const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pdf.pageCount).toBeLessThanOrEqual(2);
  });
});

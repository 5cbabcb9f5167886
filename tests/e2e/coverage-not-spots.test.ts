import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { axeViolations } from './support/axe.ts';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, launchBrowser, openPage, phone, type WatchedPage } from './support/browser.ts';
import { reportOf, watchShifts } from './support/page-report.ts';
import { readPdf } from './support/read-pdf.ts';

const listSchema = z.object({ items: z.array(z.object({ id: z.string(), premises: z.number() })) });

const screens = [
  { viewport: laptop, colorScheme: 'light' },
  { viewport: phone, colorScheme: 'dark' },
] as const;

describe.skipIf(!hasChromium)('not-spots of the sample', () => {
  const atlas = useAtlas();
  let browser: Browser;
  let id = '';
  let premises = 0;
  const opened: WatchedPage[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    const answer = await answerTo(atlas('api/v1/coverage/not-spots?class=superfast'));
    const [first] = listSchema.parse(await answer.json()).items;
    if (first === undefined) throw new Error('The sample has no not-spot without superfast broadband.');
    ({ id, premises } = first);
    for (const screen of screens) {
      const watched = await openPage(browser, atlas('about'), screen);
      await watchShifts(watched.page);
      opened.push(watched);
    }
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each([
    // The sample has none without decent broadband: the page opens with the next speed.
    ['coverage/not-spots', 'Not-spots: superfast broadband (30 Mbit/s)'],
    ['coverage/not-spots?class=decent', 'Not-spots: decent broadband (10 Mbit/s)'],
    ['coverage/not-spots?class=superfast', 'Not-spots: superfast broadband (30 Mbit/s)'],
    ['coverage/not-spots?class=gigabit&rank=at-risk', 'Not-spots: gigabit broadband (1,000 Mbit/s)'],
    ['coverage/not-spots/{id}', 'Not-spot {id}'],
    ['cy/coverage/not-spots?class=superfast', 'Mannau gwan: band eang cyflym iawn (30 Mbit/s)'],
    ['cy/coverage/not-spots/{id}', 'Man gwan {id}'],
  ])('/%s is accessible in light and dark, fits and stands still', async (path, heading) => {
    for (const [at, { page, complaints }] of opened.entries()) {
      complaints.length = 0;
      const { colorScheme } = screens[at] ?? screens[0];
      await page.emulateMedia({ colorScheme });
      await page.goto(atlas(path.replace('{id}', id)));
      const report = await reportOf(page);
      expect(report).toMatchObject({ skippingHeadings: [], sidewaysPixels: 0, shifts: [] });
      expect(report.topHeadings.join()).toContain(heading.replace('{id}', id));
      expect(await axeViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' });
      expect(await axeViolations(page, 'colours')).toEqual([]);
      expect(complaints).toEqual([]);
    }
  });

  it('are opened from the list, and the list of premises has every one of them', async () => {
    const [watched] = opened;
    if (watched === undefined) throw new Error('no page');
    const { page } = watched;
    await page.goto(atlas('coverage/not-spots?class=decent'));
    await page.getByLabel('Speed', { exact: true }).selectOption('superfast');
    await page.getByRole('button', { name: 'Show not-spots' }).click();
    await page.getByRole('link', { name: id }).click();
    const href = await page.getByRole('link', { name: /Save the .* premises as CSV/ }).getAttribute('href');
    const csv = await (await answerTo(atlas((href ?? '').slice(1)))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(premises + 1);
  });

  it('have a page that fits on two sheets of paper', async () => {
    const answer = await answerTo(atlas(`coverage/not-spots/${id}.pdf`));
    const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pdf.pageCount).toBeLessThanOrEqual(2);
  });
});

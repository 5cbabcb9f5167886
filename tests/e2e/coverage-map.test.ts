import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useAtlas } from './support/atlas.ts';
import { axeViolations } from './support/axe.ts';
import { bareMap, hasChromium, launchBrowser, openPage, phone, settledMap } from './support/browser.ts';
import { press } from './support/keyboard.ts';
import { readPng } from './support/read-png.ts';

/** The fill colours of web/coverage/premises-symbols.ts. */
const served = [0, 90, 150];
const unserved = [140, 10, 20];

/** How many pixels of a picture have a colour, as near as the screen draws it. */
function pixelsOf(png: Buffer, colour: readonly number[]): number {
  const { channels, samples } = readPng(png);
  let count = 0;
  for (let at = 0; at < samples.length; at += channels) {
    const distance = Math.hypot(...colour.map((sample, channel) => (samples[at + channel] ?? 0) - sample));
    if (distance < 30) count += 1;
  }
  return count;
}

describe.skipIf(!hasChromium)('the map of premises in a browser', () => {
  const atlas = useAtlas();
  let browser: Browser;
  let middle: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    // The premises of the sample: where the first of them stands is asked of the page's own data.
    const answer = await fetch(atlas('coverage/map.json'));
    const { map } = z
      .object({ map: z.object({ tiles: z.object({ bounds: z.array(z.number()) }) }) })
      .parse(await answer.json());
    const [west = NaN, south = NaN, east = NaN, north = NaN] = map.tiles.bounds;
    middle = `${((south + north) / 2).toFixed(4)}/${((west + east) / 2).toFixed(4)}`;
  });
  afterAll(async () => {
    await browser.close();
  });

  const rows = (page: Page) => page.locator('#coverage-table tbody tr');
  const counted = async (page: Page, words: RegExp): Promise<void> => {
    await page.locator('#coverage-count', { hasText: words }).waitFor({ timeout: 60_000 });
  };

  it('shows groups further out, says which density it is, and lists them', async () => {
    const { page, complaints } = await openPage(browser, atlas('coverage/map?class=gigabit'));
    await counted(page, /groups? of premises in view/);
    await settledMap(page);
    expect(await page.locator('#coverage-legend-note').innerText()).toMatch(/^Density: .*Gigabit/);
    expect(await rows(page).count()).toBeGreaterThan(10);
    await page.getByText('Share', { exact: true }).first().click();
    await page.locator('#coverage-legend-note', { hasText: /^Share of premises/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('mode')).toBe('share');
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('draws single premises in the colours of its legend, and a filter takes away what it says', async () => {
    const { page, complaints } = await openPage(
      browser,
      atlas(`coverage/map?class=gigabit&map=15/${middle}`),
    );
    await counted(page, /premises (is|are) in view/);
    const all = await settledMap(page);
    expect(pixelsOf(all, served)).toBeGreaterThan(100);
    expect(await page.locator('#coverage-legend li').count()).toBe(6);
    await page.locator('summary', { hasText: 'Only premises that' }).click();
    await page.getByLabel('Cannot order it', { exact: true }).check();
    await counted(page, /pass the filters/);
    await expect.poll(async () => pixelsOf(await bareMap(page), served), { timeout: 60_000 }).toBe(0);
    const words = await page.locator('#coverage-table td:nth-child(2)').allInnerTexts();
    expect(new Set(words.map((text) => text.trim()))).toEqual(new Set(['Cannot order it']));
    expect(pixelsOf(await bareMap(page), unserved)).toBeGreaterThan(100);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lets a premises be chosen by keyboard, and the link to it opens it again', async () => {
    const { page } = await openPage(browser, atlas(`coverage/map?class=superfast&map=16/${middle}`));
    await counted(page, /premises (is|are) in view/);
    const opener = rows(page).first().getByRole('button');
    const uprn = await opener.innerText();
    await press(page, opener);
    const heading = page.getByRole('heading', { name: `Premises ${uprn}` });
    await heading.waitFor();
    expect(await heading.and(page.locator(':focus')).count()).toBe(1);
    expect(await page.locator('#coverage-chosen dl').first().locator('dt').count()).toBe(5);
    expect(new URL(page.url()).searchParams.get('uprn')).toBe(uprn);
    await page.reload();
    await heading.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.close();
  });

  it('lets an area be drawn by keyboard alone, and says what came of it', async () => {
    const { page } = await openPage(browser, atlas(`coverage/map?map=15/${middle}`), { viewport: phone });
    await counted(page, /premises/);
    const posted: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') posted.push(request.postDataJSON());
    });
    await press(page, page.locator('#coverage-draw-start'));
    const add = page.locator('#coverage-draw-centre');
    await add.press('Enter');
    await add.press('Enter');
    await page.locator('#coverage-draw-close').press('Enter');
    await page.locator('#coverage-draw-says', { hasText: 'three corners' }).waitFor();
    await page.locator('#coverage-draw-undo').press('Enter');
    const canvas = page.locator('.atlas-map__canvas canvas');
    for (const key of ['ArrowRight', 'ArrowDown'] as const) {
      await canvas.press(key);
      await page.waitForTimeout(600);
      await add.press('Enter');
    }
    await page.locator('#coverage-draw-says', { hasText: '3 corners' }).waitFor();
    await page.locator('#coverage-draw-close').press('Enter');
    await page.locator('#coverage-report p').first().waitFor();
    await expect.poll(() => posted.length).toBe(1);
    const { geometry } = z
      .object({
        geometry: z.object({
          type: z.literal('Polygon'),
          coordinates: z.array(z.array(z.array(z.number()))),
        }),
      })
      .parse(posted[0]);
    expect(geometry.coordinates[0]).toHaveLength(4);
    await expect
      .poll(() => page.locator('#coverage-report').innerText(), { timeout: 60_000 })
      .not.toContain('Counting');
    expect((await page.locator('#coverage-report').innerText()).length).toBeGreaterThan(10);
    expect(await axeViolations(page, 'layout')).toEqual([]);
    await page.close();
  });

  it('reads without JavaScript, and speaks Welsh', async () => {
    const { page } = await openPage(browser, atlas('coverage/map'), { javaScriptEnabled: false });
    expect(await page.locator('#coverage-map-totals tbody tr').count()).toBe(5);
    expect(await page.locator('#coverage-map').innerText()).toContain('needs JavaScript');
    await page.close();
    const welsh = await openPage(browser, atlas('cy/coverage/map'));
    await counted(welsh.page, /Nifer y grwpiau/);
    expect(await welsh.page.locator('.atlas-coverage').innerText()).not.toMatch(
      /\b(the|and|with|premises)\b/i,
    );
    await welsh.page.close();
  });
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { axeViolations } from './support/axe.ts';
import { answerTo, listedAreas, useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, launchBrowser, openPage, phone } from './support/browser.ts';

const itemsSchema = z.object({
  items: z
    .array(
      z.object({ uprn: z.number(), position: z.object({ longitude: z.number(), latitude: z.number() }) }),
    )
    .min(1),
});

describe.skipIf(!hasChromium)('pages about what premises can order', () => {
  const atlas = useAtlas();
  let browser: Browser;
  let premises: z.output<typeof itemsSchema>['items'][number];
  let paths: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    const [ward] = await listedAreas(atlas, 'ward');
    const answer = await answerTo(atlas('api/v1/coverage/premises?class=superfast&limit=1'));
    const [first] = itemsSchema.parse(await answer.json()).items;
    if (first === undefined || ward === undefined) throw new Error('The sample has premises and wards.');
    premises = first;
    paths = [
      'coverage',
      `coverage/areas/${ward.code}?class=superfast`,
      'coverage/polygon',
      'coverage/premises?class=superfast',
      'coverage/premises?class=superfast&by=postcode',
      `coverage/premises/${first.uprn}`,
      'cy/coverage',
    ];
  }, 120_000);
  afterAll(() => browser.close());

  it.each([
    ['on a phone', phone, 'light'],
    ['on a laptop in the dark', laptop, 'dark'],
  ] as const)(
    'break no rule %s, and never scroll sideways',
    async (_name, viewport, colorScheme) => {
      for (const path of paths) {
        const opened = await openPage(browser, atlas(path), { viewport, colorScheme });
        expect({ path, violations: await axeViolations(opened.page) }).toEqual({ path, violations: [] });
        const width = await opened.page.evaluate('document.documentElement.scrollWidth');
        expect({ path, width }).toEqual({ path, width: viewport.width });
        expect(await opened.page.locator('h1').count()).toBe(1);
        expect(opened.complaints).toEqual([]);
        await opened.page.close();
      }
    },
    120_000,
  );

  it('a chosen file is read into the field, and its report says how many premises', async () => {
    const { longitude, latitude } = premises.position;
    const half = 0.002;
    const [west, south, east, north] = [longitude - half, latitude - half, longitude + half, latitude + half];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const opened = await openPage(browser, atlas('coverage/polygon'));
    const { page } = opened;
    await page.setInputFiles('#polygon-file', {
      name: 'drawn.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'Polygon', coordinates: [ring] })),
    });
    await page.waitForFunction("document.querySelector('#polygon').value.includes('Polygon')");
    await Promise.all([
      page.waitForURL('**/coverage/polygon/report'),
      page.click('form button[type=submit]'),
    ]);
    expect(await page.locator('h1').innerText()).toContain('drawn area');
    expect(await page.locator('main').innerText()).toMatch(/premises here/);
    expect(await axeViolations(page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await page.close();
  }, 60_000);
});

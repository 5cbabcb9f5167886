import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { axeViolations } from './support/axe.ts';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { useBrowser } from './support/use-browser.ts';

const itemsSchema = z.object({
  items: z
    .array(
      z.object({ uprn: z.number(), position: z.object({ longitude: z.number(), latitude: z.number() }) }),
    )
    .min(1),
});

describe.skipIf(!hasChromium)('pages about what premises can order', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let premises: z.output<typeof itemsSchema>['items'][number];
  beforeAll(async () => {
    const answer = await answerTo(atlas('api/v1/coverage/premises?class=superfast&limit=1'));
    const [first] = itemsSchema.parse(await answer.json()).items;
    if (first === undefined) throw new Error('The sample has premises without superfast broadband.');
    premises = first;
  });

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
    const opened = await openPage(browser(), atlas('coverage/polygon'));
    const { page } = opened;
    await page.setInputFiles('#polygon-file', {
      name: 'drawn.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'Polygon', coordinates: [ring] })),
    });
    await expect.poll(() => page.locator('#polygon').inputValue()).toContain('Polygon');
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

  it('a file that is chosen before the script has come is read when it comes', async () => {
    const { page, complaints } = await openPage(browser(), atlas('about'));
    let letGo = (): void => undefined;
    const isChosen = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/polygon-file*', async (route) => {
      await isChosen;
      await route.continue();
    });
    await page.goto(atlas('coverage/polygon'), { waitUntil: 'commit' });
    const chosen = {
      name: 'drawn.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from('{"a":1}'),
    };
    await page.setInputFiles('#polygon-file', chosen);
    letGo();
    await expect.poll(() => page.locator('#polygon').inputValue()).toBe('{"a":1}');
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);
});

import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { servedStatuses } from '../../core/contract/coverage/speed-class.ts';
import { useAtlas } from './support/atlas.ts';
import { axeViolations } from './support/axe.ts';
import { bareMap, hasChromium, openPage, phone, settledMap } from './support/browser.ts';
import { press } from './support/keyboard.ts';
import { readPng } from './support/read-png.ts';
import { adminToken } from './support/serve-atlas.ts';
import { useBrowser } from './support/use-browser.ts';

/** The fill colours of web/coverage/premises-symbols.ts, and of the outlines of not-spots. */
const served = [0, 90, 150];
const unserved = [140, 10, 20];
const upheldMark = [0, 84, 64];
const hull = [91, 42, 134];

const upheldPoints = z.object({ features: z.array(z.object({ id: z.union([z.number(), z.string()]) })) });

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
  const browser = useBrowser();
  let middle: string;
  beforeAll(async () => {
    // The premises of the sample: where the first of them stands is asked of the page's own data.
    const answer = await fetch(atlas('coverage/map.json'));
    const { map } = z
      .object({ map: z.object({ tiles: z.object({ bounds: z.array(z.number()) }) }) })
      .parse(await answer.json());
    const [west = NaN, south = NaN, east = NaN, north = NaN] = map.tiles.bounds;
    middle = `${((south + north) / 2).toFixed(4)}/${((west + east) / 2).toFixed(4)}`;
  });

  const rows = (page: Page) => page.locator('#coverage-table tbody tr');
  const counted = async (page: Page, words: RegExp): Promise<void> => {
    await page.locator('#coverage-count', { hasText: words }).waitFor({ timeout: 60_000 });
  };

  it('shows groups further out, says which density it is, and lists them', async () => {
    const { page, complaints } = await openPage(browser(), atlas('coverage/map?class=gigabit'));
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
      browser(),
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

  it('counts in groups only what passes the filters, from the first picture on or later', async () => {
    const planned = 'coverage/map?class=gigabit&mode=count&plan=contracted';
    const { page, complaints } = await openPage(browser(), atlas(planned));
    await counted(page, /groups? of premises that pass the filters/);
    await settledMap(page);
    expect(await page.locator('#coverage-legend-note').innerText()).toContain('pass the filters');
    const premises = async (): Promise<number> => {
      const cells = await page.locator('#coverage-table td:nth-child(2)').allInnerTexts();
      return cells.reduce((sum, text) => sum + Number(text.replaceAll(/\D/g, '')), 0);
    };
    const everyStatus = servedStatuses.join(',');
    const answer = await fetch(
      atlas(`coverage/premises.json?class=gigabit&plan=contracted&status=${everyStatus}`),
    );
    const { total } = z.object({ total: z.number() }).parse(await answer.json());
    expect(await premises()).toBe(total);
    const said = page.locator('summary', { hasText: 'Only premises where BDUK says' });
    expect(await said.innerText()).toBe('Only premises where BDUK says: In a public contract');
    await page.getByRole('button', { name: 'Show all' }).click();
    await counted(page, /groups? of premises in view/);
    expect(await premises()).toBeGreaterThan(total);
    expect(await said.innerText()).toBe('Only premises where BDUK says');
    await said.click();
    await page.getByLabel('In a public contract').check();
    await counted(page, /groups? of premises that pass the filters/);
    expect(await premises()).toBe(total);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lets a premises be chosen by keyboard, and the link to it opens it again', async () => {
    const { page } = await openPage(browser(), atlas(`coverage/map?class=superfast&map=16/${middle}`));
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

  /** The first that the service gives has the most premises. */
  async function largestSpot(): Promise<{ id: string; place: string }> {
    const answer = await fetch(atlas('api/v1/coverage/not-spots.geojson?class=superfast'));
    const { features } = z
      .object({
        features: z.array(
          z.object({ properties: z.object({ id: z.string(), latitude: z.number(), longitude: z.number() }) }),
        ),
      })
      .parse(await answer.json());
    const [largest] = features;
    if (largest === undefined) throw new Error('The sample has not-spots at superfast broadband.');
    const { id, latitude, longitude } = largest.properties;
    return { id, place: `${latitude}/${longitude}` };
  }

  it('outlines not-spots with their numbers, tells of each by keyboard, and leaves them out when asked to', async () => {
    const { place } = await largestSpot();
    const { page, complaints } = await openPage(
      browser(),
      atlas(`coverage/map?class=superfast&map=13/${place}`),
    );
    const hint = page.locator('#coverage-spots-hint');
    await hint.filter({ hasText: /not-spots? in view/ }).waitFor({ timeout: 60_000 });
    await counted(page, /groups? of premises in view/);
    expect(pixelsOf(await settledMap(page), hull)).toBeGreaterThan(100);
    const table = page.locator('#coverage-spot-table');
    await press(page, table.locator('summary'));
    const opener = table.locator('tbody tr').first().getByRole('button');
    const id = await opener.innerText();
    const premises = await table.locator('tbody tr').first().locator('td').first().innerText();
    await press(page, opener);
    const heading = page.getByRole('heading', { name: `Not-spot ${id}` });
    await heading.waitFor();
    expect(await heading.and(page.locator(':focus')).count()).toBe(1);
    const facts = page.locator('#coverage-spot');
    expect(await facts.locator('dd').first().innerText()).toBe(premises);
    const link = facts.getByRole('link');
    expect(new URL((await link.getAttribute('href')) ?? '', page.url()).pathname).toBe(
      `/coverage/not-spots/${id}`,
    );
    expect(new URL(page.url()).searchParams.get('spot')).toBe(id);
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await facts.locator('dl').waitFor({ timeout: 60_000 });
    await page.getByLabel(/^Not-spots: outlines/).press('Space');
    await facts.waitFor({ state: 'hidden' });
    await table.waitFor({ state: 'hidden' });
    await expect.poll(async () => pixelsOf(await bareMap(page), hull), { timeout: 60_000 }).toBe(0);
    expect(new URL(page.url()).searchParams.get('spots')).toBe('no');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('chooses a not-spot at the cross, on a telephone and in Welsh too', async () => {
    const { id, place } = await largestSpot();
    const { page } = await openPage(browser(), atlas(`cy/coverage/map?class=superfast&map=13/${place}`), {
      viewport: phone,
    });
    await page.locator('#coverage-spots-hint', { hasText: 'mannau gwan' }).waitFor({ timeout: 60_000 });
    await settledMap(page);
    await page.locator('.atlas-map__canvas canvas').press('Enter');
    await page.getByRole('heading', { name: `Man gwan ${id}` }).waitFor();
    expect(await page.locator('#coverage-spot').innerText()).not.toMatch(/\b(the|and|with|premises)\b/i);
    expect(await axeViolations(page, 'layout')).toEqual([]);
    await page.close();
  });

  /** Reports that a supplier has nothing there, and upholds it. */
  async function uphold(subject: { readonly kind: string; readonly code: string }): Promise<void> {
    const problems = atlas('api/v1/coverage/problems');
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(problems, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ subject, reason: 'told-no-service', speedClass: 'superfast' }),
    });
    const { reference } = z.object({ reference: z.string() }).parse(await sent.json());
    for (const [revision, to] of ['checking', 'upheld'].entries()) {
      const moved = await fetch(`${problems}/${reference}`, {
        ...{ method: 'PATCH', headers: { ...headers, authorization: `Bearer ${adminToken}` } },
        body: JSON.stringify({ revision, to, comment: 'Seen there.' }),
      });
      expect(moved.status).toBe(200);
    }
  }

  describe('with a report that an officer upheld', () => {
    let uprn: number;
    let place: string;
    beforeAll(async () => {
      const api = atlas('api/v1/coverage');
      const listed = await fetch(`${api}/premises?class=gigabit&limit=1`);
      const { items } = z
        .object({
          items: z.array(
            z.object({
              uprn: z.number(),
              position: z.object({ latitude: z.number(), longitude: z.number() }),
            }),
          ),
        })
        .parse(await listed.json());
      const [first] = items;
      if (first === undefined) throw new Error('The sample has premises without gigabit.');
      uprn = first.uprn;
      place = `${first.position.latitude.toFixed(5)}/${first.position.longitude.toFixed(5)}`;
      const points = await fetch(`${api}/problems.geojson`);
      if (upheldPoints.parse(await points.json()).features.some(({ id }) => id === uprn)) return;
      await uphold({ kind: 'premises', code: String(uprn) });
    });

    it('marks the premises by a shape of its own, and says it beside the estimate', async () => {
      const { page, complaints } = await openPage(
        browser(),
        atlas(`coverage/map?class=gigabit&spots=no&map=17/${place}`),
      );
      await page.locator('#coverage-upheld-hint', { hasText: /in view/ }).waitFor({ timeout: 60_000 });
      await counted(page, /premises (is|are) in view/);
      expect(pixelsOf(await settledMap(page), upheldMark)).toBeGreaterThan(60);
      await page.locator('#coverage-table', { hasText: 'with local evidence' }).waitFor();
      const table = page.locator('#coverage-upheld-table');
      await press(page, table.locator('summary'));
      await press(page, table.getByRole('button', { name: `Premises ${uprn}` }));
      const chosen = page.locator('#coverage-chosen');
      await chosen.locator('#coverage-local-evidence').waitFor({ timeout: 60_000 });
      expect(await chosen.innerText()).toMatch(
        /Local evidence: a supplier said that there is no service: Superfast \(30 Mbit\/s\)\. Upheld on \d+ \w+ \d{4}\./,
      );
      // What the sources say stays: five speeds by the tile, and what each rests on.
      expect(await chosen.locator('dt').count()).toBe(10);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByLabel('Reports that officers upheld').uncheck();
      await expect.poll(async () => pixelsOf(await bareMap(page), upheldMark), { timeout: 60_000 }).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it('is reached from the page of the premises, and by the mark further out', async () => {
      const { page } = await openPage(browser(), atlas(`coverage/premises/${uprn}`));
      await page.getByRole('link', { name: 'Show it on the map' }).click();
      await page.getByRole('heading', { name: `Premises ${uprn}` }).waitFor({ timeout: 60_000 });
      await page.locator('#coverage-local-evidence').waitFor({ timeout: 60_000 });
      await page.goto(atlas(`coverage/map?map=13/${place}`));
      await page.locator('#coverage-upheld-hint', { hasText: /in view/ }).waitFor({ timeout: 60_000 });
      await settledMap(page);
      await page.locator('.atlas-map__canvas canvas').press('Enter');
      await page.locator('#coverage-local-evidence').waitFor({ timeout: 60_000 });
      expect(new URL(page.url()).searchParams.get('uprn')).not.toBeNull();
      await page.close();
    });
  });

  it('lets an area be drawn by keyboard alone, and says what came of it', async () => {
    const { page } = await openPage(browser(), atlas(`coverage/map?map=15/${middle}`), { viewport: phone });
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

  it('reports on an area in the language of the page', async () => {
    const { page } = await openPage(browser(), atlas(`cy/coverage/map?class=superfast&map=13/${middle}`));
    await counted(page, /\d/);
    await press(page, page.locator('#coverage-draw-start'));
    const add = page.locator('#coverage-draw-centre');
    await add.press('Enter');
    for (const key of ['ArrowRight', 'ArrowDown'] as const) {
      await page.locator('.atlas-map__canvas canvas').press(key);
      await page.waitForTimeout(600);
      await add.press('Enter');
    }
    await page.locator('#coverage-draw-close').press('Enter');
    await page.locator('#coverage-report table').waitFor({ timeout: 60_000 });
    const words = await page.locator('#coverage-report > p').allInnerTexts();
    expect(words.join(' ')).toContain('band eang');
    expect(words.join(' ')).not.toMatch(/\b(the|and|with|premises|order)\b/i);
    await page.close();
  });

  it('reads without JavaScript, and speaks Welsh', async () => {
    const { page } = await openPage(browser(), atlas('coverage/map'), { javaScriptEnabled: false });
    expect(await page.locator('#coverage-map-totals tbody tr').count()).toBe(5);
    expect(await page.locator('#coverage-map').innerText()).toContain('needs JavaScript');
    await page.close();
    const welsh = await openPage(browser(), atlas('cy/coverage/map'));
    await counted(welsh.page, /Nifer y grwpiau/);
    expect(await welsh.page.locator('.atlas-coverage').innerText()).not.toMatch(
      /\b(the|and|with|premises)\b/i,
    );
    await welsh.page.close();
  });

  it('marks what is reported of a postcode and an area, lists what has no place, and tells of each by keyboard', async () => {
    const listed = await fetch(atlas('api/v1/coverage/premises?class=gigabit&status=served&limit=1'));
    const { items } = z
      .object({ items: z.array(z.object({ postcode: z.string(), wardCode: z.string() })).min(1) })
      .parse(await listed.json());
    const [{ postcode, wardCode } = { postcode: '', wardCode: '' }] = items;
    await uphold({ kind: 'postcode', code: postcode });
    await uphold({ kind: 'area', code: wardCode });
    const answer = await fetch(atlas('api/v1/coverage/problems.geojson'));
    const points = z
      .looseObject({
        features: z.array(
          z.looseObject({
            id: z.union([z.number(), z.string()]),
            properties: z.looseObject({}),
            geometry: z.looseObject({ coordinates: z.tuple([z.number(), z.number()]) }).nullable(),
          }),
        ),
      })
      .parse(await answer.json());
    const [longitude, latitude] =
      points.features.find(({ id }) => id === postcode)?.geometry?.coordinates ?? [];
    const place = `map=17/${latitude}/${longitude}`;
    const { page, complaints } = await openPage(browser(), atlas('coverage/polygon'));
    // No boundary of the ward is loaded any more: the service would say so, and the sample must stay as it is.
    await page.route('**/problems.geojson*', (route) =>
      route.fulfill({
        json: {
          ...points,
          features: points.features.map((feature) =>
            feature.id === wardCode
              ? {
                  ...feature,
                  geometry: null,
                  properties: { ...feature.properties, position: null, missing: 'no-boundary' },
                }
              : feature,
          ),
        },
      }),
    );
    await page.goto(atlas(`coverage/map?class=gigabit&spots=no&${place}`));
    await page.locator('#coverage-upheld-hint', { hasText: /in view/ }).waitFor({ timeout: 60_000 });
    expect(await page.locator('#coverage-legend-marks li').count()).toBe(3);
    const table = page.locator('#coverage-upheld-table');
    await press(page, table.locator('summary'));
    const shown = `${postcode.slice(0, -3)} ${postcode.slice(-3)}`;
    await press(page, table.getByRole('button', { name: `Postcode ${shown}` }));
    const heading = page.getByRole('heading', { name: `Upheld report about postcode ${shown}` });
    await heading.waitFor();
    expect(await heading.and(page.locator(':focus')).count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('about')).toBe(`postcode-${postcode}`);
    expect(await axeViolations(page)).toEqual([]);
    const lost = table.locator('tr', { hasText: wardCode });
    expect(await lost.innerText()).toContain('Not on the map: no boundary of this area is loaded.');
    await press(page, lost.getByRole('button'));
    await page.getByRole('heading', { name: /^Upheld report about .*\(E05/ }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

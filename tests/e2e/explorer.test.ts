import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { explorerReady, hasChromium, launchOptions, openPage, phone, settledMap } from './support/browser.ts';
import { useAtlas } from './support/atlas.ts';
import { savedBy, savedTable } from './support/download.ts';
import { useBrowser } from './support/use-browser.ts';

describe.skipIf(!hasChromium)('the explorer in a browser', () => {
  const atlas = useAtlas();
  const browser = useBrowser();

  const summary = (page: Page): Promise<string | null> => page.locator('#map-summary').textContent();
  const openSection = (page: Page, title: string): Promise<void> =>
    page.locator('.atlas-section__title', { hasText: title }).click();

  it('draws the map from our own service alone, under the content security policy', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    await settledMap(page);
    expect(await summary(page)).toMatch(
      /^Map of overall risk score: [\d,]+ of [\d,]+ LSOAs (is|are) in the worst tenth/,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('speaks Welsh, and keeps the state of the map when the language is changed', async () => {
    const scripts: string[] = [];
    const { page, complaints } = await openPage(browser(), atlas('cy/map'));
    page.on('request', (request) => scripts.push(request.url()));
    await page.reload();
    await explorerReady(page);
    expect(await summary(page)).toMatch(/^Map: sgôr risg gyffredinol\. Ardaloedd \(LSOA\) yn y dosbarth hwn/);
    expect(await page.getByLabel('Chwilio am le, ward neu god post').count()).toBe(1);
    expect(await page.locator('#measure option').allInnerTexts()).toContain('Pobl 75 oed neu hŷn');
    expect(scripts.filter((address) => /\/welsh-/.test(address))).not.toEqual([]);
    expect(scripts.filter((address) => /\/english-/.test(address))).toEqual([]);
    // What is left in English of the explorer would be seen here, but for what the service says of an area.
    expect(await page.locator('.atlas-explorer').innerText()).not.toMatch(/\b(the|and|with|areas?|of)\b/i);
    await page.locator('#area-type').selectOption('ward');
    await page.locator('.atlas-header__languages a', { hasText: 'English' }).click();
    await explorerReady(page);
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/map?areas=ward');
    expect(await summary(page)).toContain('wards');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('scores and paints again while a weight slider moves, and resets to the very same picture', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    const published = await settledMap(page);
    const firstLegend = await page.locator('.atlas-legend').textContent();
    await openSection(page, 'Weights');
    const slider = page.locator('.atlas-weights input[type=range]').first();
    await slider.focus();
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('.atlas-legend').textContent()).not.toBe(firstLegend);
    expect((await settledMap(page)).equals(published)).toBe(false);
    expect(new URL(page.url()).searchParams.get('weights')).toMatch(/:4$/);
    await page.locator('#reset-weights').click();
    await expect.poll(() => page.locator('.atlas-legend').textContent()).toBe(firstLegend);
    expect((await settledMap(page)).equals(published)).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says what cannot be scored when every indicator is off, and recovers', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    await openSection(page, 'Weights');
    const switches = page.locator('.atlas-switch__input');
    const count = await switches.count();
    for (let index = 0; index < count; index += 1) await switches.nth(index).press('Space');
    await page.locator('.atlas-map__notice', { hasText: 'Every indicator is switched off' }).waitFor();
    await switches.first().press('Space');
    await page.locator('.atlas-map__notice').waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('keeps the whole state in the address: Back, Forward and a pasted link', async () => {
    const { page } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    await page.locator('#area-type').selectOption('ward');
    await expect.poll(() => summary(page)).toContain('wards');
    await openSection(page, 'How it is drawn');
    await page.locator('#classing').selectOption('natural');
    await expect.poll(() => page.url()).toContain('classes=natural');
    await page.goBack();
    await expect.poll(() => page.locator('#classing').inputValue()).toBe('decile');
    await page.goBack();
    await expect.poll(() => page.locator('#area-type').inputValue()).toBe('lsoa');
    await page.goForward();
    await expect.poll(() => page.locator('#area-type').inputValue()).toBe('ward');
    const pasted = await openPage(browser(), page.url());
    await explorerReady(pasted.page);
    expect(await summary(pasted.page)).toBe(await summary(page));
    await pasted.page.close();
    await page.close();
  });

  it('compares only within the places that are ticked: by typing, in the address, and back', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    const everything = await summary(page);
    await page.locator('#places > summary').press('Enter');
    await page.locator('#places-apply').press('Enter');
    await page.locator('#places-error', { hasText: 'Tick at least one place' }).waitFor();
    const boxes = page.locator('.atlas-places__list .govuk-checkboxes__item:visible');
    const last = (await boxes.last().textContent()) ?? '';
    await page.locator('#places-find').fill(last.slice(0, 6).toUpperCase());
    expect(await page.locator('#places-status').textContent()).toMatch(/^\d+ places? found. 0 places ticked/);
    await page.locator('#places-find').fill('no such place');
    await expect.poll(() => boxes.count()).toBe(0);
    await page.locator('#places-find').fill(last.split(' (')[0] ?? '');
    await boxes.first().locator('input').press('Space');
    await page.locator('#places-apply').press('Enter');
    await expect.poll(() => page.url()).toMatch(/base=in:[A-Z0-9]+/);
    await page.locator('.atlas-map__subtitle', { hasText: 'compared within' }).waitFor();
    await page.locator('#places-clear').press('Enter');
    await expect.poll(() => page.url()).not.toContain('base=');
    await expect.poll(() => summary(page)).toBe(everything);
    await page.locator('.atlas-map__subtitle', { hasText: 'compared with all areas' }).waitFor();
    await page.goBack();
    await expect.poll(() => boxes.locator('input:checked').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('compares only within a chosen ward: its neighbourhoods are ranked among themselves', async () => {
    const { page } = await openPage(browser(), atlas('map?areas=ward&view=both'));
    await explorerReady(page);
    await page.locator('.atlas-table tbody button').first().click();
    await page.locator('.atlas-area__title').waitFor();
    const name = ((await page.locator('.atlas-area__title').textContent()) ?? '').split(',')[0] ?? '';
    await page.locator('.atlas-area button', { hasText: `Compare only within ${name}` }).press('Enter');
    await page.locator('.atlas-map__subtitle', { hasText: `compared within ${name} only` }).waitFor();
    expect(await summary(page)).toMatch(/of \d+ compared LSOAs .* outside the comparison are hatched/);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('CANVAS');
    const url = new URL(page.url());
    expect(url.searchParams.get('base')).toMatch(/^in:E05\d{6}$/);
    // The ward is in no list of authorities, but what is ticked is always there to be seen.
    await page.locator('#places > summary').click();
    const ticked = page.locator('.atlas-places__list .govuk-checkboxes__item', { hasText: name });
    expect(await ticked.locator('input').isChecked()).toBe(true);
    const pasted = await openPage(browser(), page.url());
    await explorerReady(pasted.page);
    expect(await summary(pasted.page)).toBe(await summary(page));
    await pasted.page.close();
    await page.close();
  });

  it('can be driven by keyboard: step to an area, read why, close', async () => {
    const { page } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    await settledMap(page);
    await page.locator('[aria-label="Next area in view"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.atlas-area__title').waitFor();
    const first = await page.locator('.atlas-area__title').textContent();
    expect(await page.locator('#atlas-live').textContent()).toContain(first ?? '?');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.atlas-area__title').textContent()).not.toBe(first);
    await page.locator('.atlas-map__canvas canvas').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/area=[A-Z]\d{8}/);
    await page.locator('[aria-label="Close the chosen area"]').press('Enter');
    await page.locator('.atlas-area').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('explains a chosen area in a sentence, points that add up to the score, and data with sources', async () => {
    const { page } = await openPage(browser(), atlas('map?view=both'));
    await explorerReady(page);
    await page.locator('.atlas-table tbody button').first().click();
    await page.locator('.atlas-area__data table').waitFor();
    const score = Number(await page.locator('.atlas-area__score').textContent());
    const points = await page.locator('.atlas-bars__value').allTextContents();
    const sum = points.reduce((total, text) => total + (Number.parseFloat(text) || 0), 0);
    expect(Math.abs(sum - score)).toBeLessThan(0.05 * points.length + 0.06);
    expect(await page.locator('.atlas-area__sentence').textContent()).toMatch(/\w+ .+\.$/);
    expect(await page.locator('.atlas-area__data .atlas-source').first().textContent()).toMatch(/\d{4}/);
    await page.close();
  });

  it('says that the map is being drawn until it is, and says it once to screen readers', async () => {
    const { page } = await openPage(browser(), atlas('data'));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\.mvt$/, async (route) => {
      await held;
      await route.continue();
    });
    // The first words of the live region are replaced by the next: they are caught as they come.
    await page.addInitScript(`window.spoken = [];
      new MutationObserver(() => {
        const text = document.querySelector('#atlas-live')?.textContent ?? '';
        if (text !== '' && window.spoken.at(-1) !== text) window.spoken.push(text);
      }).observe(document, { childList: true, subtree: true, characterData: true });`);
    await page.goto(atlas('map'));
    await explorerReady(page);
    await page.locator('.atlas-map__drawing', { hasText: 'Drawing the map' }).waitFor();
    await page.waitForTimeout(1_000);
    expect(await page.locator('.atlas-map__drawing').isVisible()).toBe(true);
    release();
    await page.locator('.atlas-map__drawing').waitFor({ state: 'hidden' });
    const spoken = await page.evaluate('window.spoken.filter((text) => text.startsWith("Drawing"))');
    expect(spoken).toEqual(['Drawing the map.']);
    await page.close();
  });

  it('asks for the scores before the explorer runs, and once', async () => {
    const { page } = await openPage(browser(), atlas('data'));
    const asked: string[] = [];
    page.on('request', (request) =>
      asked.push(`${request.resourceType()} ${new URL(request.url()).pathname}`),
    );
    await page.goto(atlas('map'));
    await explorerReady(page);
    const columns = asked.flatMap((each, index) => (each.endsWith('/columns') ? [index] : []));
    expect(columns).toHaveLength(1);
    expect(columns[0]).toBeLessThan(asked.findIndex((each) => each.includes('/create-map')));
    await page.close();
  });

  it('keeps the address clean of the view that the map opens with', async () => {
    const { page } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    await settledMap(page);
    expect(new URL(page.url()).search).toBe('');
    await page.setViewportSize({ width: 1100, height: 700 });
    await settledMap(page);
    expect(new URL(page.url()).search).toBe('');
    await page.close();
  });

  it('colours by an indicator that is not in the index: legend, table, address, credit and CSV with it', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map?view=both&areas=ward'));
    await explorerReady(page);
    const others = page.locator('#measure optgroup[label^="Other figures"] option');
    await others.first().waitFor({ state: 'attached' });
    const title = (await others.first().textContent()) ?? '';
    await page.locator('#measure').selectOption({ label: title });
    await page.locator('.atlas-legend__title', { hasText: title }).waitFor();
    await page.locator('[data-column=value]', { hasText: title }).waitFor();
    const id = new URL(page.url()).searchParams.get('show') ?? '';
    expect(id).toMatch(/^indicator:/);
    await page.locator('#area-type').selectOption('lsoa');
    await expect.poll(() => summary(page)).toContain('LSOAs');
    const data = await savedTable(page);
    expect(data.filter((row) => row[id] !== '').length).toBeGreaterThan(10);
    const pasted = await openPage(browser(), page.url());
    await pasted.page.locator('.atlas-legend__title', { hasText: title }).waitFor();
    expect(complaints).toEqual([]);
    await pasted.page.close();
    await page.close();
  });

  it('shows where risk stands together: legend, table, tooltip words, CSV and address', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map?view=both'));
    await explorerReady(page);
    const scores = await settledMap(page);
    await page.locator('#measure').selectOption({ label: 'Clusters of high and low risk' });
    await page.locator('.atlas-legend__label', { hasText: 'High risk, among high' }).waitFor();
    expect(await summary(page)).toMatch(/^Map of clusters: Of \d+ areas compared/);
    expect((await settledMap(page)).equals(scores)).toBe(false);
    expect(new URL(page.url()).searchParams.get('show')).toBe('clusters');
    const count = async (label: string): Promise<number> => {
      const item = page.locator('.atlas-legend__item', { hasText: label });
      return Number.parseInt((await item.locator('.atlas-legend__count').textContent()) ?? '', 10);
    };
    const data = await savedTable(page);
    for (const label of ['High risk, among high', 'Low risk, among low', 'May be chance']) {
      expect(data.filter((row) => row['clusters'] === label)).toHaveLength(await count(label));
    }
    // The service says the same of each area.
    const answer = await page.request.get(atlas('api/v1/profiles/atlas/clusters?show=all'));
    expect(await answer.text()).toContain(`"high-high":${await count('High risk, among high')}`);
    await page.locator('#area-type').selectOption('ward');
    await expect.poll(() => summary(page)).toContain('overall risk score');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says how sure the rank of an area is, in words', async () => {
    const { page } = await openPage(browser(), atlas('map?view=both'));
    await explorerReady(page);
    await page.locator('.atlas-table tbody button').first().click();
    await page.locator('.atlas-interval', { hasText: /How sure the rank is/ }).waitFor();
    await page.locator('.atlas-interval', { hasText: /plausible version|not been worked out/ }).waitFor();
    await page.close();
  });

  it('shows the score and says why when a link names an indicator that is not loaded', async () => {
    const { page } = await openPage(browser(), atlas('map?show=indicator:no-such-figure'));
    await explorerReady(page);
    await page.locator('.atlas-map__notice', { hasText: 'no-such-figure' }).waitFor();
    expect(await summary(page)).toContain('overall risk score');
    await page.close();
  });

  it('pans and zooms by single taps', async () => {
    const { page } = await openPage(browser(), atlas('map'), { viewport: phone, hasTouch: true });
    await explorerReady(page);
    const before = await settledMap(page);
    await page.locator('[aria-label="Move right"]').tap();
    await page.locator('[aria-label="Zoom in"]').tap();
    expect((await settledMap(page)).equals(before)).toBe(false);
    await expect.poll(() => page.url()).toContain('map=');
    await page.close();
  });

  it('filters map and table alike, by AND and by OR', async () => {
    const { page } = await openPage(browser(), atlas('map?view=both&where=decile<=1&where=decile>=10'));
    await explorerReady(page);
    const count = async (): Promise<number> =>
      Number(/: ([\d,]+) areas/.exec((await page.locator('.atlas-table caption').textContent()) ?? '')?.[1]);
    expect(await count()).toBe(0);
    await openSection(page, 'Filters');
    await page.locator('label[for=match-any]').click();
    await expect.poll(count).toBeGreaterThan(0);
    expect(await summary(page)).toContain('The filters keep');
    await page.locator('.atlas-rule button').first().click();
    await page.locator('.atlas-rule').nth(1).waitFor({ state: 'detached' });
    await page.locator('#filter-value').fill('many');
    await page.keyboard.press('Enter');
    await page.locator('#filter-error', { hasText: 'Enter a number' }).waitFor();
    await page.close();
  });

  it('sorts the table by its headings and hands the same rows out as CSV', async () => {
    const { page } = await openPage(browser(), atlas('map?view=table'));
    await explorerReady(page);
    const scores = async (): Promise<number[]> =>
      (await page.locator('.atlas-table tbody tr td:nth-of-type(2)').allTextContents()).map(Number);
    await page.locator('[data-column=score] button').press('Enter');
    await page.locator('[data-column=score][aria-sort=ascending]').waitFor();
    const rising = await scores();
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    // The heading is made anew; the keyboard must still be on it.
    await page.keyboard.press('Enter');
    await page.locator('[data-column=score][aria-sort=descending]').waitFor();
    const data = await savedTable(page);
    const shown = await page.locator('.atlas-table tbody tr').first().getAttribute('data-code');
    expect(data[0]?.['area_code']).toBe(shown);
    expect(Number(data[0]?.['score'])).toBeGreaterThan(Number(data.at(-2)?.['score']));
    expect(data[0]?.['comparison_base']).not.toBe('');
    await page.close();
  });

  it('exports the map as a picture with its legend', async () => {
    const { page } = await openPage(browser(), atlas('map'));
    await explorerReady(page);
    await settledMap(page);
    await openSection(page, 'Share');
    const { name, bytes: image } = await savedBy(page, () => page.locator('#download-image').click());
    expect(name).toMatch(/\.png$/);
    expect(image.subarray(1, 4).toString()).toBe('PNG');
    // Wider than the map by the legend; an empty canvas of this size would be a tenth of these bytes.
    const mapWidth = (await page.locator('.atlas-map__canvas').boundingBox())?.width ?? 0;
    expect(image.readUInt32BE(16)).toBeGreaterThan(mapWidth + 200);
    expect(image.length).toBeGreaterThan(60_000);
    await page.close();
  });

  it('finds a place by name and goes there', async () => {
    const { page } = await openPage(browser(), atlas('map?areas=ward&view=both'));
    await explorerReady(page);
    const ward = (await page.locator('.atlas-table tbody button').nth(3).textContent()) ?? '';
    const name = ward.split(',')[0] ?? '';
    await page.locator('#atlas-search').pressSequentially(name, { delay: 20 });
    await page.locator('.autocomplete__option', { hasText: name }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.atlas-area__title').textContent()).toContain(name);
    await page.close();
  });

  it('embeds the map without the panels, with a way to the whole', async () => {
    const { page, complaints } = await openPage(browser(), atlas('embed?areas=ward'));
    await explorerReady(page);
    await settledMap(page);
    expect(await page.locator('.atlas-explorer__side').isVisible()).toBe(false);
    expect(await page.locator('.atlas-embed-link').getAttribute('href')).toBe('/map?areas=ward');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('gives the table and says why when the browser has no WebGL', async () => {
    const plain = await chromium.launch(launchOptions(['--disable-3d-apis']));
    const { page } = await openPage(plain, atlas('map'));
    await explorerReady(page);
    await page.locator('.atlas-map__notice', { hasText: 'WebGL' }).waitFor();
    expect(await page.locator('.atlas-map__drawing').isVisible()).toBe(false);
    await page.locator('.atlas-table tbody tr').first().waitFor();
    await plain.close();
  });

  it('is a readable table without JavaScript, and fetches nothing that only scripts could use', async () => {
    const { page } = await openPage(browser(), atlas('data'), { javaScriptEnabled: false });
    const kinds = new Set<string>();
    page.on('request', (request) => kinds.add(request.resourceType()));
    await page.goto(atlas('map'), { waitUntil: 'networkidle' });
    expect([...kinds].sort()).toEqual(['document', 'stylesheet']);
    expect(await page.locator('#atlas-explorer table tbody tr').count()).toBeGreaterThan(5);
    await page.close();
  });
});

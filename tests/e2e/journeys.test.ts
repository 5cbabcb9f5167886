import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readXlsx } from '../support/read-xlsx.ts';
import { listedAreas, useAtlas, type ListedArea } from './support/atlas.ts';
import { hasChromium, openPage, searchReady, type WatchedPage } from './support/browser.ts';
import { savedBy } from './support/download.ts';
import { press, tabTo } from './support/keyboard.ts';
import { readPdf } from './support/read-pdf.ts';
import { useBrowser } from './support/use-browser.ts';

describe.skipIf(!hasChromium)('journeys with the keyboard alone', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let watched: WatchedPage;
  let page: Page;
  let wards: readonly ListedArea[];
  beforeAll(async () => {
    wards = await listedAreas(atlas, 'ward');
  });
  beforeEach(async () => {
    watched = await openPage(browser(), atlas());
    ({ page } = watched);
  });
  afterEach(async () => {
    await page.close();
    expect(watched.complaints).toEqual([]);
  });

  it('from a postcode to its ward, and to the ward on paper', async () => {
    await searchReady(page);
    await tabTo(page, page.getByRole('combobox', { name: 'Find a place, ward or postcode' }));
    await page.keyboard.type('zz5 1aa', { delay: 20 });
    await page.getByRole('option', { name: 'ZZ5 1AA' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=ZZ51AA$/);
    await press(page, page.locator('main .govuk-summary-list a[href^="/areas/E05"]'));
    await page.waitForURL(/\/areas\/E05999015$/);
    const name = await page.locator('h1').innerText();
    const link = page.getByRole('link', { name: 'Save this page as PDF' });
    await tabTo(page, link, 200);
    // The browser's own reader of PDFs, once open, may keep the page from closing: it is told that there is nothing to show.
    await page.route('**/*.pdf', (route) => route.fulfill({ status: 204 }));
    const [asked] = await Promise.all([
      page.waitForEvent('request', (request) => request.url().endsWith('.pdf')),
      page.keyboard.press('Enter'),
    ]);
    const answer = await fetch(asked.url());
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pdf.title).toContain(name);
    expect(pdf).toMatchObject({ size: [596, 843], isTagged: true, language: 'en-GB' });
  });

  it('from the list to a workbook of the areas and columns that were chosen', async () => {
    await page.goto(atlas('areas?type=ward'));
    const all = wards.length;
    await tabTo(page, page.getByRole('combobox', { name: 'Column' }));
    await page.keyboard.type('Tenth');
    await tabTo(page, page.getByRole('combobox', { name: 'Comparison' }));
    await page.keyboard.type('is at most');
    await tabTo(page, page.getByRole('textbox', { name: 'Value' }));
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await page.waitForURL(/where=decile/);
    const rows = page.locator('table.atlas-list tbody tr');
    const shown = await rows.count();
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(all);

    const added = 'indicator:aged-75-plus';
    const heading = page.locator('table.atlas-list thead th');
    const headings = await heading.count();
    await press(page, page.locator('summary', { hasText: 'Choose columns' }));
    const choice = page.locator(`input[name=columns][value="${added}"]`);
    await press(page, choice, 'Space');
    expect(await choice.isChecked()).toBe(true);
    await press(page, page.getByRole('button', { name: 'Show the list' }));
    await page.waitForURL((address) => (address.searchParams.get('columns') ?? '').includes(added));
    expect(await heading.count()).toBe(headings + 1);
    expect(await rows.count()).toBe(shown);

    await tabTo(page, page.getByRole('link', { name: 'Excel (XLSX), with notes' }), 200);
    const workbook = await savedBy(page, () => page.keyboard.press('Enter'));
    expect(workbook.name).toMatch(/\.xlsx$/);
    const sheets = await readXlsx(workbook.bytes);
    expect(sheets.map(({ name }) => name)).toEqual(['Figures', 'Notes']);
    const names = [...(sheets[0]?.cells.values() ?? [])];
    for (const name of await page.locator('table.atlas-list tbody th a').allInnerTexts())
      expect(names).toContain(name);
  });

  it('from a ward to its comparison with another, whose differences are named', async () => {
    const [first, second] = wards;
    await page.goto(atlas(`areas/${first?.code ?? ''}`));
    await press(page, page.getByRole('link', { name: 'Compare it with other areas' }));
    await page.waitForURL(/\/compare\?/);
    await tabTo(page, page.getByRole('textbox', { name: 'Add an area' }));
    await page.keyboard.type(second?.name ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The biggest differences' }).waitFor();
    expect(await page.locator('h1').innerText()).toBe(`${first?.name ?? ''}, ${second?.name ?? ''} compared`);
    // A sentence names a figure and who stands where on it.
    const figure = await page
      .getByRole('table', { name: 'The biggest differences' })
      .locator('tbody th')
      .first()
      .innerText();
    const sentences = (await page.locator('.atlas-compare__sentences li').allInnerTexts()).join('\n');
    for (const named of [figure, first?.name ?? '?', second?.name ?? '?']) expect(sentences).toContain(named);
  });

  it('to the same page in the other language, and back', async () => {
    const address = 'areas?type=ward&where=decile%3C%3D3';
    await page.goto(atlas(address));
    const codes = (): Promise<string[]> => page.locator('table.atlas-list tbody .atlas-unit').allInnerTexts();
    const before = await codes();
    await press(page, page.getByRole('link', { name: 'Cymraeg' }));
    await page.waitForURL(atlas(`cy/${address}`));
    expect(await page.locator('html').getAttribute('lang')).toBe('cy-GB');
    expect(await codes()).toEqual(before);
    await press(page, page.getByRole('link', { name: 'English' }));
    await page.waitForURL(atlas(address));
    expect(await codes()).toEqual(before);
  });
});

describe.skipIf(!hasChromium)('without JavaScript', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let page: Page;
  let wards: readonly ListedArea[];
  beforeAll(async () => {
    wards = await listedAreas(atlas, 'ward');
    ({ page } = await openPage(browser(), atlas(), { javaScriptEnabled: false }));
  });

  /** All text of the main part but the search form, which a script may make more of. */
  const textOf = (from: Page): Promise<string> =>
    from.evaluate<string>(`(() => {
      const main = document.querySelector('main').cloneNode(true);
      main.querySelectorAll('form[data-atlas-search]').forEach((form) => form.remove());
      return main.textContent.replaceAll(/\\s+/g, ' ');
    })()`);

  it('every page says all that it says with it', async () => {
    const [first, second] = wards.map(({ code }) => code);
    const { page: withScripts } = await openPage(browser(), atlas());
    const compared = `compare?areas=${first ?? ''},${second ?? ''}`;
    for (const path of ['', `areas/${first ?? ''}`, 'areas?type=ward', compared, 'glossary', 'data']) {
      await page.goto(atlas(path));
      await withScripts.goto(atlas(path));
      await searchReady(withScripts);
      const text = await textOf(page);
      expect(text.length, path).toBeGreaterThan(1500);
      expect(text).toBe(await textOf(withScripts));
    }
    await withScripts.close();
  });

  it('lists are filtered', async () => {
    await page.goto(atlas('areas?type=ward'));
    await page.getByRole('combobox', { name: 'Column' }).selectOption('decile');
    await page.getByRole('combobox', { name: 'Comparison' }).selectOption({ label: 'is at most' });
    await page.getByRole('textbox', { name: 'Value' }).fill('3');
    await page.getByRole('button', { name: 'Show the list' }).click();
    await page.waitForURL(/where=decile/);
    const shown = await page.locator('table.atlas-list tbody tr').count();
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(wards.length);
  });

  it('areas are added to a comparison', async () => {
    await page.goto(atlas(`compare?areas=${wards[0]?.code ?? ''}`));
    await page.getByRole('textbox', { name: 'Add an area' }).fill(wards[1]?.name ?? '');
    await page.getByRole('button', { name: 'Add area' }).click();
    await page.getByRole('heading', { name: 'The biggest differences' }).waitFor();
    expect(await page.locator('.atlas-compare__sentences li').count()).toBeGreaterThan(1);
  });
});

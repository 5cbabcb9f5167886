import { beforeAll, describe, expect, it } from 'vitest';
import { answerTo, useAtlas } from './support/atlas.ts';
import { hasChromium, openPage } from './support/browser.ts';
import { readPdf } from './support/read-pdf.ts';
import { useBrowser } from './support/use-browser.ts';

const wards = ['E05999001', 'E05999002', 'E05999003', 'E05999004', 'E05999005', 'E05999006'];
const two = `areas=${wards.slice(0, 2).join(',')}`;
const mixed = 'areas=E05999001,E06999001,E01999001&beside=both';

describe.skipIf(!hasChromium)('areas side by side', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  beforeAll(async () => {
    // The figures of all areas are read when they are first asked for.
    await answerTo(atlas(`compare.json?${two}`));
  });

  it('is made, changed and printed with keys alone, without a script', async () => {
    const { page } = await openPage(browser(), atlas('compare'), { javaScriptEnabled: false });
    for (const name of ['Sedgeley', 'New Fenwick']) {
      await page.getByRole('textbox', { name: 'Add an area' }).focus();
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      await page.getByText(`Remove ${name}`).waitFor();
    }
    expect(page.url()).toMatch(/\/compare\?areas=E05999001,E05999002$/);
    await page.getByLabel('Show beside them').selectOption('authority');
    await page.getByRole('button', { name: 'Show' }).press('Enter');
    await page.waitForURL(/beside=authority/);
    expect(await page.getByRole('columnheader', { name: 'Seaborough (local authority)' }).count()).toBe(1);
    await page.getByRole('link', { name: 'Remove New Fenwick' }).press('Enter');
    await page.getByText('Areas chosen').waitFor();
    expect(await page.getByText('Remove Sedgeley').count()).toBe(1);
    await page.close();
  });

  it('shows what it draws as numbers too', async () => {
    const { page } = await openPage(browser(), atlas(`compare?${two}`));
    const rows = page.getByRole('table', { name: 'The biggest differences' }).locator('tbody tr');
    expect(await rows.count()).toBeGreaterThan(0);
    for (const row of await rows.all()) {
      expect(await row.locator('svg[aria-hidden=true] circle').count()).toBe(2);
      expect((await row.locator('td').allInnerTexts()).every((text) => /\d/.test(text))).toBe(true);
    }
    await page.close();
  });

  it.each([
    { what: 'two wards', path: `compare.pdf?${two}`, language: 'en-GB' },
    { what: 'six wards', path: `compare.pdf?areas=${wards.join(',')}`, language: 'en-GB' },
    { what: 'a ward, its authority and an area in it', path: `cy/compare.pdf?${mixed}`, language: 'cy-GB' },
  ])('puts $what on two sheets of paper', async ({ path, language }) => {
    const answer = await fetch(atlas(path));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pdf).toMatchObject({ pageCount: 2, size: [596, 843], isTagged: true, language });
    expect(pdf.title).toContain('Sedgeley');
    // One heading for the page, one for each of its parts, one for the sources.
    expect(pdf.outlineCount).toBeGreaterThanOrEqual(6);
  });
});

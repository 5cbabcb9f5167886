import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerTo, useAtlas } from './support/atlas.ts';
import { axeViolations } from './support/axe.ts';
import { hasChromium, laptop, openPage, phone } from './support/browser.ts';
import { press, tabTo } from './support/keyboard.ts';
import { reportOf, watchShifts } from './support/page-report.ts';
import { adminToken } from './support/serve-atlas.ts';
import { useBrowser } from './support/use-browser.ts';

/** A postcode of the sample borough. */
const postcode = 'ZZ5 1AA';

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

describe.skipIf(!hasChromium)('reporting a problem with coverage', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  beforeAll(async () => {
    await answerTo(atlas());
  });

  async function write(page: Page, name: string, text: string): Promise<void> {
    await tabTo(page, field(page, name));
    await page.keyboard.type(text);
  }

  it('is done with the keyboard alone, from the report to the list of what was upheld', async () => {
    const { page, complaints } = await openPage(browser(), atlas('coverage/problems'));
    await press(page, page.getByRole('button', { name: 'Report a problem with coverage' }));
    await page.waitForURL(/\/coverage\/problems\/report$/);

    // Sent empty: the summary leads to what is missing.
    await press(page, page.getByRole('button', { name: 'Continue' }));
    await page.getByRole('alert').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await press(page, page.getByRole('link', { name: 'Choose what is wrong' }));
    const reason = page.getByRole('radio', { name: 'A supplier told me that there is no service' });
    await page.locator('#reason:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await reason.isChecked()).toBe(true);
    await page.goto(atlas('coverage/problems/report'));
    await write(page, 'Where is it?', postcode);
    await tabTo(page, page.getByRole('radio', { name: 'I cannot order the speed that is shown' }));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('radio', { name: 'Decent (10 Mbit/s)' }));
    await page.keyboard.press('Space');
    await write(page, 'Download speed', '7.5');
    await write(page, 'Day', '3');
    await write(page, 'Month', '11');
    await write(page, 'Year', '2026');
    await write(page, 'What should the officer know? (optional)', 'The cabinet at the corner is full.');
    await press(page, page.getByRole('button', { name: 'Continue' }));

    await page.getByRole('heading', { name: 'Check your report' }).waitFor();
    expect(await page.locator('main dl').innerText()).toContain('Download: 7.5 Mbit/s');
    await press(page, page.getByRole('button', { name: /^Change.* Speed it is about$/ }));
    await page.waitForURL(/\/report#speedClass$/);
    expect(await field(page, 'Download speed').inputValue()).toBe('7.5');
    await page.getByRole('radio', { name: 'Decent (10 Mbit/s)' }).focus();
    await page.keyboard.press('ArrowDown');
    await press(page, page.getByRole('button', { name: 'Continue' }));
    expect(await page.locator('main dl').innerText()).toContain('Superfast (30 Mbit/s)');
    await press(page, page.getByRole('button', { name: 'Send the report' }));

    await page.getByRole('heading', { name: 'Report sent' }).waitFor();
    const reference = await page.locator('.atlas-reference').innerText();
    expect(reference).toMatch(/^(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}$/);
    await page.goto(atlas('coverage/problems/find'));
    await write(page, 'Reference', reference.toLowerCase().replaceAll('-', ' '));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Report ${reference}` }).waitFor();
    expect(await page.locator('main .govuk-tag').innerText()).toBe('New');

    await page.goto(atlas('coverage/triage'));
    await page.waitForURL(/\/sign-in$/);
    await tabTo(page, page.getByLabel('Administrator token'));
    await page.keyboard.type(adminToken);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check reports about coverage' }).waitFor();
    await press(page, page.getByRole('link', { name: reference }));
    for (const [state, comment] of [
      ['Being checked', 'Mine.'],
      ['Upheld: the coverage shown is wrong', 'Seen there.'],
    ] as const) {
      const choice = page.getByRole('radio', { name: state });
      await tabTo(page, choice);
      await page.keyboard.press('Space');
      await write(page, 'Why?', comment);
      const publish = page.getByRole('checkbox');
      if ((await publish.count()) > 0) await press(page, publish, 'Space');
      await press(page, page.getByRole('button', { name: 'Move the report' }));
      // Its own page again, with the comment in the list of what happened.
      await page.locator('main li').filter({ hasText: comment }).waitFor();
    }
    expect(await page.locator('main .govuk-tag').innerText()).toBe('Upheld');
    await press(page, page.getByRole('button', { name: 'Sign out' }));
    await page.waitForURL(/\/sign-in$/);
    await page.goto(atlas('coverage/triage'));
    await page.waitForURL(/\/sign-in$/);

    await page.goto(atlas('coverage/problems'));
    const row = page.getByRole('row').filter({ hasText: reference });
    expect(await row.innerText()).toContain('The cabinet at the corner is full.');
    expect(await row.innerText()).toContain('Postcode ZZ5 1AA');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is done without scripts', async () => {
    const { page } = await openPage(browser(), atlas(`cy/coverage/problems/report?place=${postcode}`), {
      javaScriptEnabled: false,
    });
    await page.getByRole('radio', { name: 'Rhywbeth arall' }).check();
    await page.locator('#note').fill('Dim signal.');
    await page.getByRole('button', { name: 'Parhau' }).click();
    await page.getByRole('button', { name: 'Anfon yr adroddiad' }).click();
    await page.getByRole('heading', { name: 'Anfonwyd yr adroddiad' }).waitFor();
    await page.close();
  });

  // Pages that need no one to write anything first are among all types of page.
  it.each([
    { prefix: '', said: 'en-GB', viewport: laptop, colorScheme: 'light' },
    { prefix: 'cy/', said: 'cy-GB', viewport: phone, colorScheme: 'dark' },
  ] as const)('is accessible at every step: $said, $viewport.width pixels, $colorScheme', async (screen) => {
    const { page, complaints } = await openPage(browser(), atlas('about'), screen);
    await watchShifts(page);
    const at = (path: string): string => atlas(`${screen.prefix}coverage/${path}`);
    const look = async (): Promise<void> => {
      const url = page.url();
      const { skippingHeadings, sidewaysPixels, topHeadings, language: said } = await reportOf(page);
      expect({ url, skippingHeadings, sidewaysPixels, headings: topHeadings.length, said }).toEqual({
        ...{ url, skippingHeadings: [], sidewaysPixels: 0, headings: 1, said: screen.said },
      });
      expect({ url, violations: await axeViolations(page) }).toEqual({ url, violations: [] });
    };
    await page.goto(at('problems?within=x!'));
    await look();
    await page.goto(at(`problems/report?place=${postcode}&reason=planned-date-passed`));
    await page.locator('#email').fill('nobody');
    await page.locator('form button[type=submit]').click();
    await page.getByRole('alert').waitFor();
    await look();
    await page.locator('#email').fill('');
    await page.locator('form button[type=submit]').click();
    await page.locator('form[action$="/send"]').waitFor();
    await look();
    await page.locator('form > button[type=submit]').click();
    await page.locator('.govuk-panel').waitFor();
    await look();
    await page.goto(page.url().replace('?sent=yes', ''));
    await look();
    const triage = page.url().replace('/problems/', '/triage/');
    await page.goto(at('triage/sign-in'));
    await look();
    await page.locator('#token').fill(adminToken);
    await page.locator('form button[type=submit]').click();
    await page.locator('table').waitFor();
    await look();
    await page.goto(triage);
    await look();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

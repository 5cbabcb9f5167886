import { buffer } from 'node:stream/consumers';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';

export interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What the browser saves because of something that is done to a page. */
export async function savedBy(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await buffer(await download.createReadStream()) };
}

/** The rows of the explorer's table as a reader saves them, by their columns. */
export async function savedTable(page: Page): Promise<Record<string, string>[]> {
  await page.locator('.atlas-section__title', { hasText: 'Share' }).click();
  const { bytes } = await savedBy(page, () => page.locator('#download-table').click());
  return Papa.parse<Record<string, string>>(bytes.toString(), { header: true, skipEmptyLines: true }).data;
}

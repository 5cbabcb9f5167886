import type { Locator, Page } from 'playwright-core';

/**
 * Presses Tab until the part of the page has focus, as people do who have no mouse. Fails when it is not reached: a part
 * that cannot have focus, or is too far away.
 */
export async function tabTo(page: Page, part: Locator, most = 80): Promise<void> {
  const focused = part.and(page.locator(':focus'));
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) > 0) return;
  }
  const count = await part.count();
  throw new Error(`${most} presses of Tab did not lead to ${String(part)}: ${count} of it on the page`);
}

/** Goes to a part of the page with Tab and follows or presses it with a key. */
export async function press(page: Page, part: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, part);
  await page.keyboard.press(key);
}

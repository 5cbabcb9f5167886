import type { Page } from 'playwright-core';

const readOutline = `[
  document.documentElement.outerHTML,
  ...[...document.querySelectorAll('body *')].map((element) => {
    const { width, height, right, bottom } = element.getBoundingClientRect();
    const isShown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
    return [getComputedStyle(element).display, isShown, width > 0 && height > 0, right > 0 && bottom > 0].join(' ');
  }),
].join('\\n')`;

/**
 * All that the rules of axe see of a page but colours and sizes: its elements as they stand, what each is displayed as,
 * and whether it is seen. Two windows with the same outline differ in nothing that a rule could find but in what those
 * about colours and layout look at.
 */
export function outlineOf(page: Page): Promise<string> {
  return page.evaluate<string>(readOutline);
}

import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, type RuleSet } from './support/axe.ts';
import { hasChromium, laptop, phone } from './support/browser.ts';
import { outlineOf } from './support/outline.ts';
import { useBrowser } from './support/use-browser.ts';

/*
 * What the suites look at pages with: that the rules tell of what is wrong, and that a narrow page is spared those that a wide
 * one has been seen by only where it is the same to them.
 */
describe.skipIf(!hasChromium)('the rules that pages are looked at by', () => {
  const browser = useBrowser();

  const pageOf = async (body: string, style = ''): Promise<Page> => {
    const page = await browser().newPage({ viewport: laptop });
    await page.setContent(
      `<!doctype html><html lang="en"><head><title>A page</title><style>${style}</style></head><body>${body}</body></html>`,
    );
    return page;
  };

  it.each<[RuleSet, readonly string[]]>([
    ['all', ['color-contrast', 'image-alt', 'target-size']],
    ['colours', ['color-contrast']],
    ['layout', ['target-size']],
    ['appearance', ['color-contrast', 'target-size']],
  ])('tell of what is wrong: %s', async (ruleSet, wrong) => {
    const button = '<button style="width:9px;height:9px;padding:0" aria-label="A"></button>';
    const page = await pageOf(
      `<main><h1>One</h1><img src="data:,"><p style="color:#999;background:#fff">Pale</p>${button}${button}</main>`,
    );
    const violations = await axeViolations(page, ruleSet);
    expect(violations).toMatchObject(wrong.map((id) => ({ id })));
    const [first] = violations;
    const html = expect.stringContaining('<') as string;
    const failureSummary = expect.stringContaining('Fix') as string;
    expect(first).toMatchObject({ nodes: expect.arrayContaining([{ html, failureSummary }]) as unknown });
    await page.close();
  });

  it.each([
    ['the same where colours and sizes differ', 'main { color: #400; padding: 3em; font-size: 2em }', true],
    ['another where one has more to show', 'a { display: none }', false],
    ['another where something is hidden in its place', 'a { visibility: hidden }', false],
    ['another where something is moved out of sight', 'a { position: absolute; left: -9999px }', false],
    ['another where something is displayed as something else', 'p { display: flex }', false],
    ['another where something has no size', 'p { height: 0; overflow: hidden }', false],
  ])('give windows an outline: %s', async (_what, style, isSame) => {
    const page = await pageOf(
      '<main><p><a href="#x">A link</a></p></main>',
      `@media (max-width: 600px) { ${style} }`,
    );
    const wide = await outlineOf(page);
    expect(await outlineOf(page)).toBe(wide);
    await page.setViewportSize(phone);
    expect((await outlineOf(page)) === wide).toBe(isSame);
    await page.close();
  });
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const resultSchema = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
});
/** Sets of rules: all; those that look at colours; those that look at the size of the window. */
const ruleSets = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  layout: { type: 'rule', values: ['target-size', 'scrollable-region-focusable'] },
};

let axe: Promise<string> | undefined;

/**
 * What axe finds against WCAG 2.2 AA on a page, with the first three places of each. A page that has been looked at by all
 * rules needs only those about colours when its colours change, and those about layout when its width does.
 */
export async function axeViolations(page: Page, ruleSet: keyof typeof ruleSets = 'all'): Promise<unknown[]> {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await axe);
  // Whatever passes is counted and left: what is told of it takes longer than the rules themselves.
  const options = JSON.stringify({ runOnly: ruleSets[ruleSet], resultTypes: ['violations'] });
  const result = resultSchema.parse(await page.evaluate(`axe.run(document, ${options})`));
  return result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3) }));
}

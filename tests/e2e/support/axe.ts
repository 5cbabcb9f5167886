import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const resultSchema = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
});
const colours = ['color-contrast', 'link-in-text-block'];
const layout = ['target-size', 'scrollable-region-focusable'];

/** Sets of rules: all; those that look at colours; those that look at the size of the window; both of these. */
const ruleSets = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  colours: { type: 'rule', values: colours },
  layout: { type: 'rule', values: layout },
  appearance: { type: 'rule', values: [...colours, ...layout] },
};
export type RuleSet = keyof typeof ruleSets;

/**
 * Of what passes one is told, and where it stands is not: telling takes longer than the rules. None of these rules reads
 * style sheets, which axe would otherwise fetch and parse again.
 */
const brief = { resultTypes: ['violations'], selectors: false, preload: { assets: ['media'] } };

let axe: Promise<string> | undefined;

/**
 * What axe finds against WCAG 2.2 AA on a page, with the first three places of each. A page that has been looked at by all
 * rules needs only those about colours when its colours change, and those about layout when its width does.
 */
export async function axeViolations(page: Page, ruleSet: RuleSet = 'all'): Promise<unknown[]> {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await axe);
  const options = JSON.stringify({ runOnly: ruleSets[ruleSet], ...brief });
  const result = resultSchema.parse(await page.evaluate(`axe.run(document, ${options})`));
  return result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3) }));
}

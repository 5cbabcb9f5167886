import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const resultSchema = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
});
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Whatever passes is counted and left: what is told of it takes longer than the rules themselves.
const options = JSON.stringify({ runOnly: tags, resultTypes: ['violations'] });
let axe: Promise<string> | undefined;

/** What axe finds against WCAG 2.2 AA on a page, with the first three places of each. */
export async function axeViolations(page: Page): Promise<unknown[]> {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await axe);
  const result = resultSchema.parse(await page.evaluate(`axe.run(document, ${options})`));
  return result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3) }));
}

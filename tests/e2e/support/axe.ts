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

/**
 * What axe finds against WCAG 2.2 AA on a page, with the first three places of each. The page must have been opened
 * with `bypassCSP`: axe is injected as text, which the content security policy rightly forbids.
 */
export async function axeViolations(page: Page): Promise<unknown[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const result = resultSchema.parse(
    await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(tags)} })`),
  );
  return result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3) }));
}

import type { Page } from 'playwright-core';
import { z } from 'zod';

const reportSchema = z.strictObject({
  title: z.string(),
  /** The language that the document says it is in: "en-GB". */
  language: z.string(),
  /** The texts of its headings of the first level. */
  topHeadings: z.array(z.string()),
  /** Headings more than one level below the one before, as "h4: text". */
  skippingHeadings: z.array(z.string()),
  /** How many pixels of it lie beyond the right edge of the window. */
  sidewaysPixels: z.number(),
  /** What moved after it was drawn first, without anyone's doing, as "0.1240 main > h1": share of the window, part. */
  shifts: z.array(z.string()),
});
export type PageReport = z.infer<typeof reportSchema>;

/** Runs before any script of a page: keeps what moves (Layout Instability API), from the first picture on. */
const noteShifts = `
  globalThis.seenShifts = [];
  const nameOf = (node) => node === null ? 'gone' : node.nodeType === 3 ? nameOf(node.parentElement)
    : node.localName + [...node.classList].map((name) => '.' + name).join('');
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) seenShifts.push(value.toFixed(4) + ' ' + sources.map(({ node }) => nameOf(node)).join(', '));
  }).observe({ type: 'layout-shift', buffered: true });
`;

const readReport = `new Promise((resolve) => {
  // What moved is told after the picture in which it did.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    const levels = headings.map(({ localName }) => Number(localName.slice(1)));
    const skips = (at) => levels[at] > (at === 0 ? 2 : levels[at - 1] + 1);
    resolve({
      title: document.title,
      language: document.documentElement.lang,
      topHeadings: headings.filter((_, at) => levels[at] === 1).map(({ innerText }) => innerText),
      skippingHeadings: headings.filter((_, at) => skips(at)).map(({ localName, innerText }) => localName + ': ' + innerText),
      sidewaysPixels: Math.max(0, document.documentElement.scrollWidth - innerWidth),
      shifts: seenShifts,
    });
  })));
})`;

/** Makes a page able to tell what moves in it, from its next address on. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript({ content: noteShifts });
}

/** What an open page that is watched says of itself. */
export async function reportOf(page: Page): Promise<PageReport> {
  return reportSchema.parse(await page.evaluate(readReport));
}

/** Cumulative layout shift as a share of the window: Google's Web Vitals call 0.1 good. */
export function totalShift({ shifts }: Pick<PageReport, 'shifts'>): number {
  return shifts.reduce((total, shift) => total + Number.parseFloat(shift), 0);
}

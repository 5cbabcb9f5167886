import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rankIntervalListSchema, type RankIntervalList } from '../../core/contract/rank-interval.ts';
import { useAtlas } from './support/atlas.ts';
import { explorerReady, hasChromium, openPage, settledMap } from './support/browser.ts';
import { savedTable } from './support/download.ts';
import { readPng } from './support/read-png.ts';
import { useBrowser } from './support/use-browser.ts';

/** How many pixels of a picture differ from another of the same size, and how dark and how light those have become. */
function changedPixels(
  before: Buffer,
  after: Buffer,
): { share: number; blackShare: number; whiteShare: number } {
  const [one, other] = [readPng(before), readPng(after)];
  let [changed, black, white] = [0, 0, 0];
  for (let at = 0; at < other.samples.length; at += other.channels) {
    const channels = [0, 1, 2].map((channel) => other.samples[at + channel] ?? 0);
    const difference = channels.map((value, channel) => Math.abs(value - (one.samples[at + channel] ?? 0)));
    if (Math.max(...difference) < 40) continue;
    changed += 1;
    if (Math.max(...channels) < 60) black += 1;
    if (Math.min(...channels) > 200) white += 1;
  }
  const pixels = other.width * other.height;
  return { share: changed / pixels, blackShare: black / changed, whiteShare: white / changed };
}

/** So wide that the words above the map keep to their lines, and the map to its size: what changes is what is drawn. */
const wide = { width: 1900, height: 900 };

describe.skipIf(!hasChromium)('how sure ranks are, on the map', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  let intervals: Extract<RankIntervalList, { status: 'known' }>;
  beforeAll(async () => {
    const answer = await fetch(atlas('api/v1/profiles/atlas/rank-intervals'));
    const list = rankIntervalListSchema.parse(await answer.json());
    if (list.status !== 'known') throw new Error('the service has no intervals of ranks');
    intervals = list;
  });

  const fragileCount = (): number => intervals.isFragile.filter((one) => one === true).length;
  const legendItem = (page: Page, words: string) => page.locator('.atlas-legend__item', { hasText: words });
  const countOf = async (page: Page, words: string): Promise<number> =>
    Number.parseInt((await legendItem(page, words).locator('.atlas-legend__count').textContent()) ?? '', 10);

  it('hatches by keyboard what the service calls fragile: pixels, legend, table, CSV, address, and back', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map?view=both'), { viewport: wide });
    await explorerReady(page);
    const plain = await settledMap(page);
    expect(await page.locator('[data-column=chance]').count()).toBe(0);
    await page.locator('#hatch-uncertain').focus();
    await page.keyboard.press('Space');
    await legendItem(page, 'may or may not be among the worst tenth').waitFor();
    expect(fragileCount()).toBeGreaterThan(0);
    expect(await countOf(page, 'may or may not be among the worst tenth')).toBe(fragileCount());
    expect(await page.locator('#map-summary').textContent()).toMatch(
      /may or may not be in the worst tenth \(hatched\)/,
    );
    expect(new URL(page.url()).searchParams.get('hatch')).toBe('uncertain');
    const hatched = await settledMap(page);
    const { share, blackShare, whiteShare } = changedPixels(plain, hatched);
    // Stripes on a few areas: black ones with white beside them, and most of the map as it was.
    expect(share).toBeGreaterThan(0.0005);
    expect(share).toBeLessThan(0.2);
    expect(blackShare).toBeGreaterThan(0.1);
    expect(whiteShare).toBeGreaterThan(0.1);
    await page.locator('[data-column=interval]', { hasText: '90% interval of rank' }).waitFor();
    await page.locator('[data-column=chance] button').press('Enter');
    await page.locator('[data-column=chance] button').press('Enter');
    await page.locator('[data-column=chance][aria-sort=descending]').waitFor();
    await expect
      .poll(() => page.locator('.atlas-table td', { hasText: ', uncertain' }).count())
      .toBe(fragileCount());
    const rows = await savedTable(page);
    const fragile = rows.filter((row) => row['worst_tenth_uncertain'] === 'yes');
    expect(fragile).toHaveLength(fragileCount());
    for (const row of fragile) {
      const position = intervals.codes.split('\n').indexOf(row['area_code'] ?? '');
      expect(Number(row['worst_tenth_share'])).toBe(intervals.worstTenthShare[position]);
      expect(Number(row['rank_q5'])).toBe(intervals.q5[position]);
    }
    await page.locator('#hatch-uncertain').focus();
    await page.keyboard.press('Space');
    await legendItem(page, 'may or may not be').waitFor({ state: 'detached' });
    expect((await settledMap(page)).equals(plain)).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('opens hatched from a link with the very same picture', async () => {
    const linked = await openPage(browser(), atlas('map?hatch=uncertain'), { viewport: wide });
    await explorerReady(linked.page);
    await legendItem(linked.page, 'may or may not be').waitFor({ state: 'attached' });
    const picture = await settledMap(linked.page);
    await linked.page.locator('#hatch-uncertain').press('Space');
    const plain = await settledMap(linked.page);
    expect(plain.equals(picture)).toBe(false);
    await linked.page.locator('#hatch-uncertain').press('Space');
    expect((await settledMap(linked.page)).equals(picture)).toBe(true);
    expect(linked.complaints).toEqual([]);
    await linked.page.close();
  });

  it('colours by the chance of the worst tenth in words, and says whose weights it is of', async () => {
    const { page, complaints } = await openPage(browser(), atlas('map?view=both'));
    await explorerReady(page);
    const scores = await settledMap(page);
    await page.locator('#measure').selectOption({ label: 'Chance of being in the worst tenth' });
    await legendItem(page, '95 to 100%: almost certain').waitFor();
    const shares = intervals.worstTenthShare;
    expect(await countOf(page, '95 to 100%')).toBe(shares.filter((one) => (one ?? 0) >= 0.95).length);
    expect(await countOf(page, '0 to 5%: almost certainly not')).toBe(
      shares.filter((one) => one !== null && one <= 0.05).length,
    );
    expect((await settledMap(page)).equals(scores)).toBe(false);
    expect(new URL(page.url()).searchParams.get('show')).toBe('worst-tenth');
    expect(await page.locator('[data-column=value]').count()).toBe(0);
    await page.locator('.atlas-section__title', { hasText: 'Weights' }).click();
    await page.locator('.atlas-weights input[type=range]').first().press('ArrowRight');
    await page
      .locator('.atlas-legend__note', { hasText: 'Of the published weights, not of yours.' })
      .waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says how it is made where it was never worked out, hatches nothing and shows the score', async () => {
    const { page, complaints } = await openPage(browser(), atlas('data'));
    // The answer of the service for another base, given for this one: as if nobody had run the analysis.
    await page.route(/\/rank-intervals/, async (route) => {
      const { profileId, profileVersion, profileHash, dataHash, base, areas } = intervals;
      const about = { profileId, profileVersion, profileHash, dataHash, base, areas };
      await route.fulfill({ json: { status: 'missing', ...about, reason: 'never-run' } });
    });
    await page.goto(atlas('map?show=worst-tenth&hatch=uncertain'));
    await page
      .locator('.atlas-map__notice', { hasText: 'The map shows the score. How sure the ranks are' })
      .waitFor();
    expect(await page.locator('#map-summary').textContent()).toContain('overall risk score');
    await legendItem(page, 'Nothing is hatched').waitFor();
    const option = page.locator('#measure option[value=worst-tenth]');
    expect(await option.isDisabled()).toBe(true);
    expect(await option.textContent()).toContain('(not worked out)');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('asks for the intervals only when they are shown, and once', async () => {
    const { page } = await openPage(browser(), atlas('data'));
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('rank-intervals')) asked.push(request.url());
    });
    await page.goto(atlas('map?view=both'));
    await explorerReady(page);
    await settledMap(page);
    expect(asked).toEqual([]);
    await page.locator('#hatch-uncertain').press('Space');
    await legendItem(page, 'may or may not be').waitFor();
    await page.locator('#measure').selectOption('worst-tenth');
    await legendItem(page, 'almost certain').first().waitFor();
    expect(asked).toHaveLength(1);
    await page.close();
  });
});

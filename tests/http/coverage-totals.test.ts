import { describe, expect, it } from 'vitest';
import { gapReportSchema, type GapReport } from '../../core/contract/coverage/gap-report.ts';
import type { TotalCheck, TotalsReport } from '../../core/contract/coverage/totals-check.ts';
import type { Locale } from '../../core/language/locale.ts';
import { createTranslator } from '../../core/language/translator.ts';
import { totalsFacts } from '../../server/pages/coverage/report-totals.ts';
import { checkTotals } from '../../server/usecases/coverage/check-totals.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { authorityCoverage, loadJoinedBorough, loadMadeUp } from '../support/gaps-borough.ts';
import { seededProfile } from '../support/seed-scoring.ts';

const title = { en: 'How our counts compare with the publisher’s', cy: 'Sut mae ein cyfrifon yn cymharu' };

/** The tables of the section, row by row, as they are read. */
function tablesOf(body: string): string[][][] {
  const section = body.slice(body.indexOf('aria-labelledby="totals"'));
  const end = section.indexOf('</section>');
  return [...section.slice(0, end).matchAll(/<tbody[^>]*>(.*?)<\/tbody>/gs)].map(([, rows = '']) =>
    [...rows.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell),
    ),
  );
}

describeDatabases('totals beside the published ones, on the page of an authority', (database) => {
  const atlas = useTestApp(database, loadJoinedBorough, { profiles: [seededProfile] });
  const page = async (path: string) => (await atlas().get(path, { accept: 'text/html' })).body;

  it('are said not to be comparable where nothing is published of the whole', async () => {
    // Of another speed than below: a report is kept until the server looks for new data again.
    const english = await page('/coverage/areas/E06999001?class=gigabit');
    expect(english).toContain(title.en);
    expect(english.match(/Not compared: nothing that is loaded gives figures of the whole/g)).toHaveLength(2);
    expect(tablesOf(english)).toEqual([]);
    expect(english).not.toContain('Every measure that is compared');
    const welsh = await page('/cy/coverage/areas/E06999001?class=gigabit');
    expect(welsh).toContain(title.cy);
    expect(welsh.match(/Heb ei gymharu: nid oes dim/g)).toHaveLength(2);
  });

  it('are listed with their differences, as the command lists them', async () => {
    await loadMadeUp(database(), authorityCoverage('202601'));
    const { totals } = await atlas().getAs(gapReportSchema, '/coverage/areas/E06999001.json');
    expect(totals?.checks.length).toBeGreaterThan(5);
    expect(totals).toEqual(await checkTotals(database()));
    const body = await page('/coverage/areas/E06999001');
    expect(tablesOf(body)).toEqual([
      [
        ['Premises counted', '7', '8', '−1'],
        ['Cannot get decent broadband', '3', '3', 'none'],
        ['Can get superfast: 30 Mbit/s or more', '3', '4', '−1'],
        ['Can get gigabit', '2', '2', 'none'],
      ].map(([label = '', ...cells]) => [expect.stringContaining(label) as string, ...cells]),
      // By hand, of six premises: decent 1, 7 and by share 2 and 3 of (0.75 x 4 - 1) / 3, 5 of 4/5, 6 of none.
      [
        ['Decent', '68.9%', '62.5%', '+6.4 points'],
        // 1 and 7; 2 and 3 of (0.5 x 4 - 1) / 3, 5 of 3/5.
        ['Superfast', '54.4%', '50.0%', '+4.4 points'],
        // 1 and 7 of the four that have a postcode.
        ['100', '50.0%', 'not given', 'not comparable'],
        ['300', '50.0%', 'not given', 'not comparable'],
        // 1 and 7; 2 and 3 have none, 5 has 1/5, 6 has 1/2.
        ['Gigabit', '45.0%', '25.0%', '+20.0 points'],
      ].map(([label = '', ...cells]) => [expect.stringContaining(label) as string, ...cells]),
    ]);
    expect(body).toContain('href="/coverage/areas/E06999001.json"');
    const welsh = await page('/cy/coverage/areas/E06999001');
    expect(tablesOf(welsh)[0]?.map((row) => row.at(-1))).toEqual(['−1', 'dim', '−1', 'dim']);
  });

  it('have their source among those of the page and its credit', async () => {
    const { totals, attribution } = await atlas().getAs(gapReportSchema, '/coverage/areas/E06999001.json');
    const datasets = new Set(totals?.sources.map(({ datasetId }) => datasetId));
    expect([...datasets].sort()).toEqual(['ofcom-fixed-coverage-lad', 'ofcom-fixed-coverage-oa']);
    for (const each of totals?.sources ?? []) expect(attribution.lines).toContain(each.attribution);
    const body = await page('/coverage/areas/E06999001');
    const sources = body.slice(body.indexOf('id="report-sources"'));
    expect(sources.match(/fixed broadband coverage by output area/g)).toHaveLength(1);
    expect(sources.match(/fixed broadband coverage by local authority/g)).toHaveLength(1);
  });

  it('are of authorities alone, and of the release that is asked for', async () => {
    for (const code of ['E05999001', 'E01999001', 'E92000001']) {
      const report = await atlas().getAs(gapReportSchema, `/coverage/areas/${code}.json`);
      expect(report.totals).toBeNull();
      expect(await page(`/coverage/areas/${code}`)).not.toContain(title.en);
    }
    const older = '/coverage/areas/E06999001.json?period=2019-09';
    expect((await atlas().getAs(gapReportSchema, older)).totals).toEqual({
      ...{ checks: [], notChecked: [], sources: [] },
    });
    expect(await page('/coverage/areas/E06999001?period=2019-09')).not.toContain(title.en);
  });
});

describe('a total beside the published one, in words', () => {
  const kind = { code: 'E06999001', name: 'Testborough', period: '2026-01', isResidential: false } as const;
  const sum = (changes: Partial<TotalCheck>): TotalCheck => ({
    ...{ ...kind, of: 'output-areas', measure: 'premises', unit: 'premises' },
    ...{ added: 61_000, published: 60_000, difference: 1000, ...changes },
  });
  const share = (difference: number): TotalCheck =>
    sum({ of: 'premises', measure: 'gigabit', unit: 'percent', added: 50, published: 50, difference });

  function factsOf(totals: Partial<TotalsReport>, locale: Locale = 'en') {
    const report = {
      subject: { kind: 'area', ...kind, nameWelsh: null, type: 'lad', vintage: 2025, authorities: null },
      totals: { checks: [], notChecked: [], sources: [], ...totals },
    } as unknown as GapReport;
    return totalsFacts(report, createTranslator(locale));
  }
  const rowOf = (check: TotalCheck, locale?: Locale) =>
    factsOf({ checks: [check] }, locale)?.tables[0]?.rows[0];

  it('has the sign of what was added up less what is published', () => {
    expect(rowOf(sum({}))).toMatchObject({ ours: '61,000', published: '60,000', difference: '+1,000' });
    expect(rowOf(sum({ difference: -1000 }))).toMatchObject({ difference: '−1,000' });
    expect(rowOf(sum({ difference: 0 }))).toMatchObject({ difference: 'none' });
  });

  it('is of points to one decimal, and what is too small for it is not said to be none', () => {
    expect(rowOf(share(-0.34))).toMatchObject({ ours: '50.0%', difference: '−0.3 points' });
    expect(rowOf(share(0.05))).toMatchObject({ difference: '+0.1 points' });
    expect(rowOf(share(0.04))).toMatchObject({ difference: 'less than 0.1 points' });
    expect(rowOf(share(-0.04))).toMatchObject({ difference: 'less than 0.1 points' });
    expect(rowOf(share(0))).toMatchObject({ difference: 'none' });
    expect(rowOf(share(0.04), 'cy')).toMatchObject({ difference: 'llai na 0.1 pwynt' });
  });

  it('is not comparable where one side does not give it, and no figure is 0 for want of one', () => {
    const without = sum({ measure: 'gigabit', added: null, difference: null });
    expect(rowOf(without)).toMatchObject({
      ...{ ours: 'not given', published: '60,000', difference: 'not comparable' },
    });
  });

  it('has a table for each kind, and its reason where there is none', () => {
    const facts = factsOf({
      checks: [sum({}), sum({ isResidential: true }), share(1), sum({ measure: 'full_fibre' })],
      notChecked: [
        { ...kind, period: null, of: 'output-areas', reason: 'incomplete' },
        { ...kind, period: '2025-07', of: 'output-areas', reason: 'no-output-areas-of-this-release' },
      ],
    });
    expect(facts?.tables.map(({ caption, reason, rows }) => [caption, reason, rows.length])).toEqual([
      ['Output areas added up: all premises, January 2026', null, 1],
      ['Output areas added up: homes only, January 2026', null, 1],
      ['Estimates of single premises: share that can order each speed, January 2026', null, 1],
      [
        'Output areas added up: all premises, release without a date',
        'Not compared: the release has only some of its output areas.',
        0,
      ],
      [
        'Output areas added up: all premises, July 2025',
        'Not compared: the release has none of its output areas.',
        0,
      ],
    ]);
    expect(factsOf({})).toBeNull();
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { gapReportSchema, type GapReport } from '../../../core/contract/coverage/gap-report.ts';
import type { SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { readDrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { checkTotals } from '../../../server/usecases/coverage/check-totals.ts';
import { createGapReports } from '../../../server/usecases/coverage/gap-reports.ts';
import { findReportedArea } from '../../../server/usecases/coverage/reported-area.ts';
import { describeDatabases } from '../../support/databases.ts';
import { authorityCoverage, loadJoinedBorough, loadMadeUp } from '../../support/gaps-borough.ts';

/** Corners on the National Grid as a ring of GeoJSON. */
function ring(...corners: readonly (readonly [easting: number, northing: number])[]): [number, number][] {
  return [...corners, ...corners.slice(0, 1)].map(([easting, northing]) => {
    const { longitude, latitude } = wgs84FromGrid({ easting, northing });
    return [longitude, latitude];
  });
}

/** A square on the grid by its lower left corner; a metre more on every side would not reach another premises. */
const square = (easting: number, northing: number, side: number) =>
  ring(
    [easting, northing],
    [easting + side, northing],
    [easting + side, northing + side],
    [easting, northing + side],
  );

describeDatabases('reports of coverage', (database) => {
  let version = 'first';
  beforeAll(async () => {
    await loadJoinedBorough(database());
  });

  const reports = () =>
    createGapReports({ database: database(), dataVersion: () => Promise.resolve(version) });
  const t = createTranslator('en');

  async function ofArea(code: string, speedClass: SpeedClass = 'superfast', period?: string) {
    const area = await findReportedArea(database(), code);
    return gapReportSchema.parse(await reports().ofArea(area, { speedClass, period, t }));
  }

  async function ofPolygon(geometry: unknown, speedClass: SpeedClass = 'superfast') {
    return gapReportSchema.parse(await reports().ofPolygon(readDrawnPolygon(geometry), { speedClass, t }));
  }

  function known(report: GapReport) {
    if (report.estimate.status === 'missing') throw new Error(report.estimate.reason);
    return report.estimate;
  }
  const classOf = (report: GapReport, speedClass: SpeedClass) =>
    known(report).classes.find((each) => each.speedClass === speedClass);

  it('an authority has the counts of its premises, what is coming, and its parts', async () => {
    const report = await ofArea('E06999001');
    // By hand: 1 and 7 have gigabit; 2 and 3 have (0.5 x 4 - 1) / 3; 5 has 3/5; 6 has 0/2; 4 is a mast.
    expect(classOf(report, 'superfast')).toMatchObject({
      ...{ premises: 6, served: 2, likelyServed: 1, likelyUnserved: 2, unserved: 1, unknown: 0 },
    });
    expect(classOf(report, 'superfast')?.expectedUnserved).toBeCloseTo(2 / 3 + 2 / 3 + 0.4 + 1, 5);
    expect(known(report)).toMatchObject({ period: '2026-01', disagreeing: 1, excluded: 1 });
    expect(known(report).plans).toEqual([
      { plan: 'available', premises: 2, withoutGigabit: 0 },
      { plan: 'contracted', premises: 1, withoutGigabit: 1 },
      { plan: 'not-planned', premises: 1, withoutGigabit: 1 },
      // 5 by 1 of 5 in its output area; 6 by 1 of 2 is likely served.
      { plan: 'unknown', premises: 2, withoutGigabit: 1 },
    ]);
    expect(report.sentences).toEqual([
      'By the sources that are loaded, at least 1 of 6 premises here cannot order superfast broadband (30 Mbit/s). ' +
        'It may be up to 4; about 3 are to be expected.',
    ]);
    expect(report.parts).toMatchObject([{ code: 'E05999001', type: 'ward', premises: 6, unserved: 1 }]);
    expect(report.attribution).toMatchObject({ madeUp: true });
    expect(report.attribution.lines.length).toBeGreaterThan(2);
  });

  it('says how premises are reached, whatever the speed', async () => {
    // By hand: 1 and 7 by their gigabit, and none is left for 2 and 3; 0.4 of ZZ1 1AA and all of ZZ1 1AB by fixed wireless.
    const network = { served: 2, likelyServed: 0, likelyUnserved: 0, unserved: 2, expectedUnserved: 2 };
    const wireless = { served: 1, likelyServed: 0, likelyUnserved: 3, unserved: 0 };
    for (const code of ['E06999001', 'E92000001']) {
      const { technologies } = known(await ofArea(code));
      expect(technologies).toMatchObject([
        { technology: 'next-generation', premises: 6, unknown: 2, ...network },
        { technology: 'fixed-wireless', premises: 6, unknown: 2, ...wireless },
      ]);
      expect(technologies[1]?.expectedUnserved).toBeCloseTo(1.8, 6);
    }
  });

  it('its publishers count in their own way, homes apart from all premises', async () => {
    const { published } = await ofArea('E06999001');
    expect(published[0]).toMatchObject({
      ...{ status: 'known', isResidential: false, period: '2026-01', basis: 'summed-lsoas', parts: 2 },
      ...{ premises: 7, matchedPremises: 7, fit: null },
    });
    if (published[0]?.status !== 'known') throw new Error('nothing published');
    const measureOf = (id: string) =>
      published[0]?.status === 'known' ? published[0].measures.find((each) => each.id === id) : undefined;
    expect(measureOf('superfast')).toEqual({ id: 'superfast', premises: 3, percent: (100 * 3) / 7 });
    expect(measureOf('below_decent')).toMatchObject({ premises: 3 });
    expect(measureOf('fixed_wireless_decent')).toMatchObject({ premises: null, percent: null });
    expect(published[1]).toEqual({ status: 'missing', isResidential: true, reason: 'nothing-loaded' });
  });

  it('a ward says how well what was added up fits it', async () => {
    const { published } = await ofArea('E05999001');
    // All seven properties lie in both neighbourhoods of the ward and in the ward.
    expect(published[0]).toMatchObject({
      ...{ status: 'known', basis: 'summed-lsoas', parts: 2 },
      fit: { covered: 1, own: 1, basis: 'addresses', isPoor: false },
    });
  });

  it('totals are kept from output areas up', async () => {
    const whole = await ofArea('E06999001');
    for (const codes of [
      ['E00999001', 'E00999002'],
      ['E01999001', 'E01999002'],
      ['E02999001'],
      ['E05999001'],
    ]) {
      const parts = [];
      for (const code of codes) parts.push(await ofArea(code));
      for (const { speedClass, ...own } of known(whole).classes) {
        for (const field of Object.keys(own) as (keyof typeof own)[]) {
          const sum = parts.reduce((total, part) => total + (classOf(part, speedClass)?.[field] ?? 0), 0);
          expect(sum, `${speedClass} ${field} of ${codes.join(' ')}`).toBeCloseTo(own[field], 6);
        }
      }
      const published = parts.map(({ published: [all] }) => (all?.status === 'known' ? all.premises : null));
      expect(published.reduce<number>((sum, premises) => sum + (premises ?? NaN), 0)).toBe(7);
    }
  });

  it('a nation is counted by its authorities, and says that it is not whole', async () => {
    const report = await ofArea('E92000001');
    expect(report.subject).toMatchObject({ type: 'nation', authorities: { counted: 1, known: null } });
    expect(classOf(report, 'superfast')).toMatchObject({ premises: 6, unserved: 1 });
    expect(report.sentences.at(-1)).toContain('not the whole nation');
    expect(report.parts).toMatchObject([{ code: 'E06999001' }]);
  });

  it('an unknown area is refused, another release says that it is not there', async () => {
    await expect(ofArea('E06888888')).rejects.toMatchObject({ code: 'not-found' });
    expect((await ofArea('E06999001', 'decent', '2019-09')).estimate).toEqual({
      ...{ status: 'missing', reason: 'no-such-period' },
    });
  });

  describe('of a drawn polygon', () => {
    it('are those of the area that it is drawn around', async () => {
      const drawn = await ofPolygon({ type: 'Polygon', coordinates: [square(399_999, 399_999, 1002)] });
      const area = await ofArea('E01999001');
      expect(known(drawn).classes).toEqual(
        known(area).classes.map((each) => ({
          ...each,
          expectedUnserved: expect.closeTo(each.expectedUnserved, 5) as number,
        })),
      );
      expect(known(drawn)).toMatchObject({
        ...{ plans: known(area).plans, excluded: 1, disagreeing: known(area).disagreeing },
      });
      expect(drawn.sentences).toEqual(area.sentences);
      expect(drawn.published.map((each) => each.status === 'missing' && each.reason)).toEqual([
        'drawn',
        'drawn',
      ]);
      expect(drawn.subject).toMatchObject({ kind: 'polygon', points: 5 });
    });

    it('leave out what lies in a hole, and take every part', async () => {
      const west = square(399_999, 399_999, 1002);
      // Property 5 stands at 400 900, 400 900; 6 at 401 500, 400 500.
      const hole = square(400_890, 400_890, 20);
      const holed = await ofPolygon({ type: 'Polygon', coordinates: [west, hole] });
      expect(classOf(holed, 'decent')?.premises).toBe(3);
      const both = await ofPolygon({
        type: 'MultiPolygon',
        coordinates: [[west, hole], [square(401_490, 400_490, 20)]],
      });
      expect(classOf(both, 'decent')?.premises).toBe(4);
    });

    it('say that no premises lie there', async () => {
      const empty = await ofPolygon({ type: 'Polygon', coordinates: [square(400_500, 400_500, 50)] });
      expect(empty.estimate).toEqual({ status: 'missing', reason: 'no-premises' });
      expect(empty.sentences).toEqual(['No premises that are loaded lie here.']);
    });
  });

  describe('their totals', () => {
    it('are said to have nothing published beside them', async () => {
      const { checks, notChecked } = await checkTotals(database());
      expect(checks).toEqual([]);
      expect(notChecked.map(({ code, of, period, reason }) => [code, of, period, reason])).toEqual([
        ['E06999001', 'output-areas', '2026-01', 'no-published-figure-of-this-release'],
        ['E06999001', 'premises', '2026-01', 'no-published-figure-of-this-release'],
      ]);
    });

    it('are held against what is published of the same release', async () => {
      await loadMadeUp(database(), authorityCoverage('202601'));
      version = 'second';
      const { checks, notChecked } = await checkTotals(database());
      expect(notChecked).toEqual([]);
      const found = (of: string) =>
        checks
          .filter((check) => check.of === of && check.published !== null)
          .map(({ measure, added, published, difference }) => [measure, added, published, difference]);
      expect(found('output-areas')).toEqual([
        ['premises', 7, 8, -1],
        ['superfast', 3, 4, -1],
        ['gigabit', 2, 2, 0],
        ['below_decent', 3, 3, 0],
      ]);
      const superfast = checks.find(({ of, measure }) => of === 'premises' && measure === 'superfast');
      expect(superfast).toMatchObject({ unit: 'percent', published: 50 });
      expect(superfast?.difference).toBeCloseTo(100 * (1 - (2 / 3 + 2 / 3 + 0.4 + 1) / 6) - 50, 4);
      // Now the authority has its own row, which comes before a sum.
      const { published } = await ofArea('E06999001');
      expect(published[0]).toMatchObject({ basis: 'published', premises: 8 });
    });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, type RuleSet } from './support/axe.ts';
import { answerTo, listedAreas, listedGaps, useAtlas } from './support/atlas.ts';
import { hasChromium, laptop, openPage, phone, searchReady, type WatchedPage } from './support/browser.ts';
import { outlineOf } from './support/outline.ts';
import { reportOf, totalShift, watchShifts } from './support/page-report.ts';
import { useBrowser } from './support/use-browser.ts';

interface PageType {
  /** May name areas of the sample, as in {ward.code}: those that its lists begin with. */
  readonly path: string;
  /** The page's own, so that a page of another kind fails; may name areas. */
  readonly heading: string;
  /** Where it is not the heading. */
  readonly title?: string;
  /** Another of a kind that is there already: not looked at by the rules again when colours or width change. */
  readonly isVariant?: boolean;
}

/** The pages of the Atlas in English. */
const english: readonly PageType[] = [
  { path: '', heading: 'Risk of digital exclusion in Seaborough' },
  {
    path: 'areas/{ward.code}',
    heading: '{ward.name}',
    title: '{ward.name} ward: risk of digital exclusion',
  },
  {
    path: 'areas/{lsoa.code}',
    heading: '{lsoa.name}',
    title: '{lsoa.name}: risk of digital exclusion',
    isVariant: true,
  },
  {
    path: 'areas/{msoa.code}',
    heading: '{msoa.name}',
    title: '{msoa.name}: risk of digital exclusion',
    isVariant: true,
  },
  { path: 'areas/{lad.code}', heading: '{lad.name}', title: '{lad.name}: risk of digital exclusion' },
  // The nation of the sample: too few nations are loaded anywhere for a list of them.
  {
    path: 'areas/E92000001',
    heading: 'England',
    title: 'England: risk of digital exclusion',
    isVariant: true,
  },
  { path: 'areas?type=ward', heading: 'Wards', isVariant: true },
  {
    path: 'areas?type=lsoa&where=decile<=3&where=score>=20&selected={lsoa.code},{otherLsoa.code}&columns=all',
    heading: 'Neighbourhoods',
  },
  { path: 'areas?type=ward&where=score>=99.9', heading: 'Wards', isVariant: true },
  { path: 'compare', heading: 'Compare areas', isVariant: true },
  {
    path: 'compare?areas={ward.code},{otherWard.code}',
    heading: '{ward.name}, {otherWard.name} compared',
  },
  { path: 'compare?areas={ward.code}', heading: 'Compare areas', isVariant: true },
  { path: 'compare?add=lane', heading: 'Compare areas', isVariant: true },
  { path: 'data', heading: 'Data and sources' },
  {
    path: 'data/census-2021-ts040',
    heading: 'Census 2021 TS040: Number of disabled people in household Made up',
    title: 'Census 2021 TS040: Number of disabled people in household',
  },
  { path: 'methods/atlas', heading: 'Risk of digital exclusion: how it is made' },
  {
    path: 'methods/atlas/against/deri-1.6',
    heading: 'From Risk of digital exclusion to Digital Exclusion Risk Index v1.6 (method)',
  },
  { path: 'methods/edit', heading: 'Make your own profile' },
  { path: 'clusters', heading: 'Where risk clusters', title: 'Clusters' },
  { path: 'about', heading: 'About the Atlas and its limits' },
  { path: 'accessibility', heading: 'Accessibility statement', isVariant: true },
  { path: 'glossary', heading: 'Glossary' },
  { path: 'search', heading: 'Find an area', isVariant: true },
  { path: 'search?q=', heading: 'Find an area', title: 'Error: Find an area' },
  { path: 'search?q=sea', heading: 'Search results for “sea”', isVariant: true },
  { path: 'search?q=ZZ5+3BU', heading: 'Search results for “ZZ5 3BU”' },
  { path: 'search?q=nowhere', heading: 'Search results for “nowhere”', isVariant: true },
  {
    path: 'embed/areas/{ward.code}',
    heading: '{ward.name}',
    title: 'Risk of digital exclusion in {ward.name}',
  },
  { path: 'embed/guide?area={ward.code}', heading: 'Show this on your site' },
  { path: 'coverage', heading: 'Coverage gaps' },
  // Of an authority the page also holds its totals against the published ones.
  { path: 'coverage/areas/{lad.code}', heading: '{lad.name}: what premises can order' },
  {
    path: 'coverage/areas/{ward.code}?class=superfast',
    heading: '{ward.name}: what premises can order',
    isVariant: true,
  },
  { path: 'coverage/polygon', heading: 'Report of an area that you draw' },
  { path: 'coverage/premises?class=superfast', heading: 'Premises and what they can order' },
  {
    path: 'coverage/premises?class=superfast&by=postcode',
    heading: 'Premises and what they can order',
    isVariant: true,
  },
  { path: 'coverage/premises/{premises.code}', heading: 'Premises {premises.code}' },
  { path: 'coverage/not-spots?class=superfast', heading: 'Not-spots: superfast broadband (30 Mbit/s)' },
  { path: 'coverage/not-spots/{notSpot.code}', heading: 'Not-spot {notSpot.code}, {notSpot.name}' },
  {
    path: 'coverage/risk?class=superfast&within={lad.code}',
    heading: 'Who cannot get broadband, and who may not use it: {lad.name}',
    title: 'Risk and coverage',
  },
  {
    path: 'coverage/change',
    heading: 'Can get gigabit broadband (1,000 Mbit/s): July 2025 and January 2026',
  },
  {
    path: 'coverage/change?class=superfast&from=2019-09&to=2021-05',
    heading: 'Can get superfast broadband (30 Mbit/s): September 2019 and May 2021',
    isVariant: true,
  },
  { path: 'coverage/change?class=gigabit&type=ward', heading: 'Broadband over time', isVariant: true },
  { path: 'coverage/mobile', heading: 'Mobile coverage by local authority', isVariant: true },
  { path: 'coverage/mobile/{lad.code}', heading: 'Mobile coverage in {lad.name}' },
  { path: 'coverage/problems', heading: 'Problems with coverage', isVariant: true },
  {
    path: 'coverage/problems/find?reference=x',
    heading: 'Look up a report',
    title: 'Error: Look up a report',
    isVariant: true,
  },
  { path: 'coverage/problems/privacy', heading: 'What we keep of reports about coverage', isVariant: true },
  { path: 'coverage/problems/report?place=ZZ5+1AA', heading: 'Report a problem with coverage' },
  {
    path: 'channel-shift?faceToFace=10000&phone=30000&web=60000&aim=80&costRange=10',
    heading: 'What moving contacts online could save',
  },
  {
    path: 'channel-shift?faceToFace=many&aim=200',
    heading: 'What moving contacts online could save',
    title: 'Error: What moving contacts online could save',
    isVariant: true,
  },
  { path: 'api/docs', heading: 'API' },
  { path: 'no-such-page', heading: 'Page not found' },
];

/** Every public kind of page in Welsh. */
const welsh: readonly PageType[] = [
  { path: 'cy', heading: 'Perygl o allgáu digidol: Seaborough' },
  {
    path: 'cy/areas/{ward.code}',
    heading: '{ward.name}',
    title: '{ward.name} (ward): perygl o allgáu digidol',
  },
  { path: 'cy/areas/{lsoa.code}', heading: '{lsoa.name}', title: '{lsoa.name}: perygl o allgáu digidol' },
  { path: 'cy/areas/{msoa.code}', heading: '{msoa.name}', title: '{msoa.name}: perygl o allgáu digidol' },
  { path: 'cy/areas/{lad.code}', heading: '{lad.name}', title: '{lad.name}: perygl o allgáu digidol' },
  { path: 'cy/areas?type=ward', heading: 'Wardiau' },
  {
    path: 'cy/areas?type=lsoa&where=decile<=3&selected={lsoa.code},{otherLsoa.code}',
    heading: 'Cymdogaethau',
  },
  {
    path: 'cy/compare?areas={ward.code},{lad.code},{lsoa.code}&beside=both',
    heading: 'Cymhariaeth: {ward.name}, {lad.name}, {lsoa.name}',
  },
  { path: 'cy/data', heading: 'Data a ffynonellau' },
  {
    path: 'cy/data/census-2021-ts040',
    heading: 'Census 2021 TS040: Number of disabled people in household Ffug',
    title: 'Census 2021 TS040: Number of disabled people in household',
  },
  { path: 'cy/methods/atlas', heading: 'Risg o allgáu digidol: sut y caiff ei wneud' },
  {
    path: 'cy/methods/atlas/against/deri-1.6',
    heading: 'O’r proffil cyntaf i’r ail: Risg o allgáu digidol; Mynegai Risg Allgáu Digidol v1.6 (dull)',
  },
  { path: 'cy/clusters', heading: 'Ble mae risg yn clystyru', title: 'Clystyrau' },
  { path: 'cy/about', heading: 'Ynglŷn â’r Atlas a’i derfynau' },
  { path: 'cy/accessibility', heading: 'Datganiad hygyrchedd' },
  { path: 'cy/glossary', heading: 'Geirfa' },
  { path: 'cy/search?q=sea', heading: 'Canlyniadau chwilio am “sea”' },
  { path: 'cy/search?q=nowhere', heading: 'Canlyniadau chwilio am “nowhere”' },
  {
    path: 'cy/embed/areas/{ward.code}',
    heading: '{ward.name}',
    title: 'Perygl o allgáu digidol: {ward.name}',
  },
  { path: 'cy/embed/guide?area={ward.code}', heading: 'Dangos hwn ar eich gwefan' },
  { path: 'cy/coverage', heading: 'Bylchau mewn darpariaeth' },
  {
    path: 'cy/coverage/areas/{ward.code}?class=superfast',
    heading: '{ward.name}: yr hyn y gall safleoedd ei archebu',
  },
  { path: 'cy/coverage/areas/{lad.code}', heading: '{lad.name}: yr hyn y gall safleoedd ei archebu' },
  { path: 'cy/coverage/polygon', heading: 'Adroddiad ar ardal yr ydych yn ei thynnu' },
  { path: 'cy/coverage/premises?class=superfast', heading: 'Safleoedd a’r hyn y gallant ei archebu' },
  { path: 'cy/coverage/premises/{premises.code}', heading: 'Safle {premises.code}' },
  {
    path: 'cy/coverage/not-spots?class=superfast',
    heading: 'Mannau gwan: band eang cyflym iawn (30 Mbit/s)',
  },
  { path: 'cy/coverage/not-spots/{notSpot.code}', heading: 'Man gwan {notSpot.code}, {notSpot.name}' },
  {
    path: 'cy/coverage/risk?class=superfast&within={lad.code}',
    heading: 'Pwy na all gael band eang, a phwy na fydd efallai’n ei ddefnyddio: {lad.name}',
    title: 'Risg a darpariaeth',
  },
  {
    path: 'cy/coverage/change',
    heading: 'Yn gallu cael band eang gigabit (1,000 Mbit/s): Gorffennaf 2025 – Ionawr 2026',
  },
  { path: 'cy/coverage/mobile', heading: 'Darpariaeth symudol fesul awdurdod lleol' },
  { path: 'cy/coverage/mobile/{lad.code}', heading: 'Darpariaeth symudol: {lad.name}' },
  { path: 'cy/coverage/problems', heading: 'Problemau gyda darpariaeth' },
  { path: 'cy/coverage/problems/privacy', heading: 'Yr hyn a gadwn o adroddiadau am ddarpariaeth' },
  {
    path: 'cy/coverage/problems/report?place=ZZ5+1AA',
    heading: 'Rhoi gwybod am broblem gyda darpariaeth',
  },
  {
    path: 'cy/channel-shift?faceToFace=10000&phone=30000&web=60000&aim=80&costRange=10',
    heading: 'Yr hyn y gellid ei arbed drwy symud cysylltiadau ar-lein',
  },
  { path: 'cy/no-such-page', heading: 'Ni ddaethpwyd o hyd i’r dudalen' },
];

interface Screen {
  readonly name: string;
  readonly viewport: typeof laptop;
  readonly colorScheme: 'light' | 'dark';
}
const onLaptop: Screen = { name: 'laptop, light', viewport: laptop, colorScheme: 'light' };
const onPhone: Screen = { name: 'phone, dark', viewport: phone, colorScheme: 'dark' };

/** What a window of 1280 by 1024 pixels shows at 200 %, and one of 1280 by 1280 at 400 %. */
const magnified = [
  { name: 'at 200 %', viewport: { width: 640, height: 512 } },
  { name: 'at 400 %', viewport: { width: 320, height: 320 } },
] as const;

describe.skipIf(!hasChromium)('every type of page', () => {
  const atlas = useAtlas();
  const browser = useBrowser();
  const opened = new Map<Screen, WatchedPage>();
  const names = new Map<string, string>();
  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+\.\w+)\}/g, (_match, name: string) => names.get(name) ?? name);
  beforeAll(async () => {
    for (const type of ['ward', 'lsoa', 'msoa', 'lad']) {
      const [first, second] = await listedAreas(atlas, type);
      for (const [name, area] of [
        [type, first],
        [`other${type[0]?.toUpperCase() ?? ''}${type.slice(1)}`, second],
      ] as const) {
        names.set(`${name}.code`, area?.code ?? '');
        names.set(`${name}.name`, area?.name ?? '');
      }
    }
    for (const [name, found] of Object.entries(await listedGaps(atlas))) {
      names.set(`${name}.code`, found.code);
      names.set(`${name}.name`, found.name);
    }
    for (const { path } of english) await answerTo(atlas(filled(path)));
    for (const screen of [onLaptop, onPhone]) {
      const { viewport, colorScheme } = screen;
      const watched = await openPage(browser(), atlas('about'), { viewport, colorScheme });
      await watchShifts(watched.page);
      opened.set(screen, watched);
    }
  });

  const watchedOn = (screen: Screen): WatchedPage => {
    const watched = opened.get(screen);
    if (watched === undefined) throw new Error(`no page on the ${screen.name}`);
    return watched;
  };

  /** Opens a page on one screen: it is what it should be, and fits. Gives its outline. */
  const see = async (type: PageType, screen: Screen): Promise<string> => {
    const { page, complaints } = watchedOn(screen);
    const { viewport, colorScheme, name } = screen;
    complaints.length = 0;
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.goto(atlas(filled(type.path)));
    await searchReady(page);
    const isWelsh = /^cy\b/.test(type.path);
    expect(await reportOf(page), name).toMatchObject({
      title: `${filled(type.title ?? type.heading)} – ${isWelsh ? 'Atlas Allgáu Digidol' : 'Digital Exclusion Atlas'}`,
      language: isWelsh ? 'cy-GB' : 'en-GB',
      topHeadings: [filled(type.heading)],
      skippingHeadings: [],
      sidewaysPixels: 0,
    });
    return outlineOf(page);
  };

  /** It is accessible, and stands still. */
  const check = async (screen: Screen, ruleSet: RuleSet): Promise<void> => {
    const { page } = watchedOn(screen);
    expect(await axeViolations(page, ruleSet), screen.name).toEqual([]);
    // Only now: the rules took their time, in which something may have come late.
    const { shifts } = await reportOf(page);
    expect(totalShift({ shifts }), `${screen.name}: ${shifts.join('; ')}`).toBeLessThan(0.01);
  };

  /** The same in the other colours: nothing but its colours may be wrong now. */
  const checkInOtherColours = async (screen: Screen): Promise<void> => {
    const { page } = watchedOn(screen);
    const { name, colorScheme } = screen;
    await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' });
    expect(await axeViolations(page, 'colours'), `${name}, in the other colours`).toEqual([]);
  };

  const checkMagnified = async (screen: Screen): Promise<void> => {
    const { page } = watchedOn(screen);
    for (const { name, viewport } of magnified) {
      await page.setViewportSize(viewport);
      const { sidewaysPixels } = await reportOf(page);
      expect({ name, sidewaysPixels }).toEqual({ name, sidewaysPixels: 0 });
      expect(await axeViolations(page, 'layout'), name).toEqual([]);
    }
  };

  const everyPage = [...english, ...welsh];
  /** Both screens at once; what is left when one of them fails must not reach into the next test. */
  const onBoth = async <Result>(work: (screen: Screen) => Promise<Result>): Promise<Result[]> => {
    const results = await Promise.allSettled([onLaptop, onPhone].map(work));
    return results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  };

  // Each is opened once on a screen: colours and width may change while a page is open.
  it.each(everyPage)('/$path is accessible, in order, fits and stands still', async (type) => {
    const isSeenInAll = english.includes(type) && type.isVariant !== true;
    const [wide, narrow] = await onBoth((screen) => see(type, screen));
    await onBoth(async (screen) => {
      await check(screen, screen === onPhone && narrow === wide ? 'appearance' : 'all');
      if (isSeenInAll) await checkInOtherColours(screen);
      if (isSeenInAll && screen === onPhone) await checkMagnified(screen);
      expect(watchedOn(screen).complaints, screen.name).toEqual([]);
    });
  });

  it('has all of the first page that matters on one screen of a laptop', async () => {
    const { page } = await openPage(browser(), atlas(), { viewport: { width: 1280, height: 900 } });
    for (const part of [
      'h1',
      '#atlas-find',
      '.atlas-tile >> nth=-1',
      '.atlas-home__map > svg',
      '#worst',
      '#ways',
    ]) {
      const box = await page.locator(part).boundingBox();
      expect({ part, end: (box?.y ?? Infinity) + (box?.height ?? 0) < 900 }).toEqual({ part, end: true });
    }
    await page.close();
  });
});

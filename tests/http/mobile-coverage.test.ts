import Papa from 'papaparse';
import { expect, it } from 'vitest';
import {
  mobileListSchema,
  mobilePageSchema,
  type MobileList,
} from '../../core/contract/coverage/mobile-coverage.ts';
import type { Database } from '../../server/database/database.ts';
import { openFile } from '../../server/sources/open-file.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { useTestApp, type TestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';
import { createSmallPlace } from '../support/small-place.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const reports = temporaryFolder();

async function load(database: Database, path: string, madeUp: boolean): Promise<void> {
  const catalogue = await loadCatalogue(repositoryPath('data'));
  await importFile(
    {
      ...{ database, dataFolder: reports, onProgress: () => undefined },
      ...{ sources: catalogue.sources, indicators: catalogue.indicators },
    },
    {
      file: await openFile(path),
      ...{ format: null, datasetId: null, options: {}, madeUp, acceptWarnings: false },
      ...{ isDryRun: false, importedBy: 'test' },
    },
  );
}

async function known(app: TestApp, query: string): Promise<Extract<MobileList, { status: 'known' }>> {
  const list = await app.getAs(mobileListSchema, `/coverage/mobile.json${query}`);
  if (list.status !== 'known') throw new Error(list.reason);
  return list;
}

describeDatabases('mobile coverage where none is loaded', (database) => {
  const app = useTestApp(database, createSmallPlace);

  it('says so', async () => {
    expect(await app().getAs(mobileListSchema, '/coverage/mobile.json')).toEqual({
      ...{ status: 'missing', reason: 'nothing-loaded' },
    });
    expect((await app().get('/coverage/mobile', asPage)).body).toContain('No mobile coverage is loaded.');
    await app().getProblem('/api/v1/coverage/mobile/E08000009', 404);
  });
});

describeDatabases('mobile coverage of the made-up borough', (database) => {
  const file = repositoryPath('data', 'sample', 'broadband', '202507_mobile_coverage_laua_r01.csv');
  const app = useTestApp(database, (each) => load(each, file, true));

  it('is plainly made up, and adds up', async () => {
    const page = await app().getAs(mobilePageSchema, '/coverage/mobile/E06999001.json');
    expect(page.attribution.madeUp).toBe(true);
    expect(page.authority.measures).toHaveLength(4 * 6 + 4 * 2);
    for (const { shares, place } of page.authority.measures) {
      expect(shares === null).toBe(place === 'motorways');
      if (shares !== null) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
    }
    const csv = await app().get('/coverage/mobile.csv');
    expect(csv.headers['content-disposition']).toContain('MADE-UP-mobile-coverage-4g-premises-indoor');
  });
});

describeWithShared('mobile coverage by the published excerpt', () => {
  describeDatabases('of July 2025', (database) => {
    const app = useTestApp(database, (each) =>
      load(each, sharedPath('data/national/samples/202507_mobile_coverage_laua_r01.EXCERPT.csv'), false),
    );

    it('lists authorities by what no operator reaches, as published', async () => {
      const list = await known(app(), '?technology=5g-very-high&place=premises-outdoor');
      // Typed in from the file: the columns 5G_very_high_confidence_prem_out_0 to _4. The two that lack nothing go by name.
      expect(list.rows.map(({ name, shares }) => [name, shares])).toEqual([
        ['Aberdeen City', [0.37, 3.24, 12.42, 47.72, 36.25]],
        ['Barking and Dagenham', [0, 0, 0.01, 30.12, 69.87]],
        ['Trafford', [0, 1.65, 17.66, 48.53, 32.16]],
      ]);
      expect(list).toMatchObject({ period: '2025-07', total: 3, pages: 1 });
      const byName = await known(app(), '?sort=name&order=asc');
      expect(byName.rows.map(({ code }) => code)).toEqual(['S12000033', 'E09000002', 'E08000009']);
      const byAll = await known(app(), '?sort=all&order=desc');
      expect(byAll.rows.map(({ shares }) => shares?.at(-1))).toEqual([98.71, 98.17, 96.56]);
    });

    it('takes a blank among figures for 0, and a row without any for missing', async () => {
      const { authority } = await app().getAs(mobilePageSchema, '/coverage/mobile/E09000002.json');
      const of = (technology: string, place: string) =>
        authority.measures.find((each) => each.technology === technology && each.place === place)?.shares;
      // `,,0.11,99.89` and no motorway in the borough.
      expect(of('2g', 'premises-outdoor')).toEqual([0, 0, 0.11, 99.89]);
      expect(of('2g', 'motorways')).toBeNull();
      expect(of('4g', 'premises-outdoor')).toEqual([0, 0, 0, 0, 100]);
      expect(authority.premises).toBe(85_297);
    });

    it('says it in sentences, tables and bars, in both languages, and that there is nothing finer', async () => {
      const html = (await app().get('/coverage/mobile/S12000033', asPage)).body;
      // 4G_prem_in: 0.01, 0.11, 1.07, 2.25, 96.56.
      expect(html).toContain(
        'Indoors, 96.6% of premises get 4G from all four operators; less than 0.1% from none.',
      );
      // 5G_high_confidence_prem_out: 0.03, 0.89, 3.59, 15.2, 80.29.
      expect(html).toContain('5G (high confidence) from all four operators; less than 0.1% from none.');
      expect(html).toContain('Nothing finer is in the file');
      expect(html).toContain(
        'aria-label="No operator less than 0.1%, 1 operator 0.1%, 2 operators 1.1%, 3 operators 2.3%, All 4 96.6%"',
      );
      expect(html).toContain('no figure published');
      expect(html).toContain('/glossary#coverage');
      const welsh = (await app().get('/cy/coverage/mobile/S12000033', asPage)).body;
      expect(welsh).toContain(
        'Dan do, gall 96.6% o safleoedd gael 4G gan bob un o’r 4 gweithredwr; llai na 0.1% heb yr un.',
      );
    });

    it('gives the same by the API and as CSV, and refuses what it does not know', async () => {
      const query = '?technology=4g&place=land-outdoor';
      expect(await app().getAs(mobileListSchema, `/api/v1/coverage/mobile${query}`)).toEqual(
        await known(app(), query),
      );
      const csv = (await app().get(`/coverage/mobile.csv${query}`)).body;
      const rows = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
      // 4G_geo_out of Aberdeen City: blank, 0.05, 0.43, 2.76, 96.77.
      expect(rows.find(({ area_code }) => area_code === 'S12000033')).toMatchObject({
        ...{ percent_0_operators: '0', percent_3_operators: '2.76', percent_4_operators: '96.77' },
      });
      const problem = await app().getProblem('/coverage/mobile/E01005061.json', 404);
      expect(problem.detail).toContain('local authorities only');
      await app().getProblem('/coverage/mobile.json?technology=6g', 400);
      const none = (await app().get('/coverage/mobile?technology=5g-high&place=motorways', asPage)).body;
      expect(none).toContain('does not publish this technology for this place');
    });
  });
});

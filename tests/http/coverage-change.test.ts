import Papa from 'papaparse';
import { expect, it } from 'vitest';
import {
  coverageChangeSchema,
  type KnownCoverageChange,
} from '../../core/contract/coverage/coverage-change.ts';
import type { Database } from '../../server/database/database.ts';
import { openFile } from '../../server/sources/open-file.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { useTestApp, type TestApp } from '../support/app.ts';
import { createAroundPlace, smallPlace } from '../support/around-place.ts';
import { describeDatabases } from '../support/databases.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

async function known(app: TestApp, query: string): Promise<KnownCoverageChange> {
  const change = await app.getAs(coverageChangeSchema, `/coverage/change.json${query}`);
  if (change.status !== 'known') throw new Error(change.reason);
  return change;
}

/** An older release by output area, so that neighbourhoods and wards have two: 5 of 100 premises fewer in each. */
async function seed(database: Database): Promise<void> {
  await createAroundPlace(database);
  await database.executeScript(`
    insert into dataset_release (dataset_id, reader, period, part, file_name, file_sha256, file_bytes, imported_by, vintage)
    values ('cover', 'test', '2025-07', 'oa', 'oa-old.csv', repeat('6', 64), 1, 'test', 2021);
    insert into coverage (release_id, level, code, vintage, basis, premises, gigabit_premises, gigabit_percent,
      below_decent_premises, below_decent_percent)
    select (select release_id from dataset_release where file_name = 'oa-old.csv'), 'lsoa', 'Z0100000' || n, 2021,
      'summed', 100, 10 * n - 5, 10 * n - 5, 1, 1 from generate_series(1, 6) n where n <> 6;`);
}

describeDatabases('coverage over time', (database) => {
  const app = useTestApp(database, seed);

  it('sets the newest two releases that mean the same side by side', async () => {
    const change = await known(app(), '');
    // Gigabit of 2019-09 is not there: the release does not have it.
    expect(change).toMatchObject({
      ...{ class: 'gigabit', type: 'lad', from: '2021-05', to: '2025-07', release: { status: 'comparable' } },
      periods: ['2019-09', '2021-05', '2025-07'],
      counts: { areas: 1, up: 1, down: 0, same: 0 },
      attribution: { lines: ['Coverage made up by a test.'], madeUp: true },
    });
    expect(change.rows[0]).toMatchObject({
      ...{ code: smallPlace.authority, verdict: 'comparable', points: 14, premises: 84 },
      from: { premises: 600, counted: 120, percent: 20 },
      to: { premises: 600, counted: 204, percent: 34 },
    });
    const { body } = await app().get('/coverage/change', asPage);
    expect(body).toContain('One local authority can be compared. Its share rose from May 2021 to July 2025.');
  });

  it('gives no change where a definition changed, and says why', async () => {
    const change = await known(app(), '?class=superfast&from=2019-09&to=2021-05');
    expect(change.release).toMatchObject({
      status: 'changed-definition',
      reasons: [{ period: '2019-09', note: 'worked-out-anew' }],
    });
    expect(change.rows[0]).toMatchObject({ verdict: 'changed-definition', points: null, premises: null });
    // The course breaks there.
    expect(change.rows[0]?.history.map(({ note }) => note)).toEqual(['worked-out-anew', null, null]);
    const html = (await app().get('/coverage/change?class=superfast&from=2019-09&to=2021-05', asPage)).body;
    expect(html).toContain('not comparable: the two releases count different things');
    expect(html).not.toContain('27.0 points');
    // Two of the three are joined by the line, the third only has its dot.
    expect(html.match(/<polyline/g)).toHaveLength(1);
    expect(html.match(/<circle cx="[^"]*" cy="[^"]*" r="2"/g)).toHaveLength(3);
    const decent = await known(app(), '?class=decent&type=lsoa&from=2025-07&to=2026-01');
    expect(decent.release).toMatchObject({ reasons: [{ period: '2026-01', note: 'redefined' }] });
    expect(decent.rows.every(({ points }) => points === null)).toBe(true);
  });

  it('adds neighbourhoods up to wards only where all of them have figures', async () => {
    const areas = await known(app(), '?type=lsoa&sort=name&order=asc');
    expect(areas.rows.map(({ verdict, points }) => [verdict, points])).toEqual([
      ...Array.from({ length: 5 }, () => ['comparable', 5]),
      ['not-in-source', null],
    ]);
    const wards = await known(app(), '?type=ward&sort=name&order=asc');
    // 10 + 20 + 30 of 300 against 15 fewer; of the second ward one neighbourhood has no figure before.
    expect(wards.rows.find(({ code }) => code === smallPlace.wards[0])).toMatchObject({
      ...{ points: 5, premises: 15 },
      from: { premises: 300, counted: 45, percent: 15 },
      to: { premises: 300, counted: 60, percent: 20 },
    });
    expect(wards.rows.find(({ code }) => code === smallPlace.wards[1])).toMatchObject({
      ...{ from: null, verdict: 'not-in-source' },
      to: { counted: 150 },
    });
    const within = await known(app(), `?type=lsoa&within=${smallPlace.wards[0]}`);
    expect(within.counts.areas).toBe(3);
    expect(within.within).toMatchObject({ code: smallPlace.wards[0] });
  });

  it('draws a map with its legend in words, and names whose data it is', async () => {
    const html = (await app().get('/coverage/change?type=lsoa', asPage)).body;
    expect(html).toContain('class="atlas-change-map__4"');
    expect(html).toContain('class="atlas-change-map__no-score"');
    expect(html).toContain('>Rose by 1 to 10 points</text>');
    expect(html).toContain('Coverage made up by a test.');
    const welsh = (await app().get('/cy/coverage/change?type=lsoa', asPage)).body;
    expect(welsh).toContain('>Codi o 1 i 10 pwynt</text>');
  });

  it('gives every row as CSV, and the same answer by the API', async () => {
    const answer = await app().get('/coverage/change.csv?type=lsoa&sort=points&order=asc');
    expect(answer.headers['content-disposition']).toContain(
      'MADE-UP-coverage-change-gigabit-lsoa-2025-07-2026-01',
    );
    const rows = Papa.parse<Record<string, string>>(answer.body, { header: true, skipEmptyLines: true }).data;
    expect(rows).toHaveLength(6);
    expect(rows.at(-1)).toMatchObject({ verdict: 'not-in-source', change_points: '', change_premises: '' });
    const api = await app().getAs(coverageChangeSchema, '/api/v1/coverage/change?type=lsoa');
    expect(api).toEqual(await app().getAs(coverageChangeSchema, '/coverage/change.json?type=lsoa'));
  });

  it('says what it cannot do, and how to put it right', async () => {
    const same = await app().get('/coverage/change?from=2021-05&to=2021-05', asPage);
    expect(same.statusCode).toBe(400);
    expect(same.body).toContain('<a href="#from">Choose two different releases: both are 2021-05.</a>');
    expect(same.body).toContain('<select class="govuk-select" id="from"');
    expect((await app().getProblem('/coverage/change.json?from=2022-05', 404)).errors?.[0]?.field).toBe(
      'from',
    );
    await app().getProblem('/coverage/change.json?from=2025-07&to=2021-05', 400);
    await app().getProblem('/coverage/change.json?within=E08009999', 404);
    await app().getProblem('/coverage/change.json?class=quick', 400);
    const none = await app().getAs(coverageChangeSchema, '/coverage/change.json?type=nation');
    // The authority of the small place is in no nation: its code begins with a Z.
    expect(none).toMatchObject({ status: 'known', rows: [] });
  });
});

describeWithShared('coverage over time by the published files', () => {
  const reports = temporaryFolder();

  async function load(database: Database): Promise<void> {
    const catalogue = await loadCatalogue(repositoryPath('data'));
    const files: readonly [string, Record<string, unknown>][] = [
      ['data/national/lookups/la_all_codes.csv', {}],
      ['data/national/ofcom/2017_data.csv', { period: '2017' }],
      ['data/national/ofcom/2018_data.csv', { period: '2018-09' }],
      ['data/national/ofcom/2019_data.csv', { period: '2019-09' }],
      ['data/national/ofcom/2020_data.csv', { period: '2020' }],
      ['data/national/ofcom/2021_data.csv', { period: '2021' }],
      ['data/national/ofcom/202105_fixed_laua_coverage_r01.csv', {}],
      ['data/national/samples/202507_fixed_laua_coverage_r01.EXCERPT.csv', {}],
    ];
    for (const [name, options] of files) {
      await importFile(
        {
          database,
          dataFolder: reports,
          sources: catalogue.sources,
          indicators: catalogue.indicators,
          onProgress: () => undefined,
        },
        {
          file: await openFile(sharedPath(name)),
          ...{ format: null, datasetId: null, options, madeUp: false, acceptWarnings: true },
          ...{ isDryRun: false, importedBy: 'test' },
        },
      );
    }
  }

  describeDatabases('all authorities', (database) => {
    const app = useTestApp(database, load);

    it('counts rises and falls between the two releases of 2021, and sets changed borders apart', async () => {
      // Counted from the two files by themselves: 372 codes in both, 324 higher, 34 lower at one decimal; the seven
      // districts of Northamptonshire became two authorities.
      const change = await known(app(), '?from=2021&to=2021-05&sort=name&order=asc');
      expect(change.counts).toEqual({
        ...{ areas: 381, up: 324, down: 34, same: 14 },
        notComparable: { 'changed-definition': 0, 'changed-boundary': 9, 'not-in-source': 0 },
      });
      const rows = (await app().get('/coverage/change.csv?from=2021&to=2021-05')).body;
      const data = Papa.parse<Record<string, string>>(rows, { header: true, skipEmptyLines: true }).data;
      expect(data.find(({ area_code }) => area_code === 'E07000150')).toMatchObject({
        ...{ verdict: 'changed-boundary', linked_areas: 'E06000061', change_points: '' },
      });
      expect(data.find(({ area_code }) => area_code === 'E06000061')?.['linked_areas']).toBe(
        'E07000150 E07000152 E07000153 E07000156',
      );
    });

    it('gives Trafford from May 2021 to July 2025 as published', async () => {
      const rows = (await app().get('/coverage/change.csv?from=2021-05&to=2025-07')).body;
      const data = Papa.parse<Record<string, string>>(rows, { header: true, skipEmptyLines: true }).data;
      // 63.4 and 93.3 %; 68,385 of 107,847 and 103,581 of 111,023.
      const trafford = data.find(({ area_code }) => area_code === 'E08000009');
      expect(trafford).toMatchObject({ from_percent: '63.4', to_percent: '93.3', change_premises: '35196' });
      expect(Number(trafford?.['change_points'])).toBeCloseTo(29.9, 9);
      // The excerpt has ten of 361.
      expect(data.filter(({ verdict }) => verdict === 'comparable')).toHaveLength(10);
    });

    it('gives no change of superfast over the bands of September 2019, nor from whole percentages', async () => {
      for (const query of ['from=2019-09&to=2020', 'from=2018-09&to=2019-09', 'from=2017&to=2020']) {
        const change = await known(app(), `?class=superfast&${query}`);
        expect(change.release.status).toBe('changed-definition');
        expect(change.counts).toMatchObject({ up: 0, down: 0, same: 0 });
      }
      expect((await known(app(), '?class=superfast&from=2020&to=2021')).counts.up).toBeGreaterThan(100);
    });

    it('adds authorities up to nations, of which all are there', async () => {
      const change = await known(app(), '?type=nation&from=2021&to=2021-05&sort=name&order=asc');
      // Summed from the two files: England 9,197,072 of 26,022,412 and 9,785,409 of 26,074,590.
      expect(change.rows.map(({ name, from, to }) => [name, from?.counted, to?.counted])).toEqual([
        ['England', 9_197_072, 9_785_409],
        ['Northern Ireland', 549_589, 580_212],
        ['Scotland', 1_192_076, 1_268_871],
        ['Wales', 418_512, 450_879],
      ]);
      expect(change.rows[0]?.points).toBeCloseTo(37.528 - 35.343, 2);
      // Ten authorities of July 2025 are no nation.
      const excerpt = await known(app(), '?type=nation&from=2021-05&to=2025-07');
      expect(excerpt.rows.every(({ to, points }) => to === null && points === null)).toBe(true);
    });
  });
});

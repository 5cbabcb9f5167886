import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { qualityReportSchema } from '../../core/contract/quality.ts';
import { AppError } from '../../core/errors.ts';
import type { Database } from '../../server/database/database.ts';
import { openFile } from '../../server/sources/open-file.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { createAreaDirectory } from '../../server/store/area-directory.ts';
import { holdImportLock } from '../../server/store/import-lock.ts';
import { loadCatalogue, type Catalogue } from '../../server/usecases/catalogue.ts';
import { convertOutstanding } from '../../server/usecases/convert-outstanding.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import type { ImportOutcome, ImportRequest } from '../../server/usecases/import/import-types.ts';
import { countAll } from '../support/count-rows.ts';
import { describeDatabases } from '../support/databases.ts';
import { boundaryFile, generalHealth, healthCounts, madeUpLsoas } from '../support/made-up-files.ts';
import { fileOf } from '../support/read-source.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const [first = '', , third = '', fourth = ''] = madeUpLsoas;

const testSource = {
  id: 'test-figures',
  title: 'Figures of a test',
  publisher: 'Nobody',
  licence: 'OGL-UK-3.0',
  licenceUrl: 'https://example.org/licence',
  attribution: 'Made up by a test.',
  reader: 'mapped-csv',
  madeUp: false,
};

/** A mapping for `code,people,online`: a count, and a count that is a part of it. */
function mappingOf(areas: object, period: string): object {
  return {
    dataset: 'test-figures',
    areas,
    period,
    key: { code: 'code' },
    columns: [
      { name: 'people', kind: 'count' },
      { name: 'online', kind: 'count', total: 'people' },
    ],
  };
}

const lsoa21 = { type: 'lsoa', vintage: 2021 } as const;
const lsoa11 = { type: 'lsoa', vintage: 2011 } as const;

function figures(codes: readonly string[], seed = 0): string {
  const rows = codes.map((code, at) => `${code},${100 + 17 * at + seed},${40 + 5 * at + seed}\n`);
  return `code,people,online\n${rows.join('')}`;
}

function sampleHead(path: string): SourceFile {
  const lines = readFileSync(repositoryPath(`data/sample/${path}`), 'utf8')
    .split('\n')
    .slice(0, 13);
  return fileOf(`${lines.join('\n')}\n`, path.split('/').at(-1));
}

describeDatabases('importing a file', (database) => {
  let catalogue: Catalogue;
  const folder = temporaryFolder();
  const load = (
    file: SourceFile,
    changes: Partial<ImportRequest> = {},
    given = catalogue,
  ): Promise<ImportOutcome> =>
    importFile(
      {
        database: database(),
        dataFolder: folder,
        sources: [...given.sources, testSource],
        indicators: given.indicators,
        onProgress: () => undefined,
      },
      {
        file,
        format: null,
        datasetId: null,
        options: {},
        madeUp: false,
        acceptWarnings: true,
        isDryRun: false,
        importedBy: 'test',
        ...changes,
      },
    );
  const loadFigures = (text: string, period: string, changes: Partial<ImportRequest> = {}) =>
    load(fileOf(text, 'figures.csv'), {
      format: 'mapped-csv',
      options: { mapping: mappingOf(lsoa21, period) },
      ...changes,
    });
  /** Runs what must be refused, and sees that no row of any table is there afterwards that was not before. */
  const refused = async (work: () => Promise<unknown>, expected: object): Promise<void> => {
    const before = await countAll(database());
    await expect(work()).rejects.toMatchObject(expected);
    expect(await countAll(database())).toEqual(before);
  };

  beforeAll(async () => {
    catalogue = await loadCatalogue(repositoryPath('data'));
  });

  it('refuses figures while their areas are not loaded', async () => {
    await refused(() => load(fileOf(generalHealth([[first, ...healthCounts(0)]]), 'ts037.csv')), {
      code: 'source-rejected',
    });
  });

  it('stores boundaries, made up or not as the import says', async () => {
    const outcome = await load(boundaryFile({ type: 'LSOA', vintage: 21 }, madeUpLsoas), { madeUp: true });
    expect(outcome).toMatchObject({
      status: 'imported',
      rowsKept: 12,
      datasetId: 'ons-boundaries-lsoa-2021',
    });
    expect(await database().query('select count(*) as areas from area where made_up')).toEqual([
      { areas: 12 },
    ]);
    expect(await database().query('select dataset_id, made_up from dataset')).toEqual([
      { dataset_id: 'ons-boundaries-lsoa-2021', made_up: true },
    ]);
  });

  const health = generalHealth([
    ...madeUpLsoas.flatMap((code, at): [string, ...(number | string)[]][] => {
      if (code === third) return [[code, 0, 0, 0, 0, 0, 0]];
      if (code === fourth) return [[code, 900, 400, 300, 120, '*', 10]];
      return [[code, ...healthCounts(at)]];
    }),
    ['E01999099', ...healthCounts(3)],
  ]);

  it('asks for acceptance of warnings that touch many rows, and has written nothing', async () => {
    await refused(() => load(fileOf(health, 'census2021-ts037-lsoa.csv'), { acceptWarnings: false }), {
      code: 'source-rejected',
      message: expect.stringContaining('--accept-warnings') as string,
      details: { report: { verdict: 'needs-acceptance' } },
    });
  });

  it('checks without writing in a dry run', async () => {
    const before = await countAll(database());
    const outcome = await load(fileOf(health, 'census2021-ts037-lsoa.csv'), { isDryRun: true });
    expect(outcome).toMatchObject({
      status: 'checked',
      releaseId: null,
      rowsKept: 0,
      report: { rowsRead: 13 },
    });
    expect(await countAll(database())).toEqual(before);
  });

  it('stores rates with what they are made of, and says why a value is missing', async () => {
    const outcome = await load(fileOf(health, 'census2021-ts037-lsoa.csv'));
    expect(outcome).toMatchObject({ status: 'imported', rowsKept: 12, datasetId: 'census-2021-ts037' });
    expect(codesOf(outcome)).toContain('unknown-code');
    const rows = await valuesOf(database(), 'bad-health');
    const [, , , , bad, veryBad] = healthCounts(0);
    const [total] = healthCounts(0);
    expect(rows[0]).toEqual({
      code: first,
      value: (100 * (bad + veryBad)) / total,
      numerator: bad + veryBad,
      denominator: total,
      reason: null,
      flag: 'observed',
    });
    expect(rows[2]).toMatchObject({ code: third, value: null, denominator: 0, reason: 'zero-denominator' });
    expect(rows[3]).toMatchObject({ code: fourth, value: null, reason: 'suppressed' });
    expect(rows).toHaveLength(12);
  });

  it('does nothing for the same file, however it is packed', async () => {
    const before = await countAll(database());
    const plain = join(folder, 'census2021-ts037-lsoa.csv');
    writeFileSync(plain, health);
    writeFileSync(`${plain}.gz`, gzipSync(health));
    for (const path of [plain, `${plain}.gz`]) {
      expect(await load(await openFile(path))).toMatchObject({
        status: 'unchanged',
        isCurrent: true,
        report: null,
      });
    }
    expect(await countAll(database())).toEqual(before);
  });

  it('reads the same file anew when the catalogue says something else, and the older release stays', async () => {
    const changed = {
      ...catalogue,
      indicators: catalogue.indicators.map((each) =>
        each.id === 'bad-health'
          ? { ...each, unit: 'share' as const, title: 'Bad health, as a share' }
          : each,
      ),
    };
    const before = await database().query<{ series_id: number }>(
      `select series_id from indicator_series where indicator_id = 'bad-health' and is_current`,
    );
    const outcome = await load(fileOf(health, 'census2021-ts037-lsoa.csv'), {}, changed);
    expect(outcome.status).toBe('imported');
    expect(outcome.superseded).toHaveLength(1);
    const [value] = await valuesOf(database(), 'bad-health');
    expect(value?.value).toBeCloseTo(50 / healthCounts(0)[0], 12);
    const [old] = await database().query<{ is_current: boolean; values: number }>(
      `select is_current, (select count(*) from indicator_value v where v.series_id = s.series_id) as values
       from indicator_series s where series_id = $1::integer`,
      [before[0]?.series_id ?? 0],
    );
    expect(old).toEqual({ is_current: false, values: 12 });
    expect(await load(fileOf(health, 'census2021-ts037-lsoa.csv'))).toMatchObject({
      status: 'unchanged',
      isCurrent: false,
    });
  });

  it('retires what the catalogue no longer has', async () => {
    const without = {
      ...catalogue,
      indicators: catalogue.indicators.filter(({ id }) => id !== 'bad-health'),
    };
    expect(without.indicators.some(({ dataset }) => dataset === 'census-2021-ts037')).toBe(false);
    await load(fileOf(health, 'census2021-ts037-lsoa.csv'), {}, without);
    expect(await valuesOf(database(), 'bad-health')).toEqual([]);
    expect(
      (await valuesOf(database(), 'census-2021-ts037-general-health-bad-health')).map(({ value }) => value),
    ).toHaveLength(12);
  });

  it('gives one indicator per column where the catalogue has none: a rate where the total is known', async () => {
    await loadFigures(figures(madeUpLsoas), '2022');
    const [people] = await valuesOf(database(), 'test-figures-people');
    const [online] = await valuesOf(database(), 'test-figures-online');
    expect(people).toMatchObject({ value: 100, numerator: null });
    expect(online).toMatchObject({ value: 40, numerator: 40, denominator: 100 });
    expect(
      await database().query(
        `select unit, additive, is_catalogued from indicator where dataset_id = 'test-figures' order by indicator_id`,
      ),
    ).toEqual([
      { unit: 'percent', additive: false, is_catalogued: false },
      { unit: 'count', additive: true, is_catalogued: false },
    ]);
  });

  it('lets a newer period supersede; the older stays queryable', async () => {
    const outcome = await loadFigures(figures(madeUpLsoas, 3), '2023');
    expect(outcome.superseded).toHaveLength(1);
    expect(await periodsOf(database(), 'test-figures-people')).toEqual([
      { period: '2022', values: 12, superseded: true },
      { period: '2023', values: 12, superseded: false },
    ]);
  });

  it('an older period that comes late is superseded from the start', async () => {
    const outcome = await loadFigures(figures(madeUpLsoas, 1), '2020');
    expect(outcome.superseded).toEqual([]);
    const [newest] = await database().query<{ superseded_by: number | null; newest: number }>(
      `select mine.superseded_by, newest.release_id as newest
       from dataset_release mine, dataset_release newest
       where mine.release_id = $1::integer and newest.dataset_id = mine.dataset_id and newest.period = '2023'`,
      [outcome.releaseId],
    );
    expect(newest?.superseded_by).toBe(newest?.newest);
  });

  it('files of one dataset that stand side by side do not supersede each other', async () => {
    const scores = await load(sampleHead('deprivation/iod2025_england_lsoa21.csv'));
    const subdomains = await load(sampleHead('deprivation/iod2025_england_lsoa21_subdomains.csv'));
    expect([scores.datasetId, subdomains.datasetId]).toEqual(['iod-2025', 'iod-2025']);
    expect(subdomains.superseded).toEqual([]);
    expect(
      await database().query(
        `select part, superseded_by from dataset_release where dataset_id = 'iod-2025' order by part`,
      ),
    ).toEqual([
      { part: '', superseded_by: null },
      { part: 'subdomains', superseded_by: null },
    ]);
  });

  it('leaves nothing behind when the gate refuses', async () => {
    const text = figures(['E01999801', 'E01999802', 'E01999803']);
    await refused(() => loadFigures(text, '2024'), {
      code: 'source-rejected',
      details: { report: { verdict: 'refused', findings: [{ code: 'no-known-area' }] } },
    });
  });

  it('refuses an area that stands twice, and names it', async () => {
    await refused(() => loadFigures(`${figures(madeUpLsoas, 9)}${third},5,1\n`, '2024'), {
      code: 'source-rejected',
      details: {
        report: {
          findings: expect.arrayContaining([expect.objectContaining({ code: 'duplicate-key' })]) as object,
        },
      },
    });
  });

  it('leaves nothing behind when the file breaks off in the middle', async () => {
    const others = Array.from({ length: 100_000 }, (_, at) => `E01${100_000 + at},${at},1\n`).join('');
    const text = figures(madeUpLsoas, 9) + others;
    const whole = fileOf(text, 'figures.csv');
    let opened = 0;
    const broken: SourceFile = {
      ...whole,
      stream: () => {
        opened += 1;
        // The reader opens it first; what comes after reads it for its hash.
        if (opened > 1) return whole.stream();
        return Promise.resolve(Readable.from(breakingOff(text), { objectMode: false }));
      },
    };
    const request = { format: 'mapped-csv', options: { mapping: mappingOf(lsoa21, '2024') } };
    await refused(() => load(broken, request), {
      message: expect.stringContaining('disk is gone') as string,
    });
    expect(opened).toBe(2);
  });

  it('leaves nothing behind when COPY fails', async () => {
    // Beyond what the table's constraint allows, in the last row.
    const text = figures(madeUpLsoas, 9).replace(/,\d+,(\d+)\n$/, ',1.75e308,$1\n');
    await refused(() => loadFigures(text, '2024'), { sqlState: '23514' });
  });

  it('writes every rejected row to a file, and names it', async () => {
    const bad = (count: number) => Array.from({ length: count }, (_, at) => `=cmd${at},1,2\n`).join('');
    const outcome = await loadFigures(figures(madeUpLsoas, 11) + bad(1), '2025');
    expect(outcome).toMatchObject({ status: 'imported', report: { rowsRejected: 1 } });
    expect(readFileSync(outcome.rejectionFile ?? '', 'utf8').split('\r\n')).toHaveLength(3);

    const error: unknown = await loadFigures(figures(madeUpLsoas, 11) + bad(25), '2025').catch(
      (thrown: unknown) => thrown,
    );
    const details = error instanceof AppError ? error.details : {};
    const report = qualityReportSchema.parse(details['report']);
    expect(report).toMatchObject({ verdict: 'refused', rowsRejected: 25 });
    expect(report.rejections).toHaveLength(20);
    const path = String(details['rejectionFile']);
    expect(path).toMatch(/reports\/test-figures-[0-9a-f]{12}-rejections\.csv$/);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(26);
    expect(lines[0]).toBe('line,column,value,reason');
    // A spreadsheet would run it as a formula.
    expect(lines[1]).toMatch(/^14,.*'=cmd0/);
  });

  it('lookups add areas only where no boundaries are loaded', async () => {
    const lookup = fileOf(
      'LSOA21CD,LSOA21NM,WD25CD,WD25NM,LAD25CD,LAD25NM\n' +
        `${first},Testborough 001,E05999001,Quayside,E06999001,Testborough\n` +
        'E01999050,Elsewhere 001,E05999002,Elsewhere,E06999002,Elsewhere\n',
      'LSOA21_WD25_LAD25_EW_LU_best-fit.csv',
    );
    await load(lookup);
    expect(
      await database().query(
        `select area_type, count(*) as areas, min(name) as name from area group by 1 order by 1`,
      ),
    ).toEqual([
      { area_type: 'lad', areas: 2, name: 'Elsewhere' },
      { area_type: 'lsoa', areas: 12, name: 'Testborough 001' },
      { area_type: 'ward', areas: 2, name: 'Elsewhere' },
    ]);
  });

  it('brings LSOA 2011 figures to LSOA 2021, flagged, with their totals', async () => {
    // Residents of the later areas: by these a split is shared out.
    const residents = madeUpLsoas.map(
      (code, at) => `2021,T,${code},${at === 1 ? 300 : at === 2 ? 100 : 200 + at}\n`,
    );
    await load(
      fileOf(`date,geography,geography code,Age: Total\n${residents.join('')}`, 'census2021-ts007a-lsoa.csv'),
    );
    const changes =
      'LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n' +
      'E01998001,Old 1,E01999001,New 1,U,E06999001,T\n' +
      'E01998002,Old 2,E01999002,New 2,S,E06999001,T\nE01998002,Old 2,E01999003,New 3,S,E06999001,T\n' +
      'E01998003,Old 3,E01999004,New 4,M,E06999001,T\nE01998004,Old 4,E01999004,New 4,M,E06999001,T\n' +
      'E01997001,Far 1,E01999777,Far 1,U,E06999009,T\n';
    const outcome = await load(fileOf(changes, 'LSOA11_LSOA21_LAD22_EW_LU_exact-fit.csv'));
    expect(outcome.notes.map(({ code }) => code)).toContain('areas-from-lookup');
    expect([...(await createAreaDirectory(database()).idsByCode(lsoa11)).keys()].sort()).toEqual([
      'E01998001',
      'E01998002',
      'E01998003',
      'E01998004',
    ]);
    const old = ['E01998001', 'E01998002', 'E01998003', 'E01998004'];
    await loadFigures(figures(old), '2019', { options: { mapping: mappingOf(lsoa11, '2019') } });
    const people = await valuesOf(database(), 'test-figures-people', '2019', 2021);
    expect(people.map(({ code, value, flag }) => ({ code, value, flag }))).toEqual([
      { code: 'E01999001', value: 100, flag: 'converted-vintage' },
      { code: 'E01999002', value: 117 * 0.75, flag: 'converted-vintage' },
      { code: 'E01999003', value: 117 * 0.25, flag: 'converted-vintage' },
      { code: 'E01999004', value: 134 + 151, flag: 'converted-vintage' },
    ]);
    // Rates are made anew from their parts.
    const online = await valuesOf(database(), 'test-figures-online', '2019', 2021);
    expect(online[3]?.value).toBeCloseTo((100 * (50 + 55)) / (134 + 151), 10);
  });

  it('figures as published are not displaced by converted ones', async () => {
    await loadFigures(figures(madeUpLsoas, 2), '2018');
    const old = ['E01998001', 'E01998002', 'E01998003', 'E01998004'];
    await loadFigures(figures(old), '2018', { options: { mapping: mappingOf(lsoa11, '2018') } });
    const people = await valuesOf(database(), 'test-figures-people', '2018', 2021);
    expect(people).toHaveLength(12);
    expect(new Set(people.map(({ flag }) => flag))).toEqual(new Set(['observed']));
  });

  it('weights areas by the mid-year estimate where there is no census of them', async () => {
    const directory = createAreaDirectory(database());
    expect((await directory.populations(lsoa21)).get(first)).toBe(200);
    expect((await directory.populations(lsoa11)).size).toBe(0);
    await database().execute(
      `insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals, dataset_id)
       values ('mid-year-population', 't', 'd', 'p', 'population', 'count', 'neutral', 0, 'test-figures')`,
    );
    await database().execute(
      `update indicator_series set indicator_id = 'mid-year-population'
       where indicator_id = 'test-figures-people' and vintage = 2011 and period = '2018'`,
    );
    expect((await directory.populations(lsoa11)).get('E01998002')).toBe(117);
    expect((await directory.populations(lsoa21)).get(first)).toBe(200);
    await database().execute(
      `update indicator_series set indicator_id = 'test-figures-people' where indicator_id = 'mid-year-population'`,
    );
  });

  it('brings figures over that came before their lookup', async () => {
    await load(boundaryFile({ type: 'MSOA', vintage: 11 }, ['E02998001', 'E02998002']));
    await load(boundaryFile({ type: 'MSOA', vintage: 21 }, ['E02999001', 'E02999002']));
    const msoa11 = { type: 'msoa', vintage: 2011 };
    const text = figures(['E02998001', 'E02998002']);
    await loadFigures(text, '2017', { options: { mapping: mappingOf(msoa11, '2017') } });
    expect(await convertOutstanding(database())).toEqual([]);
    const changes =
      'MSOA11CD,MSOA11NM,MSOA21CD,MSOA21NM,CHNGIND,LAD22CD,LAD22NM\n' +
      'E02998001,A,E02999001,A,U,E06999001,T\nE02998002,B,E02999002,B,U,E06999001,T\n';
    await load(fileOf(changes, 'MSOA11_MSOA21_LAD22_EW_LU.csv'));
    const outcomes = await convertOutstanding(database());
    expect(outcomes.map(({ indicatorId }) => indicatorId).sort()).toEqual([
      'test-figures-online',
      'test-figures-people',
    ]);
    expect(await convertOutstanding(database())).toEqual([]);
  });

  it('names what is wrong with format, dataset and options', async () => {
    const file = fileOf(figures(madeUpLsoas, 50), 'figures.csv');
    await refused(() => load(file), {
      code: 'source-rejected',
      message: expect.stringContaining('--format') as string,
    });
    await refused(() => load(file, { format: 'nonsense' }), {
      code: 'invalid-request',
      details: { field: 'format' },
    });
    const mapping = mappingOf(lsoa21, '2024');
    await refused(() => load(file, { format: 'mapped-csv', options: { mapping }, datasetId: 'nowhere' }), {
      code: 'not-found',
      details: { field: 'dataset', value: 'nowhere' },
    });
    await refused(() => load(file, { format: 'mapped-csv', options: { mapping, vintage: 'x' } }), {
      code: 'invalid-request',
      details: { field: 'vintage' },
    });
    await refused(() => load(file, { format: 'mapped-csv', options: { mapping: join(folder, 'no.yaml') } }), {
      code: 'invalid-request',
      details: { field: 'mapping' },
    });
    const byPostcode = { ...mapping, key: { postcode: 'code' } };
    const postcodes = fileOf('code,people,online\nZZ1 1AA,5,2\nZZ1 1AB,6,3\n', 'figures.csv');
    await refused(() => load(postcodes, { format: 'mapped-csv', options: { mapping: byPostcode } }), {
      code: 'source-rejected',
      message: expect.stringContaining('No postcode of figures.csv') as string,
    });
  });

  it('a second import at the same time is a conflict', async ({ skip }) => {
    // The embedded database runs one transaction after the other, and only one process may open it.
    if (database().kind === 'embedded') skip();
    await database().transaction(async (transaction) => {
      await holdImportLock(transaction);
      await expect(loadFigures(figures(madeUpLsoas, 60), '2026')).rejects.toMatchObject({ code: 'conflict' });
    });
    expect(await loadFigures(figures(madeUpLsoas, 60), '2026')).toMatchObject({ status: 'imported' });
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- what a stream is made of
async function* breakingOff(text: string): AsyncGenerator<Buffer> {
  const most = Buffer.from(text.slice(0, 0.9 * text.length));
  for (let at = 0; at < most.length; at += 64 * 1024) yield most.subarray(at, at + 64 * 1024);
  throw new Error('the disk is gone');
}

function codesOf(outcome: ImportOutcome): string[] {
  return outcome.report?.findings.map(({ code }) => code) ?? [];
}

interface ValueOfArea {
  readonly code: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly reason: string | null;
  readonly flag: string;
}

/** The current values of an indicator by code; of the newest period unless said. */
async function valuesOf(
  database: Database,
  indicatorId: string,
  period: string | null = null,
  vintage = 2021,
): Promise<ValueOfArea[]> {
  return database.query<ValueOfArea>(
    `select a.code, v.value, v.numerator, v.denominator, v.missing_reason as reason, v.flag
     from indicator_value v join area a using (area_id) join indicator_series s using (series_id)
     where s.indicator_id = $1 and s.is_current and s.vintage = $3::integer
       and s.period = coalesce($2, (select max(period) from indicator_series
         where indicator_id = $1 and is_current and vintage = $3::integer))
     order by a.code`,
    [indicatorId, period, vintage],
  );
}

async function periodsOf(database: Database, indicatorId: string): Promise<object[]> {
  return database.query(
    `select s.period, s.value_count as values, r.superseded_by is not null as superseded
     from indicator_series s join dataset_release r using (release_id)
     where s.indicator_id = $1 and s.is_current order by s.period`,
    [indicatorId],
  );
}

import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { savedListQuerySchema } from '../../../core/contract/coverage/premises-list.ts';
import { servedStatuses } from '../../../core/contract/coverage/speed-class.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { checkCommand } from '../../../scripts/commands/coverage/check.ts';
import { reportPolygon } from '../../../scripts/commands/coverage/polygon-report.ts';
import { premisesCommand, readListTask } from '../../../scripts/commands/coverage/premises.ts';
import { readOptions, reportCommand, type ReportTask } from '../../../scripts/commands/coverage/report.ts';
import { createGapReports } from '../../../server/usecases/coverage/gap-reports.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadJoinedBorough } from '../../support/gaps-borough.ts';
import { rowsOfCsv } from '../../support/read-csv.ts';
import { repositoryPath } from '../../support/shared.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describeDatabases('atlas coverage report and check', (database) => {
  const folder = temporaryFolder();
  beforeAll(async () => {
    await loadJoinedBorough(database());
  });

  async function run(changes: Partial<ReportTask>): Promise<string> {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const usual: ReportTask = {
      ...{ within: 'E06999001', speedClass: 'superfast' as const, by: 'lsoa' as const },
      ...{ period: undefined, output: undefined },
    };
    try {
      await reportCommand({ database: database() }, { ...usual, ...changes });
      return [...said.mock.calls, ...written.mock.calls].map(([text]) => String(text)).join('\n');
    } finally {
      said.mockRestore();
      written.mockRestore();
    }
  }

  it('says it in a sentence and a table', async () => {
    const text = await run({});
    expect(text).toContain('at least 1 of 6 premises here cannot order superfast broadband');
    // By hand: two with 1/3 and one with 3/5 of 4 in the west; one without of 2 in the east.
    expect(text).toContain('E01999001,Testborough 001,lsoa,superfast,4,1,1,2,0,3,0,1.73,43.33');
    expect(text).toContain('E01999002,Testborough 002,lsoa,superfast,2,1,0,0,1,1,0,1,50');
  });

  it('writes CSV, JSON and a GeoPackage with borders', async () => {
    const csv = join(folder, 'report.csv');
    expect(await run({ output: csv, by: 'ward' })).toMatch(/^1 areas written to .*MADE-UP DATA/);
    expect(readFileSync(csv, 'utf8').split('\r\n')[1]).toBe(
      'E05999001,Testborough 001,ward,superfast,6,2,1,2,1,4,0,2.73,45.56',
    );
    const json = join(folder, 'report.json');
    await run({ output: json });
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      subject: { code: 'E06999001' },
      rows: [{ area_code: 'E01999001', unserved_at_most: 3 }, { area_code: 'E01999002' }],
    });
    const gpkg = join(folder, 'report.gpkg');
    await run({ output: gpkg });
    const file = new sqlite.Database(gpkg, { readOnly: true });
    expect(file.get('select sum(premises) as premises from coverage_lsoa where geom is not null')).toEqual({
      premises: 6,
    });
    file.close();
  });

  describe('of a polygon', () => {
    const polygon = join(folder, 'drawn.geojson');
    const corners = [
      [400_050, 400_050],
      [401_550, 400_050],
      [401_550, 400_600],
      [400_050, 400_600],
      [400_050, 400_050],
    ].map(([easting = NaN, northing = NaN]) => wgs84FromGrid({ easting, northing }));
    const coordinates = [corners.map(({ longitude, latitude }) => [longitude, latitude])];
    beforeAll(() => {
      writeFileSync(polygon, JSON.stringify({ type: 'Polygon', coordinates }));
    });

    async function runPolygon(given: {
      readonly status?: string;
      readonly output?: string;
    }): Promise<string> {
      const said = vi.spyOn(console, 'log').mockReturnValue();
      const reports = createGapReports({ database: database(), dataVersion: () => Promise.resolve('one') });
      const { output, ...filter } = given;
      const query = savedListQuerySchema.parse({ class: 'gigabit', ...filter });
      try {
        await reportPolygon({ database: database(), reports }, { polygon, query, output });
        return said.mock.calls.map(([text]) => String(text)).join('\n');
      } finally {
        said.mockRestore();
      }
    }

    it('says it in sentences, or writes the report', async () => {
      // 1, 2 and 3 in the west and 6 in the east; 4 is no premises, 7 stands farther east.
      expect(await runPolygon({})).toContain('of 4 premises');
      const output = join(folder, 'street.json');
      await runPolygon({ output });
      expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject({ subject: { kind: 'polygon' } });
    });

    it('writes the premises in it that fit, as CSV, GeoJSON and GeoPackage', async () => {
      const [csv, geojson, gpkg] = ['csv', 'geojson', 'gpkg'].map((ending) =>
        join(folder, `street.${ending}`),
      );
      const status = servedStatuses.join(',');
      expect(await runPolygon({ output: csv ?? '', status })).toMatch(
        /^4 premises written to .*MADE-UP DATA/,
      );
      const uprns = rowsOfCsv(readFileSync(csv ?? '', 'utf8')).map((row) => row['uprn']);
      expect(uprns).toEqual(['1', '2', '3', '6']);
      await runPolygon({ output: geojson ?? '', status });
      expect(JSON.parse(readFileSync(geojson ?? '', 'utf8'))).toMatchObject({
        features: [1, 2, 3, 6].map((uprn) => ({ properties: { uprn } })),
      });
      await runPolygon({ output: gpkg ?? '', status: 'served' });
      const file = new sqlite.Database(gpkg ?? '', { readOnly: true });
      // BDUK has gigabit at 1.
      expect(file.all('select uprn from premises')).toEqual([{ uprn: 1 }]);
      file.close();
    });
  });

  describe('atlas coverage premises', () => {
    async function list(given: Parameters<typeof readListTask>[0]): Promise<string> {
      const said = vi.spyOn(console, 'log').mockReturnValue();
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      try {
        await premisesCommand({ database: database() }, readListTask(given));
        return [...said.mock.calls, ...written.mock.calls].map(([text]) => String(text)).join('');
      } finally {
        said.mockRestore();
        written.mockRestore();
      }
    }
    const everyStatus = servedStatuses.join(',');

    it('lists those that cannot order the speed on the screen, and others by every filter', async () => {
      const uprns = async (given: Parameters<typeof list>[0]) =>
        rowsOfCsv(await list(given)).map((row) => Number(row['uprn']));
      expect(await uprns({ class: 'superfast' })).toEqual([2, 3, 6]);
      expect(await uprns({ class: 'superfast', within: 'E01999001' })).toEqual([2, 3]);
      expect(await uprns({ class: 'superfast', plan: 'contracted' })).toEqual([2]);
      expect(await uprns({ status: everyStatus, postcode: 'ZZ1 1AB' })).toEqual([7]);
      expect(await uprns({ status: everyStatus, technology: 'next-generation' })).toEqual([1, 7]);
      expect(await uprns({ status: everyStatus, disagree: true })).toEqual([7]);
    });

    it('counts them by postcode', async () => {
      const rows = rowsOfCsv(await list({ class: 'superfast', status: everyStatus, by: 'postcode' }));
      expect(rows.map(({ postcode, premises, unserved }) => [postcode, premises, unserved])).toEqual([
        ['', '3', '1'],
        ['ZZ11AA', '3', '0'],
        ['ZZ11AB', '1', '0'],
      ]);
      const output = join(folder, 'postcodes.gpkg');
      expect(await list({ class: 'superfast', status: everyStatus, by: 'postcode', output })).toMatch(
        /^3 postcodes written to .*MADE-UP DATA/,
      );
      const file = new sqlite.Database(output, { readOnly: true });
      expect(file.all('select postcode, premises from postcodes where geom is not null')).toEqual([
        { postcode: 'ZZ11AA', premises: 3 },
        { postcode: 'ZZ11AB', premises: 1 },
      ]);
      file.close();
    });

    it('says of which release there is none', async () => {
      const refused = { code: 'not-found', details: { field: 'period' } };
      await expect(list({ period: '1999-01' })).rejects.toMatchObject(refused);
      await expect(run({ period: '1999-01' })).rejects.toMatchObject({
        ...{ code: 'not-found', details: { field: '--period' } },
      });
      expect(await run({ period: '2026-01' })).toContain('6 premises here cannot order superfast');
    });

    it('reports the release that is asked for, its parts too', async () => {
      await database().execute(
        `insert into coverage_snapshot (period, input_hash, inputs, premises) values ('2025-07', $1, '[]', 0)`,
        ['f'.repeat(64)],
      );
      try {
        // None of its premises is in an area.
        await expect(run({ period: '2025-07' })).rejects.toMatchObject({
          ...{ code: 'not-found', details: { field: '--by' } },
        });
        expect(rowsOfCsv(await list({ period: '2025-07' }))).toEqual([]);
      } finally {
        await database().execute(`delete from coverage_snapshot where period = '2025-07'`);
      }
    });

    it.each([
      ['an area and a polygon', { within: 'E08000009', polygon: 'street.geojson' }, '--within'],
      ['an unknown group', { by: 'street' }, '--by'],
      ['a period that is none', { period: 'May' }, '--period'],
      ['half a postcode', { postcode: 'M33' }, '--postcode'],
      ['another file', { output: 'street.json' }, '--output'],
      ['the polygon as output', { polygon: 'a.geojson', output: './a.geojson' }, '--output'],
    ])('refuses %s', (_name, given, field) => {
      expect(() => readListTask(given)).toThrow(
        expect.objectContaining({
          ...{ code: 'invalid-request', details: expect.objectContaining({ field }) as unknown },
        }) as Error,
      );
    });
  });

  it('writes nothing for an area that is not there, or has no such parts', async () => {
    const output = join(folder, 'none.csv');
    await expect(run({ within: 'E06888888', output })).rejects.toMatchObject({ code: 'not-found' });
    await expect(run({ within: 'E01999001', by: 'ward', output })).rejects.toMatchObject({
      ...{ code: 'not-found', details: { field: '--by' } },
    });
    expect(readdirSync(folder)).not.toContain('none.csv');
  });

  it('checks totals in words and as JSON', async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    try {
      await checkCommand({ database: database() }, false);
      expect(String(said.mock.lastCall?.[0])).toContain(
        'E06999001 Testborough 001, 2026-01, all premises, output-areas: not compared: no published figure of this release',
      );
      await checkCommand({ database: database() }, true);
      expect(JSON.parse(String(said.mock.lastCall?.[0]))).toMatchObject({ checks: [] });
    } finally {
      said.mockRestore();
    }
  });
});

describe('the options of atlas coverage report', () => {
  const polygon = 'street.geojson';
  it.each([
    ['neither an area nor a polygon', {}, '--within'],
    ['both', { within: 'E08000009', polygon }, '--within'],
    ['parts of a polygon', { polygon, by: 'ward' }, '--by'],
    ['an unknown status', { polygon, status: 'gone' }, '--status'],
    ['an unknown speed of a polygon', { polygon, class: 'fast' }, '--class'],
    ['another file', { polygon, output: 'street.xlsx' }, '--output'],
    ['the polygon as output', { polygon, output: `./${polygon}` }, '--output'],
    ['a period that is none', { within: 'E08000009', period: 'May' }, '--period'],
    ['a filter of premises for an area', { within: 'E08000009', plan: 'voucher' }, '--plan'],
    ['a technology for an area', { within: 'E08000009', technology: 'neither' }, '--technology'],
  ])('refuse %s', (_name, given, field) => {
    const refused = expect.objectContaining({
      ...{ code: 'invalid-request', details: expect.objectContaining({ field }) as unknown },
    }) as Error;
    expect(() => readOptions({ class: 'decent', ...given })).toThrow(refused);
  });

  it('are the task for an area, by ward unless said, or for a polygon', () => {
    expect(readOptions({ within: 'E08000009', class: 'gigabit' })).toEqual({
      ...{ within: 'E08000009', speedClass: 'gigabit', by: 'ward', output: undefined },
    });
    expect(readOptions({ polygon, class: 'gigabit', status: 'unknown', output: 'street.csv' })).toEqual({
      ...{ polygon, query: { class: 'gigabit', status: ['unknown'], by: 'premises' }, output: 'street.csv' },
    });
    expect(readOptions({ polygon, class: 'decent', technology: 'neither', period: '2026-01' })).toMatchObject(
      {
        query: { class: 'decent', technology: ['neither'], period: '2026-01' },
      },
    );
  });
});

describe('atlas coverage report as people type it', () => {
  const atlas = (...given: string[]): Promise<{ code: number; text: string }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [repositoryPath('bin/atlas.mjs'), 'coverage', 'report', ...given],
        (error, output, errors) => {
          resolve({ code: error === null ? 0 : Number(error.code), text: output + errors });
        },
      );
    });

  it.each([
    [['--within', 'no where'], '--within'],
    [['--within', 'E08000009', '--class', 'fast'], '--class'],
    [['--within', 'E08000009', '--by', 'hamlet'], '--by'],
    [['--within', 'E08000009', '--output', 'list.pdf'], '--output'],
  ])('refuses %j before anything is opened', async (given, complaint) => {
    const { code, text } = await atlas(...given);
    expect(code).toBe(2);
    expect(text).toContain(complaint);
  });

  it('explains its columns', async () => {
    const { code, text } = await atlas('--help');
    expect(code).toBe(0);
    for (const column of [
      'uprn',
      'local_evidence',
      'area_code',
      'unserved_at_most',
      'expected_unserved_percent',
    ]) {
      expect(text).toContain(column);
    }
  });
});

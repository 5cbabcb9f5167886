import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkCommand } from '../../../scripts/commands/coverage/check.ts';
import { reportCommand, type ReportTask } from '../../../scripts/commands/coverage/report.ts';
import { buildSnapshot } from '../../../server/usecases/coverage/build-snapshot.ts';
import { deriveMemberships } from '../../../server/usecases/derive-memberships.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadGapsBorough } from '../../support/gaps-borough.ts';
import { repositoryPath } from '../../support/shared.ts';

describeDatabases('atlas coverage report and check', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-test-'));
  beforeAll(async () => {
    await loadGapsBorough(database());
    await deriveMemberships(database());
    await buildSnapshot(database(), { period: null });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(changes: Partial<ReportTask>): Promise<string> {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const usual = { within: 'E06999001', speedClass: 'superfast', by: 'lsoa', output: undefined } as const;
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
    for (const column of ['area_code', 'unserved_at_most', 'expected_unserved_percent']) {
      expect(text).toContain(column);
    }
  });
});

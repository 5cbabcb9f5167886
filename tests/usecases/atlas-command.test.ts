import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boundaryFile, generalHealth, healthCounts, madeUpLsoas } from '../support/made-up-files.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/*
 * The command as people run it: a process of its own, with a data folder of its own and the embedded database.
 */

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

const statusSchema = z.looseObject({
  releases: z.array(
    z.looseObject({
      rowsRead: z.number(),
      rowsKept: z.number(),
      rowsRejected: z.number(),
      rowsLeftOut: z.number(),
    }),
  ),
  areaSets: z.array(z.looseObject({ type: z.string(), vintage: z.number(), areas: z.number() })),
  series: z.array(
    z.looseObject({
      indicatorId: z.string(),
      isConverted: z.boolean(),
      total: z.number().nullable(),
      totalBefore: z.number().nullable(),
    }),
  ),
  conversion: z.object({ compared: z.number(), disagreeing: z.array(z.unknown()) }),
});

const mapping = `dataset: ons-mid-year-population
areas: { type: lsoa, vintage: 2011 }
period: '2011'
key: { code: code }
columns:
  - { name: people, kind: count, as: all_ages }
`;

describe('the atlas command', () => {
  const folder = temporaryFolder();
  const atlas = (...given: string[]): Promise<Ended> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [repositoryPath('bin/atlas.mjs'), ...given],
        { env: { ...process.env, DATABASE_URL: '', ATLAS_DATA_DIR: join(folder, 'var') }, cwd: folder },
        (error, output, errors) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ code, output, errors });
        },
      );
    });
  const write = (name: string, content: string): void => {
    writeFileSync(join(folder, name), content);
  };

  beforeAll(async () => {
    mkdirSync(join(folder, 'files'));
    const boundaries = await boundaryFile({ type: 'LSOA', vintage: 21 }, madeUpLsoas).stream();
    write('files/lsoa21.geojson', await text(boundaries));
    const old = madeUpLsoas.map((code) => code.replace('E01999', 'E01998'));
    write(
      'files/changes.csv',
      'LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND\n' +
        madeUpLsoas.map((code, at) => `${old[at] ?? ''},Old,${code},New,U\n`).join(''),
    );
    write('files/people.csv', `code,people\n${old.map((code, at) => `${code},${100 + 7 * at}\n`).join('')}`);
    write('files/people.yaml', mapping);
    write(
      'place.yaml',
      `id: testborough\ntitle: Testborough\nmadeUp: true\nroot: manifest\nfiles:\n` +
        '  - path: files/lsoa21.geojson\n  - path: files/changes.csv\n' +
        '  - { path: files/people.csv, format: mapped-csv, options: { mapping: files/people.yaml } }\n',
    );
  });

  it('lists every command, and ends with 2 for an option there is not', async () => {
    const help = await atlas('--help');
    expect(help.code).toBe(0);
    for (const command of ['import', 'fetch', 'score', 'validate', 'status']) {
      expect(help.output).toMatch(new RegExp(`^\\s+${command} `, 'm'));
    }
    const unknown = await atlas('import', '--nonsense');
    expect(unknown.code).toBe(2);
    expect(unknown.errors).toContain("unknown option '--nonsense'");
  });

  it('names file, line and field of a bad manifest, and ends with 2', async () => {
    write('bad.yaml', 'id: testborough\ntitle: Testborough\nroot: nowhere\nfiles:\n  - path: a.csv\n');
    const { code, errors } = await atlas('import', '--manifest', 'bad.yaml');
    expect(code).toBe(2);
    expect(errors).toMatch(/bad\.yaml, line 3/);
    expect(errors).toContain('root');
  });

  it('loads a place, and does nothing the second time; status reconciles the totals', async () => {
    const loaded = await atlas('import', '--manifest', 'place.yaml');
    expect(loaded.errors).not.toContain('atlas:');
    expect(loaded.code).toBe(0);
    expect(loaded.output).toContain('12 rows as release 3 of ons-mid-year-population');
    expect(loaded.output).toContain('tiles of lsoa 2021 baked');
    const again = await atlas('import', '--manifest', 'place.yaml');
    expect(again.code).toBe(0);
    expect(again.output.match(/nothing done/g)).toHaveLength(3);
    expect(again.output).not.toContain('baked');

    const { output } = await atlas('status', '--json');
    const status = statusSchema.parse(JSON.parse(output));
    expect(status.areaSets.map(({ type, vintage, areas }) => [type, vintage, areas])).toEqual([
      ['lsoa', 2011, 12],
      ['lsoa', 2021, 12],
    ]);
    const total = 12 * 100 + 7 * 66;
    expect(
      status.series.map(({ isConverted, total: sum, totalBefore }) => [isConverted, sum, totalBefore]),
    ).toEqual(
      expect.arrayContaining([
        [false, total, null],
        [true, total, total],
      ]),
    );
    expect(status.conversion).toEqual({ compared: 1, disagreeing: [] });
    expect(
      status.releases.map(({ rowsRead, rowsKept, rowsRejected }) => [rowsRead, rowsKept, rowsRejected]),
    ).toEqual([
      [12, 12, 0],
      [12, 12, 0],
      [12, 12, 0],
    ]);
  });

  it('takes a file by its mapping without being told the format', async () => {
    write('own.yaml', mapping.replace('vintage: 2011', 'vintage: 2021').replace("'2011'", "'2012'"));
    write('own.csv', `code,people\n${madeUpLsoas.map((code, at) => `${code},${50 + 3 * at}\n`).join('')}`);
    const { code, output, errors } = await atlas('import', 'own.csv', '--mapping', 'own.yaml', '--made-up');
    expect(errors).not.toContain('atlas:');
    expect(code).toBe(0);
    expect(output).toContain('of ons-mid-year-population');
  });

  it('status says in words which rows were left out, and that the others agree', async () => {
    write('more.yaml', mapping.replace('vintage: 2011', 'vintage: 2021').replace("'2011'", "'2013'"));
    write('more.csv', `code,people\n${[...madeUpLsoas, 'E01999998'].map((code) => `${code},50\n`).join('')}`);
    const given = ['more.csv', '--mapping', 'more.yaml', '--made-up', '--accept-warnings'];
    expect((await atlas('import', ...given)).code).toBe(0);
    const { output } = await atlas('status');
    expect(output).toContain('4 of 5 releases: rows read = rows kept + rows rejected.');
    expect(output).toContain('more.csv: 1 of 13 rows left out');
  });

  it('ends with 4 for a refused file, with the lines and a report of it', async () => {
    const rows = madeUpLsoas.slice(0, 6).map((code, at) => [code, ...healthCounts(at)] as const);
    const table = generalHealth([...rows, ['Seaborough', 1, 1, 0, 0, 0, 0], ['Nowhere', 1, 1, 0, 0, 0, 0]]);
    write('census2021-ts037-lsoa.csv', table);
    const asReal = await atlas('import', 'census2021-ts037-lsoa.csv');
    expect(asReal.code).toBe(3);
    expect(asReal.errors).toContain('ATLAS_DATA_DIR');
    const { code, errors } = await atlas(
      'import',
      'census2021-ts037-lsoa.csv',
      '--made-up',
      '--report',
      'report.json',
    );
    expect(code).toBe(4);
    expect(errors).toContain('does not pass the quality gate');
    expect(errors).toMatch(/line 8.*Seaborough/);
    expect(errors).toMatch(/every rejected row is in .*census-2021-ts037-[0-9a-f]{12}-rejections\.csv/);
    const report = z
      .array(z.looseObject({ status: z.string() }))
      .parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
    expect(report.map(({ status }) => status)).toEqual(['refused']);
  });
});

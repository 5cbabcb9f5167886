import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { listingQuerySchema } from '../../core/contract/listing.ts';
import { listCommand } from '../../scripts/commands/list.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { readXlsx } from '../support/read-xlsx.ts';
import { repositoryPath } from '../support/shared.ts';
import { createSmallPlace, smallPlace } from '../support/small-place.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const profile = buildProfile({
  id: 'place',
  title: 'Place index',
  availability: 0.5,
  components: [{ id: 'people', title: 'People', children: [{ indicator: 'aged-75-plus' }] }],
});

describeDatabases('atlas list', (database) => {
  const folder = temporaryFolder();
  beforeAll(() => createSmallPlace(database()));

  async function run(ending: 'csv' | 'xlsx' | 'geojson' | 'gpkg', query: object, locale: 'en' | 'cy' = 'en') {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    const output = join(folder, `list.${ending}`);
    const services = {
      database: database(),
      catalogue: { profiles: [profile], sources: [], indicators: [], outcomes: [] } as never,
    };
    try {
      await listCommand(services, { query: listingQuerySchema.parse(query), locale, ending, output });
      return { said: String(said.mock.lastCall?.[0]), bytes: readFileSync(output) };
    } finally {
      said.mockRestore();
    }
  }

  it('writes CSV, filtered and sorted, with harmless names', async () => {
    const query = { where: 'population>=200', sort: '-population', columns: 'lad,population' };
    const { said, bytes } = await run('csv', query);
    expect(bytes.toString().split('\r\n').slice(0, 3)).toEqual([
      'area_code,area_name,lad,population',
      `${smallPlace.lsoas[5]},Seaborough 006A,'=Seaborough,600`,
      `${smallPlace.lsoas[4]},Seaborough 005A,'=Seaborough,500`,
    ]);
    expect(said).toMatch(/^5 areas with 4 columns written to .*MADE-UP DATA/);
  });

  it('writes workbooks, GeoJSON and GeoPackages, in Welsh where asked', async () => {
    const [figures] = await readXlsx(
      (await run('xlsx', { type: 'ward', columns: 'population' }, 'cy')).bytes,
    );
    expect(figures?.cells.get('C1')).toBe('Poblogaeth');
    expect(JSON.parse((await run('geojson', {})).bytes.toString())).toMatchObject({
      name: 'place-lsoa-2021',
    });
    await run('gpkg', { type: 'ward' });
    const file = new sqlite.Database(join(folder, 'list.gpkg'), { readOnly: true });
    expect(file.get('select count(*) as features from ward_2025 where geom is not null')).toEqual({
      features: 2,
    });
    file.close();
    expect(readdirSync(folder).sort()).toEqual(['list.csv', 'list.geojson', 'list.gpkg', 'list.xlsx']);
  });

  it('writes nothing where the list cannot be made', async () => {
    rmSync(join(folder, 'list.csv'), { force: true });
    await expect(run('csv', { where: 'nothing>=1' })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(readdirSync(folder)).not.toContain('list.csv');
  });
});

describe('atlas list as people type it', () => {
  const atlas = (...given: string[]): Promise<{ code: number; errors: string }> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [repositoryPath('bin/atlas.mjs'), 'list', ...given],
        (error, _output, errors) => {
          resolve({ code: error === null ? 0 : Number(error.code), errors });
        },
      );
    });

  it.each([
    [['--type', 'hamlet'], '--type'],
    [['--where', 'score'], '--where'],
    [['--output', 'list.pdf'], 'must end in'],
    [['--language', 'fr'], '--language'],
  ])('refuses %j before anything is opened', async (given, complaint) => {
    const { code, errors } = await atlas(...given);
    expect(code).toBe(2);
    expect(errors).toContain(complaint);
  });
});

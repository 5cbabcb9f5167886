import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeMultiPolygon } from '../../core/geography/well-known-binary.ts';
import type { Feature } from '../../server/files/geojson.ts';
import { writeGeoPackage } from '../../server/files/geopackage.ts';
import { madeUpFile, madeUpRows, type MadeUpRow } from '../support/made-up-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A square of the National Grid as ST_AsBinary gives it: well-known binary without a reference system. */
function square(x: number, y: number, side: number): Uint8Array {
  const ring = [x, y, x + side, y, x + side, y + side, x, y + side, x, y];
  const extended = encodeMultiPolygon([[Float64Array.from(ring)]], 27700);
  const plain = Uint8Array.from([...extended.subarray(0, 5), ...extended.subarray(9)]);
  plain[4] = 0;
  return plain;
}

// eslint-disable-next-line @typescript-eslint/require-await -- the writer takes asynchronous pages
async function* pages(): AsyncGenerator<readonly Feature<MadeUpRow, Uint8Array>[]> {
  const features = madeUpRows.map((row, at) => ({
    row,
    geometry: row.code === 'X02' ? null : square(380_000.3 + 1000 * at, 395_000.7, 999.9),
  }));
  yield features.slice(0, 1);
  yield features.slice(1);
}

describe('GeoPackages', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'areas.gpkg');
  let database: sqlite.Database;
  beforeAll(async () => {
    await writeGeoPackage(madeUpFile, pages(), {
      path,
      layer: 'areas',
      lastChange: '2026-11-22T10:00:00.000Z',
    });
    database = new sqlite.Database(path, { readOnly: true });
  });
  afterAll(() => {
    database.close();
  });

  it('are marked as such and name their reference systems', () => {
    expect(database.get('pragma application_id')).toEqual({ application_id: 0x47504b47 });
    expect(database.get('pragma user_version')).toEqual({ user_version: 10_300 });
    expect(database.get('pragma integrity_check')).toEqual({ integrity_check: 'ok' });
    const systems = database.all('select srs_id, organization from gpkg_spatial_ref_sys order by srs_id');
    expect(systems).toEqual([
      { srs_id: -1, organization: 'NONE' },
      { srs_id: 0, organization: 'NONE' },
      { srs_id: 4326, organization: 'EPSG' },
      { srs_id: 27700, organization: 'EPSG' },
    ]);
  });

  it('say where the layer lies, what it is, whose it is and that it is made up', () => {
    const contents = database.get('select * from gpkg_contents');
    expect(contents).toMatchObject({
      ...{ table_name: 'areas', data_type: 'features', identifier: 'Areas of nowhere', srs_id: 27700 },
      ...{ min_x: 380_000.3, min_y: 395_000.7, last_change: '2026-11-22T10:00:00.000Z' },
    });
    expect(contents?.['max_x']).toBeCloseTo(384_000.2, 6);
    expect(contents?.['max_y']).toBeCloseTo(396_000.6, 6);
    expect(contents?.['description']).toBe(
      'MADE UP: nothing here exists\nAreas of nowhere\nDate: 22 November 2026\n© Nobody 2026',
    );
    expect(
      database.all('select title, description from gpkg_data_columns where column_name = ?', 'offline'),
    ).toEqual([
      {
        title: 'People offline',
        description:
          'People who are offline. Unit: percent. Period: 2021. Source: Census, ONS. Licence: OGL-UK-3.0.',
      },
    ]);
    const metadata = database.get('select metadata from gpkg_metadata')?.['metadata'];
    expect(JSON.parse(typeof metadata === 'string' ? metadata : '')).toMatchObject({
      attribution: { lines: ['© Nobody 2026'], madeUp: true },
    });
  });

  it('hold figures as numbers, text as it is, and NULL for what is missing', () => {
    expect(database.all('select fid, area_name, offline, geom is null as no_geom from areas')).toEqual([
      { fid: 1, area_name: '=1+1', offline: 12.25, no_geom: 0 },
      { fid: 2, area_name: 'Hill & <Dale>', offline: null, no_geom: 1 },
      { fid: 3, area_name: '@cmd', offline: -3, no_geom: 0 },
      expect.objectContaining({ fid: 4, offline: null }),
    ]);
  });

  it('hold boundaries behind a header with reference system and box', () => {
    const blob = database.get('select geom from areas where fid = 1')?.['geom'];
    if (!(blob instanceof Uint8Array)) throw new Error('A boundary is bytes.');
    const view = new DataView(blob.buffer, blob.byteOffset);
    // "GP", version 0, little-endian with a box of x and y.
    expect([...blob.subarray(0, 4)]).toEqual([0x47, 0x50, 0, 3]);
    expect(view.getInt32(4, true)).toBe(27700);
    const box = [8, 16, 24, 32].map((at) => view.getFloat64(at, true));
    [380_000.3, 381_000.2, 395_000.7, 396_000.6].forEach((edge, at) => {
      expect(box[at]).toBeCloseTo(edge, 6);
    });
    expect(blob.subarray(40)).toEqual(square(380_000.3, 395_000.7, 999.9));
  });

  it('have a spatial index of the boundaries that are there', () => {
    expect(database.get(`select type, sql from sqlite_master where name = 'rtree_areas_geom'`)).toEqual({
      type: 'table',
      sql: 'CREATE VIRTUAL TABLE "rtree_areas_geom" USING rtree(id, minx, maxx, miny, maxy)',
    });
    expect(database.all('select * from rtree_areas_geom_rowid')).toEqual(
      [1, 3, 4].map((rowid) => ({ rowid, nodeno: 1 })),
    );
    const triggers = database.all(
      `select replace(name, 'rtree_areas_geom_', '') as name from sqlite_master where type = 'trigger' order by 1`,
    );
    expect(triggers.map(({ name }) => name)).toEqual([
      ...['delete', 'insert', 'update1', 'update2', 'update3', 'update4'],
    ]);
    expect(database.all(`select extension_name from gpkg_extensions where table_name = 'areas'`)).toEqual([
      { extension_name: 'gpkg_rtree_index' },
    ]);
  });

  it('are not written on when a page fails', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    async function* broken(): AsyncGenerator<readonly Feature<MadeUpRow, Uint8Array>[]> {
      yield [];
      throw new Error('the database went away');
    }
    const target = join(folder, 'broken.gpkg');
    const options = { path: target, layer: 'areas', lastChange: '2026-11-22T10:00:00.000Z' };
    await expect(writeGeoPackage(madeUpFile, broken(), options)).rejects.toThrow('the database went away');
  });
});

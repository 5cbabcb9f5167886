import { beforeAll, expect, it } from 'vitest';
import type { SourceFile } from '../../server/sources/source.ts';
import { createSearchReads } from '../../server/store/search-reads.ts';
import { loadCatalogue, type Catalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import type { ImportOutcome } from '../../server/usecases/import/import-types.ts';
import { settleBoundaries } from '../../server/usecases/settle-boundaries.ts';
import { describeDatabases } from '../support/databases.ts';
import { fileOf } from '../support/read-source.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const dataFolder = temporaryFolder();

/** A rectangle of the National Grid as a feature, one kilometre high. */
function strip(properties: Record<string, string>, west: number, east: number): object {
  const corners = [
    [west, 400_000],
    [east, 400_000],
    [east, 401_000],
    [west, 401_000],
    [west, 400_000],
  ];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [corners] } };
}
const geoJson = (name: string, features: readonly object[]): SourceFile =>
  fileOf(JSON.stringify({ type: 'FeatureCollection', features }), name);

// The LSOA lies across both wards, most of it in the western one.
const lsoas = geoJson('lsoa_2021.geojson', [
  strip({ LSOA21CD: 'E01999001', LSOA21NM: 'A' }, 400_000, 403_000),
]);
const wards = geoJson('wards_2025.geojson', [
  strip({ WD25CD: 'E05999001', WD25NM: 'West' }, 400_000, 402_500),
  strip({ WD25CD: 'E05999002', WD25NM: 'East' }, 402_500, 403_000),
]);
const msoas = geoJson('msoa_2021.geojson', [
  strip({ MSOA21CD: 'E02999001', MSOA21NM: 'M' }, 400_000, 403_000),
]);

describeDatabases('importing details of areas', (database) => {
  let catalogue: Catalogue;
  const load = (file: SourceFile): Promise<ImportOutcome> =>
    importFile(
      {
        database: database(),
        dataFolder,
        sources: catalogue.sources,
        indicators: catalogue.indicators,
        onProgress: () => undefined,
      },
      {
        file,
        format: null,
        datasetId: null,
        options: {},
        madeUp: true,
        acceptWarnings: true,
        isDryRun: false,
        importedBy: 'test',
      },
    );
  const settle = () => settleBoundaries({ database: database(), dataFolder, onProgress: () => undefined });
  const wardOf = (): Promise<unknown> =>
    database().query(
      `select parent_code as ward, method from area_membership
       where child_code = 'E01999001' and parent_type = 'ward'`,
    );
  beforeAll(async () => {
    catalogue = await loadCatalogue(repositoryPath('data'));
  });

  it('refuses points of areas that are not loaded', async () => {
    await expect(load(fileOf('LSOA21CD,x,y\nE01999001,402700,400500\n', 'p.csv'))).rejects.toMatchObject({
      code: 'source-rejected',
      details: { field: 'areas', value: 'lsoa 2021' },
    });
  });

  it('an area is placed anew by the point of its people, where a point inside of it had placed it', async () => {
    for (const file of [lsoas, wards, msoas]) await load(file);
    await settle();
    expect(await wardOf()).toEqual([{ ward: 'E05999001', method: 'point-in-polygon' }]);
    const outcome = await load(
      fileOf('LSOA21CD,x,y\nE01999001,402700,400500\nE01999099,402700,400500\n', 'points.csv'),
    );
    // The other area is not loaded: it is counted as read, and in the report.
    expect(outcome).toMatchObject({ status: 'imported', rowsKept: 1 });
    expect(outcome.report?.findings.map(({ code }) => code)).toContain('unknown-code');
    await settle();
    expect(await wardOf()).toEqual([{ ward: 'E05999002', method: 'point-in-polygon' }]);
    expect(
      await database().query(
        `select ST_X(population_point) as x, ST_Y(population_point) as y from area where code = 'E01999001'`,
      ),
    ).toEqual([{ x: 402_700, y: 400_500 }]);
  });

  it('a middle layer area is found by what people call it, and gives its name to the small areas in it', async () => {
    const outcome = await load(
      fileOf('msoa21cd,msoa21hclnm\nE02999001,"Quays, Old Town & Marsh"\n', 'names.csv'),
    );
    expect(outcome).toMatchObject({ rowsKept: 1, datasetId: 'house-of-commons-msoa-names-2021' });
    await settle();
    expect(
      await database().query(`select code, place_name from area where place_name is not null order by code`),
    ).toEqual([
      { code: 'E01999001', place_name: 'Quays, Old Town & Marsh' },
      { code: 'E02999001', place_name: 'Quays, Old Town & Marsh' },
    ]);
    const found = await createSearchReads(database()).byName('old town', 10);
    expect(found.map(({ code }) => code)).toContain('E02999001');
    // A boundary file that comes again does not take the name or the point away.
    await load(
      geoJson('lsoa_2021_again.geojson', [strip({ LSOA21CD: 'E01999001', LSOA21NM: 'A' }, 400_000, 402_999)]),
    );
    expect(
      await database().query(
        `select place_name, population_point is not null as placed from area where code = 'E01999001'`,
      ),
    ).toEqual([{ place_name: 'Quays, Old Town & Marsh', placed: true }]);
  });
});

import { beforeAll, expect, it } from 'vitest';
import type { AreaSet } from '../../core/contract/area.ts';
import type { PolygonRings } from '../../core/geography/well-known-binary.ts';
import type { Database } from '../../server/database/database.ts';
import { createAreaStore } from '../../server/store/area-store.ts';
import { createMembershipStore } from '../../server/store/membership-store.ts';
import { createPointAssigner } from '../../server/usecases/assign-points.ts';
import { deriveMemberships } from '../../server/usecases/derive-memberships.ts';
import { describeDatabases } from '../support/databases.ts';

const square = (x: number, y: number, side: number): readonly PolygonRings[] => [
  [Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side, x, y)],
];
const lsoa = { type: 'lsoa', vintage: 2021 } as const;
const ward = { type: 'ward', vintage: 2025 } as const;
const lad = { type: 'lad', vintage: 2025 } as const;

interface Shape {
  readonly code: string;
  readonly geometry: readonly PolygonRings[] | null;
  readonly populationPoint?: { readonly easting: number; readonly northing: number };
}

async function save(database: Database, set: AreaSet, shapes: readonly Shape[]): Promise<void> {
  const store = createAreaStore(database);
  const boundarySetId = await store.createBoundarySet(set, { releaseId: 1, resolution: 'full' });
  async function* batches() {
    await Promise.resolve();
    yield shapes.map(({ code, geometry, populationPoint = null }) => ({
      code,
      name: code,
      nameWelsh: null,
      geometry,
      populationPoint,
    }));
  }
  await store.saveAreas(set, batches(), { madeUp: true, boundarySetId });
}

describeDatabases('derived memberships', (database) => {
  const parentsOf = async (code: string): Promise<unknown[]> =>
    database().query(
      `select parent_type as type, parent_code as code, method from area_membership
       where child_code = $1 order by array_position(array['ward', 'lad', 'region', 'nation'], parent_type), parent_code`,
      [code],
    );

  beforeAll(async () => {
    await database().execute(
      `insert into dataset (dataset_id, title, publisher, licence, attribution) values ('d', 'D', 'P', 'L', 'A')`,
    );
    await database().execute(
      `insert into dataset_release (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
       values ('d', 'boundaries', 'x', repeat('a', 64), 1, 'test')`,
    );
    // Two wards side by side in one authority. The third LSOA lies across both, its people in the right one; the
    // fourth lies outside of every boundary.
    await save(database(), ward, [
      { code: 'E05000001', geometry: square(400_000, 400_000, 1000) },
      { code: 'E05000002', geometry: square(401_000, 400_000, 1000) },
    ]);
    await save(database(), lad, [{ code: 'E08000038', geometry: square(399_000, 399_000, 4000) }]);
    await save(database(), lsoa, [
      { code: 'E01000001', geometry: square(400_100, 400_100, 100) },
      { code: 'E01000002', geometry: square(401_100, 400_100, 100) },
      {
        code: 'E01000003',
        geometry: square(400_300, 400_100, 800),
        populationPoint: { easting: 401_050, northing: 400_200 },
      },
      { code: 'E01000004', geometry: square(500_000, 500_000, 100) },
    ]);
    const store = createMembershipStore(database());
    async function* official() {
      await Promise.resolve();
      const exact = { child: lsoa, parent: lad, method: 'exact' } as const;
      yield [
        // Still by the code that the authority had before.
        { ...exact, childCode: 'E01000001', parentCode: 'E08000016' },
        // An official best fit that the point would contradict.
        {
          child: lsoa,
          childCode: 'E01000002',
          parent: ward,
          parentCode: 'E05000001',
          method: 'best-fit',
        } as const,
        {
          child: lad,
          childCode: 'E08000038',
          parent: { type: 'region', vintage: 2025 },
          parentCode: 'E12000003',
          method: 'exact',
        } as const,
      ];
    }
    await store.saveMemberships(1, official());
    async function* changes() {
      await Promise.resolve();
      yield [
        {
          areaType: 'lad',
          fromVintage: 2011,
          fromCode: 'E08000016',
          toVintage: 2025,
          toCode: 'E08000038',
          change: 'R',
        } as const,
      ];
    }
    await store.saveCodeChanges(1, changes());
  });

  it('places what no lookup places, by the point of its people, and leaves official memberships alone', async () => {
    const derived = await deriveMemberships(database());
    expect(derived).toContainEqual({ child: lsoa, parent: ward, placed: 2, outside: 1 });
    expect(await parentsOf('E01000001')).toEqual([
      { type: 'ward', code: 'E05000001', method: 'point-in-polygon' },
      { type: 'lad', code: 'E08000038', method: 'exact' },
      { type: 'region', code: 'E12000003', method: 'exact' },
    ]);
    expect(await parentsOf('E01000002')).toEqual([
      { type: 'ward', code: 'E05000001', method: 'best-fit' },
      { type: 'lad', code: 'E08000038', method: 'point-in-polygon' },
      { type: 'region', code: 'E12000003', method: 'point-in-polygon' },
    ]);
    expect((await parentsOf('E01000003'))[0]).toEqual({
      type: 'ward',
      code: 'E05000002',
      method: 'point-in-polygon',
    });
    expect(await parentsOf('E01000004')).toEqual([]);
    expect((await parentsOf('E05000001'))[0]).toEqual({
      type: 'lad',
      code: 'E08000038',
      method: 'point-in-polygon',
    });
  });

  it('adds nothing when it is run again', async () => {
    const count = () => database().query('select count(*)::integer as count from area_membership');
    const before = await count();
    expect(await deriveMemberships(database())).toEqual([
      { child: lsoa, parent: lad, placed: 0, outside: 1 },
      { child: lsoa, parent: ward, placed: 0, outside: 1 },
    ]);
    expect(await count()).toEqual(before);
  });

  it('assigns points with the ids of the areas, the first code on a shared border', async () => {
    const assigner = await createPointAssigner(database(), ward);
    expect(assigner.areaCount).toBe(2);
    expect(assigner.areaAt(401_000, 400_500)?.code).toBe('E05000001');
    expect(assigner.areaAt(401_000.001, 400_500)?.code).toBe('E05000002');
    expect(assigner.areaAt(405_000, 400_500)).toBeNull();
    const [row] = await database().query<{ area_id: number }>(
      `select area_id from area where code = 'E05000002'`,
    );
    expect(assigner.areaAt(401_500, 400_500)?.areaId).toBe(row?.area_id);
    // PostGIS agrees about the border: both wards have it.
    expect(
      await database().query(
        `select code from area where area_type = 'ward'
         and ST_Intersects(geometry, ST_SetSRID(ST_MakePoint(401000, 400500), 27700)) order by code`,
      ),
    ).toEqual([{ code: 'E05000001' }, { code: 'E05000002' }]);
  });
});

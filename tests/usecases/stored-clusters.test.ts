import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { clusterListSchema, type ClusterKind, type ClusterList } from '../../core/contract/clusters.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import type { Database, Queryable } from '../../server/database/database.ts';
import { createClusterStore, type ClusterRun } from '../../server/store/cluster-store.ts';
import { createClusters } from '../../server/usecases/clusters/find-clusters.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { describeDatabases } from '../support/databases.ts';
import { seedBoard } from '../support/seed-board.ts';
import { seededCodes, seededProfile } from '../support/seed-scoring.ts';

const everything: ComparisonBase = { kind: 'everything' };
const lad: ComparisonBase = { kind: 'within', type: 'lad' };

describeDatabases('clusters that were worked out', (database) => {
  beforeAll(async () => {
    await seedBoard(database());
  });

  /** A service that has just started: its answer, and how often it read boundaries, as it does to work clusters out. */
  async function ask(
    base = everything,
    writer: Pick<Database, 'transaction'> = database(),
  ): Promise<{ list: ClusterList; readings: number; troubles: unknown[] }> {
    let readings = 0;
    const counting: Queryable = {
      ...database(),
      query: (text, values) => {
        if (text.includes('ST_AsBinary')) readings += 1;
        return database().query(text, values);
      },
    };
    const troubles: unknown[] = [];
    const clusters = createClusters({
      database: counting,
      writer: { ...database(), ...writer },
      scoring: createScoring({ database: database(), profiles: [seededProfile] }),
      dataVersion: () => Promise.resolve('the version is no part of what is stored'),
      patience: { waitMilliseconds: 60_000, retryAfterSeconds: 10 },
      onNotStored: (error) => troubles.push(error),
    });
    const list = await clusters.list({ profileId: 'seeded', show: 'all', base });
    clusters.close();
    return { list: clusterListSchema.parse(list), readings, troubles };
  }
  const stored = () =>
    database().query<{ base: ComparisonBase; areas: number }>(
      `select base, (select count(*)::integer from area_cluster c where c.cluster_run_id = r.cluster_run_id) as areas
       from cluster_run r order by cluster_run_id`,
    );

  test('are found again by another service, to the last bit, without working them out', async () => {
    const first = await ask();
    expect(first.readings).toBeGreaterThan(0);
    expect(first.list.clusters.some(({ statistic, p }) => statistic !== null && p !== null)).toBe(true);
    const second = await ask();
    expect(second.readings).toBe(0);
    expect(second.list).toEqual(first.list);
    // Area 12 has no score.
    expect(await stored()).toEqual([{ base: everything, areas: 11 }]);
  });

  test('are kept for each base', async () => {
    const first = await ask(lad);
    expect(first.readings).toBeGreaterThan(0);
    const [again, other] = [await ask(lad), await ask()];
    expect([again.readings, other.readings]).toEqual([0, 0]);
    expect(again.list).toEqual(first.list);
    expect(again.list.clusters).not.toEqual(other.list.clusters);
    expect(await stored()).toEqual([
      { base: everything, areas: 11 },
      { base: lad, areas: 11 },
    ]);
  });

  test.each([
    { what: 'a newer file', change: `update dataset_release set file_sha256 = repeat('2', 64)` },
    {
      what: 'a value of the same file read otherwise',
      change: `update indicator_value set value = value + 1 where area_id =
        (select area_id from area where code = '${seededCodes[3] ?? ''}') and value between 10 and 30`,
    },
    {
      what: 'boundaries of another import',
      change: `insert into boundary_set (area_type, vintage, resolution, release_id, area_count)
          values ('lsoa', 2021, 'test', 1, 11);
        update area set boundary_set_id = 1 where geometry is not null and area_type = 'lsoa'`,
    },
    {
      what: 'an area without its boundary',
      change: `update area set geometry = null where code = '${seededCodes[1] ?? ''}'`,
    },
  ])('are not found with $what: they are worked out anew, in the place of the old', async ({ change }) => {
    expect((await ask()).readings).toBe(0);
    await database().executeScript(change);
    expect((await ask()).readings).toBeGreaterThan(0);
    expect((await ask()).readings).toBe(0);
    expect(await stored()).toHaveLength(2);
  });

  test('are given all the same when they cannot be stored', async () => {
    const base: ComparisonBase = { kind: 'selection', codes: ['X08000001'] };
    const full = { transaction: () => Promise.reject(new Error('the disk is full')) };
    const { list, troubles } = await ask(base, full);
    expect(list.clusters.filter(({ score }) => score !== null)).toHaveLength(6);
    expect(troubles).toEqual([new Error('the disk is full')]);
    expect(await stored()).toHaveLength(2);
  });

  test('among chosen places are kept for the latest eight choices', async () => {
    const wards = ['X05000001', 'X05000002', 'X05000003'];
    const choices = Array.from({ length: 10 }, (_, at) => [
      ...wards.filter((_ward, bit) => ((at >> bit) & 1) === 1),
      ...(at > 7 ? [wards[at - 8] ?? '', 'X08000002'] : ['X05000004']),
    ]);
    for (const codes of choices) await ask({ kind: 'selection', codes });
    const bases = (await stored()).map(({ base }) => base);
    expect(bases).toEqual([
      everything,
      lad,
      ...choices.slice(2).map((codes) => ({ kind: 'selection', codes })),
    ]);
  });

  test('have figures that come back to the last bit, whatever they are', async () => {
    const ids = await database().query<{ area_id: number }>(
      `select area_id from area where area_type = 'lsoa' order by code`,
    );
    const areaIds = Int32Array.from(ids, ({ area_id }) => area_id);
    const run: ClusterRun = {
      ...{ profileId: 'law', profileHash: 'p', dataHash: 'd', base: everything, method: {} },
      ...{ areas: { type: 'lsoa', vintage: 2021 }, questionHash: 'a'.repeat(64) },
    };
    const figures = fc
      .array(fc.double({ noDefaultInfinity: true }), { minLength: 12, maxLength: 12 })
      .map((values) => Float64Array.from(values));
    const kinds = fc.array(fc.constantFrom<ClusterKind>('high-low', 'too-few', 'not-significant'), {
      ...{ minLength: 12, maxLength: 12 },
    });
    await fc.assert(
      fc.asyncProperty(
        kinds,
        ...([figures, figures, figures, figures] as const),
        async (kindOfRow, ...given) => {
          const [statistic, neighboursScore, p, q] = given;
          const columns = {
            ...{ kinds: kindOfRow, statistic, neighboursScore, p, q },
            neighbours: Int32Array.from(kindOfRow.keys()),
          };
          await database().transaction((transaction) =>
            createClusterStore(transaction).replace(run, areaIds, columns),
          );
          const found = await createClusterStore(database()).find(run, areaIds);
          // toEqual tells -0 from 0 and takes NaN for NaN.
          expect(found).toEqual(columns);
        },
      ),
      { numRuns: 30, examples: [[Array<ClusterKind>(12).fill('high-low'), ...edges]] },
    );
    expect(await createClusterStore(database()).find({ ...run, dataHash: 'e' }, areaIds)).toBeNull();
  });
});

/** Doubles at the edges of what there is. */
const edge = Float64Array.of(
  -0,
  0,
  5e-324,
  -5e-324,
  1.7976931348623157e308,
  0.1,
  1 / 3,
  NaN,
  -1,
  2 ** 53,
  1e21,
  1e-7,
);
const edges = [edge, edge.toReversed(), edge, edge] as const;

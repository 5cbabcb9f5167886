import { expect, it } from 'vitest';
import { densityClusters } from '../../core/spatial/density-clusters.ts';
import type { Database } from '../../server/database/database.ts';
import { describeDatabases } from '../support/databases.ts';
import { gridPoints, scatteredHamlets, type GridPoints } from '../support/grid-points.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Positions to the centimetre, as they are published; seeded, so that a failure comes again. */
const cases: readonly { name: string; points: GridPoints; epsMetres: number; minimumPoints: number }[] = [
  { name: 'hamlets', points: scatteredHamlets(5000, 20_000), epsMetres: 200, minimumPoints: 5 },
  {
    name: 'hamlets, any pair',
    points: scatteredHamlets(3000, 20_000, 2),
    epsMetres: 120.5,
    minimumPoints: 1,
  },
  {
    name: 'hamlets, only dense ones',
    points: scatteredHamlets(5000, 20_000, 3),
    epsMetres: 90,
    minimumPoints: 12,
  },
  {
    name: 'coincident flats',
    points: gridPoints(range(1200).map((at) => [400_000 + 37 * (at % 30), 300_000 + 200 * (at % 7)])),
    epsMetres: 111,
    minimumPoints: 40,
  },
  {
    name: 'a lattice, where distances equal eps exactly',
    points: gridPoints(
      range(900).map((at) => [400_000 + 30 * (at % 30), 300_000 + 40 * Math.floor(at / 30)]),
    ),
    epsMetres: 50,
    minimumPoints: 9,
  },
  {
    name: 'a road, all on one line, with gaps',
    points: gridPoints(
      range(600).map((at) => [400_000 + 3 * (at + 40 * (at % 11 === 0 ? 1 : 0)), 300_000 + 4 * at]),
    ),
    epsMetres: 25,
    minimumPoints: 9,
  },
];

async function askPostgis(
  database: Database,
  { eastings, northings }: GridPoints,
  rule: { epsMetres: number; minimumPoints: number },
): Promise<(number | null)[]> {
  const rows = await database.query<{ cluster: number | null }>(
    `select ST_ClusterDBSCAN(ST_SetSRID(ST_MakePoint(p.x, p.y), 27700), $3::float8, $4::integer)
       over (order by p.row) as cluster
     from unnest($1::float8[], $2::float8[]) with ordinality as p(x, y, row) order by p.row`,
    [[...eastings], [...northings], rule.epsMetres, rule.minimumPoints],
  );
  return rows.map(({ cluster }) => cluster);
}

describeDatabases('clusters by density', (database) => {
  it.each(cases)('are those of ST_ClusterDBSCAN: $name', async ({ points, epsMetres, minimumPoints }) => {
    const ours = densityClusters(points.eastings, points.northings, { epsMetres, minimumPoints });
    const theirs = await askPostgis(database(), points, { epsMetres, minimumPoints });
    expect(ours.clusterCount).toBeGreaterThan(0);
    const theirsOfOurs = new Map<number, number | null>();
    const distance = (one: number, other: number): number =>
      Math.sqrt(
        ((points.eastings[one] ?? NaN) - (points.eastings[other] ?? NaN)) ** 2 +
          ((points.northings[one] ?? NaN) - (points.northings[other] ?? NaN)) ** 2,
      );
    ours.labels.forEach((label, at) => {
      if (ours.isCore[at] === 1 && !theirsOfOurs.has(label)) theirsOfOurs.set(label, theirs[at] ?? null);
    });
    // As many clusters, and each core point in the same one.
    expect(new Set(theirsOfOurs.values()).size).toBe(ours.clusterCount);
    expect(new Set(theirs.filter((cluster) => cluster !== null)).size).toBe(ours.clusterCount);
    const oursOfTheirs = new Map([...theirsOfOurs].map(([label, cluster]) => [cluster, label]));
    const different: unknown[] = [];
    ours.labels.forEach((label, at) => {
      const cluster = theirs[at] ?? null;
      const same = label === -1 ? cluster === null : theirsOfOurs.get(label) === cluster;
      if (same) return;
      // Only a border point may differ, and only where a core point of their cluster is within reach of it too.
      const theirLabel = oursOfTheirs.get(cluster) ?? -2;
      const isWithinReach = [...ours.isCore.keys()].some(
        (other) =>
          ours.isCore[other] === 1 && ours.labels[other] === theirLabel && distance(at, other) <= epsMetres,
      );
      if (ours.isCore[at] === 0 && label !== -1 && isWithinReach) return;
      different.push({ at, label, cluster });
    });
    expect(different).toEqual([]);
  });
});

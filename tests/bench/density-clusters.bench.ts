/**
 * Clusters of 1,000,000 points: our DBSCAN against ST_ClusterDBSCAN of the same points in the same run, core points and
 * clusters compared. Usage:
 *
 *   npx tsx tests/bench/density-clusters.bench.ts [POINTS] [EPS]
 *
 * Hamlets of fifty premises over a square that grows with their number, as dense at any size. Starts a PostgreSQL of its own in
 * a temporary folder and removes it.
 */
import { densityClusters, type DensityClusters } from '../../core/spatial/density-clusters.ts';
import type { Database } from '../../server/database/database.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { scatteredHamlets } from '../support/grid-points.ts';
import { createPostgresCluster, findPostgresBinaries } from '../support/postgres-cluster.ts';

const [pointText = '1000000', epsText = '200'] = process.argv.slice(2);
const pointCount = Number(pointText);
const rule = { epsMetres: Number(epsText), minimumPoints: 5 };
const { eastings, northings } = scatteredHamlets(pointCount, 275 * Math.sqrt(pointCount));

const started = performance.now();
const ours = densityClusters(eastings, northings, rule);
const ourTime = performance.now() - started;

async function askPostgis(database: Database): Promise<{ milliseconds: number; clusters: Int32Array }> {
  await database.executeScript('create table bench_point (position integer primary key, x float8, y float8)');
  async function* rows() {
    await Promise.resolve();
    for (let at = 0; at < pointCount; at += 1) yield `${at},${eastings[at]},${northings[at]}\n`;
  }
  await database.copyFrom({ table: 'bench_point', columns: ['position', 'x', 'y'] }, rows());
  await database.executeScript(`alter table bench_point add geometry geometry(Point, 27700);
    update bench_point set geometry = ST_SetSRID(ST_MakePoint(x, y), 27700); analyze bench_point`);
  const before = performance.now();
  await database.executeScript(`create table bench_answer as select position,
    ST_ClusterDBSCAN(geometry, ${rule.epsMetres}, ${rule.minimumPoints}) over () as cluster from bench_point`);
  const milliseconds = performance.now() - before;
  const clusters = new Int32Array(pointCount).fill(-1);
  const answers = await database.query<{ position: number; cluster: number }>(
    'select position, cluster from bench_answer where cluster is not null',
  );
  for (const { position, cluster } of answers) clusters[position] = cluster;
  return { milliseconds, clusters };
}

/** Core points whose cluster is not the same group of core points, and points that are in a cluster of one only. */
function differences({ labels, isCore }: DensityClusters, theirs: Int32Array): number {
  const theirsOfOurs = new Map<number, number>();
  const oursOfTheirs = new Map<number, number>();
  let different = 0;
  labels.forEach((label, at) => {
    const cluster = theirs[at] ?? -1;
    if (isCore[at] !== 1) {
      if ((label === -1) !== (cluster === -1)) different += 1;
      return;
    }
    if (!theirsOfOurs.has(label)) theirsOfOurs.set(label, cluster);
    if (!oursOfTheirs.has(cluster)) oursOfTheirs.set(cluster, label);
    if (theirsOfOurs.get(label) !== cluster || oursOfTheirs.get(cluster) !== label) different += 1;
  });
  return different;
}

const binaries = findPostgresBinaries();
if (binaries === null) throw new Error('PostgreSQL with PostGIS is needed: apt install postgresql postgis');
const cluster = await createPostgresCluster(binaries);
await cluster.start();
const database = openPostgres({ connectionString: cluster.connectionString('postgres'), poolSize: 1 });
try {
  await database.executeScript('create extension if not exists postgis');
  const { milliseconds, clusters } = await askPostgis(database);
  const different = differences(ours, clusters);
  const coreCount = ours.isCore.reduce((sum, core) => sum + core, 0);
  console.log(`${pointCount} points, ${ours.clusterCount} clusters with ${coreCount} core points`);
  console.log(`ours ${ourTime.toFixed(0)} ms`);
  console.log(`ST_ClusterDBSCAN ${milliseconds.toFixed(0)} ms`);
  console.log(`ratio ${(milliseconds / ourTime).toFixed(1)}; different answers ${different}`);
  if (different > 0) process.exitCode = 1;
} finally {
  await database.close();
  await cluster.stop('immediate');
  await cluster.remove();
}

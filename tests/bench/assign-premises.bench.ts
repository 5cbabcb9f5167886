/**
 * From a file of points to stored areas, two ways, on one private server in the same run:
 *
 * - ours: `importFile` of an OS Open UPRN file (recognise, hash, read, check, find the LSOA and the authority of each point
 *   in memory, quality gate, release, commit);
 * - plain PostGIS: COPY of the file, unchanged, into a table of the same columns and primary key, a spatial index over its
 *   points (without one the joins take four times as long: --without-index), then the spatial joins with the LSOAs and with the
 *   authorities, each with an UPDATE of what it finds. That is what the aim is held against. Printed beside it is the best that
 *   was found by hand: the file in an unlogged table, both joins in one INSERT into the table proper.
 *
 * Printed beside it: the two joins alone, into tables without keys, against our assignment alone (boundaries read, indexes
 * made, points found).
 *
 * Real boundaries out of ATLAS_SHARED_DIR: 35,672 LSOAs of 2021, authorities of May 2025. A point on a border belongs to the
 * area whose code comes first, in both. Every answer of the one is compared with the other's. Then ours alone with more
 * points, to see whether the time grows with the data. Usage:
 *
 *   ATLAS_SHARED_DIR=../shared npx tsx tests/bench/assign-premises.bench.ts [POINTS] [MORE_POINTS ...] [--embedded]
 *     [--without-index]
 *
 * `--embedded`: ours alone, on the embedded database, for its time and its memory.
 *
 * Exits with 1 where an answer differs or ours is not five times as fast. Besides the time on the clock, which other work on
 * the machine spoils, the time on the processor is printed, of this process and of the server's together.
 */
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSmallAreas, type SmallArea } from '../../scripts/synthetic/small-areas.ts';
import { strewHomes } from '../../scripts/synthetic/strew-homes.ts';
import type { Database } from '../../server/database/database.ts';
import { openEmbedded } from '../../server/database/embedded.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { openFile } from '../../server/sources/open-file.ts';
import { createPointAssigner } from '../../server/usecases/assign-points.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { createPostgresCluster, findPostgresBinaries } from '../support/postgres-cluster.ts';
import { repositoryPath, sharedPath } from '../support/shared.ts';

const isWithoutIndex = process.argv.includes('--without-index');
const isEmbedded = process.argv.includes('--embedded');
const sizes = process.argv.slice(2).filter((text) => /^\d+$/.test(text));
const [pointCount = 1_000_000, ...moreCounts] = sizes.map(Number);
const folder = mkdtempSync(join(tmpdir(), 'atlas-bench-'));
const boundaryFiles = {
  lsoas: sharedPath('data/national/boundaries/lsoa21_ew_bgc_wgs84_5dp.geojsonl.gz'),
  msoas: sharedPath('data/national/boundaries/msoa21_ew_bgc_wgs84_5dp.geojsonl.gz'),
  authorities: sharedPath('data/national/boundaries/lad_may_2025_uk_bgc.topojson'),
};

/** Points where people live, as OS writes them; every thousandth is a corner of a polygon, to try the rule of the border. */
async function writePoints(areas: readonly SmallArea[], count: number): Promise<string> {
  const path = join(folder, `osopenuprn_${String(200_001 + moreCounts.indexOf(count) + 1)}.csv`);
  const out = createWriteStream(path);
  out.write('\uFEFFUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r\n');
  let text = '';
  let written = 0;
  for (const [position, area] of areas.entries()) {
    const until = Math.floor((count * (position + 1)) / areas.length);
    for (const { homes } of strewHomes(area, until - written, 0, position).flat()) {
      for (const home of homes) {
        written += 1;
        const isCorner = written % 1000 === 0;
        const [x, y] = isCorner ? [area.rings[0]?.[0] ?? 0, area.rings[0]?.[1] ?? 0] : [home.x, home.y];
        text += `${990_000_000_000 + written},${x},${y},51.0866841,-2.6520823\r\n`;
      }
    }
    if (text.length < 1 << 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'finish');
  return path;
}

const catalogue = await loadCatalogue(repositoryPath('data'));

async function importOf(database: Database, path: string, onRows = (): void => undefined): Promise<number> {
  const outcome = await importFile(
    { database, dataFolder: folder, ...catalogue, onProgress: onRows },
    {
      file: await openFile(path),
      format: null,
      datasetId: null,
      options: {},
      madeUp: true,
      acceptWarnings: true,
      isDryRun: false,
      importedBy: 'bench',
    },
  );
  return outcome.rowsKept;
}

interface Times {
  readonly seconds: number;
  readonly processorSeconds: number;
}

/** What /proc says of a process, from its state on; the fields of man 5 proc, less three. */
const statOf = (pid: number): number[] =>
  (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ').map(Number);

/** Processor time of this process and of the server's, in seconds; those that have ended count with their parent. */
async function processorSeconds(database: Database): Promise<number> {
  const { user, system } = process.cpuUsage();
  if (isEmbedded) return (user + system) / 1e6;
  const rows = await database.query<{ pid: number; own: number }>(
    'select pid, pg_backend_pid() as own from pg_stat_activity',
  );
  const parent = statOf(rows[0]?.own ?? 0)[1] ?? 0;
  const [, , , , , , , , , , , u = 0, k = 0, endedU = 0, endedK = 0] = statOf(parent);
  const living = rows.map(({ pid }) => (statOf(pid)[11] ?? 0) + (statOf(pid)[12] ?? 0));
  return (
    (user + system) / 1e6 + (living.reduce((sum, value) => sum + value, 0) + u + k + endedU + endedK) / 100
  );
}

async function timed(database: Database, work: () => Promise<unknown>): Promise<Times> {
  const before = await processorSeconds(database);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  return { seconds, processorSeconds: (await processorSeconds(database)) - before };
}

const said = ({ seconds, processorSeconds: busy }: Times): string =>
  `${seconds.toFixed(1)} s (processor ${busy.toFixed(1)} s)`;
const sum = (times: readonly Times[]): Times => ({
  seconds: times.reduce((total, each) => total + each.seconds, 0),
  processorSeconds: times.reduce((total, each) => total + each.processorSeconds, 0),
});

async function ours(database: Database, path: string): Promise<Times & { readonly megabytes: number }> {
  let most = process.memoryUsage.rss();
  const times = await timed(database, () =>
    importOf(database, path, () => (most = Math.max(most, process.memoryUsage.rss()))),
  );
  return { ...times, megabytes: most / 1e6 };
}

const points = isWithoutIndex ? 'ST_SetSRID(ST_MakePoint(p.easting, p.northing), 27700)' : 'p.point';

/** The join that PostGIS makes best: fresh statistics; on borders the first code. */
const joinOf = (type: string, table: string): string => `
  select distinct on (p.uprn) p.uprn, a.area_id from ${table} p join area a on ST_Intersects(a.geometry, ${points})
  where a.area_type = '${type}' order by p.uprn, a.code collate "C"`;

const pointColumn = isWithoutIndex
  ? ''
  : ', point geometry(Point, 27700) generated always as (ST_SetSRID(ST_MakePoint(easting, northing), 27700)) stored';

const script = (database: Database, sql: string): Promise<Times> =>
  timed(database, () => database.executeScript(sql));

/** The file, unchanged, in a table with a spatial index; without it the index is that of the areas alone. */
async function copyFile(database: Database, path: string, table: string): Promise<Times> {
  async function* lines(): AsyncGenerator<Uint8Array> {
    let isFirst = true;
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      if (!(chunk instanceof Uint8Array)) continue;
      yield isFirst ? chunk.subarray(chunk.indexOf(10) + 1) : chunk;
      isFirst = false;
    }
  }
  const columns = ['uprn', 'easting', 'northing', 'latitude', 'longitude'];
  const copied = await timed(database, () => database.copyFrom({ table, columns }, lines()));
  const indexed = isWithoutIndex ? '' : `create index on ${table} using gist (point);`;
  return sum([copied, await script(database, `${indexed} analyze ${table}`)]);
}

async function plain(
  database: Database,
  path: string,
): Promise<{ readonly updated: Times; readonly inserted: Times; readonly joins: Times }> {
  const releases = await database.query<{ id: number }>('select max(release_id) as id from dataset_release');
  const release = String(releases[0]?.id ?? 0);
  await database.executeScript(`
    create table plain_premises (like premises including all, latitude float8, longitude float8${pointColumn});
    alter table plain_premises alter release_id set default ${release}`);
  const copied = await copyFile(database, path, 'plain_premises');
  const table = 'plain_premises';
  const lsoaJoin = await script(database, `create temporary table answer_lsoa as ${joinOf('lsoa', table)}`);
  const ladJoin = await script(database, `create temporary table answer_lad as ${joinOf('lad', table)}`);
  const assign = (type: string): Promise<Times> =>
    script(
      database,
      `update plain_premises set ${type}_id = answer.area_id from (${joinOf(type, table)}) answer
       where answer.uprn = plain_premises.uprn`,
    );
  const [lsoa, lad] = [await assign('lsoa'), await assign('lad')];
  console.log(
    `plain PostGIS, updated: COPY and index ${said(copied)}, LSOAs ${said(lsoa)}, authorities ${said(lad)}`,
  );
  const updated = sum([copied, lsoa, lad]);
  const inserted = await plainInsert(database, path, release);
  return { updated, inserted, joins: sum([lsoaJoin, ladJoin]) };
}

/** Each row is written once, and joins may be made by several processes. */
async function plainInsert(database: Database, path: string, release: string): Promise<Times> {
  await database.executeScript(`
    create table inserted_premises (like premises including all);
    create unlogged table staging (uprn bigint, easting float8, northing float8, latitude float8,
      longitude float8${pointColumn})`);
  const copied = await copyFile(database, path, 'staging');
  const inserted = await script(
    database,
    `insert into inserted_premises (release_id, uprn, easting, northing, lsoa_id, lad_id)
     with lsoa as materialized (${joinOf('lsoa', 'staging')}), lad as materialized (${joinOf('lad', 'staging')})
     select ${release}, p.uprn, p.easting, p.northing, lsoa.area_id, lad.area_id
     from staging p left join lsoa using (uprn) left join lad using (uprn)`,
  );
  console.log(`plain PostGIS, inserted: COPY and index ${said(copied)}, joins ${said(inserted)}`);
  return sum([copied, inserted]);
}

/** Our assignment alone: boundaries out of the database, their indexes, and both areas of every point. */
async function oursAlone(database: Database, path: string): Promise<Times> {
  const points: number[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1, -1)) {
    const [, x, y] = line.split(',');
    points.push(Number(x), Number(y));
  }
  return timed(database, async () => {
    const lsoas = await createPointAssigner(database, { type: 'lsoa', vintage: 2021 });
    const authorities = await createPointAssigner(database, { type: 'lad', vintage: 2025 });
    for (let at = 0; at < points.length; at += 2) {
      lsoas.areaAt(points[at] ?? 0, points[at + 1] ?? 0);
      authorities.areaAt(points[at] ?? 0, points[at + 1] ?? 0);
    }
  });
}

async function compare(database: Database): Promise<{ readonly points: number; readonly different: number }> {
  const rows = await database.query<{ points: number; placed: number; different: number }>(`
    select count(*) as points, count(o.lsoa_id) as placed, count(*) filter (where p.uprn is null
      or i.uprn is null or o.lsoa_id is distinct from p.lsoa_id or o.lad_id is distinct from p.lad_id
      or o.lsoa_id is distinct from i.lsoa_id or o.lad_id is distinct from i.lad_id
      or o.easting <> p.easting or o.northing <> p.northing) as different
    from premises o left join plain_premises p using (uprn) left join inserted_premises i using (uprn)`);
  const { points = 0, placed = 0, different = 1 } = rows[0] ?? {};
  console.log(`${points} points compared, ${placed} in an LSOA, ${different} answers differ`);
  return { points, different };
}

async function run(database: Database): Promise<void> {
  await migrate(database);
  await importOf(database, boundaryFiles.authorities);
  await importOf(database, boundaryFiles.lsoas);
  await database.executeScript('analyze area');
  const areas = await readSmallAreas(boundaryFiles, '');
  const path = await writePoints(areas, pointCount);
  console.log(`${pointCount} points, ${areas.length} LSOAs`);
  const before = process.memoryUsage.rss() / 1e6;
  const first = await ours(database, path);
  console.log(
    `ours ${said(first)}; memory ${before.toFixed(0)} MB before, ${first.megabytes.toFixed(0)} MB at most`,
  );
  if (!isEmbedded) await againstPlain(database, path, first);
  for (const count of moreCounts) {
    const more = await ours(database, await writePoints(areas, count));
    const growth = more.processorSeconds / first.processorSeconds / (count / pointCount);
    console.log(`${count} points: ours ${said(more)}, ${more.megabytes.toFixed(0)} MB at most`);
    console.log(
      `  for a million ${((more.seconds / count) * 1e6).toFixed(1)} s, before ${((first.seconds / pointCount) * 1e6).toFixed(1)} s; processor time for a point ${growth.toFixed(2)} times as long`,
    );
  }
}

async function againstPlain(database: Database, path: string, first: Times): Promise<void> {
  const { updated, inserted, joins } = await plain(database, path);
  const alone = await oursAlone(database, path);
  const ratio = (other: Times, own: Times): string =>
    `ratio ${(other.seconds / own.seconds).toFixed(1)}, by processor time ${(other.processorSeconds / own.processorSeconds).toFixed(1)}`;
  console.log(
    `file to stored areas: plain ${said(updated)}, ours ${said(first)}: ${ratio(updated, first)} (aim 5)`,
  );
  console.log(`  in one INSERT by hand: ${said(inserted)}: ${ratio(inserted, first)}`);
  console.log(`assignment alone: joins ${said(joins)}, ours ${said(alone)}: ${ratio(joins, alone)}`);
  const { points, different } = await compare(database);
  if (different > 0 || points !== pointCount || updated.seconds / first.seconds < 5) process.exitCode = 1;
}

const binaries = isEmbedded ? null : findPostgresBinaries();
if (!isEmbedded && binaries === null)
  throw new Error('PostgreSQL with PostGIS is needed: apt install postgresql postgis');
const cluster = binaries === null ? null : await createPostgresCluster(binaries);
await cluster?.start();
const database =
  cluster === null
    ? await openEmbedded({ folder: join(folder, 'database') })
    : openPostgres({
        connectionString: cluster.connectionString('postgres'),
        poolSize: 2,
        statementTimeoutMilliseconds: 0,
      });
try {
  await run(database);
} finally {
  await database.close();
  await cluster?.stop('immediate');
  await cluster?.remove();
  rmSync(folder, { recursive: true });
}

/**
 * From a file of points to stored areas, two ways, on one private server in the same run:
 *
 * - ours: `importFile` of an OS Open UPRN file (recognise, hash, read, check, find the LSOA and the authority of each point
 *   in memory, quality gate, release, commit);
 * - plain PostGIS: COPY of the same points, an index on them, a spatial join with the LSOAs and one with the authorities, and
 *   an insert of the answers into a table of the same columns, keys and indexes.
 *
 * Real boundaries out of ATLAS_SHARED_DIR: 35,672 LSOAs of 2021, authorities of May 2025. A point on a border belongs to the
 * area whose code comes first, in both. Every answer of the one is compared with the other's. Then ours alone with more
 * points, to see whether the time grows with the data. Usage:
 *
 *   ATLAS_SHARED_DIR=../shared npx tsx tests/bench/assign-premises.bench.ts [POINTS] [MORE_POINTS ...]
 *
 * Exits with 1 where an answer differs or ours is not five times as fast. Besides the time on the clock, which other work on
 * the machine spoils, the time on the processor is printed, of this process and of the server's together.
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { createPostgresCluster, findPostgresBinaries } from '../support/postgres-cluster.ts';
import { repositoryPath, sharedPath } from '../support/shared.ts';

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

/** Processor time of this process and of every process of the server, in seconds. */
async function processorSeconds(database: Database): Promise<number> {
  const { user, system } = process.cpuUsage();
  if (isEmbedded) return (user + system) / 1e6;
  const rows = await database.query<{ pid: number }>('select pid from pg_stat_activity');
  const ticks = rows.map(({ pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return (user + system) / 1e6 + ticks.reduce((sum, value) => sum + value, 0) / 100;
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

/** The join that PostGIS makes best: indexes on both sides, fresh statistics; on borders the first code. */
const joinOf = (type: string): string => `
  create table plain_${type} as select distinct on (p.uprn) p.uprn, a.area_id
  from plain_point p join area a on ST_Intersects(a.geometry, p.point)
  where a.area_type = '${type}' order by p.uprn, a.code collate "C"`;

async function plain(database: Database, path: string): Promise<Times> {
  await database.executeScript(`
    create table plain_point (uprn bigint, easting float8, northing float8, latitude float8, longitude float8,
      point geometry(Point, 27700) generated always as (ST_SetSRID(ST_MakePoint(easting, northing), 27700)) stored);
    create table plain_premises (like premises including all,
      foreign key (release_id) references dataset_release on delete cascade,
      foreign key (lsoa_id) references area, foreign key (ward_id) references area,
      foreign key (lad_id) references area)`);
  const columns = ['uprn', 'easting', 'northing', 'latitude', 'longitude'];
  async function* lines(): AsyncGenerator<string> {
    const text = readFileSync(path, 'utf8');
    for (let at = text.indexOf('\n') + 1; at < text.length;) {
      const end = text.indexOf('\n', Math.min(text.length - 1, at + (1 << 20))) + 1;
      yield text.slice(at, end);
      at = end;
    }
    await Promise.resolve();
  }
  const script = (sql: string) => timed(database, () => database.executeScript(sql));
  const copied = await timed(database, () => database.copyFrom({ table: 'plain_point', columns }, lines()));
  const indexed = await script('create index on plain_point using gist (point); analyze plain_point');
  const lsoa = await script(joinOf('lsoa'));
  const lad = await script(joinOf('lad'));
  const stored = await script(`
    insert into plain_premises (release_id, uprn, easting, northing, lsoa_id, lad_id)
    select (select max(release_id) from dataset_release), p.uprn, p.easting, p.northing, l.area_id, a.area_id
    from plain_point p left join plain_lsoa l using (uprn) left join plain_lad a using (uprn)`);
  console.log(`plain PostGIS: COPY ${said(copied)}, index ${said(indexed)}`);
  console.log(`  join with LSOAs ${said(lsoa)}, with authorities ${said(lad)}, store ${said(stored)}`);
  console.log(`  the two joins alone ${said(sum([lsoa, lad]))}`);
  return sum([copied, indexed, lsoa, lad, stored]);
}

async function compare(database: Database): Promise<{ readonly points: number; readonly different: number }> {
  const rows = await database.query<{ points: number; placed: number; different: number }>(`
    select count(*) as points, count(o.lsoa_id) as placed, count(*) filter (where p.uprn is null
      or o.lsoa_id is distinct from p.lsoa_id or o.lad_id is distinct from p.lad_id) as different
    from premises o left join plain_premises p using (uprn)`);
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
  const other = await plain(database, path);
  console.log(`plain PostGIS in all ${said(other)}`);
  const ratio = other.seconds / first.seconds;
  const busyRatio = other.processorSeconds / first.processorSeconds;
  console.log(`ratio ${ratio.toFixed(1)}, by processor time ${busyRatio.toFixed(1)} (aim 5)`);
  const { points, different } = await compare(database);
  if (different > 0 || points !== pointCount || ratio < 5) process.exitCode = 1;
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

/**
 * Import of an OS Open UPRN file, end to end (recognise, hash, read, check, quality gate, release, commit), against
 * psql-like COPY of the same file, unchanged, into a table of the same shape: same columns, types and primary key. Both on one private server, in the same run. Usage:
 *
 *   npx tsx tests/bench/import-premises.bench.ts [ROWS]
 *
 * Prints both times, their ratio (aim 1.2) and the most memory this process had.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../server/database/database.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { openFile } from '../../server/sources/open-file.ts';
import { loadCatalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import { createPostgresCluster, findPostgresBinaries } from '../support/postgres-cluster.ts';
import { repositoryPath } from '../support/shared.ts';

const rowCount = Number(process.argv[2] ?? '1000000');
const folder = mkdtempSync(join(tmpdir(), 'atlas-bench-'));
const path = join(folder, 'osopenuprn_202609.csv');

/** Rows as OS writes them: rising UPRNs, neighbours near each other, a mark at the beginning, CRLF. */
async function writeFile(): Promise<void> {
  const out = createWriteStream(path);
  out.write('\uFEFFUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r\n');
  let text = '';
  let state = 42;
  for (let row = 0; row < rowCount; row += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const easting = 300_000 + ((row * 37) % 300_000) + (state % 100) / 100;
    const northing = 200_000 + (Math.floor(row / 50) % 300_000) + ((state >>> 8) % 100) / 100;
    text += `${10_000_000 + row * 3},${easting.toFixed(2)},${northing.toFixed(2)},51.0866841,-2.6520823\r\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await once(out, 'finish');
}

async function plainCopy(database: Database): Promise<number> {
  await database.executeScript(`
    insert into dataset (dataset_id, title, publisher, licence, attribution) values ('plain', '', '', '', '');
    insert into dataset_release (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
      values ('plain', '', '', repeat('0', 64), 0, 'bench')`);
  const releases = await database.query<{ id: number }>('select max(release_id) as id from dataset_release');
  await database.executeScript(`
    create table plain_premises (like premises including all, latitude float8, longitude float8);
    alter table plain_premises alter release_id set default ${releases[0]?.id ?? 0}`);
  const columns = ['uprn', 'easting', 'northing', 'latitude', 'longitude'];
  const started = performance.now();
  await database.copyFrom({ table: 'plain_premises', columns }, withoutHeader());
  return performance.now() - started;
}

/** The bytes of the file behind its first line: our COPY knows no header. */
async function* withoutHeader(): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (!(chunk instanceof Uint8Array)) continue;
    yield isFirst ? chunk.subarray(chunk.indexOf(10) + 1) : chunk;
    isFirst = false;
  }
}

async function ourImport(
  database: Database,
): Promise<{ milliseconds: number; rows: number; megabytes: number }> {
  const catalogue = await loadCatalogue(repositoryPath('data'));
  let most = 0;
  const started = performance.now();
  const outcome = await importFile(
    {
      database,
      dataFolder: folder,
      sources: catalogue.sources,
      indicators: catalogue.indicators,
      onProgress: () => (most = Math.max(most, process.memoryUsage.rss())),
    },
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
  return { milliseconds: performance.now() - started, rows: outcome.rowsKept, megabytes: most / 1e6 };
}

const binaries = findPostgresBinaries();
if (binaries === null) throw new Error('PostgreSQL with PostGIS is needed: apt install postgresql postgis');
await writeFile();
const cluster = await createPostgresCluster(binaries);
await cluster.start();
const database = openPostgres({ connectionString: cluster.connectionString('postgres'), poolSize: 2 });
try {
  await migrate(database);
  const before = process.memoryUsage.rss() / 1e6;
  const ours = await ourImport(database);
  const plain = await plainCopy(database);
  console.log(`${rowCount} rows`);
  console.log(`import ${ours.milliseconds.toFixed(0)} ms, ${ours.rows} rows kept`);
  console.log(`plain COPY ${plain.toFixed(0)} ms`);
  console.log(`ratio ${(ours.milliseconds / plain).toFixed(2)} (aim 1.2)`);
  console.log(`memory ${before.toFixed(0)} MB before, ${ours.megabytes.toFixed(0)} MB at most`);
  if (ours.rows !== rowCount) process.exitCode = 1;
} finally {
  await database.close();
  await cluster.stop('immediate');
  await cluster.remove();
  rmSync(folder, { recursive: true });
}

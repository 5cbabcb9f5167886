import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Postgrator from 'postgrator';
import { AppError } from '../../core/errors.ts';
import type { Database, Queryable } from './database.ts';

/** Two services that start at once on one server: the second waits here and then finds nothing to do. */
const advisoryLockKey = 2_718_281;

const fileName = /^(\d{4})\.do\.[a-z0-9-]+\.sql$/;

/** migrations/ in the repository, from source as from dist/. */
export function defaultMigrationsFolder(): string {
  const depth = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  return fileURLToPath(new URL(`${depth}migrations`, import.meta.url));
}

export interface MigrationReport {
  /** Names of the files applied now, in order. */
  readonly applied: readonly string[];
  /** The version that the database has after it. */
  readonly version: number;
}

/**
 * Brings the database to the newest schema, in one transaction: all of it or nothing.
 *
 * @param folder Files NNNN.do.verb-noun.sql, forward only.
 * @throws AppError `conflict` where the database is newer than this code, where an applied file has been changed, or where a file came
 *   later than one with a higher number that was applied.
 */
export async function migrate(
  database: Database,
  folder: string = defaultMigrationsFolder(),
): Promise<MigrationReport> {
  const newest = newestVersion(folder);
  return database.transaction(async (transaction) => {
    await transaction.query(`select pg_advisory_xact_lock($1::bigint)`, [advisoryLockKey]);
    const postgrator = new Postgrator({
      driver: 'pg',
      schemaTable: 'schema_version',
      migrationPattern: join(folder, '*.sql'),
      newline: 'LF',
      execQuery: async (text) => ({ rows: await transaction.query(text) }),
      execSqlScript: (text) => transaction.executeScript(text),
    });
    const version = await postgrator.getDatabaseVersion();
    if (version > newest) throw newerDatabase(version, newest);
    await assertUnchanged(transaction, postgrator, version);
    const applied = await postgrator.migrate();
    return { applied: applied.map((migration) => migration.name), version: newest };
  });
}

function newestVersion(folder: string): number {
  const versions = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => {
      const version = fileName.exec(name)?.[1];
      if (version === undefined) {
        throw new Error(`Migration ${name} is not called NNNN.do.verb-noun.sql.`);
      }
      return Number(version);
    });
  return Math.max(0, ...versions);
}

function newerDatabase(version: number, newest: number): AppError {
  return new AppError(
    'conflict',
    `The database has schema ${version}, this version of the atlas knows schemas up to ${newest}. ` +
      'Start the newer version, or restore the database from before it was upgraded.',
    { details: { databaseVersion: version, newestKnownVersion: newest } },
  );
}

/** Postgrator would pass it over without a word: it looks only at what is newer than the database. */
function skippedMigration(
  { version, name }: { readonly version: number; readonly name: string },
  databaseVersion: number,
): AppError {
  return new AppError(
    'conflict',
    `Migration ${version} (${name}) came after the database had gone on to schema ${databaseVersion}, and was never applied. ` +
      'Start with an empty database, or restore the one from before that schema.',
    { details: { version, name, databaseVersion } },
  );
}

/** Postgrator checks this too, but says neither which file nor what to do. */
async function assertUnchanged(
  transaction: Queryable,
  postgrator: Postgrator,
  version: number,
): Promise<void> {
  if (version === 0) return;
  const rows = await transaction.query<{ version: number; md5: string | null }>(
    'select version, md5 from schema_version where version > 0',
  );
  const applied = new Map(rows.map((row) => [row.version, row.md5]));
  for (const migration of await postgrator.getMigrations()) {
    const before = applied.get(migration.version);
    if (before === undefined && migration.version <= version) throw skippedMigration(migration, version);
    if (before === undefined || before === null || before === migration.md5) continue;
    throw new AppError(
      'conflict',
      `Migration ${migration.version} (${migration.name}) was changed after it had been applied to this database. ` +
        'Restore the file and put the change into a new migration, or start with an empty database.',
      { details: { version: migration.version, name: migration.name } },
    );
  }
}

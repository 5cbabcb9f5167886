import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { openEmbedded } from '../../server/database/embedded.ts';
import { migrate } from '../../server/database/migrate.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { templateDatabase } from './postgres-cluster.ts';

/**
 * Runs a suite on both databases: an empty, migrated database for each, the same one for all tests of the suite.
 * Without PostgreSQL's binaries its half is skipped and says so; in CI their absence is a failure.
 *
 * @example
 * describeDatabases('areas', (database) => {
 *   it('counts', async () => { expect(await database().query('select 1 as one')).toEqual([{ one: 1 }]); });
 * });
 */
export function describeDatabases(title: string, define: (database: () => Database) => void): void {
  describe(`${title} on the embedded database`, () => {
    defineWith(openEmptyEmbedded, () => Promise.resolve(), define);
  });
  const socketFolder = inject('postgresSocketFolder');
  if (socketFolder === null) {
    if (process.env['CI'] === 'true') throw new Error('CI must have the PostgreSQL and PostGIS packages.');
    describe.skip(`${title} on PostgreSQL (skipped: no initdb; apt install postgresql postgis)`, () => {
      define(() => {
        throw new Error('There is no PostgreSQL.');
      });
    });
    return;
  }
  describe(`${title} on PostgreSQL`, () => {
    const clone = createClone(socketFolder);
    defineWith(clone.open, clone.drop, define);
  });
}

function defineWith(
  open: () => Promise<Database>,
  drop: (database: Database) => Promise<void>,
  define: (database: () => Database) => void,
): void {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    if (database !== undefined) await drop(database);
  });
  define(() => {
    if (database === undefined) throw new Error('Ask for the database inside a test or hook.');
    return database;
  });
}

/**
 * The one embedded database of this process: opening costs seconds and most of a gigabyte, so files share it.
 * On globalThis because each test file may get modules of its own.
 */
declare global {
  var atlasTestDatabase: Promise<Database> | undefined;
}

async function openEmptyEmbedded(): Promise<Database> {
  globalThis.atlasTestDatabase ??= openEmbedded({ folder: inject('embeddedFolder') });
  const database = await globalThis.atlasTestDatabase;
  await migrate(database);
  await truncateAll(database);
  return database;
}

async function truncateAll(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(
    `select quote_ident(c.relname) as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_version'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
  );
  await database.executeScript(
    `truncate ${tables.map((table) => table.name).join(', ')} restart identity cascade`,
  );
}

let cloneCount = 0;

function createClone(socketFolder: string): {
  open: () => Promise<Database>;
  drop: (database: Database) => Promise<void>;
} {
  cloneCount += 1;
  const name = `clone_${process.pid}_${cloneCount}_${Date.now()}`;
  const connectionString = (database: string): string =>
    `postgresql:///${database}?host=${socketFolder}&user=postgres`;
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = openPostgres({ connectionString: connectionString('postgres'), poolSize: 1 });
    await admin.execute(statement);
    await admin.close();
  };
  return {
    async open() {
      await asAdmin(`create database ${name} template ${templateDatabase}`);
      return openPostgres({ connectionString: connectionString(name), poolSize: 4 });
    },
    async drop(database) {
      await database.close();
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}

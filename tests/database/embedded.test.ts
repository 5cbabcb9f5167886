import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { openEmbedded } from '../../server/database/embedded.ts';
import type { EmbeddedDatabase } from '../../server/database/embedded.ts';
import { defaultBakedPath, pglitePin } from '../../server/database/embedded-cluster.ts';
import { SqlError } from '../../server/database/errors.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Two polygons that cross themselves: GEOS throws a TopologyException, which PGlite loses. */
const bowTies = `
  st_geomfromtext('POLYGON((0 0,10 10,0 10,10 0,0 0))'),
  st_geomfromtext('POLYGON((0 0,10 0,10 10,5 -5,0 10,0 0))')`;
const losesItsError = `select st_area(st_intersection(${bowTies}))`;

const folder = temporaryFolder();
let database: EmbeddedDatabase;
const progress: string[] = [];

beforeAll(async () => {
  database = await openEmbedded({
    folder,
    onProgress: (text) => progress.push(text),
    copyBlockBytes: 1000,
    statementTimeoutMilliseconds: 20_000,
  });
  await database.executeScript('create table kept (a double precision)');
});
afterAll(async () => {
  await database.close();
});

async function keptCount(): Promise<unknown> {
  return (await database.query('select count(*) as n from kept'))[0];
}

describe('the embedded database', () => {
  it('is the pair of versions that load together', () => {
    const { dependencies } = JSON.parse(readFileSync(repositoryPath('package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['@electric-sql/pglite']).toBe(pglitePin);
    expect(dependencies['@electric-sql/pglite-postgis']).toBe('0.2.8');
  });

  it('starts from the prepared database, whose versions are those of the engine', async () => {
    expect(existsSync(defaultBakedPath())).toBe(true);
    expect(progress).toEqual(['Unpacking the prepared empty database', 'Starting the database']);
    expect(
      await database.query(`select current_setting('server_version_num')::integer / 10000 as major`),
    ).toEqual([{ major: 18 }]);
    const [row] = await database.query<{ version: string }>('select postgis_full_version() as version');
    expect(row?.version).toContain('POSTGIS="3.6.2');
    // PostGIS says so where the extension in the database is older than its library.
    expect(row?.version).not.toMatch(/procs need upgrade|procs from/);
    const extensions = await database.query<{ name: string; is_current: boolean }>(
      `select name, installed_version = default_version as is_current
       from pg_available_extensions where installed_version is not null order by name`,
    );
    expect(extensions).toContainEqual({ name: 'postgis', is_current: true });
  });

  describe('where PGlite loses a geometry exception', () => {
    it('throws instead of giving an empty result', async () => {
      await expect(database.query(losesItsError)).rejects.toThrow(SqlError);
      await expect(database.query(losesItsError)).rejects.toThrow('lost its error message');
    });

    it('keeps nothing of a transaction, although PGlite would commit the rows before', async () => {
      const work = database.transaction(async (transaction) => {
        await transaction.execute('insert into kept values (1)');
        await transaction.execute(`insert into kept ${losesItsError}`);
      });
      await expect(work).rejects.toThrow('lost its error message');
      expect(await keptCount()).toEqual({ n: 0 });
    });

    it('keeps nothing of a transaction that caught the error', async () => {
      const work = database.transaction(async (transaction) => {
        await transaction.execute('insert into kept values (1)');
        await transaction.query(losesItsError).catch(() => undefined);
      });
      await expect(work).rejects.toThrow('everything in it is rolled back');
      expect(await keptCount()).toEqual({ n: 0 });
    });

    it('notices it in the middle of a script, and keeps nothing of the script', async () => {
      const script = `insert into kept values (1); ${losesItsError}; insert into kept values (2); select 3`;
      await expect(database.executeScript(script)).rejects.toThrow('lost its error message');
      expect(await keptCount()).toEqual({ n: 0 });
    });

    it('notices it where the result looks right, and keeps nothing', async () => {
      await database.executeScript('create table shape (a geometry, b geometry)');
      await database.execute(`insert into shape values (${bowTies})`);
      const overlay = 'st_area(st_intersection(a, b))';
      const statements = [
        `create table made as select ${overlay} from shape`,
        `create index made on shape ((${overlay}))`,
        `alter table shape add column made double precision generated always as (${overlay}) stored`,
      ];
      for (const statement of statements) {
        await expect(database.execute(statement), statement).rejects.toThrow('lost its error message');
        await expect(database.executeScript(`${statement}; select 1`), statement).rejects.toThrow('lost its');
        const work = database.transaction(async (transaction) => {
          await transaction.execute('insert into kept values (1)');
          await transaction.execute(statement);
        });
        await expect(work, statement).rejects.toThrow('lost its error message');
      }
      // In a script a plain SELECT says "SELECT 0" where it failed.
      await expect(database.executeScript(`select ${overlay} from shape`)).rejects.toThrow('lost its');
      expect(await keptCount()).toEqual({ n: 0 });
      expect(await database.query(`select to_regclass('made') is null as is_absent`)).toEqual([
        { is_absent: true },
      ]);
      expect(
        await database.query(
          `select count(*) as n from pg_attribute where attrelid = 'shape'::regclass and attnum > 0`,
        ),
      ).toEqual([{ n: 2 }]);
      await database.executeScript('drop table shape');
    });

    it('notices it in an INSERT ... SELECT outside a transaction', async () => {
      const statement = `insert into kept select st_area(st_intersection(${bowTies})) from generate_series(1, 3)`;
      await expect(database.execute(statement)).rejects.toThrow('lost its error message');
      expect(await keptCount()).toEqual({ n: 0 });
    });
  });

  it('gives turns in order, and a transaction keeps its turn', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await Promise.all([
      database
        .transaction(async (transaction) => {
          await transaction.execute('insert into kept values (1)');
          await new Promise((resolve) => setTimeout(resolve, 50));
          await transaction.execute('delete from kept');
        })
        .then(note('transaction')),
      database.query<{ n: number }>('select count(*) as n from kept').then((rows) => {
        order.push(`read ${rows[0]?.n ?? ''}`);
      }),
      database.query('select 1').then(note('third')),
    ]);
    expect(order).toEqual(['transaction', 'read 0', 'third']);
  });

  it('says so when the database is used inside a transaction, which would wait for itself', async () => {
    const work = database.transaction(() => database.query('select 1'));
    await expect(work).rejects.toThrow('use the transaction, not the database');
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('copies a file in several blocks, all or nothing', async () => {
    async function* lines(last: string): AsyncGenerator<string> {
      for (let line = 1; line <= 5_000; line += 1) yield `${line}\n`;
      await Promise.resolve();
      yield last;
    }
    const target = { table: 'kept', columns: ['a'] };
    await expect(database.copyFrom(target, lines('none\n'))).rejects.toMatchObject({ sqlState: '22P02' });
    expect(await keptCount()).toEqual({ n: 0 });
    expect(await database.copyFrom(target, lines('5001\n'))).toBe(5_001);
    expect(await database.query('select sum(a) as sum from kept')).toEqual([{ sum: (5_001 * 5_002) / 2 }]);
    await database.execute('delete from kept');
  });

  it('copies records in binary form in several blocks, all or nothing', async () => {
    async function* records(last: Uint8Array): AsyncGenerator<Uint8Array> {
      for (let value = 1; value <= 5_000; value += 1) {
        const record = Buffer.alloc(14);
        record.writeInt16BE(1);
        record.writeInt32BE(8, 2);
        record.writeDoubleBE(value, 6);
        yield record;
      }
      await Promise.resolve();
      yield last;
    }
    const target = { table: 'kept', columns: ['a'], form: 'binary' } as const;
    await expect(database.copyFrom(target, records(Uint8Array.of(0, 7)))).rejects.toThrow();
    expect(await keptCount()).toEqual({ n: 0 });
    expect(await database.copyFrom(target, records(new Uint8Array()))).toBe(5_000);
    expect(await database.query('select sum(a) as sum from kept')).toEqual([{ sum: (5_000 * 5_001) / 2 }]);
    await database.execute('delete from kept');
  });

  it('leaves the event loop free while a statement runs', async () => {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    await database.query('select sum(sqrt(n)) from generate_series(1, 1500000) as n');
    clearInterval(timer);
    expect(longest).toBeLessThan(300);
  });

  it('refuses a second opener of its folder', async () => {
    const second = openEmbedded({ folder });
    await expect(second).rejects.toMatchObject({ code: 'conflict', details: { pid: process.pid } });
  });

  it('stops a statement when told to, loses nothing that was committed, and opens again by itself', async () => {
    await database.execute('insert into kept values (42)');
    const endless = database.query('select count(*) from generate_series(1, 2000000000)');
    const inTransaction = expect(endless).rejects.toMatchObject({ code: 'source-unavailable' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await database.cancelRunning();
    await inTransaction;
    expect(await database.query('select a from kept')).toEqual([{ a: 42 }]);
  });

  it('rolls back the transaction whose engine ended, and refuses its further statements', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.execute('insert into kept values (43)');
      const endless = transaction.query('select count(*) from generate_series(1, 2000000000)');
      setTimeout(() => void database.cancelRunning(), 200);
      await endless.catch(() => undefined);
      await transaction.execute('insert into kept values (44)');
    });
    await expect(work).rejects.toThrow();
    expect(await database.query('select a from kept')).toEqual([{ a: 42 }]);
  });
});

describe('opening an embedded database', () => {
  it('ends with a clear error when it takes too long, and frees the folder', async () => {
    const place = temporaryFolder();
    const opening = openEmbedded({ folder: place, openTimeoutMilliseconds: 1 });
    await expect(opening).rejects.toThrow(AppError);
    await expect(opening).rejects.toThrow('did not open in time');
    expect(readdirSync(place)).not.toContain('lock.json');
  });
});

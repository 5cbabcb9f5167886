import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { createPostgresCluster, findPostgresBinaries } from '../support/postgres-cluster.ts';
import type { PostgresCluster } from '../support/postgres-cluster.ts';

const bin = findPostgresBinaries();
if (bin === null && process.env['CI'] === 'true') throw new Error('CI must have the PostgreSQL packages.');

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe.skipIf(bin === null)('the PostgreSQL adapter', () => {
  let cluster: PostgresCluster;
  let database: Database;
  const lost: Error[] = [];

  beforeAll(async () => {
    cluster = await createPostgresCluster(bin ?? '');
    await cluster.start();
    database = openPostgres({
      connectionString: cluster.connectionString('postgres'),
      poolSize: 2,
      maxWaiting: 3,
      statementTimeoutMilliseconds: 500,
      lockTimeoutMilliseconds: 200,
      connectTimeoutMilliseconds: 2_000,
      onConnectionLost: (error) => lost.push(error),
    });
    await database.executeScript('create table kept (a integer)');
  });
  afterAll(async () => {
    await database.close();
    await cluster.remove();
  });

  it('stops a plain read that takes too long, and lets a writing transaction take its time', async () => {
    await expect(database.query('select pg_sleep(5)')).rejects.toMatchObject({ code: 'source-unavailable' });
    const reading = database.transaction((transaction) => transaction.query('select pg_sleep(5)'), {
      readOnly: true,
    });
    await expect(reading).rejects.toMatchObject({ code: 'source-unavailable' });
    await database.transaction((transaction) => transaction.query('select pg_sleep(0.8)'));
  });

  it('calls a lock that another task holds a conflict', async () => {
    await database.transaction(async (transaction) => {
      await transaction.executeScript('lock table kept');
      await expect(database.execute('insert into kept values (1)')).rejects.toMatchObject({
        code: 'conflict',
      });
    });
  });

  it('turns requests away when too many wait, at once, and recovers', async () => {
    const slow = Array.from({ length: 5 }, () => database.query('select pg_sleep(0.2)'));
    const began = performance.now();
    await expect(database.query('select 1')).rejects.toThrow('Too many requests');
    expect(performance.now() - began).toBeLessThan(100);
    await Promise.all(slow);
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('uses no named statements, which pgbouncer cannot hold', async () => {
    const rows = await database.transaction(async (transaction) => {
      await transaction.query('select $1::integer', [1]);
      return transaction.query('select count(*) as n from pg_prepared_statements');
    });
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('tries a read again whose connections died while idle', async () => {
    await Promise.all([database.query('select pg_sleep(0.05)'), database.query('select pg_sleep(0.05)')]);
    await cluster.stop('immediate');
    await cluster.start();
    const answers = await Promise.all([1, 2, 3].map((n) => database.query('select $1::integer as n', [n])));
    expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
  });

  it('tries a read again whose connection the administrator ended, but not a write', async () => {
    const endOthers = `select pg_terminate_backend(pid) from pg_stat_activity
                       where pid <> pg_backend_pid() and query like '%the_victim%' and state = 'active'`;
    const admin = openPostgres({ connectionString: cluster.connectionString('postgres'), poolSize: 1 });
    const read = database.query(`select 1 as the_victim, pg_sleep(0.4)`);
    await later(100);
    await admin.query(endOthers);
    expect(await read).toMatchObject([{ the_victim: 1 }]);

    const write = database.execute(`insert into kept select 1 as the_victim from pg_sleep(0.4)`);
    const refused = expect(write).rejects.toMatchObject({ code: 'source-unavailable' });
    await later(100);
    await admin.query(endOthers);
    await refused;
    expect(await database.query('select count(*) as n from kept')).toEqual([{ n: 0 }]);
    await admin.close();
  });

  it('is unavailable while the server is down, and right again by itself', async () => {
    const transaction = database.transaction(async (inside) => {
      await inside.execute('insert into kept values (2)');
      await cluster.stop('immediate');
      await inside.execute('insert into kept values (3)');
    });
    await expect(transaction).rejects.toMatchObject({
      code: 'source-unavailable',
      details: { retryAfterSeconds: 2 },
    });
    await expect(database.query('select 1')).rejects.toMatchObject({ code: 'source-unavailable' });
    await cluster.start();
    expect(await database.query('select count(*) as n from kept')).toEqual([{ n: 0 }]);
    expect(lost.length).toBeGreaterThan(0);
  });

  it('cannot be reached at a port where nothing listens', async () => {
    const nowhere = openPostgres({ connectionString: 'postgresql://postgres@127.0.0.1:9/none' });
    await expect(nowhere.query('select 1')).rejects.toMatchObject({ code: 'source-unavailable' });
    await nowhere.close();
  });
});

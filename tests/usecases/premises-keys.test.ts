import { beforeAll, expect, it } from 'vitest';
import type { Queryable } from '../../server/database/database.ts';
import { createPremisesStore } from '../../server/store/premises-store.ts';
import { describeDatabases } from '../support/databases.ts';

describeDatabases('keys of premises', (database) => {
  let releaseId = 0;

  beforeAll(async () => {
    await database().executeScript(`
      insert into dataset (dataset_id, title, publisher, licence, attribution) values ('points', '', '', '', '');
      insert into dataset_release (dataset_id, reader, file_name, file_sha256, file_bytes, imported_by)
        values ('points', '', '', repeat('0', 64), 0, 'test')`);
    const rows = await database().query<{ id: number }>('select max(release_id) as id from dataset_release');
    releaseId = rows[0]?.id ?? 0;
  });

  const areas = (lsoaId: number | null) => () => ({ lsoaId, wardId: null, ladId: null });
  async function* point(uprn: number) {
    yield await Promise.resolve([{ uprn, easting: 400_000, northing: 400_000 }]);
  }
  const copy = (on: Queryable, uprn: number, lsoaId: number | null): Promise<number> =>
    createPremisesStore(on).copyPremises(releaseId, point(uprn), areas(lsoaId));

  it('are looked up again for everything that follows the copy in its transaction', async () => {
    const attempt = database().transaction(async (transaction) => {
      expect(await copy(transaction, 1, null)).toBe(1);
      await transaction.query('insert into premises_plan (release_id, uprn) values ($1::integer, 1)', [
        releaseId + 1000,
      ]);
    });
    await expect(attempt).rejects.toThrow(/foreign key/);
  });

  it('are looked up as ever after a copy that was kept', async () => {
    expect(await database().transaction((transaction) => copy(transaction, 4, null))).toBe(1);
    const rows = await database().query(`select current_setting('session_replication_role') as keys`);
    expect(rows).toEqual([{ keys: 'origin' }]);
  });

  it('are looked up as ever after a transaction that broke off in the middle of the copy', async () => {
    async function* broken() {
      yield await Promise.resolve([{ uprn: 2, easting: 1, northing: 1 }]);
      throw new Error('no more');
    }
    await expect(
      database().transaction((transaction) =>
        createPremisesStore(transaction).copyPremises(releaseId, broken(), areas(null)),
      ),
    ).rejects.toThrow('no more');
    const rows = await database().query(`select current_setting('session_replication_role') as keys`);
    expect(rows).toEqual([{ keys: 'origin' }]);
    await expect(
      database().query('insert into premises_plan (release_id, uprn) values ($1::integer, 1)', [
        releaseId + 1000,
      ]),
    ).rejects.toThrow(/foreign key/);
  });

  it('are looked up for a role that may not leave them', async () => {
    const attempt = database().transaction(async (transaction) => {
      for (const sql of [
        'create role plain_role',
        'grant all on all tables in schema public to plain_role',
        // The embedded database copies by way of a file.
        'grant pg_read_server_files to plain_role',
        'set local role plain_role',
      ])
        await transaction.query(sql);
      await copy(transaction, 3, 999_999_999);
    });
    await expect(attempt).rejects.toThrow(/foreign key/);
  });
});

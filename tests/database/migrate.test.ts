import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { defaultMigrationsFolder, migrate } from '../../server/database/migrate.ts';
import { schemaText } from '../../server/database/schema-text.ts';
import { describeDatabases } from '../support/databases.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The newest: numbers may have gaps. */
const shipped = Math.max(...readdirSync(defaultMigrationsFolder()).map((name) => Number.parseInt(name, 10)));
const nextName = (verb: string): string => `${String(shipped + 1).padStart(4, '0')}.do.${verb}.sql`;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  for (const name of readdirSync(defaultMigrationsFolder())) {
    copyFileSync(join(defaultMigrationsFolder(), name), join(folder, name));
  }
});

describeDatabases('migrations', (database) => {
  it('make exactly schema.sql', async () => {
    const checkedIn = readFileSync(repositoryPath('schema.sql'), 'utf8');
    expect(await schemaText(database()), 'npm run schema writes it anew').toBe(checkedIn);
  });

  it('do nothing the second time', async () => {
    expect(await migrate(database())).toEqual({ applied: [], version: shipped });
  });

  it('are applied wholly or not at all', async () => {
    writeFileSync(join(folder, nextName('add-half')), 'create table half (a integer); select 1/0;');
    await expect(migrate(database(), folder)).rejects.toMatchObject({ sqlState: '22012' });
    expect(await database().query(`select to_regclass('half') is null as is_absent`)).toEqual([
      { is_absent: true },
    ]);
    expect(await migrate(database())).toEqual({ applied: [], version: shipped });
  });

  it('refuse a database that is newer than the code', async () => {
    writeFileSync(join(folder, nextName('add-later')), 'create table later (a integer);');
    expect(await migrate(database(), folder)).toEqual({ applied: ['add-later'], version: shipped + 1 });
    await expect(migrate(database())).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`has schema ${shipped + 1}`) as unknown,
    });
    await database().executeScript(
      `drop table later; delete from schema_version where version = ${shipped + 1}`,
    );
  });

  it('refuse a file that was changed after it was applied', async () => {
    const [first = ''] = readdirSync(folder);
    writeFileSync(join(folder, first), `${readFileSync(join(folder, first), 'utf8')}\n-- changed\n`);
    await expect(migrate(database(), folder)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('(create-schema) was changed after') as unknown,
    });
  });

  it('leave room for numbers that come later, and refuse a file that comes too late', async () => {
    const after = `${String(shipped + 2).padStart(4, '0')}.do.add-after-gap.sql`;
    writeFileSync(join(folder, after), 'create table after_gap (a integer);');
    expect(await migrate(database(), folder)).toEqual({ applied: ['add-after-gap'], version: shipped + 2 });
    writeFileSync(join(folder, nextName('add-late')), 'create table late (a integer);');
    await expect(migrate(database(), folder)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`${shipped + 1} (add-late) came after`) as unknown,
    });
    await database().executeScript(
      `drop table after_gap; delete from schema_version where version = ${shipped + 2}`,
    );
  });

  it('refuse a file with another kind of name', async () => {
    writeFileSync(join(folder, '9999-add-later.sql'), 'select 1');
    await expect(migrate(database(), folder)).rejects.toThrow('9999-add-later.sql is not called');
  });

  it('run by two services at once are applied once', async () => {
    writeFileSync(join(folder, nextName('add-once')), 'create table once (a integer);');
    const reports = await Promise.all([migrate(database(), folder), migrate(database(), folder)]);
    expect(reports.flatMap((report) => report.applied)).toEqual(['add-once']);
    await database().executeScript(
      `drop table once; delete from schema_version where version = ${shipped + 1}`,
    );
  });
});

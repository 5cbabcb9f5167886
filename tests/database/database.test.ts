import { expect, it } from 'vitest';
import type { SqlValue } from '../../server/database/database.ts';
import { SqlError } from '../../server/database/errors.ts';
import { describeDatabases } from '../support/databases.ts';

async function* inChunks(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

describeDatabases('the database interface', (database) => {
  it('gives the same JavaScript values', async () => {
    const [row] = await database().query(`
      select count(*) as count, 9007199254740991::bigint as big, 1.5::numeric as numeric, 0.1::real as real,
        date '2026-03-29' as date, timestamptz '2026-03-29 01:30:00+01' as moment, true as yes, null::text as nothing,
        '{"a": [1, null]}'::jsonb as json, array['a,b', 'c"d\\e', null, 'NULL', ''] as texts,
        array[1.5, null]::double precision[] as numbers, '{}'::integer[] as none, '\\x00ff'::bytea as bytes`);
    expect(row).toEqual({
      count: 1,
      big: 9007199254740991,
      numeric: 1.5,
      real: 0.1,
      date: '2026-03-29',
      moment: new Date('2026-03-29T00:30:00Z'),
      yes: true,
      nothing: null,
      json: { a: [1, null] },
      texts: ['a,b', 'c"d\\e', null, 'NULL', ''],
      numbers: [1.5, null],
      none: [],
      bytes: new Uint8Array([0, 255]),
    });
  });

  it('binds values that come back as they were', async () => {
    const values: [SqlValue, string][] = [
      ['a \'quoted" text\\', 'text'],
      [-0.1, 'double precision'],
      [true, 'boolean'],
      [null, 'integer'],
      [new Date('2026-11-22T01:02:03.456Z'), 'timestamptz'],
      [new Uint8Array([1, 0, 255]), 'bytea'],
      [['a,b', '{}', 'q"\\', null, 'NULL', ''], 'text[]'],
      [[1.5, null, -2], 'double precision[]'],
      [[], 'integer[]'],
    ];
    for (const [value, type] of values) {
      expect(await database().query(`select $1::${type} as value`, [value])).toEqual([{ value }]);
    }
    expect(await database().query(`select $1::jsonb as value`, ['{"a":[1]}'])).toEqual([
      { value: { a: [1] } },
    ]);
  });

  it('counts the rows that a statement touched', async () => {
    await database().executeScript(
      'create table touched (a integer); insert into touched values (1), (2), (3)',
    );
    expect(await database().execute('update touched set a = a + 1 where a > $1', [1])).toBe(2);
    await database().executeScript('drop table touched');
  });

  it('copies CSV cut anywhere, with quotes, newlines and nulls', async () => {
    await database().executeScript('create table copied (id integer, "Name" text)');
    const euro = Buffer.from('3,"a, ""b""\nsecond line €"\n');
    const rows = await database().copyFrom(
      { table: 'copied', columns: ['id', 'Name'] },
      inChunks('1,one\n2', ',\n', euro.subarray(0, 22), euro.subarray(22), '4,""'),
    );
    expect(rows).toBe(4);
    expect(await database().query('select id, "Name" as name from copied order by id')).toEqual([
      { id: 1, name: 'one' },
      { id: 2, name: null },
      { id: 3, name: 'a, "b"\nsecond line €' },
      { id: 4, name: '' },
    ]);
    await database().executeScript('drop table copied');
  });

  it('copies records in binary form, in one piece or in many', async () => {
    await database().executeScript('create table copied (id integer, big bigint)');
    const record = (id: number, big: bigint | null): Uint8Array => {
      const bytes = Buffer.alloc(big === null ? 14 : 22);
      bytes.writeInt16BE(2);
      bytes.writeInt32BE(4, 2);
      bytes.writeInt32BE(id, 6);
      bytes.writeInt32BE(big === null ? -1 : 8, 10);
      if (big !== null) bytes.writeBigInt64BE(big, 14);
      return bytes;
    };
    const target = { table: 'copied', columns: ['id', 'big'], form: 'binary' } as const;
    const both = Buffer.concat([record(2, null), record(-3, 7n)]);
    expect(await database().copyFrom(target, inChunks(record(1, 990_000_000_001n), both))).toBe(3);
    expect(await database().copyFrom(target, inChunks())).toBe(0);
    expect(await database().query('select id, big from copied order by id')).toEqual([
      { id: -3, big: 7 },
      { id: 1, big: 990_000_000_001 },
      { id: 2, big: null },
    ]);
    await expect(database().copyFrom(target, inChunks('4,5\n'))).rejects.toThrow('takes bytes');
    await database().executeScript('drop table copied');
  });

  it('keeps nothing of a COPY that fails, and says where it failed', async () => {
    await database().executeScript('create table copied (id integer)');
    const copy = database().copyFrom({ table: 'copied', columns: ['id'] }, inChunks('1\n', 'two\n', '3\n'));
    await expect(copy).rejects.toThrow(SqlError);
    await expect(copy).rejects.toMatchObject({
      sqlState: '22P02',
      where: expect.stringContaining('line 2') as unknown,
    });
    expect(await database().query('select count(*) as n from copied')).toEqual([{ n: 0 }]);
    await database().executeScript('drop table copied');
  });

  it('keeps nothing of a COPY whose source fails, and passes its error on', async () => {
    await database().executeScript('create table copied (id integer)');
    async function* failing(): AsyncGenerator<string> {
      await Promise.resolve();
      yield '1\n';
      throw new RangeError('line 2 is broken');
    }
    await expect(database().copyFrom({ table: 'copied', columns: ['id'] }, failing())).rejects.toThrow(
      'line 2 is broken',
    );
    expect(await database().query('select count(*) as n from copied')).toEqual([{ n: 0 }]);
    await database().executeScript('drop table copied');
  });

  it('commits all of a transaction or nothing', async () => {
    await database().executeScript('create table kept (a integer primary key)');
    await database().transaction(async (transaction) => {
      await transaction.execute('insert into kept values (1)');
    });
    const failing = database().transaction(async (transaction) => {
      await transaction.execute('insert into kept values (2)');
      await transaction.execute('insert into kept values (1)');
    });
    await expect(failing).rejects.toMatchObject({
      sqlState: '23505',
      constraint: 'kept_pkey',
      table: 'kept',
    });
    expect(await database().query('select a from kept')).toEqual([{ a: 1 }]);
    await database().executeScript('drop table kept');
  });

  it('does not commit a transaction whose failure was caught inside it', async () => {
    await database().executeScript('create table kept (a integer)');
    const work = database().transaction(async (transaction) => {
      await transaction.execute('insert into kept values (1)');
      await transaction.execute('select 1/0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled');
    expect(await database().query('select a from kept')).toEqual([]);
    await database().executeScript('drop table kept');
  });

  it('runs a script wholly or not at all', async () => {
    await database().executeScript('create table kept (a integer)');
    await expect(database().executeScript('insert into kept values (1); select 1/0;')).rejects.toMatchObject({
      sqlState: '22012',
    });
    expect(await database().query('select a from kept')).toEqual([]);
    await database().executeScript('drop table kept; -- a comment at the end');
  });

  it('refuses to write in a read-only transaction', async () => {
    await database().executeScript('create table kept (a integer)');
    const work = database().transaction((transaction) => transaction.execute('insert into kept values (1)'), {
      readOnly: true,
    });
    await expect(work).rejects.toMatchObject({ sqlState: '25006' });
    await database().executeScript('drop table kept');
  });

  it('has PostGIS', async () => {
    const rows = await database().query(
      `select st_x(point) as longitude, st_y(point) as latitude
       from (select st_transform(st_setsrid(st_makepoint(377700, 389900), 27700), 4326) as point) as place`,
    );
    // Trafford town hall is near 53.4 N, 2.3 W.
    expect(rows).toMatchObject([
      { longitude: expect.closeTo(-2.337, 2) as unknown, latitude: expect.closeTo(53.405, 2) as unknown },
    ]);
  });
});

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFromStream } from 'pg-copy-streams';
import { binaryCopy } from './binary-copy.ts';
import type { CopyTarget, Database, Queryable, SqlValue, TransactionOptions } from './database.ts';
import { copyStatement } from './copy-statement.ts';
import { databaseUnavailable, isConnectionFault, toDatabaseError } from './errors.ts';
import { parserOf, textOfValue } from './values.ts';

export interface PostgresOptions {
  readonly connectionString: string;
  readonly poolSize?: number;
  /** Plain statements and read-only transactions; 0 leaves it to the server (and to pgbouncer). Default 30 s. */
  readonly statementTimeoutMilliseconds?: number;
  /** Default 10 s; 0 leaves it to the server. */
  readonly lockTimeoutMilliseconds?: number;
  /** Default 10 minutes; 0 leaves it to the server. */
  readonly idleInTransactionTimeoutMilliseconds?: number;
  readonly connectTimeoutMilliseconds?: number;
  /** Statements that may wait for a connection before further ones are turned away. Default 20 per connection. */
  readonly maxWaiting?: number;
  /** Hears of connections that break while idle, which is no fault of any request. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * A Database on a PostgreSQL server, through a pool of connections.
 *
 * Statements are unnamed (pgbouncer in transaction mode cannot hold named ones). A lost connection becomes
 * `source-unavailable`, a plain read is tried once more on a new connection, and the pool heals by itself.
 * Writing transactions have no statement timeout of their own: an import may build an index for minutes.
 */
export function openPostgres(options: PostgresOptions): Database {
  const pool = createPool(options);
  const poolSize = options.poolSize ?? 10;
  const mostUsers = poolSize + (options.maxWaiting ?? 20 * poolSize);
  // The pool's own waitingCount also counts those whom an idle connection serves in the next tick.
  let users = 0;

  async function withClient<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    if (users >= mostUsers) throw databaseUnavailable('Too many requests are waiting for the database.');
    users += 1;
    try {
      return await withConnectedClient(pool, work);
    } finally {
      users -= 1;
    }
  }

  async function plain<Result>(text: string, work: (on: Queryable) => Promise<Result>): Promise<Result> {
    const attempt = (): Promise<Result> => withClient((client) => work(onClient(client)));
    try {
      return await attempt();
    } catch (error) {
      if (!isConnectionFault(error) || !isPlainRead(text)) throw toDatabaseError(error);
      return await attempt().catch((again: unknown) => {
        throw toDatabaseError(again);
      });
    }
  }

  async function inTransaction<Result>(
    work: (transaction: Queryable) => Promise<Result>,
    transactionOptions: TransactionOptions = {},
  ): Promise<Result> {
    try {
      return await withClient((client) => runTransaction(client, work, transactionOptions));
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  return {
    kind: 'postgres',
    query: <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      plain(text, (on) => on.query<Row>(text, values)),
    execute: (text, values) => plain(text, (on) => on.execute(text, values)),
    executeScript: (text) => inTransaction((transaction) => transaction.executeScript(text)),
    copyFrom: (target, chunks) => inTransaction((transaction) => transaction.copyFrom(target, chunks)),
    transaction: inTransaction,
    close: () => pool.end(),
  };
}

async function withConnectedClient<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    return await work(client);
  } catch (error) {
    broken = isConnectionFault(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

function createPool(options: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMilliseconds ?? 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'digital-exclusion-atlas',
    // Sent when connecting, and left out when 0: pgbouncer refuses start-up parameters that it does not know.
    statement_timeout: options.statementTimeoutMilliseconds ?? 30_000,
    lock_timeout: options.lockTimeoutMilliseconds ?? 10_000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMilliseconds ?? 600_000,
    types: { getTypeParser: parserOf },
  });
  // Without a listener a connection that breaks while idle ends the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // ... and one that breaks while a transaction holds it is reported here as well as by its statement.
  pool.on('connect', (client) => client.on('error', (error) => options.onConnectionLost?.(error)));
  return pool;
}

/** Reading twice does no harm, so a read may be tried again on another connection. */
function isPlainRead(text: string): boolean {
  return (
    /^\s*(select|with|values|table)\b/i.test(text) &&
    !/\b(insert|update|delete|merge|nextval|for\s+share)\b/i.test(text)
  );
}

async function runTransaction<Result>(
  client: pg.PoolClient,
  work: (transaction: Queryable) => Promise<Result>,
  options: TransactionOptions,
): Promise<Result> {
  await client.query(
    options.readOnly === true ? 'begin read only' : 'begin; set local statement_timeout = 0',
  );
  try {
    const result = await work(onClient(client));
    await commit(client);
    return result;
  } catch (error) {
    // A rollback that fails means a lost connection, and then the server rolls back.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** A transaction whose failure was caught inside `work` answers COMMIT with ROLLBACK, and nothing is kept. */
async function commit(client: pg.PoolClient): Promise<void> {
  const result = await client.query('commit');
  if (result.command !== 'COMMIT') {
    throw new Error('A statement of the transaction had failed, so the database rolled it back.');
  }
}

function onClient(client: pg.PoolClient): Queryable {
  return {
    async query<Row extends object>(text: string, values: readonly SqlValue[] = []): Promise<Row[]> {
      const result = await client.query<Row>({ text, values: values.map(textOfValue) }).catch(rethrow);
      return result.rows;
    },
    async execute(text, values = []) {
      const result = await client.query({ text, values: values.map(textOfValue) }).catch(rethrow);
      return result.rowCount ?? 0;
    },
    async executeScript(text) {
      await client.query(text).catch(rethrow);
    },
    async copyFrom(target: CopyTarget, chunks: AsyncIterable<string | Uint8Array>) {
      const stream = client.query(copyFromStream(copyStatement(target, 'stdin')));
      const sent = target.form === 'binary' ? binaryCopy(chunks) : chunks;
      await pipeline(Readable.from(sent, { objectMode: true, highWaterMark: 4 }), stream).catch(rethrow);
      return stream.rowCount;
    },
  };
}

/** Inside a connection only refused statements are translated; a connection fault must reach the retry as it is. */
function rethrow(error: unknown): never {
  throw isConnectionFault(error) ? error : toDatabaseError(error);
}

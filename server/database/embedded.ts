import { AsyncLocalStorage } from 'node:async_hooks';
import { resolve } from 'node:path';
import { binaryBlocks } from './binary-copy.ts';
import { copyStatement } from './copy-statement.ts';
import { csvBlocks } from './csv-blocks.ts';
import type { CopyTarget, Database, Queryable, SqlValue, TransactionOptions } from './database.ts';
import { defaultBakedPath, prepareCluster } from './embedded-cluster.ts';
import { startEngine } from './embedded-engine.ts';
import type { Engine, EngineAnswer, EngineRequest } from './embedded-engine.ts';
import { runTransaction } from './embedded-transaction.ts';
import { databaseUnavailable } from './errors.ts';
import { createFairQueue } from './fair-queue.ts';
import { lockFolder } from './folder-lock.ts';
import { textOfValue } from './values.ts';

export interface EmbeddedOptions {
  /** Where the database lives, for example var/database. */
  readonly folder: string;
  readonly onProgress?: (text: string) => void;
  /** Default 3 minutes: a slow machine that has to create the database from nothing. */
  readonly openTimeoutMilliseconds?: number;
  /** A statement that runs longer is ended with its thread, and the database reopened. Default 0: no limit. */
  readonly statementTimeoutMilliseconds?: number;
  /** Statements that may wait for their turn before further ones are turned away. Default 1,000. */
  readonly maxWaiting?: number;
  /** The prepared empty database; default data/baked of the repository. */
  readonly bakedPath?: string;
  /** Bytes of CSV that one COPY takes. Default 16 MiB: memory stays flat however long the file. */
  readonly copyBlockBytes?: number;
}

export interface EmbeddedDatabase extends Database {
  readonly kind: 'embedded';
  /** Ends the statement that runs now, if any: it rejects as `source-unavailable`, the next one reopens the database. */
  cancelRunning(): Promise<void>;
}

/** PGlite leaks stack with each lost exception and refuses everything after about 1,080 (measured). */
const swallowedLimit = 200;

/**
 * The Database that needs nothing installed: PGlite with PostGIS in a worker thread, on a folder.
 *
 * One statement at a time: callers take turns in the order they ask, and a transaction keeps its turn until it
 * ends, so other reads wait while an import writes. Data survives the end of the process but, as PGlite does not
 * fsync, not a power cut.
 *
 * @throws AppError `conflict` where another process has the folder, `source-unavailable` where it does not open.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = resolve(options.folder);
  const lock = lockFolder(folder);
  try {
    const connection = await openConnection(folder, options);
    return createDatabase(connection, () => {
      lock.release();
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The engine of the moment; started again when the one before broke. */
interface Connection {
  /** The engine for a new statement or transaction. */
  engine(): Promise<Engine>;
  send(engine: Engine, request: EngineRequest): Promise<EngineAnswer>;
  cancel(reason: string): Promise<void>;
  readonly maxWaiting: number;
  readonly copyBlockBytes: number;
}

async function openConnection(folder: string, options: EmbeddedOptions): Promise<Connection> {
  const onProgress = options.onProgress ?? (() => undefined);
  const openTimeoutMilliseconds = options.openTimeoutMilliseconds ?? 180_000;
  const statementTimeout = options.statementTimeoutMilliseconds ?? 0;
  const clusterFolder = await prepareCluster({
    folder,
    openTimeoutMilliseconds,
    onProgress,
    bakedPath: options.bakedPath ?? defaultBakedPath(),
  });
  const start = (): Promise<Engine> =>
    startEngine({ clusterFolder, isNew: false, openTimeoutMilliseconds, onProgress });
  let current = await start();

  return {
    maxWaiting: options.maxWaiting ?? 1_000,
    copyBlockBytes: options.copyBlockBytes ?? 16 * 1024 * 1024,
    async engine() {
      if (!current.isBroken && current.swallowedCount >= swallowedLimit) {
        await current.request({ kind: 'close' });
        await current.terminate('The embedded database is being reopened.');
      }
      if (current.isBroken) current = await start();
      return current;
    },
    async send(engine, request) {
      if (statementTimeout === 0) return engine.request(request);
      const timer = setTimeout(() => {
        void engine.terminate('The question took too long and was stopped.');
      }, statementTimeout);
      try {
        return await engine.request(request);
      } finally {
        clearTimeout(timer);
      }
    },
    async cancel(reason) {
      if (current.isBusy) await current.terminate(reason);
    },
  };
}

function createDatabase(connection: Connection, onClosed: () => void): EmbeddedDatabase {
  const queue = createFairQueue();
  const insideTransaction = new AsyncLocalStorage<true>();
  let isClosed = false;

  function take<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    if (isClosed) return Promise.reject(databaseUnavailable('The database is closed.'));
    if (insideTransaction.getStore() === true) {
      // It would wait for the transaction, which waits for it.
      return Promise.reject(new Error('Inside a transaction use the transaction, not the database.'));
    }
    if (queue.waiting >= connection.maxWaiting) {
      return Promise.reject(databaseUnavailable('Too many requests are waiting for the database.'));
    }
    return queue.take(async () => work(await connection.engine()));
  }

  function inTransaction<Result>(
    work: (transaction: Queryable) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    return take((engine) =>
      runTransaction(onEngine(connection, engine), options, (transaction) =>
        insideTransaction.run(true, () => work(transaction)),
      ),
    );
  }

  return {
    kind: 'embedded',
    query: <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      take((engine) => onEngine(connection, engine).query<Row>(text, values)),
    // In a transaction, so that a lost exception that shows only afterwards can still be undone. VACUUM refuses one.
    execute: (text, values) =>
      /^\s*vacuum\b/i.test(text)
        ? take((engine) => onEngine(connection, engine).execute(text, values))
        : inTransaction((transaction) => transaction.execute(text, values)),
    // Several statements or several COPYs: all or nothing only inside a transaction.
    executeScript: (text) => inTransaction((transaction) => transaction.executeScript(text)),
    copyFrom: (target, chunks) => inTransaction((transaction) => transaction.copyFrom(target, chunks)),
    transaction: inTransaction,
    cancelRunning: () => connection.cancel('The statement was stopped.'),
    async close() {
      if (isClosed) return;
      isClosed = true;
      await queue.take(async () => {
        const engine = await connection.engine();
        await engine.request({ kind: 'close' });
        await engine.terminate('The database is closed.');
      });
      onClosed();
    },
  };
}

function onEngine(connection: Connection, engine: Engine): Queryable {
  const run = (text: string, values: readonly SqlValue[] = []): Promise<EngineAnswer> =>
    connection.send(engine, { kind: 'query', text, values: values.map(textOfValue) });
  return {
    async query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]> {
      // The one place where the database's word is taken for the shape of a row, as `pg` does inside.
      return (await run(text, values)).rows as Row[];
    },
    async execute(text, values) {
      return (await run(text, values)).touched;
    },
    async executeScript(text) {
      await connection.send(engine, { kind: 'script', text });
    },
    async copyFrom(target: CopyTarget, chunks: AsyncIterable<string | Uint8Array>) {
      const statement = copyStatement(target, "'/dev/blob'");
      let rows = 0;
      let inFlight: Promise<EngineAnswer> | null = null;
      // The next block is read while the engine copies the one before.
      try {
        const blocksOf = target.form === 'binary' ? binaryBlocks : csvBlocks;
        for await (const block of blocksOf(chunks, connection.copyBlockBytes)) {
          if (inFlight !== null) rows += (await inFlight).touched;
          inFlight = connection.send(engine, { kind: 'copy', statement, csv: block.buffer });
          inFlight.catch(() => undefined);
        }
      } finally {
        if (inFlight !== null) rows += (await inFlight).touched;
      }
      return rows;
    },
  };
}

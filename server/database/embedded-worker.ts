import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { z } from 'zod';
import type { WorkerReply, WorkerRequest } from './embedded-messages.ts';
import type { SqlFailure } from './errors.ts';
import { valueParsers } from './values.ts';

/*
 * The thread in which the embedded database runs: a statement blocks its thread, so it must not be the one that
 * answers HTTP. It knows nothing of queues or transactions; embedded.ts sends one request at a time.
 */

const port = parentPort ?? failOutsideWorker();
const start = z.object({ clusterFolder: z.string(), isNew: z.boolean() }).parse(workerData);

/** Values arrive as text; PGlite's own writer of bytea takes nothing but bytes. */
const byteaTypeId = 17;
const options = {
  parsers: Object.fromEntries(valueParsers),
  serializers: { [byteaTypeId]: String },
};

/** Ends every script. A geometry exception ends a script in the middle and says nothing: then this is missing. */
const sentinelColumn = 'end_of_script';

function failOutsideWorker(): never {
  throw new Error('embedded-worker.ts runs as a worker thread only.');
}

function say(reply: WorkerReply): void {
  port.postMessage(reply);
}

const swallowed: SqlFailure = {
  sqlState: 'XX000',
  message:
    'A geometry function failed and the embedded database lost its error message (PGlite issue 916). ' +
    'Nothing was kept. Overlay polygons with geos-wasm in Node, not in SQL.',
};

class SwallowedError extends Error {}

/**
 * The traces that a C++ exception inside GEOS leaves (measured on 0.5.8). PGlite jumps out of the statement without
 * ending it, so: no command, or '???', on the result; for statements that PostgreSQL runs as utilities (CREATE TABLE
 * AS, CREATE INDEX, a script) the command looks right, and what gives it away are PostgreSQL's own warnings about
 * what the statement left open, sent when its transaction or savepoint ends.
 */
const leakWarning = /^resource was not closed|^snapshot .* still active/;

function watchedOptions() {
  const leaks: string[] = [];
  const onNotice = (notice: { readonly message: string | undefined }): void => {
    if (notice.message !== undefined && leakWarning.test(notice.message)) leaks.push(notice.message);
  };
  return { leaks, options: { ...options, onNotice } };
}

function assertWhole(result: { readonly command?: string } | undefined, leaks: readonly string[]): void {
  if (result?.command === undefined || result.command === '???' || leaks.length > 0)
    throw new SwallowedError();
}

async function runQuery(database: PGlite, text: string, values: readonly (string | null)[]) {
  const watched = watchedOptions();
  const result = await database.query<object>(text, [...values], watched.options);
  assertWhole(result, watched.leaks);
  return { rows: result.rows, touched: result.rowCount ?? 0 };
}

async function runScript(database: PGlite, text: string) {
  const watched = watchedOptions();
  const results = await database.exec(`${text}\n;select 1 as ${sentinelColumn}`, watched.options);
  for (const result of results) assertWhole(result, watched.leaks);
  if (results.at(-1)?.fields[0]?.name !== sentinelColumn) throw new SwallowedError();
  return { rows: [], touched: 0 };
}

async function runCopy(database: PGlite, statement: string, csv: ArrayBuffer) {
  const watched = watchedOptions();
  const result = await database.query(statement, [], { ...watched.options, blob: new Blob([csv]) });
  assertWhole(result, watched.leaks);
  return { rows: [], touched: result.rowCount ?? 0 };
}

async function run(database: PGlite, request: WorkerRequest): Promise<{ rows: object[]; touched: number }> {
  switch (request.kind) {
    case 'query':
      return runQuery(database, request.text, request.values);
    case 'script':
      return runScript(database, request.text);
    case 'copy':
      return runCopy(database, request.statement, request.csv);
    case 'close':
      await database.close();
      return { rows: [], touched: 0 };
  }
}

const pgliteError = z.object({
  message: z.string(),
  code: z.string().regex(/^[0-9A-Z]{5}$/),
  detail: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
  constraint: z.string().optional(),
  where: z.string().optional(),
});

function replyToError(id: number, error: unknown): WorkerReply {
  if (error instanceof SwallowedError) return { kind: 'refused', id, failure: swallowed, isSwallowed: true };
  const parsed = pgliteError.safeParse(error);
  if (!parsed.success)
    return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
  const { code, ...rest } = parsed.data;
  return { kind: 'refused', id, failure: { ...rest, sqlState: code }, isSwallowed: false };
}

async function answer(database: PGlite, request: WorkerRequest): Promise<void> {
  try {
    say({ kind: 'done', id: request.id, ...(await run(database, request)) });
  } catch (error) {
    say(replyToError(request.id, error));
  }
}

async function open(): Promise<PGlite> {
  say({ kind: 'progress', text: start.isNew ? 'Creating an empty database' : 'Starting the database' });
  const database = await PGlite.create(start.clusterFolder, { extensions: { postgis } });
  if (start.isNew) {
    say({ kind: 'progress', text: 'Adding PostGIS to the database' });
    await database.exec('create extension if not exists postgis');
  }
  return database;
}

try {
  const database = await open();
  port.on('message', (request: WorkerRequest) => void answer(database, request));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'broken', message: error instanceof Error ? error.message : String(error) });
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, exitCodeOf } from '../core/errors.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { repositoryFolder } from './repository-folder.ts';
import { openFrontDoor } from './front-door.ts';
import type { FrontDoor } from './front-door.ts';

/*
 * The process: configuration, port, database, migrations, application, and a graceful end. What is heavy to load
 * (the database, the application) is imported only once the port answers.
 */

/** Requests in flight may take this long after a signal to stop. */
const drainMilliseconds = 10_000;

/** Between attempts to reach a PostgreSQL server that is still starting. */
const retryMilliseconds = 2_000;

export interface StartContext {
  readonly config: Config;
  readonly database: Database;
  /** Says a step to whoever started the service, and on the page that says it is starting. */
  readonly onProgress: (text: string) => void;
}

/** A fresh clone shows the made-up sample borough. */
async function loadSampleWhereEmpty({ config, database, onProgress }: StartContext): Promise<void> {
  const { loadFirstPlace } = await import('./usecases/load-first-place.ts');
  const { loadCatalogue } = await import('./usecases/catalogue.ts');
  const catalogue = await loadCatalogue(join(repositoryFolder, 'data'));
  await loadFirstPlace(
    { database, dataFolder: config.dataFolder, catalogue, onProgress },
    { repository: repositoryFolder, shared: config.sharedFolder },
  );
}

/** What people left with reports about coverage goes when its time is over: here, and every day from here on. */
async function forgetReporters({ config, database, onProgress }: StartContext): Promise<void> {
  const { pruneProblems } = await import('./usecases/coverage/prune-problems.ts');
  const { emails, notes } = await pruneProblems(database, {
    now: new Date(),
    emailDays: config.challengeEmailDays,
  });
  if (emails + notes > 0) onProgress(`Deleted ${emails} e-mail addresses and ${notes} notes of old reports`);
}

/**
 * What happens between a migrated database and an open service, in this order. Each imports what it needs itself,
 * and does nothing where its work is done already.
 */
const stepsBeforeOpening: readonly ((context: StartContext) => Promise<void>)[] = [
  loadSampleWhereEmpty,
  forgetReporters,
];

/** A service that runs. */
export interface RunningService {
  readonly address: string;
  /** Ends it gracefully: requests in flight are answered, the database is closed and its folder freed. */
  stop(): Promise<void>;
}

/**
 * Starts the service. The address answers at once, with a page that says it is starting until it has started.
 *
 * @throws AppError `conflict` where another process has the data folder or the database is newer than this code.
 */
export async function startService(
  config: Config,
  onProgress: (text: string) => void,
): Promise<RunningService> {
  const door = await openFrontDoor(config);
  const say = (text: string): void => {
    door.say(text);
    onProgress(text);
  };
  const address = addressOf(config, door);
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await door.close(drainMilliseconds);
    for (const close of closers.toReversed()) await close();
    closers.length = 0;
  };
  try {
    await openApplication({ config, door, say, closers });
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

interface Opening {
  readonly config: Config;
  readonly door: FrontDoor;
  readonly say: (text: string) => void;
  /** What must be closed again, in the order of opening. */
  readonly closers: (() => Promise<void>)[];
}

async function openApplication({ config, door, say, closers }: Opening): Promise<void> {
  mkdirSync(config.dataFolder, { recursive: true });
  const { pino } = await import('pino');
  const logger = pino({ level: config.logLevel });
  const { openDatabase } = await import('./database/open-database.ts');
  const database = await openDatabase({
    ...config,
    onProgress: say,
    onConnectionLost: (error) => {
      logger.warn({ err: error }, 'a database connection was lost');
    },
  });
  closers.push(() => database.close());
  const schemaVersion = await migrateWhenReachable(database, say);
  for (const step of stepsBeforeOpening) await step({ config, database, onProgress: say });
  const { pruneDaily } = await import('./usecases/coverage/prune-problems.ts');
  const stopPruning = pruneDaily(
    () => forgetReporters({ config, database, onProgress: () => undefined }),
    (error) => {
      logger.warn({ err: error }, 'e-mail addresses whose time is over could not be deleted');
    },
  );
  closers.push(() => {
    stopPruning();
    return Promise.resolve();
  });
  const { loadCatalogue } = await import('./usecases/catalogue.ts');
  const { profiles, indicators, sources } = await loadCatalogue(join(repositoryFolder, 'data'));
  const { buildApp } = await import('./app.ts');
  const { findPrintEngine } = await import('./pdf/chromium-engine.ts');
  const app = await buildApp({
    database,
    dataFolder: config.dataFolder,
    schemaVersion,
    profiles,
    described: { sources, indicators },
    outcomes: indicators.filter(({ role }) => role === 'outcome').map(({ id }) => id),
    logger,
    printEngine: findPrintEngine(config.chromiumPath),
    settings: {
      publicUrl: config.publicUrl,
      basemapStyleUrl: config.basemapStyleUrl,
      trustProxy: config.trustProxy,
      adminToken: config.adminToken,
      operator: { name: config.operatorName, email: config.contactEmail },
      coverageProblems: { emailDays: config.challengeEmailDays, dailyLimit: config.challengeDailyLimit },
      rateLimitPerMinute: config.rateLimitPerMinute,
    },
  });
  closers.push(() => app.close());
  door.open((request, response) => {
    app.routing(request, response);
  });
  // The figures of all areas are read before anybody asks: seconds for England. What fails is said to whoever asks.
  app.inject('/home.json').catch(() => undefined);
}

/** Compose files start the service and its database together: a server that is not up yet is waited for. */
async function migrateWhenReachable(database: Database, say: (text: string) => void): Promise<number> {
  const { migrate } = await import('./database/migrate.ts');
  for (;;) {
    try {
      const report = await migrate(database);
      if (report.applied.length > 0) say(`Migrated the database: ${report.applied.join(', ')}`);
      return report.version;
    } catch (error) {
      const isWorthWaiting =
        database.kind === 'postgres' && error instanceof AppError && error.code === 'source-unavailable';
      if (!isWorthWaiting) throw error;
      say('Waiting for the PostgreSQL server');
      await new Promise((resolve) => setTimeout(resolve, retryMilliseconds));
    }
  }
}

function addressOf(config: Config, door: FrontDoor): string {
  const isEverywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = isEverywhere || config.host === '127.0.0.1' ? 'localhost' : config.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${door.port}`;
}

/** Ends the process with the exit code of the error, and a message without a stack where it is not our bug. */
function endWith(error: unknown): never {
  const text =
    error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text ?? 'unknown error'}\n`);
  process.exit(exitCodeOf(error));
}

function portTaken(error: unknown): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (!isTaken) return error;
  return new AppError('conflict', 'The port is in use. Set PORT to another, or stop what uses it.', {
    cause: error,
  });
}

/** The process entry: reads the environment, starts the service, and stops it on SIGTERM or SIGINT. */
export async function main(): Promise<void> {
  const printStep = (text: string): void => {
    process.stdout.write(`• ${text}\n`);
  };
  let service: RunningService | null = null;
  const end = (): void => {
    // A second signal, or one while it still starts, does not wait: the database survives it (measured).
    if (service === null) process.exit(0);
    const running = service;
    service = null;
    printStep('Stopping');
    running.stop().then(() => process.exit(0), endWith);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  try {
    service = await startService(readConfig(), printStep);
    printStep(`The Digital Exclusion Atlas is at ${service.address}`);
  } catch (error) {
    endWith(portTaken(error));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

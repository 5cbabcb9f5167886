import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../server/database/migrate.ts';
import { openPostgres } from '../../server/database/postgres.ts';

const run = promisify(execFile);

/** A PostgreSQL server of our own in a temporary folder, reached by a Unix socket only, so that runs never collide. */
export interface PostgresCluster {
  /** The folder that holds its socket: the `host` of a connection. */
  readonly socketFolder: string;
  connectionString(database: string): string;
  start(): Promise<void>;
  /** `immediate` is a crash: clients are cut off in the middle. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  remove(): Promise<void>;
}

/** The folder with initdb and pg_ctl: ATLAS_POSTGRES_BIN, else the newest of Debian's; null where there is none. */
export function findPostgresBinaries(): string | null {
  const configured = process.env['ATLAS_POSTGRES_BIN'];
  if (configured !== undefined) return existsSync(join(configured, 'initdb')) ? configured : null;
  const debian = '/usr/lib/postgresql';
  if (!existsSync(debian)) return null;
  const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
  return (
    versions.map((version) => join(debian, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ??
    null
  );
}

/** PostgreSQL refuses to run as root, so root becomes the user that Debian's package made. */
async function runAsServer(command: string, args: readonly string[]): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await run('runuser', ['-u', 'postgres', '--', command, ...args], { cwd: '/' });
  else await run(command, [...args], { cwd: '/' });
}

export async function createPostgresCluster(bin: string): Promise<PostgresCluster> {
  const root = mkdtempSync(join(tmpdir(), 'atlas-pg-'));
  const socketFolder = join(root, 'socket');
  mkdirSync(socketFolder);
  if (process.getuid?.() === 0) await run('chown', ['-R', 'postgres', root]);
  chmodSync(root, 0o755);
  const data = join(root, 'data');
  await runAsServer(join(bin, 'initdb'), [
    '--pgdata',
    data,
    '--username',
    'postgres',
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
    '--locale',
    'C',
    '--no-sync',
  ]);
  const settings = [
    `-c listen_addresses=''`,
    `-c unix_socket_directories='${socketFolder}'`,
    '-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60 -c shared_buffers=64MB',
  ].join(' ');
  const control = join(bin, 'pg_ctl');
  const stop = (mode: string): Promise<void> =>
    runAsServer(control, ['stop', '-D', data, '-m', mode, '-w', '-s']);
  return {
    socketFolder,
    connectionString: (database) => `postgresql:///${database}?host=${socketFolder}&user=postgres`,
    start: () =>
      runAsServer(control, ['start', '-D', data, '-w', '-s', '-l', join(root, 'log'), '-o', settings]),
    stop: (mode = 'fast') => stop(mode),
    async remove() {
      await stop('immediate').catch(() => undefined);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The name of the migrated database that every suite gets a copy of. */
export const templateDatabase = 'atlas_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket folder of the run's PostgreSQL; null where its binaries are absent. */
    postgresSocketFolder: string | null;
    /** Where the embedded database of the run lives. */
    embeddedFolder: string;
  }
}

/** Vitest's global setup of the `database` project: one cluster and one embedded folder for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const embeddedFolder = mkdtempSync(join(tmpdir(), 'atlas-embedded-'));
  project.provide('embeddedFolder', embeddedFolder);
  const bin = findPostgresBinaries();
  const cluster = bin === null ? null : await createPostgresCluster(bin);
  project.provide('postgresSocketFolder', cluster?.socketFolder ?? null);
  if (cluster !== null) {
    await cluster.start();
    const admin = openPostgres({ connectionString: cluster.connectionString('postgres'), poolSize: 1 });
    await admin.execute(`create database ${templateDatabase}`);
    await admin.close();
    const template = openPostgres({
      connectionString: cluster.connectionString(templateDatabase),
      poolSize: 1,
    });
    await migrate(template);
    await template.close();
  }
  return async () => {
    await cluster?.remove();
    rmSync(embeddedFolder, { recursive: true, force: true });
  };
}

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';

/**
 * PGlite takes no lock: two processes on one data folder both "succeed" and lose rows (measured: 226 of 4,000
 * committed rows). So the folder has a lock file of our own that names its holder.
 */
export interface FolderLock {
  release(): void;
}

const lockContent = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** When the process started, where the system tells; so that a reused pid is not taken for the holder. */
  started: z.string().nullable(),
  token: z.string(),
});
type LockContent = z.infer<typeof lockContent>;

/** A holder on another host (a container sharing the folder) is known to live by the age of its lock file. */
const heartbeatMilliseconds = 10_000;
const silenceMilliseconds = 60_000;

/**
 * Takes the folder, or says who has it. The lock of a process that no longer lives is taken over.
 *
 * @throws AppError `conflict` that names the pid of the holder.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock.json');
  const mine: LockContent = {
    pid: process.pid,
    host: hostname(),
    started: startOfProcess(process.pid),
    token: randomUUID(),
  };
  withTakeover(path, () => {
    const holder = readLock(path);
    if (holder !== null && isAlive(holder, path)) throw heldBy(holder, folder);
    rmSync(path, { force: true });
    writeFileSync(path, JSON.stringify(mine), { flag: 'wx' });
  });
  const heartbeat = setInterval(() => {
    touch(path);
  }, heartbeatMilliseconds);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (readLock(path)?.token === mine.token) rmSync(path, { force: true });
    },
  };
}

function heldBy(holder: LockContent, folder: string): AppError {
  return new AppError(
    'conflict',
    `The database in ${folder} is in use by process ${holder.pid} on ${holder.host}. Stop that process, ` +
      'or set ATLAS_DATA_DIR to another folder, or use a PostgreSQL server (DATABASE_URL).',
    { details: { folder, pid: holder.pid, host: holder.host } },
  );
}

/** Reading, judging and replacing must not interleave with another process doing the same. */
function withTakeover(path: string, work: () => void): void {
  const guard = `${path}.takeover`;
  try {
    writeFileSync(guard, '', { flag: 'wx' });
  } catch (error) {
    if (ageOf(guard) < heartbeatMilliseconds) {
      throw new AppError('conflict', 'Another process is just opening the same database. Try again.', {
        cause: error,
      });
    }
    // Left behind by a process that ended between two lines below.
  }
  try {
    work();
  } finally {
    rmSync(guard, { force: true });
  }
}

function readLock(path: string): LockContent | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return lockContent.safeParse(content).data ?? null;
  } catch {
    return null;
  }
}

function isAlive(holder: LockContent, path: string): boolean {
  if (holder.host !== hostname()) return ageOf(path) < silenceMilliseconds;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return holder.started === null || holder.started === startOfProcess(holder.pid);
}

/** Clock ticks since boot, the 22nd field of Linux's /proc/PID/stat; null on other systems. */
function startOfProcess(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function ageOf(path: string): number {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified === undefined ? Number.POSITIVE_INFINITY : Date.now() - modified;
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // The folder was removed beneath us; the database will say so.
  }
}

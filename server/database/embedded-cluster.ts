import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine } from './embedded-engine.ts';
import { unpackArchive } from './unpack-tar.ts';

export interface ClusterOptions {
  /** The folder of the embedded database: holds the lock and `cluster`, PostgreSQL's own data folder. */
  readonly folder: string;
  readonly openTimeoutMilliseconds: number;
  readonly onProgress: (text: string) => void;
  /** A prepared empty database; without it one is created, which takes a quarter of a minute longer. */
  readonly bakedPath: string;
}

export const pglitePin = '0.5.8';

/** data/baked in the repository, from source as from dist/. */
export function defaultBakedPath(): string {
  const depth = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  return fileURLToPath(new URL(`${depth}data/baked/${pglitePin}.tar.br`, import.meta.url));
}

/**
 * Makes sure that the data folder is there and whole, and gives its path. It is built beside its place and renamed,
 * so a process that ends in the middle leaves nothing that looks like a database.
 */
export async function prepareCluster(options: ClusterOptions): Promise<string> {
  const cluster = join(options.folder, 'cluster');
  if (existsSync(join(cluster, 'PG_VERSION'))) return cluster;
  const partial = join(options.folder, 'cluster.partial');
  rmSync(partial, { recursive: true, force: true });
  if (existsSync(options.bakedPath)) {
    options.onProgress('Unpacking the prepared empty database');
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    unpackArchive(readFileSync(options.bakedPath), partial);
  } else {
    options.onProgress(`No prepared database at ${options.bakedPath}: creating one, which takes longer`);
    const engine = await startEngine({
      clusterFolder: partial,
      isNew: true,
      openTimeoutMilliseconds: options.openTimeoutMilliseconds,
      onProgress: options.onProgress,
    });
    await engine.request({ kind: 'close' });
    await engine.terminate('The new database was created.');
  }
  renameSync(partial, cluster);
  return cluster;
}

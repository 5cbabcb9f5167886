import { join } from 'node:path';
import type { Database } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';

export interface OpenDatabaseOptions {
  /** A PostgreSQL server; null for the embedded database in `dataFolder`/database. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly databasePoolSize: number;
  readonly databaseStatementTimeoutMilliseconds: number;
  readonly onProgress?: (text: string) => void;
  readonly onConnectionLost?: (error: Error) => void;
}

/** Opens the database that the configuration asks for; a Config is such options. */
export function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  if (options.databaseUrl === null) {
    return openEmbedded({
      folder: join(options.dataFolder, 'database'),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
  }
  const database = openPostgres({
    connectionString: options.databaseUrl,
    poolSize: options.databasePoolSize,
    statementTimeoutMilliseconds: options.databaseStatementTimeoutMilliseconds,
    ...(options.onConnectionLost === undefined ? {} : { onConnectionLost: options.onConnectionLost }),
  });
  return Promise.resolve(database);
}

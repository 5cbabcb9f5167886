import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig, type Config } from '../server/config.ts';
import type { Database } from '../server/database/database.ts';
import { openEmbedded } from '../server/database/embedded.ts';
import { migrate } from '../server/database/migrate.ts';
import { openPostgres } from '../server/database/postgres.ts';
import { loadCatalogue, type Catalogue } from '../server/usecases/catalogue.ts';
import type { ImportServices } from '../server/usecases/import/import-types.ts';
import { createProgressLine } from './progress-line.ts';

/** The clone's own folder, from source as from dist/. */
export const repositoryFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url),
);

export interface CommandServices extends ImportServices {
  readonly config: Config;
  readonly catalogue: Catalogue;
}

/** Opens what a command needs (settings, catalogue, migrated database), and closes it whatever happens. */
export async function withServices<Result>(
  work: (services: CommandServices) => Promise<Result>,
): Promise<Result> {
  const config = readConfig();
  const catalogue = await loadCatalogue(join(repositoryFolder, 'data'));
  const progress = createProgressLine(process.stderr);
  const database = await openDatabase(config, progress.say);
  try {
    await migrate(database);
    return await work({
      config,
      catalogue,
      database,
      dataFolder: config.dataFolder,
      sources: catalogue.sources,
      indicators: catalogue.indicators,
      onProgress: ({ step, file, rows }) => {
        progress.say(`${step} ${file}${rows > 0 ? `: ${rows.toLocaleString('en-GB')} rows` : ''}`);
      },
    });
  } finally {
    progress.end();
    await database.close();
  }
}

/** A command may run for minutes: no statement timeout. */
async function openDatabase(config: Config, say: (text: string) => void): Promise<Database> {
  if (config.databaseUrl !== null) {
    return openPostgres({
      connectionString: config.databaseUrl,
      poolSize: 2,
      statementTimeoutMilliseconds: 0,
    });
  }
  return openEmbedded({ folder: join(config.dataFolder, 'database'), onProgress: say });
}

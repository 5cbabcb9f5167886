import { join } from 'node:path';
import { readConfig, type Config } from '../server/config.ts';
import { migrate } from '../server/database/migrate.ts';
import { openDatabase } from '../server/database/open-database.ts';
import { repositoryFolder } from '../server/repository-folder.ts';
import { loadCatalogue, type Catalogue } from '../server/usecases/catalogue.ts';
import type { ImportServices } from '../server/usecases/import/import-types.ts';
import { createProgressLine } from './progress-line.ts';

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
  // A command may run for minutes: no statement timeout.
  const database = await openDatabase({
    ...config,
    databasePoolSize: 2,
    databaseStatementTimeoutMilliseconds: 0,
    onProgress: (text) => {
      progress.say(text);
    },
  });
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

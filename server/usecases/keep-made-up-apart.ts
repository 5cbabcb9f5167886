import { AppError } from '../../core/errors.ts';
import type { Database } from '../database/database.ts';
import { createDatasetStore } from '../store/dataset-store.ts';

/**
 * Refuses to put real figures beside made-up ones: once they share a database no page can say which are which.
 *
 * @throws AppError conflict, saying where else the files can go.
 */
export async function keepMadeUpApart(database: Database, isMadeUp: boolean): Promise<void> {
  const datasets = await createDatasetStore(database).list();
  const loaded = datasets.filter(({ releases }) => releases.length > 0);
  if (loaded.length === 0 || loaded.some(({ madeUp }) => madeUp) === isMadeUp) return;
  const [here, there] = isMadeUp ? ['real', 'made-up'] : ['made-up', 'real'];
  throw new AppError(
    'conflict',
    `This database holds ${here} data. Give ${there} data a place of its own: set ATLAS_DATA_DIR to another folder (or DATABASE_URL to another database).`,
    { details: { field: 'ATLAS_DATA_DIR', holds: here, offered: there } },
  );
}

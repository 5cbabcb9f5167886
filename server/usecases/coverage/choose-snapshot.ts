import type { CoverageSnapshot } from '../../../core/contract/coverage/snapshot.ts';
import { AppError } from '../../../core/errors.ts';
import type { Queryable } from '../../database/database.ts';
import { createSnapshotStore } from '../../store/coverage/snapshot-store.ts';

/** The snapshot of a period, or the newest; null where there is none. */
export async function findSnapshot(
  database: Queryable,
  period: string | undefined,
): Promise<CoverageSnapshot | null> {
  const store = createSnapshotStore(database);
  if (period === undefined) return store.current();
  return (await store.list()).find((snapshot) => snapshot.period === period) ?? null;
}

/**
 * The snapshot that a question is about.
 *
 * @throws AppError not-found where none is built, or none of the period.
 */
export async function chooseSnapshot(
  database: Queryable,
  period: string | undefined,
): Promise<CoverageSnapshot> {
  const snapshot = await findSnapshot(database, period);
  if (snapshot !== null) return snapshot;
  throw new AppError(
    'not-found',
    period === undefined
      ? 'No premises are loaded: import OS Open UPRN, then run `atlas coverage build`.'
      : `There are no premises of ${period}.`,
    { details: { field: 'period', value: period ?? null, reason: 'no such snapshot is built' } },
  );
}

import { AppError } from '../../core/errors.ts';
import type { Queryable } from '../database/database.ts';

/** Any number: the same in every process of this service, so that two imports never run at once. */
const importLockKey = 7_204_115;

/**
 * Holds off every other import until this transaction ends.
 *
 * @throws AppError conflict while another import is running.
 */
export async function holdImportLock(transaction: Queryable): Promise<void> {
  const rows = await transaction.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock($1::bigint) as held`,
    [importLockKey],
  );
  if (rows[0]?.held === true) return;
  throw new AppError('conflict', 'Another import is running. Wait until it has ended, then try again.');
}

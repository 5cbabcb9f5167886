import { AppError } from '../../core/errors.ts';
import type { Database, Queryable, SqlValue } from '../database/database.ts';

/** The connection was lost, as opposed to: too many are waiting, or the query was stopped for taking too long. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'source-unavailable') return false;
  const { cause } = error;
  return cause instanceof Error && !('code' in cause && cause.code === '57014');
}

/**
 * A view of the database that only reads, for the paths of GET requests: every statement runs in a READ ONLY
 * transaction, so that PostgreSQL itself refuses a write, whatever a query was tricked into. A read that finds the
 * database gone is tried once more, because a pooled connection may have died with a restart that is long over.
 */
export function createReadOnly(database: Database): Queryable {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error('the read-only view of the database runs queries and nothing else'));

  return {
    async query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]> {
      const read = () =>
        database.transaction((transaction) => transaction.query<Row>(text, values), { readOnly: true });
      try {
        return await read();
      } catch (error) {
        if (!isConnectionLoss(error)) throw error;
        return read();
      }
    },
    execute: refuse,
    executeScript: refuse,
    copyFrom: refuse,
  };
}

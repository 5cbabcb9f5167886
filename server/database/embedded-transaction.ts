import type { Queryable, SqlValue, TransactionOptions } from './database.ts';

/**
 * Released before the commit: only then does PostgreSQL say that a CREATE TABLE AS or CREATE INDEX was left in the
 * middle by a lost geometry exception. Said by the commit itself it would be too late.
 */
const guardSavepoint = 'atlas_guard';

/** Runs work between begin and commit on an engine that nobody else uses meanwhile, and rolls back when it fails. */
export async function runTransaction<Result>(
  plain: Queryable,
  options: TransactionOptions,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  await plain.executeScript(
    options.readOnly === true ? 'begin read only' : `begin; savepoint ${guardSavepoint}`,
  );
  let result: Result;
  try {
    const guarded = refuseAfterFailure(plain);
    result = await work(guarded.queryable);
    guarded.assertSound();
    if (options.readOnly !== true) await plain.execute(`release savepoint ${guardSavepoint}`);
  } catch (error) {
    // Fails only where the engine broke, and then PostgreSQL rolls back when it is reopened.
    await plain.execute('rollback').catch(() => undefined);
    throw error;
  }
  await plain.execute('commit');
  return result;
}

/**
 * PostgreSQL refuses everything after a failed statement until the rollback. After a lost geometry exception PGlite
 * does not know that anything failed and would commit the rows before it, so the refusing is done here.
 */
function refuseAfterFailure(plain: Queryable): { queryable: Queryable; assertSound: () => void } {
  let failure: unknown;
  const assertSound = (): void => {
    if (failure !== undefined) {
      throw new Error('A statement of the transaction had failed, so everything in it is rolled back.', {
        cause: failure,
      });
    }
  };
  const guard = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    assertSound();
    try {
      return await work();
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  return {
    assertSound,
    queryable: {
      query: <Row extends object>(text: string, values?: readonly SqlValue[]) =>
        guard(() => plain.query<Row>(text, values)),
      execute: (text, values) => guard(() => plain.execute(text, values)),
      executeScript: (text) => guard(() => plain.executeScript(text)),
      copyFrom: (target, chunks) => guard(() => plain.copyFrom(target, chunks)),
    },
  };
}

import { AppError } from '../../core/errors.ts';

/** What the database says about a failed statement, the same shape from both adapters. */
export interface SqlFailure {
  readonly message: string;
  /** Five characters, for example 23505 for a broken unique constraint. */
  readonly sqlState: string;
  readonly detail?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  /** For COPY: the line, and the column where known. */
  readonly where?: string | undefined;
}

/** A statement that the database refused. Not an AppError: unless a use case knows better, it is our bug. */
export class SqlError extends Error {
  readonly sqlState: string;
  readonly detail: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  readonly where: string | undefined;

  constructor(failure: SqlFailure, cause?: unknown) {
    super(failure.message, cause === undefined ? undefined : { cause });
    this.name = 'SqlError';
    this.sqlState = failure.sqlState;
    this.detail = failure.detail;
    this.table = failure.table;
    this.column = failure.column;
    this.constraint = failure.constraint;
    this.where = failure.where;
  }
}

/** Seconds after which a caller may try again: a restart of PostgreSQL takes one to three. */
const retryAfterSeconds = 2;

/** The database cannot be reached or is not ready: HTTP 503 with Retry-After, and right again by itself. */
export function databaseUnavailable(message: string, cause?: unknown): AppError {
  return new AppError('source-unavailable', message, { cause, details: { retryAfterSeconds } });
}

/** The connection classes of SQLSTATE: 08 connection, 53 resources, 57P administrator's shutdown and recovery. */
const unavailableStates = /^(08...|53...|57P0[0-5])$/;

const networkFaults = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** `pg` reports these without a code. */
const networkMessages =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable/i;

function stringField(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/** Whether the connection, not the statement, is at fault. */
export function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = stringField(error, 'code');
  // A Unix socket whose server is down is a missing file; a missing import file is not our connection.
  if (code === 'ENOENT') return stringField(error, 'syscall') === 'connect';
  if (code !== undefined) return unavailableStates.test(code) || networkFaults.has(code);
  if (error instanceof AggregateError) return error.errors.some(isConnectionFault);
  return networkMessages.test(error.message);
}

/**
 * Turns what a driver throws into what the rest of the server understands: AppError where waiting or stopping
 * helps, SqlError for a refused statement, anything else unchanged.
 */
export function toDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || error instanceof SqlError) return error;
  if (isConnectionFault(error)) return databaseUnavailable('The database cannot be reached just now.', error);
  const sqlState = stringField(error, 'code');
  if (sqlState === undefined || !/^[0-9A-Z]{5}$/.test(sqlState)) return error;
  if (sqlState === '57014') return databaseUnavailable('The question took too long and was stopped.', error);
  if (sqlState === '55P03') {
    return new AppError('conflict', 'Another task is changing the same data. Try again when it is done.', {
      cause: error,
    });
  }
  return new SqlError(
    {
      message: error.message,
      sqlState,
      detail: stringField(error, 'detail'),
      table: stringField(error, 'table'),
      column: stringField(error, 'column'),
      constraint: stringField(error, 'constraint'),
      where: stringField(error, 'where'),
    },
    error,
  );
}

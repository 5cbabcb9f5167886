/**
 * What the stores need of a database, and no more. Two adapters: embedded.ts (PGlite in a worker thread) and
 * postgres.ts (pg with a pool). SQL is written to PostgreSQL 15 and PostGIS 3.3 and must run on both.
 *
 * Both adapters give the same JavaScript values: bigint, numeric and count(*) as number, date as 'YYYY-MM-DD',
 * timestamptz as Date, json as parsed values, arrays as arrays, bytea as Uint8Array, SQL null as null.
 */
export type SqlValue =
  string | number | boolean | null | Date | Uint8Array | readonly (string | number | boolean | null)[];

export interface CopyTarget {
  readonly table: string;
  readonly columns: readonly string[];
  /** How the rows are written; CSV where not said. */
  readonly form?: 'csv' | 'binary';
}

export interface Queryable {
  /** Runs one statement and gives its rows. Values are bound as $1, $2 ...; cast where the type is not plain. */
  query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs one statement and gives the number of rows it touched. */
  execute(text: string, values?: readonly SqlValue[]): Promise<number>;
  /** Runs several statements without values (migrations). */
  executeScript(text: string): Promise<void>;
  /**
   * COPY ... FROM. In CSV form chunks are UTF-8 CSV text in the order of the columns, of any length, cut anywhere, and an
   * unquoted empty field is null. In binary form chunks are bytes of whole records, without the header and the trailer
   * of the format. Gives the number of rows.
   */
  copyFrom(target: CopyTarget, chunks: AsyncIterable<string | Uint8Array>): Promise<number>;
}

export interface TransactionOptions {
  readonly readOnly?: boolean;
}

export interface Database extends Queryable {
  readonly kind: 'embedded' | 'postgres';
  /** Commits when `work` resolves, rolls back when it rejects; nothing is ever half-written. */
  transaction<Result>(
    work: (transaction: Queryable) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  close(): Promise<void>;
}

import type { SqlFailure } from './errors.ts';

/** What the main thread asks of the worker that holds the embedded database. One at a time. */
export type WorkerRequest =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly text: string;
      readonly values: readonly (string | null)[];
    }
  | { readonly id: number; readonly kind: 'script'; readonly text: string }
  | { readonly id: number; readonly kind: 'copy'; readonly statement: string; readonly csv: ArrayBuffer }
  | { readonly id: number; readonly kind: 'close' };

export type WorkerReply =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly rows: readonly object[]; readonly touched: number }
  /** The database refused the statement. */
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly failure: SqlFailure;
      readonly isSwallowed: boolean;
    }
  /** The engine itself failed: it must be opened anew. */
  | { readonly kind: 'broken'; readonly message: string };

export interface WorkerStart {
  /** The PostgreSQL data folder. */
  readonly clusterFolder: string;
  /** True where the folder does not exist yet: run initdb and create PostGIS in it, then close. */
  readonly isNew: boolean;
}

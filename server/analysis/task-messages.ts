import type { ErrorCode } from '../../core/errors.ts';

/** What one task gives back; buffers in `transfer` change hands without being copied. */
export interface TaskAnswer<Result> {
  readonly result: Result;
  readonly transfer?: readonly ArrayBuffer[];
}

/** What a task module exports: it is set up once a thread, and its answer to `startTasks` runs the tasks. */
export interface TaskModule<Setup, Task, Result> {
  readonly startTasks: (setup: Setup) => TaskRunner<Task, Result> | Promise<TaskRunner<Task, Result>>;
}

export type TaskRunner<Task, Result> = (task: Task) => TaskAnswer<Result>;

/** What a thread is started with. */
export interface ThreadStart {
  readonly module: string;
  readonly setup: unknown;
}

/** What the pool tells a thread. */
export interface TaskRequest<Task> {
  readonly index: number;
  readonly task: Task;
}

/** An error as it crosses the border between threads, which loses its class. */
export interface TaskFailure {
  readonly message: string;
  readonly stack: string | undefined;
  /** Set where it is something the caller can mend. */
  readonly code: ErrorCode | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export type TaskReply<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly index: number; readonly result: Result }
  | { readonly kind: 'failed'; readonly failure: TaskFailure };

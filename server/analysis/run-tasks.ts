import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { builtModule, startThread } from '../start-thread.ts';
import type { TaskFailure, TaskModule, TaskReply, TaskRequest, ThreadStart } from './task-messages.ts';

export interface TaskRun<Setup, Task, Result> {
  /** `new URL('./my-task.ts', import.meta.url)`: a module that exports `startTasks`. */
  readonly module: URL;
  /** Copied to each thread once; put large arrays into SharedArrayBuffers and they are shared instead. */
  readonly setup: Setup;
  readonly tasks: readonly Task[];
  /** How many threads; 0 runs the tasks in this one, which suits what takes less than starting a thread (0.3 s). */
  readonly threads: number;
  /** Called as each task ends, in whatever order they end. */
  readonly onResult: (result: Result, index: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How many threads are worth starting: one for each core, no more than there are tasks. */
export function threadCount(taskCount: number): number {
  return Math.max(1, Math.min(availableParallelism(), taskCount));
}

/**
 * Runs tasks in worker threads: a small pool for calculations that take seconds (Monte Carlo draws, permutations).
 *
 * How to use it: write a module that exports `startTasks(setup)`, returning the function that runs one task; it may
 * keep what it prepared from the setup. Cut the work into tasks of 50 ms to 1 s each and seed each by its own number,
 * so that the result is the same whatever the number of threads and the order in which they end. Threads take the next
 * task as they get free. The functions of the module need no clean-up: threads are ended when the tasks are.
 *
 * @throws AppError that a task threw; an Error where a thread broke; the signal's reason when it was aborted. The other
 * threads are ended first, and no result arrives afterwards.
 * @example await runTasks({ module, setup: { values }, tasks: [{ from: 0, to: 50 }], threads: 2, onResult: collect })
 */
export async function runTasks<Setup, Task, Result>(run: TaskRun<Setup, Task, Result>): Promise<void> {
  run.signal?.throwIfAborted();
  if (run.tasks.length === 0) return;
  if (run.threads === 0) await runHere(run);
  else await runInThreads(run);
}

async function runHere<Setup, Task, Result>(run: TaskRun<Setup, Task, Result>): Promise<void> {
  const runTask = await import(builtModule(run.module).href).then((module: TaskModule<Setup, Task, Result>) =>
    module.startTasks(run.setup),
  );
  for (const [index, task] of run.tasks.entries()) {
    run.onResult(runTask(task).result, index);
    // Lets timers and the abort signal through between tasks.
    await new Promise((resolve) => setImmediate(resolve));
    run.signal?.throwIfAborted();
  }
}

async function runInThreads<Setup, Task, Result>(run: TaskRun<Setup, Task, Result>): Promise<void> {
  const threads: Worker[] = [];
  const state = { next: 0, finished: 0 };
  try {
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        reject(abortReason(run.signal));
      };
      run.signal?.addEventListener('abort', onAbort, { once: true });

      const giveNext = (thread: Worker): void => {
        const index = state.next;
        const task = run.tasks[index];
        if (task === undefined) return;
        state.next += 1;
        const request: TaskRequest<Task> = { index, task };
        thread.postMessage(request);
      };
      const hear = (thread: Worker, reply: TaskReply<Result>): void => {
        if (reply.kind === 'failed') {
          reject(errorOf(reply.failure));
          return;
        }
        if (reply.kind === 'done') {
          run.onResult(reply.result, reply.index);
          state.finished += 1;
        }
        if (state.finished === run.tasks.length) resolve();
        else giveNext(thread);
      };
      const start: ThreadStart = { module: builtModule(run.module).href, setup: run.setup };
      for (let at = 0; at < Math.min(run.threads, run.tasks.length); at += 1) {
        const thread = startThread(new URL('./task-thread.ts', import.meta.url), start);
        threads.push(thread);
        thread.on('message', (reply: TaskReply<Result>) => {
          try {
            hear(thread, reply);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
        thread.on('error', reject);
        thread.on('exit', (code) => {
          reject(new Error(`A worker thread ended by itself (exit code ${code}).`));
        });
      }
    });
  } finally {
    for (const thread of threads) thread.removeAllListeners();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function abortReason(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error('The calculation was cancelled.');
}

function errorOf({ message, stack, code, details }: TaskFailure): Error {
  if (code !== null) return new AppError(code, message, { details });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

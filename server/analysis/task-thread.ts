import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { TaskFailure, TaskModule, TaskReply, TaskRequest } from './task-messages.ts';

/*
 * The thread of the pool (run-tasks.ts): loads the task module it is told, sets it up once, then answers one task at a
 * time. It knows nothing of what the tasks are.
 */

const port = parentPort ?? failOutsideThread();
const start = z.object({ module: z.string(), setup: z.unknown() }).parse(workerData);

function failOutsideThread(): never {
  throw new Error('task-thread.ts runs as a worker thread only.');
}

function say(reply: TaskReply<unknown>, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(reply, [...transfer]);
}

function failureOf(error: unknown): TaskFailure {
  const known = error instanceof AppError ? error : null;
  return {
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? error.stack : undefined,
    code: known?.code ?? null,
    details: known?.details ?? {},
  };
}

function guarded(action: () => void): void {
  try {
    action();
  } catch (error) {
    say({ kind: 'failed', failure: failureOf(error) });
  }
}

async function serve(module: TaskModule<unknown, unknown, unknown>): Promise<void> {
  try {
    const run = await module.startTasks(start.setup);
    port.on('message', ({ index, task }: TaskRequest<unknown>) => {
      guarded(() => {
        const { result, transfer } = run(task);
        say({ kind: 'done', index, result }, transfer);
      });
    });
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'failed', failure: failureOf(error) });
  }
}

await import(start.module).then(serve);

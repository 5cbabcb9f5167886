import { startThread } from '../start-thread.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './embedded-messages.ts';
import { databaseUnavailable, SqlError } from './errors.ts';

/** A request without its number: the engine numbers them. */
export type EngineRequest = WorkerRequest extends infer Request
  ? Request extends WorkerRequest
    ? Omit<Request, 'id'>
    : never
  : never;

export interface EngineAnswer {
  readonly rows: readonly object[];
  readonly touched: number;
}

/** One opened PGlite in its worker thread. When it is broken it stays so; the caller starts another. */
export interface Engine {
  readonly isBroken: boolean;
  readonly isBusy: boolean;
  /** Geometry exceptions that PGlite lost; each leaks some of its stack. */
  readonly swallowedCount: number;
  request(request: EngineRequest): Promise<EngineAnswer>;
  /** Ends the thread at once, in the middle of a statement if need be: PostgreSQL recovers when it is reopened. */
  terminate(reason: string): Promise<void>;
}

export interface EngineOptions extends WorkerStart {
  readonly openTimeoutMilliseconds: number;
  readonly onProgress: (text: string) => void;
}

interface Pending {
  readonly resolve: (answer: EngineAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts the worker and resolves when its database answers.
 *
 * @throws AppError `source-unavailable` where it cannot be opened, or not in time.
 */
export function startEngine(options: EngineOptions): Promise<Engine> {
  const start: WorkerStart = { clusterFolder: options.clusterFolder, isNew: options.isNew };
  const worker = startThread(new URL('./embedded-worker.ts', import.meta.url), start);
  const pending = new Map<number, Pending>();
  const state = { isBroken: false, swallowedCount: 0, lastId: 0 };

  function fail(message: string): void {
    state.isBroken = true;
    for (const { reject } of pending.values()) reject(databaseUnavailable(message));
    pending.clear();
    void worker.terminate();
  }

  function settle(reply: WorkerReply): void {
    if (reply.kind === 'broken') {
      fail(`The embedded database failed and is being reopened: ${reply.message}`);
      return;
    }
    if (reply.kind !== 'done' && reply.kind !== 'refused') return;
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.kind === 'done') waiting?.resolve(reply);
    else {
      if (reply.isSwallowed) state.swallowedCount += 1;
      waiting?.reject(new SqlError(reply.failure));
    }
  }

  const engine: Engine = {
    get isBroken() {
      return state.isBroken;
    },
    get isBusy() {
      return pending.size > 0;
    },
    get swallowedCount() {
      return state.swallowedCount;
    },
    request(request) {
      if (state.isBroken)
        return Promise.reject(databaseUnavailable('The embedded database is being reopened.'));
      state.lastId += 1;
      const id = state.lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        worker.postMessage({ ...request, id }, request.kind === 'copy' ? [request.csv] : []);
      });
    },
    async terminate(reason) {
      fail(reason);
      await worker.terminate();
    },
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      fail('The embedded database did not open in time.');
      reject(databaseUnavailable('The embedded database did not open in time.'));
    }, options.openTimeoutMilliseconds);
    const refuse = (message: string): void => {
      clearTimeout(timer);
      fail(message);
      reject(databaseUnavailable(message));
    };
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'progress') options.onProgress(reply.text);
      else if (reply.kind === 'ready') {
        clearTimeout(timer);
        resolve(engine);
      } else if (reply.kind === 'broken') refuse(`The embedded database failed: ${reply.message}`);
      else settle(reply);
    });
    worker.on('error', (error) => {
      refuse(
        `The thread of the embedded database failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    worker.on('exit', () => {
      refuse('The thread of the embedded database ended.');
    });
  });
}

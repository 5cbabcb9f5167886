import type { Steps } from '../../core/steps.ts';
import type { JobContext } from './background-jobs.ts';

/** Lets whatever else waits for this thread run, and resolves after it. */
export type Turn = () => Promise<void>;

/**
 * Turns of one piece of long work on the thread that also answers requests: between two of them others are answered.
 *
 * @param total How many turns there will be: progress is told as a share of them.
 * @throws what the signal was aborted with, at the next turn.
 */
export function createTurns(total: number, { signal, onProgress }: JobContext): Turn {
  let taken = 0;
  return async () => {
    taken += 1;
    onProgress(Math.min(1, taken / total));
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
}

/** Runs work that comes in steps, with a turn for the others after each. */
export async function inTurns<Result>(steps: Steps<Result>, turn: Turn): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

/** A part of a job, from one share of the whole (0 to 1) to another. */
export function partOf({ signal, onProgress }: JobContext, from: number, to: number): JobContext {
  return {
    signal,
    onProgress: (done) => {
      onProgress(from + (to - from) * done);
    },
  };
}

/**
 * Turns taken in the order asked for, one at a time. A transaction keeps its turn until it ends.
 */
export interface FairQueue {
  /** Runs `work` when everything asked for earlier has ended, well or badly. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** How many wait, the one that runs not counted. */
  readonly waiting: number;
}

export function createFairQueue(): FairQueue {
  let tail: Promise<unknown> = Promise.resolve();
  let unfinished = 0;
  return {
    take(work) {
      unfinished += 1;
      const turn = tail.then(work).finally(() => {
        unfinished -= 1;
      });
      tail = turn.catch(() => undefined);
      return turn;
    },
    get waiting() {
      return Math.max(0, unfinished - 1);
    },
  };
}

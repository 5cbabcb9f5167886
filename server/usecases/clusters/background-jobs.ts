/** What a job is told. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** 0 to 1. */
  readonly onProgress: (done: number) => void;
}

export interface Job<Result> {
  readonly result: Promise<Result>;
  /** How far it is: 0 to 1. */
  readonly done: () => number;
}

/**
 * Work that outlives the request that asked for it: started once for each key, one after another, its result kept. The
 * result used longest ago goes first; what failed is forgotten, so that it is tried again.
 */
export function createBackgroundJobs<Result>(kept: number) {
  const jobs = new Map<string, Job<Result>>();
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  return {
    start(key: string, work: (context: JobContext) => Promise<Result>): Job<Result> {
      const known = jobs.get(key);
      if (known !== undefined) {
        jobs.delete(key);
        jobs.set(key, known);
        return known;
      }
      let done = 0;
      const context = {
        signal: closing.signal,
        onProgress: (share: number) => {
          done = share;
        },
      };
      const result = last.then(() => {
        closing.signal.throwIfAborted();
        return work(context);
      });
      const job = { result, done: () => done };
      // A failure is heard by whoever waits for it; the next in the line begins all the same.
      last = result.catch(() => {
        if (jobs.get(key) === job) jobs.delete(key);
      });
      jobs.set(key, job);
      const [oldest] = jobs.keys();
      if (jobs.size > kept && oldest !== undefined) jobs.delete(oldest);
      return job;
    },

    /** Ends what is running; nothing is begun any more. */
    close(): void {
      closing.abort(new Error('The service is closing.'));
    },
  };
}

import { AppError } from '../../core/errors.ts';

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

/** How long whoever asks waits for a job, and what they are told when it takes longer. */
export interface Patience {
  readonly waitMilliseconds: number;
  /** "The clusters are being worked out": how far it is comes after it. */
  readonly saying: string;
  readonly retryAfterSeconds: number;
}

interface KeptJob<Result> extends Job<Result> {
  /** How many wait for it now: a failure that nobody heard is told to whoever asks next. */
  listeners: number;
}

/**
 * Work that outlives the request that asked for it: started once for each key, one after another, its result kept. The
 * result used longest ago goes first, and work that has not begun by then never begins; what failed is forgotten once
 * somebody was told, so that it is tried again.
 */
export function createBackgroundJobs<Result>(kept: number) {
  const jobs = new Map<string, KeptJob<Result>>();
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  function find(key: string): KeptJob<Result> | null {
    const known = jobs.get(key);
    if (known === undefined) return null;
    jobs.delete(key);
    jobs.set(key, known);
    return known;
  }

  function keep(key: string, job: KeptJob<Result>): KeptJob<Result> {
    jobs.set(key, job);
    const [oldest] = jobs.keys();
    if (jobs.size > kept && oldest !== undefined) jobs.delete(oldest);
    return job;
  }

  function forget(key: string, job: KeptJob<Result>): void {
    if (jobs.get(key) === job) jobs.delete(key);
  }

  function begin(key: string, work: (context: JobContext) => Promise<Result>): KeptJob<Result> {
    let done = 0;
    const context = {
      signal: closing.signal,
      onProgress: (share: number) => {
        done = share;
      },
    };
    const result = last.then(() => {
      closing.signal.throwIfAborted();
      if (jobs.get(key) !== job) throw crowdedOut();
      return work(context);
    });
    const job = { result, done: () => done, listeners: 0 };
    // A failure is heard by whoever waits for it; the next in the line begins all the same.
    last = result.catch(() => {
      if (job.listeners > 0) forget(key, job);
    });
    return keep(key, job);
  }

  return {
    /** The work of this key, begun where it was not yet. The caller waits for its result. */
    start(key: string, work: (context: JobContext) => Promise<Result>): Job<Result> {
      const job = find(key) ?? begin(key, work);
      job.listeners += 1;
      return job;
    },

    /** Is there a result for this key, or work that will give one? */
    has: (key: string): boolean => jobs.has(key),

    /** Keeps a result that is at hand, unless work for it has begun. */
    put(key: string, result: Result): void {
      if (!jobs.has(key)) keep(key, { result: Promise.resolve(result), done: () => 1, listeners: 0 });
    },

    /**
     * What the work of this key comes to, begun where it was not yet.
     *
     * @throws AppError source-unavailable with how far it is (`details.done`, 0 to 1) where it takes longer than the
     *   caller waits; whatever the work throws.
     */
    async ask(
      key: string,
      work: (context: JobContext) => Promise<Result>,
      patience: Patience,
    ): Promise<Result> {
      const job = find(key) ?? begin(key, work);
      job.listeners += 1;
      try {
        const found = await within(job.result, patience.waitMilliseconds);
        if (found !== null) return found.result;
      } catch (error) {
        forget(key, job);
        throw error;
      } finally {
        job.listeners -= 1;
      }
      throw beingWorkedOut(job.done(), patience);
    },

    /** Ends what is running; nothing is begun any more. */
    close(): void {
      closing.abort(new Error('The service is closing.'));
    },
  };
}

/** How far the work is that an answer waits for (0 to 1); null where the error is of another kind. */
export function progressOf(error: unknown): number | null {
  if (!(error instanceof AppError) || error.code !== 'source-unavailable') return null;
  const { done } = error.details;
  return typeof done === 'number' ? done : null;
}

function beingWorkedOut(done: number, { saying, retryAfterSeconds }: Patience): AppError {
  return new AppError(
    'source-unavailable',
    `${saying}: ${Math.floor(100 * done)} % done. Ask again in a moment.`,
    { details: { retryAfterSeconds, done } },
  );
}

function crowdedOut(): AppError {
  return new AppError('source-unavailable', 'Too much is being worked out at once. Ask again in a moment.');
}

/** What a promise comes to, or null when it takes longer than this. */
async function within<Result>(
  result: Promise<Result>,
  milliseconds: number,
): Promise<{ readonly result: Result } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, milliseconds);
  });
  try {
    return await Promise.race([result.then((found) => ({ result: found })), late]);
  } finally {
    clearTimeout(timer);
  }
}

import { AppError } from '../../core/errors.ts';

export interface QueueLimits {
  /** How many pieces of work run at the same time. */
  readonly atOnce: number;
  /** How many may wait beside them; who comes then is sent away. */
  readonly waitingAtMost: number;
  /** What who was sent away is told: "Too many pages are being made into PDFs at once." */
  readonly refusal: string;
  /** When who was sent away may ask again. */
  readonly retryAfterSeconds: number;
}

/** Work in the order asked for, a few pieces at once, with an end to the line. */
export interface LimitedQueue {
  /**
   * Runs `work` when its turn comes.
   *
   * @throws AppError source-unavailable when too many wait, or when the queue is closed before the turn comes.
   */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** How many wait, those that run not counted. */
  readonly waiting: number;
  /** Sends away everybody who waits, and whoever comes later. */
  close(): void;
}

interface Waiting {
  readonly begin: () => void;
  readonly sendAway: (error: Error) => void;
}

export function createLimitedQueue(limits: QueueLimits): LimitedQueue {
  const line: Waiting[] = [];
  let running = 0;
  let isClosed = false;

  function refusal(message: string): AppError {
    const { retryAfterSeconds } = limits;
    return new AppError('source-unavailable', message, { details: { retryAfterSeconds } });
  }

  function turn(): Promise<void> {
    if (isClosed) return Promise.reject(refusal('The service is closing.'));
    if (running < limits.atOnce) {
      running += 1;
      return Promise.resolve();
    }
    if (line.length >= limits.waitingAtMost) {
      return Promise.reject(refusal(`${limits.refusal} Ask again in a moment.`));
    }
    return new Promise((resolve, reject) => {
      line.push({ begin: resolve, sendAway: reject });
    });
  }

  /** The place that becomes free goes to the first in the line. */
  function leave(): void {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next.begin();
  }

  return {
    async run(work) {
      await turn();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    get waiting() {
      return line.length;
    },
    close() {
      isClosed = true;
      for (const { sendAway } of line.splice(0)) sendAway(refusal('The service is closing.'));
    },
  };
}

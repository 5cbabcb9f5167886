import { keepingTimes } from '../../../core/coverage/keeping-times.ts';
import type { Database } from '../../database/database.ts';
import { createProblemStore, type PrunedCounts } from '../../store/coverage/problem-store.ts';

const millisecondsOfDay = 86_400_000;

/**
 * Deletes e-mail addresses whose time is over, and notes of closed reports that were not published.
 *
 * @param options.emailDays ATLAS_CHALLENGE_EMAIL_DAYS
 * @returns how many went.
 */
export function pruneProblems(
  database: Database,
  { now, emailDays }: { readonly now: Date; readonly emailDays: number },
): Promise<PrunedCounts> {
  return database.transaction((transaction) =>
    createProblemStore(transaction).prune(keepingTimes(now, emailDays)),
  );
}

/**
 * Deletes every day from now on, until it is stopped. What fails is said, and tried again the next day.
 *
 * @returns stops it.
 */
export function pruneDaily(prune: () => Promise<unknown>, onTrouble: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    prune().catch(onTrouble);
  }, millisecondsOfDay);
  // The service must be able to end while nothing but this waits.
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

import type { ChallengeState, NewCoverageProblem } from '../../core/contract/coverage/coverage-problem.ts';
import type { Database } from '../../server/database/database.ts';
import { createProblemStore } from '../../server/store/coverage/problem-store.ts';

/** A report with the states that it went through, the first of them new. */
export interface ReportInStates extends Pick<NewCoverageProblem, 'subject' | 'reason' | 'speedClass'> {
  readonly reference: string;
  readonly states: readonly ChallengeState[];
}

export const untilUpheld: readonly ChallengeState[] = ['new', 'checking', 'upheld'];

/** Saves a report of 1 October 2026, with a note and an address that nobody may see, and moves it on 2 November. */
export async function saveReportInStates(
  database: Database,
  { reference, states, ...about }: ReportInStates,
): Promise<void> {
  const store = createProblemStore(database);
  const report = {
    ...{ downloadMbps: null, uploadMbps: null, testedOn: null },
    ...{ note: 'Ask Mrs Jones.', email: 'someone@example.org' },
  };
  const reportedAt = new Date('2026-10-01T12:00:00Z');
  await store.save({ ...about, ...report }, { reference, areaCodes: [], reportedAt });
  const movedAt = new Date('2026-11-02T12:00:00Z');
  for (const [revision, to] of states.slice(1).entries()) {
    const from = states[revision] ?? 'new';
    await store.move({ reference, from, to, revision, comment: 'Seen.', publishNote: false, movedAt });
  }
}

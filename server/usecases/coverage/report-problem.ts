import { randomBytes } from 'node:crypto';
import {
  checkReport,
  type DraftReport,
  type FieldFault,
  type ReportFault,
} from '../../../core/coverage/check-report.ts';
import { problemReference, referenceBytes } from '../../../core/coverage/problem-reference.ts';
import type { Database, Queryable } from '../../database/database.ts';
import { createProblemReads } from '../../store/coverage/problem-reads.ts';
import { dayOf } from '../../store/coverage/problem-rows.ts';
import { createProblemStore } from '../../store/coverage/problem-store.ts';
import { createSubjectReads } from '../../store/coverage/subject-reads.ts';

const millisecondsOfDay = 86_400_000;

/** What is wrong with a report; `subject-not-loaded` is for the database to say. */
export interface RefusedField {
  readonly field: FieldFault['field'];
  readonly fault: ReportFault | 'subject-not-loaded';
}

export type ReportOutcome =
  | { readonly kind: 'taken'; readonly reference: string }
  | { readonly kind: 'refused'; readonly fields: readonly RefusedField[] }
  /** As many as this service takes in a day have come. */
  | { readonly kind: 'full' };

export interface ReportingDependencies {
  readonly database: Database;
  readonly now: () => Date;
  /** How many reports are taken in 24 hours, from all visitors together. */
  readonly dailyLimit: number;
}

/**
 * Holds a report against the rules and against what is loaded: a premises, postcode or area that is not loaded here is
 * refused, because nobody could check it, and because nothing that is shown here can be wrong about it.
 *
 * @returns the faults, none where it can be sent.
 */
export async function faultsOf(
  database: Queryable,
  report: DraftReport,
  now: Date,
): Promise<readonly RefusedField[]> {
  const { problem, faults } = checkReport(report, dayOf(now));
  if (problem === null) return faults;
  const areaCodes = await createSubjectReads(database).areaCodes(problem.subject);
  return areaCodes === null ? [{ field: 'subject', fault: 'subject-not-loaded' }] : [];
}

/** Takes a report: it is checked, counted against the limit of a day, and gets a reference that nobody can guess. */
export async function reportProblem(
  { database, now, dailyLimit }: ReportingDependencies,
  report: DraftReport,
): Promise<ReportOutcome> {
  const reportedAt = now();
  const { problem, faults } = checkReport(report, dayOf(reportedAt));
  if (problem === null) return { kind: 'refused', fields: faults };
  const areaCodes = await createSubjectReads(database).areaCodes(problem.subject);
  if (areaCodes === null) {
    return { kind: 'refused', fields: [{ field: 'subject', fault: 'subject-not-loaded' }] };
  }
  return database.transaction(async (transaction) => {
    const store = createProblemStore(transaction);
    await store.waitForOthers();
    const dayAgo = new Date(reportedAt.getTime() - millisecondsOfDay);
    if ((await createProblemReads(transaction).countSince(dayAgo)) >= dailyLimit) return { kind: 'full' };
    const reference = problemReference(randomBytes(referenceBytes));
    await store.save(problem, { reference, areaCodes, reportedAt });
    return { kind: 'taken', reference };
  });
}

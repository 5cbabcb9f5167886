import type { ChallengeState, NewCoverageProblem } from '../../../core/contract/coverage/coverage-problem.ts';
import { closedStates } from '../../../core/coverage/challenge-states.ts';
import type { KeepingTimes } from '../../../core/coverage/keeping-times.ts';
import type { Queryable } from '../../database/database.ts';

/** Two reports at once: the second waits here, so that both are counted against the limit of a day. */
const advisoryLockKey = 2_718_287;

export interface ProblemMoveRecord {
  readonly reference: string;
  readonly from: ChallengeState;
  readonly to: ChallengeState;
  /** The revision that the officer read. */
  readonly revision: number;
  readonly comment: string;
  readonly publishNote: boolean;
  readonly movedAt: Date;
}

export interface PrunedCounts {
  readonly emails: number;
  readonly notes: number;
}

/** What people reported: the write side. Call `save` and `move` in a transaction. */
export function createProblemStore(database: Queryable) {
  return {
    /** Lets one report be counted and saved at a time, to the end of the transaction. */
    async waitForOthers(): Promise<void> {
      await database.query('select pg_advisory_xact_lock($1::bigint)', [advisoryLockKey]);
    },

    async save(
      problem: NewCoverageProblem,
      facts: {
        readonly reference: string;
        readonly areaCodes: readonly string[];
        readonly reportedAt: Date;
      },
    ): Promise<void> {
      await database.execute(
        `with saved as (
           insert into coverage_problem (reference, subject_kind, subject_code, reason, speed_class, download_mbps,
             upload_mbps, tested_on, note, email, reported_at, changed_at)
           values ($1, $2, $3, $4, $5, $6::double precision, $7::double precision, $8::date, $9, $10,
             $11::timestamptz, $11::timestamptz)
           returning coverage_problem_id)
         insert into coverage_problem_area (coverage_problem_id, area_code)
         select saved.coverage_problem_id, code from saved, unnest($12::text[]) as code`,
        [
          facts.reference,
          problem.subject.kind,
          problem.subject.code,
          problem.reason,
          problem.speedClass,
          problem.downloadMbps,
          problem.uploadMbps,
          problem.testedOn,
          problem.note,
          problem.email,
          facts.reportedAt,
          [...facts.areaCodes],
        ],
      );
    },

    /** @returns false where the report is no longer as the officer read it; nothing has changed then. */
    async move(move: ProblemMoveRecord): Promise<boolean> {
      const touched = await database.execute(
        `with moved as (
           update coverage_problem set state = $3, note_is_public = $4::boolean, revision = revision + 1,
             changed_at = $5::timestamptz
           where reference = $1 and revision = $2::integer and state = $6
           returning coverage_problem_id)
         insert into coverage_problem_move (coverage_problem_id, from_state, to_state, comment, moved_at)
         select coverage_problem_id, $6, $3, $7, $5::timestamptz from moved`,
        [move.reference, move.revision, move.to, move.publishNote, move.movedAt, move.from, move.comment],
      );
      return touched === 1;
    },

    /** Deletes what is personal and no longer needed. */
    async prune({ reportedBefore, closedBefore }: KeepingTimes): Promise<PrunedCounts> {
      const isClosed = 'state = any($1::text[]) and changed_at <= $2::timestamptz';
      const emails = await database.execute(
        `update coverage_problem set email = null
         where email is not null and (reported_at <= $3::timestamptz or (${isClosed}))`,
        [[...closedStates], closedBefore, reportedBefore],
      );
      const notes = await database.execute(
        `update coverage_problem set note = null where note is not null and not note_is_public and ${isClosed}`,
        [[...closedStates], closedBefore],
      );
      return { emails, notes };
    },
  };
}

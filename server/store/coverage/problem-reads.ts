import type {
  ChallengeState,
  OfficerProblem,
  PublicProblem,
  StateCounts,
  TrackedProblem,
} from '../../../core/contract/coverage/coverage-problem.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import {
  dayOf,
  filterConditions,
  problemColumns,
  toPublicProblem,
  type ProblemFilters,
  type ProblemRow,
} from './problem-rows.ts';

interface MoveRow {
  from_state: ChallengeState;
  to_state: ChallengeState;
  comment: string;
  moved_at: Date;
}

/** A report and where its page goes on: the newest first. */
export interface NumberedProblem {
  readonly id: number;
  readonly problem: PublicProblem;
}

export interface ProblemPageQuery extends ProblemFilters {
  /** Only reports that came before this one. */
  readonly before: number | null;
  readonly limit: number;
  readonly offset: number;
}

/** What people reported: the read side, for everybody but for the methods that say officers. */
export function createProblemReads(database: Queryable) {
  async function findRow(reference: string): Promise<ProblemRow | null> {
    const rows = await database.query<ProblemRow>(
      `select ${problemColumns} from coverage_problem p where p.reference = $1`,
      [reference],
    );
    return rows[0] ?? null;
  }

  function readMoves(problemId: number): Promise<MoveRow[]> {
    return database.query<MoveRow>(
      `select from_state, to_state, comment, moved_at from coverage_problem_move
       where coverage_problem_id = $1::integer order by coverage_problem_move_id`,
      [problemId],
    );
  }

  return {
    /** Reports that fit, the newest first. */
    async page({ before, limit, offset, ...filters }: ProblemPageQuery): Promise<NumberedProblem[]> {
      const values: SqlValue[] = [before, limit, offset];
      const rows = await database.query<ProblemRow>(
        `select ${problemColumns} from coverage_problem p
         where ($1::integer is null or p.coverage_problem_id < $1::integer)
           and ${filterConditions(filters, values)}
         order by p.coverage_problem_id desc limit $2::integer offset $3::integer`,
        values,
      );
      return rows.map((row) => ({ id: row.coverage_problem_id, problem: toPublicProblem(row) }));
    },

    async count(filters: ProblemFilters): Promise<number> {
      const values: SqlValue[] = [];
      const rows = await database.query<{ total: number }>(
        `select count(*) as total from coverage_problem p where ${filterConditions(filters, values)}`,
        values,
      );
      return rows[0]?.total ?? 0;
    },

    async countsByState(): Promise<StateCounts> {
      const rows = await database.query<{ state: ChallengeState; total: number }>(
        'select state, count(*) as total from coverage_problem group by state',
      );
      const counts = new Map(rows.map((row) => [row.state, row.total]));
      return {
        new: counts.get('new') ?? 0,
        checking: counts.get('checking') ?? 0,
        upheld: counts.get('upheld') ?? 0,
        rejected: counts.get('rejected') ?? 0,
      };
    },

    /** One report as whoever knows its reference may see it; null where there is none. */
    async find(reference: string): Promise<TrackedProblem | null> {
      const row = await findRow(reference);
      if (row === null) return null;
      const moves = await readMoves(row.coverage_problem_id);
      return {
        ...toPublicProblem(row),
        revision: row.revision,
        moves: moves.map((move) => ({ state: move.to_state, on: dayOf(move.moved_at) })),
      };
    },

    /** One report with all that officers need, its e-mail address among it. */
    async findForOfficers(reference: string): Promise<OfficerProblem | null> {
      const row = await findRow(reference);
      if (row === null) return null;
      const moves = await readMoves(row.coverage_problem_id);
      return {
        ...toPublicProblem(row),
        note: row.note,
        noteIsPublic: row.note_is_public,
        email: row.email,
        revision: row.revision,
        reportedAt: row.reported_at.toISOString(),
        moves: moves.map((move) => ({
          from: move.from_state,
          to: move.to_state,
          comment: move.comment,
          at: move.moved_at.toISOString(),
        })),
      };
    },

    /** How many came since then, for the limit of a day. */
    async countSince(time: Date): Promise<number> {
      const rows = await database.query<{ total: number }>(
        'select count(*) as total from coverage_problem where reported_at > $1::timestamptz',
        [time],
      );
      return rows[0]?.total ?? 0;
    },
  };
}

export type ProblemReads = ReturnType<typeof createProblemReads>;

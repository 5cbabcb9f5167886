import {
  problemLimits,
  type OfficerProblem,
  type ProblemMove,
} from '../../../core/contract/coverage/coverage-problem.ts';
import { allowedMoves, canMove } from '../../../core/coverage/challenge-states.ts';
import { readReference } from '../../../core/coverage/problem-reference.ts';
import { AppError } from '../../../core/errors.ts';
import type { Database, Queryable } from '../../database/database.ts';
import { createProblemReads } from '../../store/coverage/problem-reads.ts';
import { createProblemStore } from '../../store/coverage/problem-store.ts';

function refuse(field: string, reason: string): AppError {
  return new AppError('invalid-request', `${field}: ${reason}.`, { details: { field, reason } });
}

/** The error for a reference that no report has. */
export function noProblem(reference: string): AppError {
  return new AppError('not-found', `There is no report ${reference.slice(0, 40)}.`, {
    details: { field: 'reference', reason: 'no report has it' },
  });
}

/** A report with all that officers need. @throws AppError not-found */
export async function findForOfficers(database: Queryable, text: string): Promise<OfficerProblem> {
  const reference = readReference(text);
  const found = reference === null ? null : await createProblemReads(database).findForOfficers(reference);
  if (found === null) throw noProblem(text);
  return found;
}

function checkMove(problem: OfficerProblem, move: ProblemMove, comment: string): void {
  if (!canMove(problem.state, move.to)) {
    const allowed = allowedMoves[problem.state].join(' or ');
    throw refuse('to', `a report that is ${problem.state} can go to ${allowed}, not to ${move.to}`);
  }
  if (comment === '') throw refuse('comment', 'say why, for the officers who come after');
  if (Array.from(comment).length > problemLimits.comment) {
    throw refuse('comment', `at most ${problemLimits.comment} characters`);
  }
  if (/[^\P{Cc}\t\n]|\p{Cs}/u.test(comment)) throw refuse('comment', 'control characters are not allowed');
  if (!move.publishNote) return;
  if (move.to !== 'upheld') throw refuse('publishNote', 'only what is upheld is published');
  if (problem.note === null) throw refuse('publishNote', 'there is no note to publish');
}

/**
 * Moves a report to another state, with the officer's comment.
 *
 * @throws AppError not-found; conflict where somebody else moved it after it was read; invalid-request where it cannot go there
 * from where it is, or the comment is missing.
 */
export async function moveProblem(
  database: Database,
  text: string,
  { move, now }: { readonly move: ProblemMove; readonly now: Date },
): Promise<OfficerProblem> {
  const comment = move.comment.replaceAll(/\r\n?/g, '\n').trim();
  return database.transaction(async (transaction) => {
    const problem = await findForOfficers(transaction, text);
    const conflict = (): AppError =>
      new AppError('conflict', 'Somebody else moved this report in the meantime. Read it again.', {
        details: { field: 'revision', reason: `it is at revision ${problem.revision} now` },
      });
    if (problem.revision !== move.revision) throw conflict();
    checkMove(problem, move, comment);
    const isMoved = await createProblemStore(transaction).move({
      reference: problem.reference,
      from: problem.state,
      to: move.to,
      revision: move.revision,
      comment,
      publishNote: move.publishNote,
      movedAt: now,
    });
    if (!isMoved) throw conflict();
    return findForOfficers(transaction, text);
  });
}

import type { OfficerProblem } from '../../../core/contract/coverage/coverage-problem.ts';
import { allowedMoves } from '../../../core/coverage/challenge-states.ts';
import { shownReference } from '../../../core/coverage/problem-reference.ts';
import type { Translate } from '../../../core/language/translator.ts';
import { errorWord, problemShown, stateText, triagePath } from './problem-view.ts';

/** What an officer filled in, kept where the report could not be moved. */
export interface FilledMove {
  readonly to: string;
  readonly comment: string;
  readonly publishNote: boolean;
}

export type MoveField = 'revision' | 'to' | 'comment' | 'publishNote';

/** A report as officers see it, with the form that moves it. */
export function officerView(
  t: Translate,
  problem: OfficerProblem,
  { filled, wrong }: { readonly filled: FilledMove | null; readonly wrong: MoveField | null },
) {
  const title = t('coverageProblems.triageOne', { reference: shownReference(problem.reference) });
  const error = wrong === null ? null : t(`coverageProblems.moveFault.${wrong}`);
  const next = allowedMoves[problem.state];
  return {
    title: error === null ? title : `${t('coverageProblems.errorPrefix')} ${title}`,
    heading: title,
    path: `${triagePath}/${problem.reference}`,
    problem: problemShown(t, problem),
    revision: problem.revision,
    email: problem.email,
    noteState: problem.noteIsPublic
      ? t('coverageProblems.noteIsPublic')
      : t('coverageProblems.noteIsNotPublic'),
    reportedAt: problem.reportedAt,
    moves: problem.moves.map(({ from, to, comment, at }) => ({
      on: at,
      text: t('coverageProblems.moveEntry', { from: stateText(t, from), to: stateText(t, to) }),
      comment,
    })),
    states: next.map((state, at) => ({
      value: state,
      // A report that was just taken up again has one way only, as a new one.
      text: t(`coverageProblems.moveTo.${state === 'new' ? 'checking' : state}`),
      id: at === 0 ? 'to' : `to-${state}`,
      checked: filled?.to === state || next.length === 1,
    })),
    canPublish: problem.note !== null && next.includes('upheld'),
    isPublishing: filled?.publishNote ?? false,
    comment: filled?.comment ?? '',
    wrong,
    error,
    errorWord: errorWord(t),
    // A conflict is of no field: what is left to do begins with the choice.
    errorHref: wrong === 'comment' || wrong === 'publishNote' ? `#${wrong}` : '#to',
  };
}

import type { ChallengeState } from '../contract/coverage/coverage-problem.ts';

/**
 * Where a report may go from each state. Nothing is upheld or rejected that nobody has checked; what was closed can be
 * taken up again, because evidence that turns out to be wrong must not stay published.
 */
export const allowedMoves: Readonly<Record<ChallengeState, readonly ChallengeState[]>> = {
  new: ['checking'],
  checking: ['upheld', 'rejected'],
  upheld: ['checking'],
  rejected: ['checking'],
};

/** May a report go from one state to the other? */
export function canMove(from: ChallengeState, to: ChallengeState): boolean {
  return allowedMoves[from].includes(to);
}

/** States in which nobody works on a report any more. */
export const closedStates = ['upheld', 'rejected'] as const satisfies readonly ChallengeState[];

import { expect, it } from 'vitest';
import { challengeStates } from '../../../core/contract/coverage/coverage-problem.ts';
import { allowedMoves, canMove, closedStates } from '../../../core/coverage/challenge-states.ts';

it('lets nothing be upheld or rejected that nobody has checked, and nothing become new again', () => {
  const allowed = challengeStates.flatMap((from) =>
    challengeStates.filter((to) => canMove(from, to)).map((to) => `${from} > ${to}`),
  );
  expect(allowed).toEqual([
    'new > checking',
    'checking > upheld',
    'checking > rejected',
    'upheld > checking',
    'rejected > checking',
  ]);
});

it('has a way on from every state, and from a closed one only back to an officer', () => {
  for (const state of challengeStates) expect(allowedMoves[state].length).toBeGreaterThan(0);
  for (const state of closedStates) expect(allowedMoves[state]).toEqual(['checking']);
});

import { expect, test } from 'vitest';
import { finish, type Steps } from '../../core/steps.ts';
import { createTurns, inTurns, partOf } from '../../server/usecases/in-turns.ts';

function* countTo(last: number): Steps<number> {
  let sum = 0;
  for (let number = 1; number <= last; number += 1) {
    sum += number;
    yield;
  }
  return sum;
}
const unheard = { signal: new AbortController().signal, onProgress: () => undefined };

test('all steps at once and in turns come to the same', async () => {
  expect(finish(countTo(10))).toBe(55);
  expect(await inTurns(countTo(10), createTurns(10, unheard))).toBe(55);
});

test('others have their turn after every step, and hear how far it is', async () => {
  const heard: number[] = [];
  let answered = 0;
  const answer = (): void => {
    answered += 1;
    if (answered < 4) setImmediate(answer);
  };
  setImmediate(answer);
  const turn = createTurns(4, { ...unheard, onProgress: (done) => heard.push(done) });
  await inTurns(countTo(4), turn);
  expect(answered).toBe(4);
  expect(heard).toEqual([0.25, 0.5, 0.75, 1]);
});

test('work ends at the next turn when the service closes', async () => {
  const closing = new AbortController();
  let begun = 0;
  function* endless(): Steps<never> {
    for (;;) {
      begun += 1;
      if (begun === 3) closing.abort(new Error('closing'));
      yield;
    }
  }
  const turn = createTurns(9, { ...unheard, signal: closing.signal });
  await expect(inTurns(endless(), turn)).rejects.toThrow('closing');
  expect(begun).toBe(3);
});

test('a part of a job tells its share of the whole', () => {
  const heard: number[] = [];
  const part = partOf({ ...unheard, onProgress: (done) => heard.push(done) }, 0.5, 1);
  for (const done of [0, 0.5, 1]) part.onProgress(done);
  expect(heard).toEqual([0.5, 0.75, 1]);
});

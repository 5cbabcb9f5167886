import { AppError } from '../../core/errors.ts';
import type { TaskAnswer } from '../../server/analysis/task-messages.ts';

/** A task for the tests of the pool: squares a number from a shared list; fails or hangs where it is told to. */
export function startTasks(setup: {
  readonly values: Float64Array;
}): (task: { readonly at: number; readonly fault?: string }) => TaskAnswer<Float64Array> {
  return ({ at, fault }) => {
    if (fault === 'caller') throw new AppError('not-computable', 'No square.', { details: { at } });
    if (fault === 'bug') throw new TypeError('a bug');
    if (fault === 'exit') process.exit(3);
    while (fault === 'hang') at += 0;
    const result = Float64Array.of((setup.values[at] ?? NaN) ** 2);
    return { result, transfer: [result.buffer] };
  };
}

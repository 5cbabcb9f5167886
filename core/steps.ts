/**
 * Work that can be interrupted: it rests at each `yield` and goes on when it is asked to; what it comes to is returned.
 * Whoever runs it decides what happens in between (a server answers others, a browser paints).
 */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Runs all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

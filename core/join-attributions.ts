import type { Attribution } from './contract/dataset.ts';

/** The credit lines of several answers, each once; made up where any of them is. */
export function joinAttributions(credits: readonly Attribution[]): Attribution {
  return {
    lines: [...new Set(credits.flatMap(({ lines }) => lines))].sort(),
    madeUp: credits.some(({ madeUp }) => madeUp),
  };
}

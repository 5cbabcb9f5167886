import type { Attribution } from './contract/dataset.ts';

/** The credit lines of several answers, each once; made up where any of them is. */
export function joinAttributions(credits: readonly Attribution[]): Attribution {
  return {
    lines: [...new Set(credits.flatMap(({ lines }) => lines))].sort(),
    madeUp: credits.some(({ madeUp }) => madeUp),
  };
}

/** The credit in one line, for a map or under the title of a picture; made-up data says so first. */
export function creditLine({ lines, madeUp }: Attribution): string {
  return [...(madeUp ? ['MADE-UP DATA'] : []), ...lines].join(' · ');
}

/** `MADE-UP-` in front of the name of every file that holds made-up figures, so that it says so where it lands. */
export function fileNameOf(name: string, madeUp: boolean, ending: string): string {
  return `${madeUp ? 'MADE-UP-' : ''}${name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.${ending}`;
}

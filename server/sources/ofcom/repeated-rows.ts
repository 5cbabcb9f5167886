/** Tells the rows of a file that come again. */
export interface Repeats {
  /** Whether this very row came before; one with other figures is left to the quality gate, which refuses it. */
  isRepeat(code: string, record: readonly string[]): boolean;
}

/**
 * Remembers the rows of a file to tell those that come again. Of each row a number is kept, not its text: the country has
 * 1.7 million postcodes.
 */
export function createRepeats(): Repeats {
  const seen = new Map<string, number>();
  return {
    isRepeat(code, record) {
      const hash = hashOf(record.join(','));
      if (seen.get(code) === hash) return true;
      seen.set(code, hash);
      return false;
    },
  };
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

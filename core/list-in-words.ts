/**
 * A list as a sentence has it.
 *
 * @param and what stands before the last part, in the language of the sentence, with its spaces
 * @example listInWords(['Bolton', 'Bury', 'Salford']) // 'Bolton, Bury and Salford'
 */
export function listInWords(parts: readonly string[], and = ' and '): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}${and}${parts.at(-1) ?? ''}`;
}

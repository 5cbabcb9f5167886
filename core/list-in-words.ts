/**
 * A list as a sentence has it.
 *
 * @example listInWords(['Bolton', 'Bury', 'Salford']) // 'Bolton, Bury and Salford'
 */
export function listInWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

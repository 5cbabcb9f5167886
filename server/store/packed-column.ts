/**
 * A column that the database joined into one text: numbers separated by commas, an empty place for null.
 * Null (nothing was joined) is an empty column.
 */
export function numbersOf(text: string | null): Float64Array {
  if (text === null) return new Float64Array(0);
  return Float64Array.from(text.split(','), (number) => (number === '' ? NaN : Number(number)));
}

/** Separates texts in a joined column: a character that no name holds. */
const textSeparator = '\u001f';

/** Texts joined by `textSeparator` (chr(31) in SQL). */
export function textsOf(text: string | null): string[] {
  return text === null ? [] : text.split(textSeparator);
}

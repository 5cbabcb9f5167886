/**
 * A unique property reference number: 1 to 12 digits, which a JavaScript number holds exactly; leading zeros mean
 * nothing. Null for anything else, such as the 1.00032E+11 that a spreadsheet leaves.
 *
 * @example parseUprn('000100032176148') // null: 15 digits
 */
export function parseUprn(cell: string): number | null {
  const text = cell.trim();
  if (text.length === 0 || text.length > 12) return null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character < 48 || character > 57) return null;
  }
  const value = Number(text);
  return value === 0 ? null : value;
}

/** Whether a whole number is one that a UPRN can be. */
export const isUprn = (value: number): boolean => value >= 1 && value <= 999_999_999_999;

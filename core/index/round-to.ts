/**
 * Rounds to so many decimals, halves upwards, as the number is written in decimal: 1.005 becomes 1.01 although its
 * double is a little below. Published figures are rounded from exact quotients, and one in thousands falls on a half.
 *
 * @example roundTo(1.005, 2) // 1.01
 */
export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  const scaled = value * factor;
  // A relative nudge of a few units in the last place brings back what the division took away.
  return Math.round(scaled + Math.sign(scaled) * Math.abs(scaled) * 4 * Number.EPSILON) / factor;
}

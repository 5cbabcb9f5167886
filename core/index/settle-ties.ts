/**
 * Rounds computed values to a grid of 2^-40 of the largest of them (about 12 digits), so that areas whose values are
 * equal on paper tie, though their sums were added up in another order.
 *
 * Without it the last bit decides: with an input missing in one of two equal areas, or weights given as 0.3 instead of
 * 3, ranks of thousands of areas moved by one, and a ranked component carried the difference into the score.
 * Published inputs are exact and are never rounded; only what the engine computed before it ranks it.
 */
export function settleTies(values: Float64Array): Float64Array {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > largest) largest = size;
  }
  if (largest === 0) return values;
  const grid = 2 ** (Math.floor(Math.log2(largest)) - 40);
  const settled = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1)
    settled[row] = Math.round((values[row] ?? NaN) / grid) * grid;
  return settled;
}

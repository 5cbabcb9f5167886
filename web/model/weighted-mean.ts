/**
 * Mean of the values of the rows that are wanted, weighted. Rows without a value or weight do not count.
 *
 * @returns NaN when no row counts
 */
export function weightedMean(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  isWanted: (row: number) => boolean,
): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? NaN;
    const weight = weights[row] ?? NaN;
    if (Number.isNaN(value) || !(weight > 0) || !isWanted(row)) continue;
    sum += value * weight;
    total += weight;
  }
  return total === 0 ? NaN : sum / total;
}

/**
 * The value below which a share of the sorted values lies, by linear interpolation: type 7 of Hyndman and Fan (1996),
 * the default of R, numpy and d3.
 *
 * Shape: `sorted` ascending without missing values; `share` 0 to 1. Missing: NaN for no values.
 *
 * @example quantileSorted(Float64Array.of(1, 2, 3, 4), 0.5) // 2.5
 */
export function quantileSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return NaN;
  const position = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (position - below);
}

/** The present values in ascending order, as a new array. */
export function sortedPresent(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/** The largest absolute difference; Infinity where one is missing and the other is not. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let at = 0; at < expected.length; at += 1) {
    const a = actual[at] ?? NaN;
    const b = expected[at] ?? NaN;
    if (Number.isNaN(a) !== Number.isNaN(b)) return Infinity;
    if (!Number.isNaN(a)) largest = Math.max(largest, Math.abs(a - b));
  }
  return largest;
}

/** How many values differ at all; missing in both is the same. */
export function countDifferent(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let different = 0;
  for (let at = 0; at < expected.length; at += 1) {
    if (!Object.is(actual[at], expected[at])) different += 1;
  }
  return different;
}

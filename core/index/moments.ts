/** Arithmetic mean of the present values; NaN where there is none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

/** Standard deviation of the sample (divisor n - 1) of the present values; NaN for fewer than two. */
export function sampleStandardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let squares = 0;
  let count = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    squares += (value - centre) ** 2;
    count += 1;
  }
  return count < 2 ? NaN : Math.sqrt(squares / (count - 1));
}

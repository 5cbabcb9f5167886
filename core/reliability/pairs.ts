/** Two columns cut down to the rows in which both are present. */
export interface Pairs {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The rows in which both columns are present, in their order. */
export function completePairs(first: ArrayLike<number>, second: ArrayLike<number>): Pairs {
  const x = new Float64Array(first.length);
  const y = new Float64Array(first.length);
  let count = 0;
  for (let row = 0; row < first.length; row += 1) {
    const a = first[row] ?? NaN;
    const b = second[row] ?? NaN;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    x[count] = a;
    y[count] = b;
    count += 1;
  }
  return { first: x.subarray(0, count), second: y.subarray(0, count) };
}

/** Sample covariance (divisor n - 1) of complete pairs; NaN for fewer than two. */
export function covarianceOfPairs({ first, second }: Pairs): number {
  const count = first.length;
  if (count < 2) return NaN;
  let sumFirst = 0;
  let sumSecond = 0;
  for (let row = 0; row < count; row += 1) {
    sumFirst += first[row] ?? NaN;
    sumSecond += second[row] ?? NaN;
  }
  const meanFirst = sumFirst / count;
  const meanSecond = sumSecond / count;
  let products = 0;
  for (let row = 0; row < count; row += 1) {
    products += ((first[row] ?? NaN) - meanFirst) * ((second[row] ?? NaN) - meanSecond);
  }
  return products / (count - 1);
}

/** The middle of sorted or unsorted numbers by linear interpolation (type 7); NaN is left out; NaN where nothing is left. */
export function quantile(values: Float64Array, share: number): number {
  return quantileSorted(sortedPresent(values), share);
}

/** As quantile, of numbers already sorted and without NaN. */
export function quantileSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The numbers that are there, ascending. */
export function sortedPresent(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/**
 * Spearman's rank correlation over the rows where both are present; ties share their mean rank. NaN below 8 pairs or
 * where one side does not vary.
 */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const both: number[] = [];
  for (const [row, value] of a.entries()) {
    if (!Number.isNaN(value) && !Number.isNaN(b[row] ?? Number.NaN)) both.push(row);
  }
  if (both.length < 8) return Number.NaN;
  const ranksA = meanRanks(both.map((row) => a[row] ?? 0));
  const ranksB = meanRanks(both.map((row) => b[row] ?? 0));
  return pearson(ranksA, ranksB);
}

function meanRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, at) => at).sort((x, y) => (values[x] ?? 0) - (values[y] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let at = start; at < end; at += 1) ranks[order[at] ?? 0] = (start + end - 1) / 2;
    start = end;
  }
  return ranks;
}

function pearson(a: Float64Array, b: Float64Array): number {
  const middle = (a.length - 1) / 2;
  let together = 0;
  let squareA = 0;
  let squareB = 0;
  for (const [at, value] of a.entries()) {
    const x = value - middle;
    const y = (b[at] ?? 0) - middle;
    together += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? Number.NaN : together / Math.sqrt(squareA * squareB);
}

/** Digits behind the point that a number needs: 72.3 needs 1, 0.774 needs 3. */
export function decimalsOf(value: number): number {
  const text = String(Math.abs(value));
  const exponent = /e-(\d+)$/.exec(text)?.[1];
  const point = text.indexOf('.');
  const digits = point === -1 ? 0 : (text.split('e')[0]?.length ?? 0) - point - 1;
  return digits + Number(exponent ?? 0);
}

/**
 * Sums over the rows of a sensitivity design, for each area: what its own indices are worked out from. Area after area,
 * `sumsPerArea` numbers each: rows in which all its ranks are there, sum and sum of squares of its ranks in A and B, then
 * for each input the sums of (A - AB)² and of (B - AB)².
 *
 * Ranks are whole or half numbers, so all sums are exact and may be added in any order.
 */
export type AreaSums = Float64Array;

const shared = 3;

/** How many numbers each area takes. */
export function sumsPerArea(inputCount: number): number {
  return shared + 2 * inputCount;
}

/**
 * Adds one row of the design.
 *
 * @param ranks the ranks of all areas in the row's runs: A, B, then AB for each input. An area that lacks one in any of
 * them is left out of the row.
 */
export function addDesignRow(sums: AreaSums, ranks: readonly Float64Array[]): void {
  const [a, b, ...mixed] = ranks;
  if (a === undefined || b === undefined) return;
  const width = sumsPerArea(mixed.length);
  for (let area = 0; area < a.length; area += 1) {
    const ofA = a[area] ?? NaN;
    const ofB = b[area] ?? NaN;
    if (ranks.some((column) => Number.isNaN(column[area]))) continue;
    const at = area * width;
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + 1] = (sums[at + 1] ?? 0) + ofA + ofB;
    sums[at + 2] = (sums[at + 2] ?? 0) + ofA * ofA + ofB * ofB;
    for (let input = 0; input < mixed.length; input += 1) {
      const both = mixed[input]?.[area] ?? NaN;
      const total = at + shared + 2 * input;
      sums[total] = (sums[total] ?? 0) + (ofA - both) ** 2;
      sums[total + 1] = (sums[total + 1] ?? 0) + (ofB - both) ** 2;
    }
  }
}

export interface AreaIndices {
  /** Variance of the area's rank over the versions; NaN where it has none. */
  readonly variance: number;
  /** By input, Jansen's estimators; NaN where the rank never changes. */
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/** The Sobol' indices of one area's rank: which assumption it hangs on. Source: Jansen (1999), as `sobolIndices`. */
export function areaIndices(sums: AreaSums, area: number, inputCount: number): AreaIndices {
  const width = sumsPerArea(inputCount);
  const own = sums.subarray(area * width, (area + 1) * width);
  const [rows = 0, sum = 0, squares = 0] = own;
  const runs = 2 * rows;
  const variance = rows === 0 ? NaN : (squares - (sum * sum) / runs) / (runs - 1);
  const inputs = Array.from({ length: inputCount }, (_, input) => shared + 2 * input);
  const share = (at: number): number => (variance > 0 ? (own[at] ?? NaN) / rows / (2 * variance) : NaN);
  return {
    variance,
    first: inputs.map((at) => 1 - share(at + 1)),
    total: inputs.map((at) => share(at)),
  };
}

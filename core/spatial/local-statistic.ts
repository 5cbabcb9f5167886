/** A statistic for each area, with what it would be if the other areas' values were dealt out by chance. */
export interface LocalStatistic {
  /** NaN for an area without neighbours. */
  readonly statistic: Float64Array;
  readonly expectation: Float64Array;
  readonly variance: Float64Array;
  /** (statistic - expectation) / standard deviation; NaN where the variance is not above zero. */
  readonly z: Float64Array;
}

/** The sums of an area's weights that the local variances are made of. */
export interface RowSums {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

export function rowSums(starts: Int32Array, weights: Float64Array): RowSums {
  const areaCount = starts.length - 1;
  const sum = new Float64Array(areaCount);
  const squares = new Float64Array(areaCount);
  for (let area = 0; area < areaCount; area += 1) {
    for (let link = starts[area] ?? 0; link < (starts[area + 1] ?? 0); link += 1) {
      const weight = weights[link] ?? 0;
      sum[area] = (sum[area] ?? 0) + weight;
      squares[area] = (squares[area] ?? 0) + weight * weight;
    }
  }
  return { sum, squares };
}

/** z scores of a whole map. */
export function zScores(parts: Omit<LocalStatistic, 'z'>): Float64Array {
  return parts.statistic.map((statistic, area) => {
    const variance = parts.variance[area] ?? NaN;
    return variance > 0 ? (statistic - (parts.expectation[area] ?? NaN)) / Math.sqrt(variance) : NaN;
  });
}

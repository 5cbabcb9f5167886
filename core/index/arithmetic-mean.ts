/** What an aggregation gets: the columns of a node's children and how they count. */
export interface AggregationInput {
  readonly children: readonly Float64Array[];
  /** One per child; a child of weight 0 is switched off: it neither counts nor is it missed. */
  readonly weights: readonly number[];
  /** The node is missing where a smaller share (0-1) of its weighted children, by count, is present. */
  readonly availability: number;
}

/**
 * Weighted arithmetic mean of the present children: sum(w x) / sum(w), times `total`.
 *
 * Fully compensating: a low value makes up for a high one. `total` is 1 for a mean; a published index that adds up
 * weighted values whose weights do not quite come to one (England's IMD: 0.999) has the sum of its own weights.
 * Missing: a missing child hands its weight to the present ones; below the availability threshold the node is missing.
 *
 * Source: OECD/JRC Handbook (2008), section 6; COINr `a_amean`.
 */
export function arithmeticMean(input: AggregationInput, total: number): Float64Array {
  const children = weightedChildren(input);
  const { columns, weights } = children;
  const childCount = columns.length;
  const rowCount = input.children[0]?.length ?? 0;
  const out = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) {
    let sum = 0;
    let weightPresent = 0;
    let present = 0;
    for (let child = 0; child < childCount; child += 1) {
      const value = columns[child]?.[row] ?? NaN;
      if (Number.isNaN(value)) continue;
      const weight = weights[child] ?? 0;
      sum += weight * value;
      weightPresent += weight;
      present += 1;
    }
    const isMissing = present === 0 || present / childCount < input.availability;
    out[row] = isMissing ? NaN : (sum / weightPresent) * total;
  }
  return out;
}

/** The children that count: those of a weight above zero. */
export function weightedChildren(input: AggregationInput): { columns: Float64Array[]; weights: number[] } {
  const columns: Float64Array[] = [];
  const weights: number[] = [];
  input.children.forEach((column, child) => {
    const weight = input.weights[child] ?? 0;
    if (weight > 0) {
      columns.push(column);
      weights.push(weight);
    }
  });
  return { columns, weights };
}

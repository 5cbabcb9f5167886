/** What an aggregation gets: the columns of a node's children and how they count. */
export interface AggregationInput {
  readonly children: readonly Float64Array[];
  /** One per child; a child of weight 0 is switched off: it neither counts nor is it missed. */
  readonly weights: readonly number[];
  /** The node is missing where a smaller share (0-1) of its weighted children is present. */
  readonly availability: number;
  /** Whether that share is of their number, or of their weights. */
  readonly availabilityBy?: 'count' | 'weight' | undefined;
}

/** Whether too little of a node is present; nothing at all always is. */
export function isTooFew(
  rule: Pick<AggregationInput, 'availability' | 'availabilityBy'>,
  present: { readonly count: number; readonly weight: number },
  all: { readonly count: number; readonly weight: number },
): boolean {
  if (present.count === 0) return true;
  const share = rule.availabilityBy === 'weight' ? present.weight / all.weight : present.count / all.count;
  // Shares such as 3 of 5 against 0.6 must not fail by a last bit.
  return share < rule.availability - 1e-12;
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
  const { columns, weights } = weightedChildren(input);
  const out = new Float64Array(input.children[0]?.length ?? 0);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  // Column after column: reading along the columns takes half the time of reading across them. A missing value makes
  // the sum NaN, and only those rows are gone through again.
  columns.forEach((column, child) => {
    const weight = weights[child] ?? 0;
    for (let row = 0; row < out.length; row += 1) out[row] = (out[row] ?? 0) + weight * (column[row] ?? NaN);
  });
  for (let row = 0; row < out.length; row += 1) {
    const sum = out[row] ?? NaN;
    out[row] = Number.isNaN(sum)
      ? meanOfPresent({ columns, weights, weightSum, rule: input }, row) * total
      : (sum / weightSum) * total;
  }
  if (columns.length === 0) out.fill(NaN);
  return out;
}

interface WeightedColumns {
  readonly columns: readonly Float64Array[];
  readonly weights: readonly number[];
  readonly weightSum: number;
  readonly rule: AggregationInput;
}

/** Weighted mean of a row of which something is missing; NaN where too little is present. */
function meanOfPresent({ columns, weights, weightSum, rule }: WeightedColumns, row: number): number {
  let sum = 0;
  let weight = 0;
  let count = 0;
  columns.forEach((column, child) => {
    const value = column[row] ?? NaN;
    if (Number.isNaN(value)) return;
    const childWeight = weights[child] ?? 0;
    sum += childWeight * value;
    weight += childWeight;
    count += 1;
  });
  const isMissing = isTooFew(rule, { count, weight }, { count: columns.length, weight: weightSum });
  return isMissing ? NaN : sum / weight;
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

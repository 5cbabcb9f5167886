import { argsort } from './argsort.ts';
import type { ComparisonGroups } from './comparison-groups.ts';

/** What tied values share: the mean of the ranks they cover, the smallest, or the largest. */
export type RankTies = 'average' | 'min' | 'max';

export interface RankRule {
  /** 'ascending': rank 1 is the lowest value. 'descending': rank 1 is the highest, as in "greatest risk first". */
  readonly order: 'ascending' | 'descending';
  readonly ties: RankTies;
}

export interface Ranks {
  /** Rank of each row within its group; NaN where the value is missing or the row is left out. */
  readonly ranks: Float64Array;
  /** How many rows were ranked in each group. */
  readonly counts: Int32Array;
}

/**
 * Ranks within groups.
 *
 * Missing: a missing value gets no rank and does not count. Ties: exactly equal doubles tie.
 *
 * @example rankInGroups(Float64Array.of(3, 1, 3), oneGroup(3), { order: 'descending', ties: 'average' }).ranks
 * // Float64Array [1.5, 3, 1.5]
 */
export function rankInGroups(values: Float64Array, groups: ComparisonGroups, rule: RankRule): Ranks {
  const ranks = new Float64Array(values.length).fill(NaN);
  const { rows, counts } = presentRows(values, groups);
  const order = byGroup(argsort(values, rows), groups, counts);
  let start = 0;
  for (const count of counts) {
    rankSegment(values, order.subarray(start, start + count), rule, ranks);
    start += count;
  }
  return { ranks, counts };
}

function presentRows(
  values: Float64Array,
  groups: ComparisonGroups,
): { rows: Uint32Array; counts: Int32Array } {
  const rows = new Uint32Array(values.length);
  const counts = new Int32Array(groups.count);
  let present = 0;
  for (let row = 0; row < values.length; row += 1) {
    const group = groups.ids[row] ?? -1;
    if (group < 0 || Number.isNaN(values[row])) continue;
    rows[present] = row;
    present += 1;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return { rows: rows.subarray(0, present), counts };
}

/** Brings the rows of each group together, keeping their order. */
function byGroup(order: Uint32Array, groups: ComparisonGroups, counts: Int32Array): Uint32Array {
  if (groups.count <= 1) return order;
  const next = new Int32Array(groups.count);
  for (let group = 1; group < groups.count; group += 1) {
    next[group] = (next[group - 1] ?? 0) + (counts[group - 1] ?? 0);
  }
  const grouped = new Uint32Array(order.length);
  for (const row of order) {
    const group = groups.ids[row] ?? 0;
    const target = next[group] ?? 0;
    grouped[target] = row;
    next[group] = target + 1;
  }
  return grouped;
}

function rankSegment(
  values: Float64Array,
  ascending: Uint32Array,
  rule: RankRule,
  ranks: Float64Array,
): void {
  const count = ascending.length;
  let first = 0;
  while (first < count) {
    const value = values[ascending[first] ?? 0];
    let last = first;
    while (last + 1 < count && values[ascending[last + 1] ?? 0] === value) last += 1;
    const lowest = rule.order === 'ascending' ? first + 1 : count - last;
    const highest = rule.order === 'ascending' ? last + 1 : count - first;
    const rank = rule.ties === 'min' ? lowest : rule.ties === 'max' ? highest : (lowest + highest) / 2;
    for (let at = first; at <= last; at += 1) ranks[ascending[at] ?? 0] = rank;
    first = last + 1;
  }
}

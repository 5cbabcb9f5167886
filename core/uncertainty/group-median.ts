import { quantileSorted, sortedPresent } from '../index/quantile.ts';

/**
 * The median rank of each group of areas: what an area's interval is held against to say whether it can be told apart
 * from the rest of its authority. Missing: areas without rank or group (null) have no say.
 */
export function groupMedianRanks(
  rank: Float64Array,
  keys: readonly (string | null)[],
): ReadonlyMap<string, number> {
  const ranks = new Map<string, number[]>();
  keys.forEach((key, row) => {
    if (key === null) return;
    const list = ranks.get(key) ?? [];
    if (list.length === 0) ranks.set(key, list);
    list.push(rank[row] ?? NaN);
  });
  return new Map([...ranks].map(([key, list]) => [key, quantileSorted(sortedPresent(list), 0.5)]));
}

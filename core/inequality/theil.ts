import { weightedValues } from './weighted-values.ts';

export interface TheilParts {
  /** 0 where all have the same, up to ln n where one of n has everything. */
  readonly total: number;
  /** What inequality would be left if everybody had the mean of their group. */
  readonly between: number;
  /** What is left within the groups: total - between. */
  readonly within: number;
}

/**
 * Theil's T, parted into what lies between groups (local authorities, say) and within them; the parts add up.
 *
 * Shape: a group for each row; all one group unless given. Missing: as weightedValues. A value of zero adds nothing.
 *
 * @throws AppError as weightedValues.
 * Source: Shorrocks 1980, Econometrica 48.
 */
export function theil(values: Float64Array, weights?: Float64Array, groups?: ArrayLike<number>): TheilParts {
  const given = weightedValues(values, weights);
  const sums = new Map<number, { people: number; total: number }>();
  let whole = 0;
  given.rows.forEach((row, at) => {
    const heads = given.weights[at] ?? 0;
    const value = given.values[at] ?? 0;
    const ratio = value / given.mean;
    if (ratio > 0) whole += (heads / given.people) * ratio * Math.log(ratio);
    const group = groups?.[row] ?? 0;
    const sum = sums.get(group) ?? { people: 0, total: 0 };
    sums.set(group, { people: sum.people + heads, total: sum.total + heads * value });
  });
  let between = 0;
  for (const { people, total } of sums.values()) {
    if (total > 0) between += (total / given.total) * Math.log(total / people / given.mean);
  }
  return { total: whole, between, within: whole - between };
}

/**
 * The classes of a map: ascending inner breaks cut the range of the values. There is ONE set of breaks, unrounded, for
 * painting, legend and table; only the legend's text may round. A value on a break belongs to the class above it.
 */
export interface ClassBreaks {
  /** Strictly ascending, all above `lowest`: one class fewer breaks than classes. */
  readonly breaks: readonly number[];
  readonly lowest: number;
  readonly highest: number;
}

export interface ClassRange {
  /** First value of the class. */
  readonly from: number;
  /** First value of the next class; in the last class the highest value, which belongs to it. */
  readonly to: number;
}

/**
 * The class of a value: 0 is the lowest; -1 for a missing value, which is its own class and never the lowest.
 * Values outside the range belong to the first or last class.
 *
 * @example classOf(5, { breaks: [5, 8], lowest: 1, highest: 9 }) // 1
 */
export function classOf(value: number, { breaks }: ClassBreaks): number {
  if (Number.isNaN(value)) return -1;
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < (breaks[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The ranges of the classes, lowest first: what a legend says. Empty where there are no values. */
export function classRanges({ breaks, lowest, highest }: ClassBreaks): readonly ClassRange[] {
  if (Number.isNaN(lowest)) return [];
  const edges = [lowest, ...breaks, highest];
  return edges.slice(1).map((to, position) => ({ from: edges[position] ?? lowest, to }));
}

/**
 * Breaks from candidates in any order: those that would make an empty or doubled class are left out, so that constant
 * data has one class and not seven.
 */
export function breaksFrom(candidates: readonly number[], sorted: Float64Array): ClassBreaks {
  const lowest = sorted[0] ?? NaN;
  const highest = sorted.at(-1) ?? NaN;
  const inside = candidates.filter((candidate) => candidate > lowest && candidate <= highest);
  return { breaks: [...new Set(inside)].sort((a, b) => a - b), lowest, highest };
}

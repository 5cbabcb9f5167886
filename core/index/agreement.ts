import type { ComparisonGroups } from './comparison-groups.ts';
import { oneGroup } from './comparison-groups.ts';
import { mean } from './mean.ts';
import { quantileSorted, sortedPresent } from './quantile.ts';
import { rankInGroups } from './ranks.ts';

/**
 * Pearson correlation over the pairs in which both are present; NaN for fewer than two pairs or where one is constant.
 */
export function pearson(first: Float64Array, second: Float64Array): number {
  const isPair = (row: number): boolean => !Number.isNaN(first[row]) && !Number.isNaN(second[row]);
  const x = first.filter((_, row) => isPair(row));
  const y = second.filter((_, row) => isPair(row));
  const meanX = mean(x);
  const meanY = mean(y);
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  x.forEach((value, at) => {
    const offX = value - meanX;
    const offY = (y[at] ?? NaN) - meanY;
    products += offX * offY;
    squaresX += offX * offX;
    squaresY += offY * offY;
  });
  return squaresX === 0 || squaresY === 0 ? NaN : products / Math.sqrt(squaresX * squaresY);
}

/**
 * Spearman rank correlation: Pearson's of the midranks, over the pairs in which both are present. Midranks, because
 * the short formula 1 - 6 sum(d^2) / (n^3 - n) is wrong where there are ties.
 *
 * @example spearman(Float64Array.of(1, 2, 3), Float64Array.of(10, 30, 20)) // 0.5
 */
export function spearman(first: Float64Array, second: Float64Array): number {
  const x = first.map((value, row) => (Number.isNaN(second[row]) ? NaN : value));
  const y = second.map((value, row) => (Number.isNaN(first[row]) ? NaN : value));
  const midranks = (values: Float64Array): Float64Array =>
    rankInGroups(values, oneGroup(values.length), { order: 'ascending', ties: 'average' }).ranks;
  return pearson(midranks(x), midranks(y));
}

/**
 * Of the areas in the worst tenth by one measure, the share (0-1) that is also in the worst tenth by the other. Both
 * are oriented so that higher is worse; only pairs in which both are present are ranked. The worst tenth are the areas
 * whose midrank (1 = worst) is at most a tenth of their number. NaN where that holds for none.
 */
export function worstTenthOverlap(first: Float64Array, second: Float64Array): number {
  const x = first.map((value, row) => (Number.isNaN(second[row]) ? NaN : value));
  const y = second.map((value, row) => (Number.isNaN(first[row]) ? NaN : value));
  const inFirst = worstTenth(x);
  const inSecond = worstTenth(y);
  let size = 0;
  let shared = 0;
  inFirst.forEach((isIn, row) => {
    size += isIn;
    shared += isIn & (inSecond[row] ?? 0);
  });
  return size === 0 ? NaN : shared / size;
}

function worstTenth(values: Float64Array): Uint8Array {
  const { ranks, counts } = rankInGroups(values, oneGroup(values.length), {
    order: 'descending',
    ties: 'average',
  });
  const limit = (counts[0] ?? 0) / 10;
  return Uint8Array.from(ranks, (rank) => (rank <= limit ? 1 : 0));
}

/**
 * The median, over groups, of the Spearman correlation within each group: how well a measure orders the areas of one
 * authority. Groups with fewer than `minimumSize` pairs, or without a defined correlation, are left out.
 */
export function medianSpearmanWithin(
  first: Float64Array,
  second: Float64Array,
  groups: ComparisonGroups,
  minimumSize = 10,
): number {
  const rowsOfGroup = Array.from({ length: groups.count }, (): number[] => []);
  groups.ids.forEach((group, row) => {
    if (group < 0 || Number.isNaN(first[row]) || Number.isNaN(second[row])) return;
    rowsOfGroup[group]?.push(row);
  });
  const correlations = rowsOfGroup
    .filter((rows) => rows.length >= minimumSize)
    .map((rows) => spearman(pick(first, rows), pick(second, rows)));
  return quantileSorted(sortedPresent(correlations), 0.5);
}

function pick(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? NaN);
}

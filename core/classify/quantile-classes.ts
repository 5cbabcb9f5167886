import { quantileSorted, sortedPresent } from '../index/quantile.ts';
import { breaksFrom, type ClassBreaks } from './class-breaks.ts';

/**
 * Classes with about the same number of areas each (quantiles of type 7). A break is the first value that occurs at or
 * above the quantile, so that no class is empty; where many areas share a value, classes differ in size or fall
 * together. Missing values are left out.
 */
export function quantileClasses(values: ArrayLike<number>, classCount: number): ClassBreaks {
  const sorted = sortedPresent(values);
  const starts = Array.from({ length: classCount - 1 }, (_, index) => {
    const quantile = quantileSorted(sorted, (index + 1) / classCount);
    return sorted.find((value) => value >= quantile) ?? NaN;
  });
  return breaksFrom(starts, sorted);
}

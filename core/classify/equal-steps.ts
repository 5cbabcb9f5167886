import { sortedPresent } from '../index/quantile.ts';
import { breaksFrom, type ClassBreaks } from './class-breaks.ts';

/**
 * Classes of equal width over the range of the values. Easy to read; with skewed data most areas share one class.
 * Missing values are left out.
 */
export function equalSteps(values: ArrayLike<number>, classCount: number): ClassBreaks {
  const sorted = sortedPresent(values);
  const lowest = sorted[0] ?? NaN;
  const step = ((sorted.at(-1) ?? NaN) - lowest) / classCount;
  return breaksFrom(
    Array.from({ length: classCount - 1 }, (_, index) => lowest + (index + 1) * step),
    sorted,
  );
}

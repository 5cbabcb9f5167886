import { oneGroup } from '../index/comparison-groups.ts';
import { decileOf } from '../index/deciles.ts';
import { sortedPresent } from '../index/quantile.ts';
import { rankInGroups } from '../index/ranks.ts';
import { breaksFrom, type ClassBreaks } from './class-breaks.ts';

/**
 * Tenths by rank, exactly as published deciles are made: ceil(10 rank / n), ties sharing their average rank. Tied areas
 * share a tenth, so value breaks at the lowest value of each tenth reproduce the tenths exactly.
 * Missing values are left out. The class is counted from the lowest value: class 9 of 10 is the highest tenth.
 */
export function decileClasses(values: ArrayLike<number>): ClassBreaks {
  const sorted = sortedPresent(values);
  const { ranks } = rankInGroups(sorted, oneGroup(sorted.length), { order: 'descending', ties: 'average' });
  const starts: number[] = [];
  for (let at = 1; at < sorted.length; at += 1) {
    const tenth = decileOf(ranks[at] ?? NaN, sorted.length);
    if (tenth !== decileOf(ranks[at - 1] ?? NaN, sorted.length)) starts.push(sorted[at] ?? NaN);
  }
  return breaksFrom(starts, sorted);
}

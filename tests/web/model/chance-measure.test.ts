import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankIntervalList } from '../../../core/contract/rank-interval.ts';
import { isFragile } from '../../../core/uncertainty/fragile.ts';
import { areaTable } from '../../../web/model/area-table.ts';
import { chanceClassCount, chanceMeasure, classifyChances } from '../../../web/model/chance-measure.ts';
import { areaIntervals, intervalsMissingWords } from '../../../web/model/rank-intervals.ts';
import type { AreaIntervals } from '../../../web/model/rank-intervals.ts';
import { createRescorer } from '../../../web/model/rescore.ts';
import { knownIntervals, missingIntervals, smallSummary } from './small-intervals.ts';
import { smallBlock, smallProfile } from './small-block.ts';

const block = smallBlock();
const table = areaTable(block, createRescorer(block, smallProfile).score({ weights: {}, off: [] }), 'lsoa');
const intervalsOf = (list: RankIntervalList): AreaIntervals => {
  const intervals = areaIntervals(table, list);
  if (intervals === null) throw new Error('no intervals');
  return intervals;
};

describe('intervals of ranks in the rows of the map', () => {
  it('are joined by code, and missing where an area has no rank or the answer leaves it out', () => {
    const { q5, q95, worstTenthShare, isFragile: fragile } = intervalsOf(knownIntervals);
    // The answer is in another order, has no rank for the fifth and leaves the sixth out.
    expect([...worstTenthShare]).toEqual([0.99, 0.4, 0.05, 0, NaN, NaN]);
    expect([...q5]).toEqual([1, 1, 2, 3, NaN, NaN]);
    expect([...q95]).toEqual([1, 3.2, 4, 5, NaN, NaN]);
    expect([...fragile]).toEqual([0, 1, 0, 0, 0, 0]);
  });

  it('are not those of another kind of area, which was shown a moment ago', () => {
    expect(areaIntervals(table, { ...knownIntervals, areas: { type: 'ward', vintage: 2025 } })).toBeNull();
    expect(areaIntervals(table, null)).toBeNull();
  });

  it('say how they are made where they were never worked out, if that can be done', () => {
    expect(areaIntervals(table, missingIntervals)).toBeNull();
    expect(intervalsMissingWords(smallSummary, missingIntervals)).toMatch(
      /command: atlas uncertainty small$/,
    );
    const other = { ...missingIntervals, base: { kind: 'within', type: 'lad' } } as const;
    expect(intervalsMissingWords(smallSummary, other)).not.toContain('command');
    expect(intervalsMissingWords(smallSummary, other)).toMatch(/not for the one chosen here/);
    expect(intervalsMissingWords(smallSummary, knownIntervals)).toBe('');
    expect(intervalsMissingWords(smallSummary, null)).toBe('');
  });
});

describe('the chance of the worst tenth as what the map shows', () => {
  it('is cut where the words change, whatever the values', () => {
    const shares = Float64Array.of(1, 0.95, 0.949, 0.75, 0.5, 0.499, 0.25, 0.249, 0.051, 0.05, 0, NaN);
    const { classes, classOf, missingCount } = classifyChances(shares);
    expect([...classOf]).toEqual([0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, -1]);
    expect(missingCount).toBe(1);
    expect(classes).toEqual([
      { label: '95 to 100%: almost certain', count: 2 },
      { label: '75 to 95%: likely', count: 2 },
      { label: '50 to 75%: more likely than not', count: 1 },
      { label: '25 to 50%: less likely than not', count: 2 },
      { label: '5 to 25%: unlikely', count: 2 },
      { label: '0 to 5%: almost certainly not', count: 2 },
    ]);
  });

  it('has the fragile areas in the classes between the outer two, and no others', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const [one = NaN] = classifyChances(Float64Array.of(share)).classOf;
        expect(one > 0 && one < chanceClassCount - 1).toBe(isFragile(share));
      }),
    );
  });

  it('says a chance in words, never quite none or all, and of whose weights it is', () => {
    const measure = chanceMeasure(table, intervalsOf(knownIntervals), false);
    expect([0.99, 0.4, 0.001].map(measure.format)).toEqual([
      '99% (almost certain)',
      '40% (less likely than not)',
      'fewer than 1% (almost certainly not)',
    ]);
    expect(measure.missing(4)).toBe('no rank');
    expect(measure.note).toMatch(/^In how many of 1,000 plausible versions/);
    expect(measure.note).not.toContain('not of yours');
    expect(chanceMeasure(table, intervalsOf(knownIntervals), true).note).toMatch(
      /Of the published weights, not of yours\.$/,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { credibleRates } from '../../../core/small-area/credible-rates.ts';
import { overallRate } from '../../../core/small-area/exceedance.ts';
import { hasRatioMargin } from '../../../core/small-area/margin-of-error.ts';
import { betaExceedance, logitNormalExceedance } from '../../../core/small-area/rate-probability.ts';
import { shrinkRates } from '../../../core/small-area/shrink-rates.ts';
import { worseThanProbabilities } from '../../../core/uncertainty/worse-than.ts';

const column = (...values: number[]): Float64Array => Float64Array.from(values);

describe('the probability of a rate above a threshold', () => {
  test('upper tails of the beta law, from scipy.stats.beta.sf', () => {
    const counts = { numerators: column(5, 0, 3, NaN), denominators: column(50, 20, 2, 9) };
    expect(betaExceedance(counts, 0.12)[0]).toBeCloseTo(0.3491341286355649, 12);
    const rare = betaExceedance(counts, 0.5)[1] ?? NaN;
    expect(rare / 1.1553290422336931e-7).toBeCloseTo(1, 9);
    expect([...betaExceedance(counts, 0.5).slice(2)]).toEqual([NaN, NaN]);
  });

  test('an area with nothing but its group rate is above it, below it, or on it', () => {
    const shrunk = shrinkRates({ numerators: column(10), denominators: column(100) }, oneGroup(1));
    const rate = 10.5 / 101;
    expect([rate / 2, rate * 2].map((threshold) => logitNormalExceedance(shrunk, threshold)[0])).toEqual([
      1, 0,
    ]);
    const same = { ...shrunk, shrunkLogits: column(0) };
    expect(logitNormalExceedance(same, 0.5)[0]).toBe(0.5);
  });

  test('half where the threshold is the middle; 0.975 at the lower end of the 95 % interval', () => {
    const counts = { numerators: column(10, 1, 25), denominators: column(100, 50, 90) };
    const shrunk = shrinkRates(counts, oneGroup(3));
    const { lower } = credibleRates(shrunk, oneGroup(3), 0.95);
    shrunk.rates.forEach((rate, row) => {
      expect(logitNormalExceedance(shrunk, rate)[row]).toBeCloseTo(0.5, 12);
      expect(logitNormalExceedance(shrunk, lower[row] ?? NaN)[row]).toBeCloseTo(0.975, 10);
    });
  });
});

describe('credible intervals of shrunk rates', () => {
  test('law: they hold the shrunk rate, and widen with the confidence; apart means the group is outside', () => {
    const area = fc.record({
      events: fc.integer({ min: 0, max: 300 }),
      rest: fc.integer({ min: 1, max: 900 }),
      group: fc.constantFrom('a', 'b', null),
    });
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 10 }), (areas) => {
        const groups = groupsByKey(areas.map(({ group }) => group));
        const shrunk = shrinkRates(
          {
            numerators: Float64Array.from(areas, ({ events }) => events),
            denominators: Float64Array.from(areas, ({ events, rest }) => events + rest),
          },
          groups,
        );
        const narrow = credibleRates(shrunk, groups, 0.5);
        const wide = credibleRates(shrunk, groups, 0.99);
        areas.forEach(({ group }, row) => {
          const rate = shrunk.rates[row] ?? NaN;
          if (group === null) {
            expect([rate, wide.lower[row], wide.upper[row], wide.isApart[row]]).toEqual([NaN, NaN, NaN, NaN]);
            return;
          }
          const ends = [wide.lower[row], narrow.lower[row], rate, narrow.upper[row], wide.upper[row]];
          expect(ends).toEqual(ends.toSorted((one, other) => (one ?? 0) - (other ?? 0)));
          expect(wide.isApart[row]).toBeLessThanOrEqual(narrow.isApart[row] ?? NaN);
          const groupRate = 1 / (1 + Math.exp(-(shrunk.groupLogits[groups.ids[row] ?? -1] ?? NaN)));
          if (narrow.isApart[row] === 1) {
            expect(groupRate < (narrow.lower[row] ?? 0) || groupRate > (narrow.upper[row] ?? 1)).toBe(true);
          }
        });
      }),
    );
  });
});

test('worse than one area: smaller ranks count, ties half, draws without a rank not', () => {
  const ranks = Float32Array.of(1, 2, 3, 1.5, 1.5, 3, 3, 1, NaN, NaN, 1, 2);
  const worse = worseThanProbabilities({ drawCount: 4, areaCount: 3, ranks }, 1);
  expect([...worse]).toEqual([(1 + 0.5 + 0) / 3, NaN, 0]);
});

test('the rate of all is of areas that have one; a ratio margin is where the root of the difference is none', () => {
  const counts = { numerators: column(5, 7, NaN, 4), denominators: column(50, 6, 10, 0) };
  expect(overallRate(counts)).toBe(0.1);
  expect(overallRate({ numerators: column(NaN), denominators: column(3) })).toBeNaN();
  expect(hasRatioMargin({ estimate: 95, margin: 5 }, { estimate: 100, margin: 20 })).toBe(true);
  expect(hasRatioMargin({ estimate: 4634, margin: 989 }, { estimate: 31_713, margin: 601 })).toBe(false);
});

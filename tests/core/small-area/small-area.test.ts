import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsByKey, oneGroup } from '../../../core/index/comparison-groups.ts';
import { mean } from '../../../core/index/mean.ts';
import { createRandom } from '../../../core/random.ts';
import { drawBetaRates, drawLogitNormalRates } from '../../../core/small-area/draw-rates.ts';
import { empiricalBayes, localEmpiricalBayes } from '../../../core/small-area/empirical-bayes.ts';
import { neighboursFromLists } from '../../../core/spatial/neighbours.ts';
import { choynowskiProbabilities, exceedanceProbabilities } from '../../../core/small-area/exceedance.ts';
import { marginOfShare, standardErrorOfMargin } from '../../../core/small-area/margin-of-error.ts';
import {
  byarInterval,
  exactPoissonInterval,
  jeffreysInterval,
  wilsonInterval,
} from '../../../core/small-area/rate-intervals.ts';
import { shrinkRates } from '../../../core/small-area/shrink-rates.ts';

const column = (...values: number[]): Float64Array => Float64Array.from(values);

describe('IoD shrinkage', () => {
  test('the formulas of appendix D, worked by hand for two areas of one district', () => {
    // m = ln(10.5/90.5), ln(1.5/49.5); M = ln(11.5/139.5); s², t² and w follow.
    const shrunk = shrinkRates({ numerators: column(10, 1), denominators: column(100, 50) }, oneGroup(2));
    expect(shrunk.logits[0]).toBeCloseTo(Math.log(10.5 / 90.5), 11);
    expect(shrunk.variances[0]).toBeCloseTo((101 * 102) / (100 * 11 * 91), 14);
    expect(shrunk.groupLogits[0]).toBeCloseTo(Math.log(11.5 / 139.5), 14);
    const t2 =
      (Math.log(10.5 / 90.5) - Math.log(11.5 / 139.5)) ** 2 +
      (Math.log(1.5 / 49.5) - Math.log(11.5 / 139.5)) ** 2;
    expect(shrunk.groupVariances[0]).toBeCloseTo(t2, 14);
    const s2 = shrunk.variances[1] ?? NaN;
    const weight = 1 / s2 / (1 / s2 + 1 / t2);
    const logit = weight * Math.log(1.5 / 49.5) + (1 - weight) * Math.log(11.5 / 139.5);
    expect(shrunk.weights[1]).toBeCloseTo(weight, 14);
    expect(shrunk.rates[1]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 14);
    expect(shrunk.shrunkErrors[1]).toBeCloseTo(Math.sqrt(1 / (1 / s2 + 1 / t2)), 14);
  });

  test('no events and nothing but events are finite; an area alone gets its group rate', () => {
    const shrunk = shrinkRates(
      { numerators: column(0, 20, 5), denominators: column(20, 20, 80) },
      groupsByKey(['a', 'a', 'b']),
    );
    expect([...shrunk.rates].every((rate) => rate > 0 && rate < 1)).toBe(true);
    expect(shrunk.weights[2]).toBe(0);
    expect(shrunk.rates[2]).toBeCloseTo(5.5 / 81, 14);
  });

  test('areas without a rate have none afterwards, and no say in the others', () => {
    const whole = shrinkRates({ numerators: column(3, 9), denominators: column(40, 60) }, oneGroup(2));
    const holed = shrinkRates(
      { numerators: column(3, 9, NaN, 0, 7, 2), denominators: column(40, 60, 50, 0, 6, 30) },
      { ids: Int32Array.of(0, 0, 0, 0, 0, -1), count: 1 },
    );
    expect([...holed.rates.slice(0, 2)]).toEqual([...whole.rates]);
    expect([...holed.rates.slice(2)]).toEqual([NaN, NaN, NaN, NaN]);
  });

  test('negative counts and shapes that differ are refused with the row', () => {
    expect(() => shrinkRates({ numerators: column(1, -2), denominators: column(9, 9) }, oneGroup(2))).toThrow(
      /-2/,
    );
    expect(() => shrinkRates({ numerators: column(1), denominators: column(9, 9) }, oneGroup(2))).toThrow(
      /length/,
    );
  });

  test('laws: a rate lies between its own and its group; the larger of two areas of one rate keeps more', () => {
    const count = fc.record({
      events: fc.integer({ min: 0, max: 500 }),
      rest: fc.integer({ min: 1, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(count, { minLength: 2, maxLength: 12 }), (areas) => {
        const numerators = Float64Array.from(areas, ({ events }) => events);
        const denominators = Float64Array.from(areas, ({ events, rest }) => events + rest);
        const shrunk = shrinkRates({ numerators, denominators }, oneGroup(areas.length));
        const group = shrunk.groupLogits[0] ?? NaN;
        areas.forEach((_, row) => {
          const own = shrunk.logits[row] ?? NaN;
          const after = shrunk.shrunkLogits[row] ?? NaN;
          expect(after).toBeGreaterThanOrEqual(Math.min(own, group) - 1e-12);
          expect(after).toBeLessThanOrEqual(Math.max(own, group) + 1e-12);
        });
      }),
    );
    const { weights } = shrinkRates(
      { numerators: column(5, 50, 40), denominators: column(50, 500, 90) },
      oneGroup(3),
    );
    expect(weights[1]).toBeGreaterThan(weights[0] ?? NaN);
  });
});

describe('empirical Bayes', () => {
  const counts = {
    numerators: column(4, 19, 3, 2, 0),
    denominators: column(189_087, 425_580, 69_649, 88_540, 50_000),
  };

  test('local with every area as neighbour is the global one', () => {
    const global = empiricalBayes(counts);
    const rows = [...counts.numerators.keys()];
    const everyone = neighboursFromLists(rows.map(() => rows));
    const local = localEmpiricalBayes(counts, everyone);
    local.rates.forEach((rate, row) => {
      expect(rate).toBeCloseTo(global.rates[row] ?? NaN, 15);
    });
  });

  test('an area without neighbours keeps its rate; without events there is nothing to shrink', () => {
    const alone = localEmpiricalBayes(counts, neighboursFromLists([[], [], [], [], []]));
    expect(alone.rates[1]).toBeCloseTo(19 / 425_580, 15);
    expect([...empiricalBayes({ numerators: column(0, 0), denominators: column(5, 9) }).rates]).toEqual([
      0, 0,
    ]);
  });
});

describe('intervals and probabilities of counts', () => {
  test('exact and Byar for ten events (R: poisson.test(10) gives 4.795389 and 18.39036)', () => {
    const exact = exactPoissonInterval(10, 0.95);
    expect(exact.lower).toBeCloseTo(4.7953886961, 9);
    expect(exact.upper).toBeCloseTo(18.390356042, 8);
    const byar = byarInterval(10, 0.95);
    expect(byar.lower).toBeCloseTo(4.79, 2);
    expect(byar.upper).toBeCloseTo(18.39, 2);
    expect(exactPoissonInterval(0, 0.95).lower).toBe(0);
    expect(exactPoissonInterval(0, 0.95).upper).toBeCloseTo(-Math.log(0.025), 12);
    expect(byarInterval(NaN, 0.95).lower).toBeNaN();
  });

  test("Newcombe's (1998) four examples of Wilson's interval", () => {
    for (const [events, people, lower, upper] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(events, people, 0.95);
      expect(interval.lower).toBeCloseTo(lower, 4);
      expect(interval.upper).toBeCloseTo(upper, 4);
    }
  });

  test('Jeffreys: quantiles of the beta law, closed at the ends; nobody at risk is undefined', () => {
    const interval = jeffreysInterval(1, 29, 0.95);
    expect(interval.lower).toBeCloseTo(0.003746173649057073, 10);
    expect(interval.upper).toBeCloseTo(0.15007768600223173, 10);
    expect(jeffreysInterval(0, 20, 0.95).lower).toBe(0);
    expect(jeffreysInterval(20, 20, 0.95).upper).toBe(1);
    expect(jeffreysInterval(0, 0, 0.95).lower).toBeNaN();
    expect(wilsonInterval(5, 4, 0.95).upper).toBeNaN();
  });

  test("Choynowski's tails and exceedance: 9 of an expected 4.5 against P(X >= 9), 2 of 4.5 against P(X <= 2)", () => {
    const counts = { numerators: column(9, 2, 2.5, NaN), denominators: column(100, 100, 100, 50) };
    const choynowski = choynowskiProbabilities(counts);
    expect(choynowski[0]).toBeCloseTo(0.04025731248203773, 12);
    expect(choynowski[1]).toBeCloseTo(0.17357807091003602, 12);
    expect(choynowski[3]).toBeNaN();
    expect(exceedanceProbabilities(counts)[1]).toBeCloseTo(0.9389005190396673, 12);
  });

  test("margin of a share: the Census Bureau's two cases", () => {
    const share = marginOfShare({ estimate: 4634, margin: 989 }, { estimate: 31_713, margin: 601 });
    expect(share).toBeCloseTo(Math.sqrt(989 ** 2 - (4634 / 31_713) ** 2 * 601 ** 2) / 31_713, 14);
    const asRatio = marginOfShare({ estimate: 95, margin: 5 }, { estimate: 100, margin: 20 });
    expect(asRatio).toBeCloseTo(Math.sqrt(25 + 0.95 ** 2 * 400) / 100, 14);
    // At 90 % a margin is 1.645 standard errors.
    expect(standardErrorOfMargin(1.6448536269514722, 0.9)).toBeCloseTo(1, 12);
    expect(marginOfShare({ estimate: 0, margin: 5 }, { estimate: 0, margin: 20 })).toBeNaN();
  });
});

describe('plausible rates', () => {
  test('the draws have the mean and spread of their laws', () => {
    const counts = { numerators: column(5, 300), denominators: column(50, 3000) };
    const shrunk = shrinkRates(counts, oneGroup(2));
    const random = createRandom(11);
    const beta: number[] = [];
    const logits: number[] = [];
    for (let draw = 0; draw < 4000; draw += 1) {
      beta.push(drawBetaRates(counts, random)[0] ?? NaN);
      const rate = drawLogitNormalRates(shrunk, random)[0] ?? NaN;
      logits.push(Math.log(rate / (1 - rate)));
    }
    const spread = Math.sqrt((5.5 * 45.5) / (51 ** 2 * 52));
    expect(Math.abs(mean(beta) - 5.5 / 51)).toBeLessThan((5 * spread) / Math.sqrt(4000));
    const error = shrunk.shrunkErrors[0] ?? NaN;
    expect(Math.abs(mean(logits) - (shrunk.shrunkLogits[0] ?? NaN))).toBeLessThan(
      (5 * error) / Math.sqrt(4000),
    );
    const squares = mean(logits.map((logit) => (logit - (shrunk.shrunkLogits[0] ?? NaN)) ** 2));
    expect(squares / error ** 2).toBeCloseTo(1, 1);
  });
});

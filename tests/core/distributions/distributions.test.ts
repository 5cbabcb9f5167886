import { describe, expect, test } from 'vitest';
import { drawBeta, drawGamma } from '../../../core/distributions/draw-gamma.ts';
import {
  betaQuantile,
  incompleteBeta,
  studentTwoSided,
} from '../../../core/distributions/incomplete-beta.ts';
import {
  chiSquareUpper,
  gammaLower,
  gammaQuantile,
  gammaUpper,
} from '../../../core/distributions/incomplete-gamma.ts';
import { logGamma } from '../../../core/distributions/log-gamma.ts';
import { normalLower, normalQuantile } from '../../../core/distributions/normal.ts';
import { createRandom } from '../../../core/random.ts';
import { mean } from '../../../core/index/mean.ts';

/** Relative to the size of the expected value: far tails are tiny and must still have their digits. */
function expectClose(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-300));
}

describe('distributions, against SciPy 1.17.1', () => {
  test('log gamma', () => {
    expectClose(logGamma(0.1), 2.252712651734206, 1e-13);
    expectClose(logGamma(0.5), 0.5723649429247, 1e-13);
    expectClose(logGamma(5), 3.1780538303479458, 1e-13);
    expectClose(logGamma(171.5), 709.1431630309283, 1e-13);
    expectClose(logGamma(33755.5), 318205.38273628027, 1e-13);
  });

  test('gamma distribution, both tails and quantiles', () => {
    expectClose(gammaLower(0.5, 0.3), 0.5614219739190003);
    expectClose(gammaUpper(0.5, 0.3), 0.4385780260809997);
    expectClose(gammaLower(3, 2.5), 0.45618688411667035);
    expectClose(gammaUpper(3, 2.5), 0.5438131158833297);
    expectClose(gammaLower(3, 20), 0.9999995444850495);
    expectClose(gammaUpper(3, 20), 4.5551495055892125e-7);
    expectClose(gammaLower(100, 90), 0.15822098918643007);
    expectClose(gammaUpper(100, 90), 0.84177901081357);
    expectClose(gammaLower(1000, 1100), 0.9989406767460701);
    expectClose(gammaUpper(1000, 1100), 0.0010593232539299773);
    expectClose(gammaQuantile(10, 0.025), 4.7953886961324335);
    expectClose(gammaQuantile(11, 0.975), 18.39035604201778);
    expectClose(gammaQuantile(1, 0.5), 0.6931471805599455);
    expectClose(chiSquareUpper(3.84, 1), 0.05004352124870519);
    expectClose(chiSquareUpper(500, 45), 4.404316515849516e-78);
  });

  test('beta distribution, quantiles and Student', () => {
    expectClose(incompleteBeta(0.5, 2, 3), 0.6875);
    expectClose(incompleteBeta(0.01, 0.5, 99.5), 0.8421811638078219);
    expectClose(incompleteBeta(0.3, 81.5, 182.5), 0.38562294050560675);
    expectClose(betaQuantile(0.025, 81.5, 182.5), 0.2545219349910236);
    expectClose(betaQuantile(0.975, 0.5, 20.5), 0.11663898290487539);
    expectClose(studentTwoSided(2, 10), 0.07338803477074037);
    expectClose(studentTwoSided(-5, 49), 7.736116446289065e-6);
    expectClose(studentTwoSided(6, 33753), 1.993243767638755e-9, 1e-10);
  });

  test('normal distribution', () => {
    expectClose(normalLower(-8), 6.22096057427174e-16);
    expectClose(normalLower(-1), 0.15865525393145707);
    expectClose(normalLower(0.5), 0.6914624612740131);
    expectClose(normalLower(3), 0.9986501019683699);
    expectClose(normalQuantile(0.975), 1.959963984540054);
    expectClose(normalQuantile(0.01), -2.3263478740408408);
    expectClose(normalQuantile(1e-12), -7.034483825301131);
    expectClose(normalQuantile(0.6), 0.2533471031357997);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(2)).toBeNaN();
  });
});

describe('random numbers', () => {
  test('the same seed and keys give the same stream, in any order of making; others give another', () => {
    const first = createRandom(42, 7);
    const numbers = Array.from({ length: 5 }, () => first.nextInteger());
    createRandom(42, 6).nextInteger();
    const again = createRandom(42, 7);
    expect(Array.from({ length: 5 }, () => again.nextInteger())).toEqual(numbers);
    expect(createRandom(42, 8).nextInteger()).not.toBe(numbers[0]);
    expect(createRandom(43, 7).nextInteger()).not.toBe(numbers[0]);
    expect(createRandom(7, 42).nextInteger()).not.toBe(numbers[0]);
  });

  test('neighbouring draws are unrelated: no correlation between streams, every bit set half the time', () => {
    const firsts = Array.from({ length: 20_000 }, (_, draw) => createRandom(1, draw).nextInteger());
    for (let bit = 0; bit < 32; bit += 1) {
      const share = mean(firsts.map((value) => (value >>> bit) & 1));
      // Five standard errors of a fair coin.
      expect(Math.abs(share - 0.5)).toBeLessThan(5 * (0.5 / Math.sqrt(20_000)));
    }
    const uniform = firsts.map((value) => value / 2 ** 32 - 0.5);
    const lagged = mean(uniform.slice(1).map((value, at) => value * (uniform[at] ?? NaN))) * 12;
    expect(Math.abs(lagged)).toBeLessThan(5 / Math.sqrt(20_000));
  });

  test('moments of normal, gamma and beta draws; whole numbers below a bound are equally likely', () => {
    const random = createRandom(2026);
    const count = 50_000;
    const draw = (make: () => number) => Array.from({ length: count }, make);
    const near = (values: readonly number[], expected: number, deviation: number): void => {
      expect(Math.abs(mean(values) - expected)).toBeLessThan((5 * deviation) / Math.sqrt(count));
    };
    near(draw(random.nextNormal), 0, 1);
    near(
      draw(() => drawGamma(random, 0.5)),
      0.5,
      Math.sqrt(0.5),
    );
    near(
      draw(() => drawGamma(random, 9)),
      9,
      3,
    );
    near(
      draw(() => drawBeta(random, 2, 6)),
      0.25,
      Math.sqrt(12 / (64 * 9)),
    );
    const counts = new Int32Array(6);
    draw(() => random.nextBelow(6)).forEach((value) => {
      counts[value] = (counts[value] ?? 0) + 1;
    });
    // 25 is beyond the 99.98th percentile of chi-square with 5 degrees of freedom.
    expect(counts.reduce((sum, seen) => sum + (seen - count / 6) ** 2 / (count / 6), 0)).toBeLessThan(25);
  });
});

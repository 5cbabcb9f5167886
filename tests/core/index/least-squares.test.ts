import { describe, expect, it } from 'vitest';
import { correlationMatrix } from '../../../core/index/complete-rows.ts';
import { leastSquares } from '../../../core/index/least-squares.ts';
import { sampleDeviation } from '../../../core/index/sample-deviation.ts';

/** 3 + 2 x, and a little off it. */
const x = Float64Array.from({ length: 30 }, (_, row) => row);
const y = x.map((value) => 3 + 2 * value + Math.sin(7 * value));

describe.each([0, 1, 0.1, 0.7, -0.1, 1e-9, 0.1e12])('a predictor that is %j everywhere', (constant) => {
  const flat = new Float64Array(30).fill(constant);

  it('has the coefficient 0, and the rest is as without it', () => {
    const without = leastSquares(y, [x]);
    for (const predictors of [
      [flat, x],
      [x, flat],
    ]) {
      const fit = leastSquares(y, predictors);
      expect(fit?.coefficients[predictors.indexOf(flat)]).toBe(0);
      expect(fit?.coefficients[predictors.indexOf(x)]).toBeCloseTo(without?.coefficients[0] ?? NaN, 12);
      expect(fit?.constant).toBeCloseTo(without?.constant ?? NaN, 10);
      // Not counted in the degrees of freedom either.
      expect(fit?.deviation).toBeCloseTo(without?.deviation ?? NaN, 12);
    }
  });

  it('is no part whose correlations can be worked out', () => {
    expect(() => correlationMatrix([x, flat])).toThrow('the same value in every area');
  });
});

it('takes small units and large offsets for what they are', () => {
  expect(leastSquares(y, [x.map((value) => 1e-12 * value)])?.coefficients[0]).toBeCloseTo(
    1e12 * (leastSquares(y, [x])?.coefficients[0] ?? NaN),
    0,
  );
  expect(leastSquares(y, [x.map((value) => 1e6 + value)])?.coefficients[0]).toBeCloseTo(
    leastSquares(y, [x])?.coefficients[0] ?? NaN,
    8,
  );
});

it('says of a constant y that it is so', () => {
  const fit = leastSquares(new Float64Array(30).fill(0.7), [x]);
  expect(fit?.coefficients).toEqual([0]);
  expect(fit?.constant).toBeCloseTo(0.7, 14);
  expect(fit?.deviation).toBe(0);
});

it('has no deviation of fewer than two values', () => {
  expect(sampleDeviation([])).toBeNaN();
  expect(sampleDeviation([3])).toBeNaN();
  expect(sampleDeviation([1, 3])).toBe(Math.SQRT2);
});

it('knows a constant from rounding in as many areas as England and Wales have', () => {
  const many = Float64Array.from({ length: 40_000 }, (_, row) => row % 17);
  const flat = new Float64Array(40_000).fill(0.1);
  expect(leastSquares(many, [flat])?.coefficients).toEqual([0]);
  expect(() => correlationMatrix([many, flat])).toThrow('the same value in every area');
});

it('explains the square of the correlation of one predictor, and nothing of what does not vary', () => {
  const correlation = correlationMatrix([x, y])[0]?.[1] ?? NaN;
  expect(leastSquares(y, [x])?.explained).toBeCloseTo(correlation ** 2, 12);
  expect(leastSquares(new Float64Array(30).fill(0.7), [x])?.explained).toBeNaN();
});

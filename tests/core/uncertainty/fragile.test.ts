import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFragile } from '../../../core/uncertainty/fragile.ts';
import { shareOfVersions } from '../../../core/uncertainty/share-of-versions.ts';

test('an area is fragile strictly between five and ninety-five per cent; without a rank nothing is said of it', () => {
  const shares = [0, 0.05, 0.051, 0.5, 0.949, 0.95, 1, NaN];
  expect(shares.map(isFragile)).toEqual([false, false, true, true, true, false, false, false]);
});

test('a fragile area has an interval on both sides of the boundary of the worst tenth', () => {
  const rank = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.array(rank, { minLength: 20, maxLength: 200 }), (ranks) => {
      // Of 100 areas the worst tenth are those ranked tenth or before.
      const share = ranks.filter((one) => one <= 10).length / ranks.length;
      fc.pre(isFragile(share));
      const sorted = Float64Array.from(ranks).sort();
      // The ends of the 90 % interval rounded outwards to ranks that came up.
      expect(sorted[Math.floor(0.05 * (ranks.length - 1))]).toBeLessThanOrEqual(10);
      expect(sorted[Math.ceil(0.95 * (ranks.length - 1))]).toBeGreaterThan(10);
    }),
    { numRuns: 500 },
  );
});

test('a share of the versions in words is never rounded to none or all, nor to an end of what is settled', () => {
  const shares = [0, 0.001, 0.05, 0.053, 0.623, 0.949, 0.95, 0.999, 1];
  expect(shares.map((share) => shareOfVersions(share))).toEqual([
    ...['0%', 'fewer than 1%', '5%', '5.3%', '62%', '94.9%', '95%', 'more than 99%', '100%'],
  ]);
});

test('a share near an end of what is settled is told on its own side of it', () => {
  const shares = [248 / 5000, 251 / 5000, 947 / 997, 948 / 997, 0.0457, 0.9457, 0.05, 0.95];
  expect(shares.map((share) => shareOfVersions(share))).toEqual([
    ...['4.9%', '5.1%', '94.9%', '95.1%', '4.6%', '94.6%', '5%', '95%'],
  ]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (some, all) => {
      fc.pre(some <= all);
      const told = shareOfVersions(some / all).match(/[\d.]+/)?.[0] ?? '';
      expect(isFragile(Number(told) / 100)).toBe(isFragile(some / all));
    }),
    { numRuns: 2000 },
  );
});

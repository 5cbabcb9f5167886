import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { correlationFlag, flagSentence } from '../../../core/reliability/correlation-flags.ts';
import { correlate, correlationMatrix } from '../../../core/reliability/correlation-matrix.ts';
import { cronbachAlpha } from '../../../core/reliability/cronbach-alpha.ts';
import { factorability } from '../../../core/reliability/factorability.ts';
import { importanceOfChildren } from '../../../core/reliability/importance.ts';
import { smoothExplained } from '../../../core/reliability/smooth-fit.ts';
import { createRandom } from '../../../core/random.ts';

const column = (...values: number[]): Float64Array => Float64Array.from(values);
const x = column(1, 2, 2, 4, 5, 7, 8, 8, 10, 12);
const y = column(2, 1, 4, 3, 7, 7, 6, 9, 12, 8);
const z = column(5, 9, 1, 7, 3, 8, 2, 6, 4, 10);

describe("Cronbach's alpha", () => {
  test('of two columns by hand: covariances 1, 2, 2, 4 give 4 · 2 / 9', () => {
    const { alpha, withoutEach } = cronbachAlpha([column(1, 2, 3), column(2, 4, 6)]);
    expect(alpha).toBeCloseTo(8 / 9, 14);
    expect([...withoutEach]).toEqual([NaN, NaN]);
  });

  test('without a column it is the alpha of the others; reversed columns make it negative', () => {
    const { withoutEach } = cronbachAlpha([x, y, z]);
    expect(withoutEach[2]).toBeCloseTo(cronbachAlpha([x, y]).alpha, 14);
    expect(cronbachAlpha([x, x.map((value) => -0.5 * value)]).alpha).toBeLessThan(0);
  });

  test('laws: the order of areas and of columns, and a common scale and shift, do not matter', () => {
    const cell = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(NaN));
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 25 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (table, factor) => {
        const columns = [0, 1, 2].map((at) => Float64Array.from(table, (row) => row[at] ?? NaN));
        const { alpha } = cronbachAlpha(columns);
        const turned = columns.map((values) => values.map((value) => factor * value + 3).reverse()).reverse();
        const again = cronbachAlpha(turned).alpha;
        if (Number.isNaN(alpha)) expect(again).toBeNaN();
        // A sum of covariances near zero magnifies rounding.
        else expect(Math.abs(again - alpha)).toBeLessThanOrEqual(1e-7 * Math.max(1, alpha * alpha));
      }),
    );
  });
});

describe('correlations, against SciPy 1.17.1', () => {
  test.each([
    ['pearson', 0.8446074767570979, 0.002105370169589308],
    ['spearman', 0.862389353642931, 0.0013243583988482794],
    ['kendall', 0.6897007348075543, 0.006616023243112292],
  ] as const)('%s', (method, r, p) => {
    const correlation = correlate(x, y, method);
    expect(correlation.r).toBeCloseTo(r, 13);
    expect(correlation.p / p).toBeCloseTo(1, 10);
    expect(correlation.n).toBe(10);
  });

  test('pairs with a missing value are left out and counted out', () => {
    const holed = correlate(column(1, 2, NaN, 4), column(2, NaN, 1, 5), 'pearson');
    expect(holed).toMatchObject({ n: 2, r: 1 });
    expect(correlate(column(1, 1, 1), column(1, 2, 3), 'kendall').r).toBeNaN();
    expect(correlate(column(1, 1, 1), column(1, 2, 3), 'pearson').r).toBeNaN();
  });

  test("Kendall's tau is that of the definition, with ties in either column and both", () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 40 }), (pairs) => {
        const first = Float64Array.from(pairs, ([a]) => a);
        const second = Float64Array.from(pairs, ([, b]) => b);
        let score = 0;
        let untiedFirst = 0;
        let untiedSecond = 0;
        pairs.forEach(([a, b], i) => {
          for (const [c, d] of pairs.slice(i + 1)) {
            score += Math.sign(a - c) * Math.sign(b - d);
            untiedFirst += Math.abs(Math.sign(a - c));
            untiedSecond += Math.abs(Math.sign(b - d));
          }
        });
        const expected = score / Math.sqrt(untiedFirst * untiedSecond);
        const { r } = correlate(first, second, 'kendall');
        if (Number.isFinite(expected)) expect(r).toBeCloseTo(expected, 12);
        else expect(r).toBeNaN();
      }),
    );
  });

  test('a matrix is symmetric with ones on its diagonal', () => {
    const matrix = correlationMatrix([x, y, z], 'spearman');
    matrix.forEach((row, i) => {
      expect(row[i]?.r).toBeCloseTo(1, 14);
      row.forEach((cell, j) => {
        expect(cell).toEqual(matrix[j]?.[i]);
      });
    });
  });

  test('flags and their sentences', () => {
    expect([0.95, 0.5, 0.1, -0.1, -0.4, NaN].map((r) => correlationFlag({ r }))).toEqual([
      'double-counting',
      null,
      'weak',
      'weak',
      'trade-off',
      null,
    ]);
    expect(flagSentence('double-counting', 'Age 65', 'Age 75', createTranslator('en'))).toMatch(
      /^Age 65 and Age 75 say nearly the same/,
    );
  });
});

describe('factorability', () => {
  const correlations = correlationMatrix([x, y, z], 'pearson').map((row) => row.map(({ r }) => r));

  test('KMO by the inverse of the correlation matrix and Bartlett by its determinant, against NumPy', () => {
    const found = factorability(correlations, 10);
    expect(found?.kmo).toBeCloseTo(0.34211294766511485, 12);
    expect(found?.kmoOfEach[2]).toBeCloseTo(0.08590203641615607, 12);
    expect(found?.sphericity.chiSquare).toBeCloseTo(12.230520228959326, 10);
    expect(found?.sphericity.degreesOfFreedom).toBe(3);
    expect(found?.sphericity.p).toBeCloseTo(0.00663380271501373, 12);
  });

  test('a column that is a mix of others has none', () => {
    const mixed = [x, y, x.map((value, row) => value + (y[row] ?? NaN))];
    const singular = correlationMatrix(mixed, 'pearson').map((row) => row.map(({ r }) => r));
    expect(factorability(singular, 10)).toBeNull();
  });
});

describe('importance', () => {
  test('a smooth curve sees what a straight line does not', () => {
    const first = Float64Array.from({ length: 400 }, (_, at) => at / 200 - 1);
    const second = first.map((value) => value * value);
    expect(smoothExplained({ first, second })).toBeGreaterThan(0.99);
    const [importance] = importanceOfChildren([first], [1], second);
    expect(importance?.explainedLinear).toBeLessThan(0.01);
  });

  test('equal weights on independent columns of spreads 1 and 3 explain a tenth and nine tenths', () => {
    const random = createRandom(5);
    const small = Float64Array.from({ length: 20_000 }, () => random.nextNormal());
    const large = small.map(() => 3 * random.nextNormal());
    const parent = small.map((value, row) => (value + (large[row] ?? NaN)) / 2);
    const [ofSmall, ofLarge] = importanceOfChildren([small, large], [1, 1], parent);
    expect(ofSmall?.explained).toBeCloseTo(0.1, 1);
    expect(ofLarge?.explained).toBeCloseTo(0.9, 1);
    expect(ofSmall?.flag).toBe('less');
    expect(ofLarge?.flag).toBe('more');
    expect((ofSmall?.share ?? NaN) + (ofLarge?.share ?? NaN)).toBeCloseTo(1, 12);
  });

  test('laws: between the straight line and one, whatever the scale of x', () => {
    const cell = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 12, maxLength: 60 }), (pairs) => {
        const first = Float64Array.from(pairs, ([a]) => a);
        const second = Float64Array.from(pairs, ([, b]) => b);
        const explained = smoothExplained({ first, second });
        if (Number.isNaN(explained)) return;
        const linear = importanceOfChildren([first], [1], second)[0]?.explainedLinear ?? NaN;
        expect(explained).toBeGreaterThanOrEqual(linear - 1e-6);
        expect(explained).toBeLessThanOrEqual(1);
        const scaled = smoothExplained({ first: first.map((value) => 1e6 * value - 5), second });
        expect(scaled).toBeCloseTo(explained, 6);
      }),
    );
  });

  test('too few areas, or a constant, say nothing', () => {
    expect(smoothExplained({ first: column(1, 2, 3), second: column(1, 2, 3) })).toBeNaN();
    const flat = new Float64Array(20).fill(4);
    expect(importanceOfChildren([flat], [1], Float64Array.from(flat.keys()))[0]?.explained).toBeNaN();
  });
});

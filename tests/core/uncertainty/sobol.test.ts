import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean } from '../../../core/index/mean.ts';
import { addDesignRow, areaIndices, sumsPerArea } from '../../../core/uncertainty/area-sensitivity.ts';
import { sobolDesign } from '../../../core/uncertainty/sobol-design.ts';
import { sobolIndices, type SobolOutputs } from '../../../core/uncertainty/sobol-indices.ts';
import { sobolPoints } from '../../../core/uncertainty/sobol-sequence.ts';

/** Runs a function at every point of a design. */
function runDesign(
  model: (point: Float64Array) => number,
  { sampleSize, inputCount, seed }: { sampleSize: number; inputCount: number; seed: number },
): SobolOutputs {
  const design = sobolDesign(sampleSize, inputCount, seed);
  const outputs = Float64Array.from({ length: design.runCount }, (_, run) => model(design.pointOf(run)));
  const ofKind = (kind: number): Float64Array =>
    Float64Array.from({ length: sampleSize }, (_, row) => outputs[row * (inputCount + 2) + kind] ?? NaN);
  return {
    a: ofKind(0),
    b: ofKind(1),
    ab: Array.from({ length: inputCount }, (_, input) => ofKind(2 + input)),
  };
}

describe("Sobol' points", () => {
  test('the plain sequence is that of Joe and Kuo, as SciPy 1.17.1 gives it, in 21 dimensions', () => {
    expect([...sobolPoints(4, 2)]).toEqual([0, 0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75]);
    const points = sobolPoints(1024, 21);
    expect([...points.slice(15 * 21 + 18, 16 * 21)]).toEqual([0.3125, 0.6875, 0.8125]);
    // A sum in which every number counts differently.
    let checksum = 0;
    points.forEach((value, at) => {
      checksum += value * ((at * 7919) % 1013);
    });
    expect(checksum).toBe(5_442_175.013671875);
  });

  test('law: of 2^k points, scrambled or not, one lies in each of 2^k equal strips of every dimension', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.option(fc.integer({ min: 0, max: 2 ** 31 }), { nil: undefined }),
        (power, seed) => {
          const count = 2 ** power;
          const points = sobolPoints(count, 21, seed);
          for (let dimension = 0; dimension < 21; dimension += 1) {
            const strips = new Set(
              Array.from({ length: count }, (_, at) =>
                Math.floor((points[at * 21 + dimension] ?? NaN) * count),
              ),
            );
            expect(strips.size).toBe(count);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('scrambled points keep two dimensions even too, and differ from seed to seed', () => {
    const points = sobolPoints(256, 2, 9);
    const cells = new Set(
      Array.from({ length: 256 }, (_, at) =>
        [points[2 * at], points[2 * at + 1]].map((value) => Math.floor((value ?? NaN) * 16)).join(' '),
      ),
    );
    expect(cells.size).toBe(256);
    expect([...sobolPoints(8, 2, 9)]).not.toEqual([...sobolPoints(8, 2, 10)]);
  });

  test('more dimensions than there are direction numbers are refused', () => {
    expect(() => sobolPoints(4, 22)).toThrow(/1 to 21 dimensions, not 22/);
    expect(() => sobolDesign(4, 11, 1)).toThrow(/not 22/);
  });
});

describe("Sobol' indices", () => {
  test("Ishigami's function: the analytic indices 0.3139, 0.4424, 0 and 0.5576, 0.4424, 0.2437", () => {
    const angle = (u: number | undefined): number => Math.PI * (2 * (u ?? NaN) - 1);
    const ishigami = (u: Float64Array): number =>
      Math.sin(angle(u[0])) + 7 * Math.sin(angle(u[1])) ** 2 + 0.1 * angle(u[2]) ** 4 * Math.sin(angle(u[0]));
    const outputs = runDesign(ishigami, { sampleSize: 4096, inputCount: 3, seed: 1 });
    for (const estimator of ['jansen', 'saltelli'] as const) {
      const indices = sobolIndices(outputs, { estimator, resamples: 200, seed: 2 });
      expect(indices.map(({ first }) => Math.round(first * 100) / 100)).toEqual([
        expect.closeTo(0.31, 1),
        expect.closeTo(0.44, 1),
        expect.closeTo(0, 1),
      ]);
      const totals = indices.map(({ total }) => total);
      expect(totals[0]).toBeCloseTo(0.5576, 1);
      expect(totals[1]).toBeCloseTo(0.4424, 1);
      expect(totals[2]).toBeCloseTo(0.2437, 1);
    }
  });

  test('of a sum, first and total order are the shares of its variance, inside their intervals', () => {
    const outputs = runDesign((u) => (u[0] ?? NaN) + 2 * (u[1] ?? NaN) + 3 * (u[2] ?? NaN), {
      sampleSize: 1024,
      inputCount: 3,
      seed: 4,
    });
    sobolIndices(outputs, { resamples: 1000, seed: 5 }).forEach((index, input) => {
      const share = (input + 1) ** 2 / 14;
      expect(index.first).toBeCloseTo(share, 2);
      expect(index.total).toBeCloseTo(share, 2);
      expect(index.firstInterval.q5).toBeLessThan(share);
      expect(index.firstInterval.q95).toBeGreaterThan(share);
    });
  });

  test('an output that never changes has none', () => {
    const outputs = runDesign(() => 5, { sampleSize: 8, inputCount: 2, seed: 1 });
    expect(sobolIndices(outputs, { resamples: 10, seed: 1 })[0]?.first).toBeNaN();
  });

  test('of one area: the same as of an output that is its rank, with rows it is missing from left out', () => {
    const rank = (u: Float64Array): number => Math.ceil(10 * (u[0] ?? NaN) + 4 * (u[1] ?? NaN) ** 2);
    const outputs = runDesign(rank, { sampleSize: 64, inputCount: 2, seed: 3 });
    const sums = new Float64Array(2 * sumsPerArea(2));
    for (let row = 0; row < 64; row += 1) {
      // The second area is never moved, and has no rank in half of the rows.
      const still = row % 2 === 0 ? 5 : NaN;
      const runs = [outputs.a, outputs.b, ...outputs.ab].map((column) =>
        Float64Array.of(column[row] ?? NaN, still),
      );
      addDesignRow(sums, runs);
    }
    const expected = sobolIndices(outputs, { resamples: 1, seed: 1 });
    const found = areaIndices(sums, 0, 2);
    expected.forEach((index, input) => {
      expect(found.first[input]).toBeCloseTo(index.first, 12);
      expect(found.total[input]).toBeCloseTo(index.total, 12);
    });
    expect(areaIndices(sums, 1, 2)).toEqual({ variance: 0, first: [NaN, NaN], total: [NaN, NaN] });
  });

  test('the design: A and B are even in each input, and AB differs from A in one input only', () => {
    const design = sobolDesign(64, 3, 7);
    expect(design.runCount).toBe(320);
    expect(mean(Array.from({ length: 64 }, (_, row) => design.pointOf(row * 5)[0] ?? NaN))).toBeCloseTo(
      0.5,
      1,
    );
    const [a, b, first, , third] = [0, 1, 2, 3, 4].map((kind) => [...design.pointOf(5 * 10 + kind)]);
    expect(first).toEqual([b?.[0], a?.[1], a?.[2]]);
    expect(third).toEqual([a?.[0], a?.[1], b?.[2]]);
  });
});

import { describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { contiguity } from '../../core/spatial/contiguity.ts';
import { neighboursFromLists } from '../../core/spatial/neighbours.ts';
import { globalAnalysis } from '../../server/analysis/global-analysis.ts';
import { localAnalysis, type LocalQuestion } from '../../server/analysis/local-analysis.ts';
import { permuteAreas } from '../../server/analysis/permute-areas.ts';
import { spatialWeights } from '../../core/spatial/spatial-weights.ts';
import { boardOfSquares } from '../support/lattice.ts';

const side = 12;
const board = contiguity(boardOfSquares(side, side), { rule: 'queen' });
const random = createRandom(8);
/** A hill in the south-west, a hollow in the north-east, noise between. */
const values = Float64Array.from({ length: side * side }, (_, at) => {
  const [x, y] = [at % side, Math.floor(at / side)];
  return (x < 4 && y < 4 ? 3 : 0) - (x > 7 && y > 7 ? 3 : 0) + random.nextNormal() / 2;
});
const question: LocalQuestion = {
  statistic: 'local-moran',
  values,
  around: null,
  neighbours: board,
  linkWeights: null,
  style: 'W',
  conventions: { divisor: 'n', moments: 'conditional', form: '1995' },
  alternative: 'two-sided',
  permutations: 499,
  seed: 1,
  screening: null,
  decidedBy: 'permutation',
  adjustment: 'bh',
  level: 0.05,
};
const southWest = side + 1;
const northEast = 9 * side + 9;

describe('a hill and a hollow', () => {
  test.each([
    ['local-moran', 'high-high', 'low-low'],
    ['local-g', 'hot-spot', 'cold-spot'],
    ['local-g-star', 'hot-spot', 'cold-spot'],
    ['local-geary', 'alike-high', 'alike-low'],
    ['bivariate-local-moran', 'high-high', 'low-low'],
  ] as const)('%s finds them', async (statistic, high, low) => {
    const around = statistic === 'bivariate-local-moran' ? values : null;
    const found = await localAnalysis({ ...question, statistic, around, adjustment: 'none' });
    expect([found.classes[southWest], found.classes[northEast]]).toEqual([high, low]);
    expect(found.classes.filter((name) => name === 'not-significant').length).toBeGreaterThan(side * 3);
    // Permutations are what the formulas are about, but for Gi*, whose formulas deal out the own value too.
    if (statistic !== 'local-geary' && statistic !== 'local-g-star') {
      expect(found.analyticP[southWest]).toBeLessThan(0.01);
      expect(
        Math.abs((found.permutedMean[southWest] ?? NaN) - (found.expectation[southWest] ?? NaN)),
      ).toBeLessThan(5 * Math.sqrt((found.variance[southWest] ?? NaN) / 499));
      expect(
        (found.permutedDeviation[southWest] ?? NaN) ** 2 / (found.variance[southWest] ?? NaN),
      ).toBeCloseTo(1, 0);
    }
  });

  test('an outlier on the hill is low among high, one-sided p and all', async () => {
    const dug = values.slice();
    dug[southWest] = -3;
    const found = await localAnalysis({ ...question, values: dug, alternative: 'less', adjustment: 'none' });
    expect(found.classes[southWest]).toBe('low-high');
    expect(found.permutationP[southWest]).toBeLessThan(0.01);
    const other = await localAnalysis({ ...question, values: dug, alternative: 'greater' });
    expect(other.permutationP[southWest]).toBeGreaterThan(0.99);
  });

  test('areas without a value and without neighbours say so, and the rest is as if they were not there', async () => {
    const holed = values.slice();
    // The corner's three neighbours go: it is left alone.
    for (const gone of [1, side, side + 1]) holed[gone] = NaN;
    const found = await localAnalysis({ ...question, values: holed });
    expect(found.classes.slice(0, 2)).toEqual(['no-neighbours', 'no-data']);
    expect([found.p[0], found.q[0], found.statistic[0], found.lag[0]]).toEqual([1, 1, NaN, NaN]);
    expect([found.p[1], found.q[1], found.statistic[1]]).toEqual([NaN, NaN, NaN]);
    expect(found).toMatchObject({ valued: side * side - 3, isolated: 1 });
    // Row weights are worked out anew: the lag of area 2 is the mean of the neighbours that are left.
    const left = [3, side + 2, side + 3].map((at) => values[at] ?? NaN);
    expect(found.neighbourCounts[2]).toBe(3);
    expect(found.lag[2]).toBeCloseTo(left.reduce((sum, value) => sum + value, 0) / 3, 12);
  });

  test('screening gives candidates more permutations, and only them', async () => {
    const found = await localAnalysis({
      ...question,
      screening: { level: 0.01, permutations: 4999 },
    });
    const many = found.permutations.filter((count) => count === 4999).length;
    expect(many).toBe(found.screened);
    expect(many).toBe(found.analyticP.filter((p) => p <= 0.01).length);
    expect(many).toBeGreaterThan(5);
    expect(found.permutationP[southWest]).toBeLessThan(0.002);
    expect(found.permutations.filter((count) => count === 499)).toHaveLength(side * side - many);
  });

  test('formulas alone need no permutations, but local Geary does', async () => {
    const analytic = { ...question, permutations: 0, decidedBy: 'analytic' } as const;
    const found = await localAnalysis(analytic);
    expect(found.classes[southWest]).toBe('high-high');
    expect(found.permutationP[southWest]).toBeNaN();
    await expect(localAnalysis({ ...analytic, statistic: 'local-geary' })).rejects.toThrow(
      /needs permutations/,
    );
    await expect(localAnalysis({ ...question, permutations: 0 })).rejects.toThrow(/Without permutations/);
  });
});

describe('threads', () => {
  const areas = Int32Array.from(values.keys());
  const deal = {
    weights: spatialWeights(board, 'W'),
    values,
    sum: 'lag',
    // Large enough for three tasks.
    permutations: 12_000,
    seed: 4,
  } as const;

  test('none, one or three give the same answer, and progress is told', async () => {
    const steps: number[] = [];
    const here = await permuteAreas(deal, areas, {
      threads: 0,
      onProgress: (done, all) => steps.push(done / all),
    });
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.at(-1)).toBe(1);
    for (const threads of [1, 3]) expect(await permuteAreas(deal, areas, { threads })).toEqual(here);
  });

  test('a calculation can be cancelled', async () => {
    const controller = new AbortController();
    const running = permuteAreas({ ...deal, permutations: 3_000_000 }, areas, {
      threads: 2,
      signal: controller.signal,
    });
    setTimeout(() => {
      controller.abort(new Error('Enough.'));
    }, 500);
    const started = performance.now();
    await expect(running).rejects.toThrow('Enough.');
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('global', () => {
  const global = {
    values,
    neighbours: board,
    linkWeights: null,
    style: 'W',
    alternative: 'two-sided',
    permutations: 199,
    seed: 1,
    counted: 'all',
  } as const;

  test('all three find the hill', () => {
    const positive = values.map((value) => value + 10);
    for (const statistic of ['moran', 'geary', 'getis-ord'] as const) {
      const found = globalAnalysis({ ...global, values: positive, statistic });
      expect(found.randomisation.p, statistic).toBeLessThan(0.01);
      expect(found.permuted?.p, statistic).toBe(0.01);
      expect(Math.sign(found.randomisation.z)).toBe(statistic === 'geary' ? -1 : 1);
    }
  });

  test('n may leave islands out, as spdep does', () => {
    const lists = [[1, 2], [0, 2], [0, 1, 3], [2], []];
    const few = { ...global, values: Float64Array.of(1, 2, 4, 8, 3), neighbours: neighboursFromLists(lists) };
    const all = globalAnalysis({ ...few, statistic: 'moran' });
    const linked = globalAnalysis({ ...few, statistic: 'moran', counted: 'linked' });
    expect([all.counted, linked.counted, all.isolated]).toEqual([5, 4, 1]);
    expect(linked.statistic / all.statistic).toBeCloseTo(4 / 5, 12);
    expect([all.expectation, linked.expectation]).toEqual([-1 / 4, -1 / 3]);
  });

  test('too few values', () => {
    const few = new Float64Array(side * side).fill(NaN);
    few.set([1, 2, 3]);
    expect(() => globalAnalysis({ ...global, values: few, statistic: 'moran' })).toThrow(/Only 3 of 144/);
  });
});

import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { adjustPValues } from '../../core/spatial/adjust-p-values.ts';
import { classifyClusters } from '../../core/spatial/clusters.ts';
import { contiguity } from '../../core/spatial/contiguity.ts';
import { distanceBand } from '../../core/spatial/distance-band.ts';
import { geary } from '../../core/spatial/geary.ts';
import { getisOrd } from '../../core/spatial/getis-ord.ts';
import type { GlobalStatistic } from '../../core/spatial/global-statistic.ts';
import { kNearest } from '../../core/spatial/k-nearest.ts';
import { localGetisOrd } from '../../core/spatial/local-getis-ord.ts';
import { localMoran } from '../../core/spatial/local-moran.ts';
import { moran } from '../../core/spatial/moran.ts';
import { listsOf, symmetrised, withSelf, type Neighbours } from '../../core/spatial/neighbours.ts';
import { permuteConditionally } from '../../core/spatial/permute-conditionally.ts';
import { normalP, normalTest, permutationP } from '../../core/spatial/significance.ts';
import { spatialWeights } from '../../core/spatial/spatial-weights.ts';
import { recordGolden } from '../support/golden-table.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readPolygons } from '../support/read-polygons.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const caseId = 'spatial-columbus';
/** What case.json allows. */
const tolerance = 1e-9;

const readText = (file: string): string => readFileSync(sharedPath('golden/spatial-columbus', file), 'utf8');

type Figures = Readonly<Record<string, number>>;
/** By variable; the figures of G stand in a list. */
type ExpectedGlobals = Readonly<Record<string, Readonly<Record<string, Figures | readonly number[]>>>>;

function figuresIn(expected: Figures | readonly number[] | undefined): Figures {
  return Object.fromEntries(Object.entries(expected ?? {}));
}

/** A global statistic under the names of the expected file. */
function figuresOf(found: GlobalStatistic, name: 'I' | 'C'): Figures {
  const { statistic, expectation, variance } = found;
  const normality = variance.normality ?? NaN;
  const random = normalTest(statistic, { expectation, variance: variance.randomisation });
  const normal = normalTest(statistic, { expectation, variance: normality });
  return {
    [name]: statistic,
    [`E${name}`]: expectation,
    var_randomisation: variance.randomisation,
    z_randomisation: random.z,
    p_two_sided_randomisation: random.p,
    var_normality: normality,
    z_normality: normal.z,
    p_two_sided_normality: normal.p,
  };
}

/** The largest difference over all figures that are expected; Infinity where one is not there. */
function worst(found: Figures, expected: Figures): number {
  const names = Object.keys(expected);
  return largestDifference(
    names.map((name) => found[name] ?? NaN),
    names.map((name) => expected[name] ?? Infinity),
  );
}

// Origin: spdep 1.2-7 and sf 1.0-9 under R 4.2.2, and the test values of esda (golden case spatial-columbus).
describeWithShared('Columbus, against spdep and esda', () => {
  let numbers: (name: string) => Float64Array;
  let queen: Neighbours;
  let rook: Neighbours;
  let knn: Neighbours;
  let local: Table;

  beforeAll(() => {
    const file = readPolygons('golden/spatial-columbus/columbus.geojson');
    numbers = file.numbers;
    queen = contiguity(file.polygons, { rule: 'queen' });
    rook = contiguity(file.polygons, { rule: 'rook' });
    knn = kNearest({ x: numbers('X'), y: numbers('Y'), plane: 'plane' }, 4);
    local = readTable(sharedPath('golden/spatial-columbus/expected_local_CRIME_queen.csv'));
  });

  test('neighbours are the same, link by link', () => {
    const lists = JSON.parse(readText('expected_neighbours.json')) as Record<string, unknown>;
    const points = { x: numbers('X'), y: numbers('Y'), plane: 'plane' } as const;
    const found: Record<string, number[][]> = {
      queen: listsOf(queen),
      rook: listsOf(rook),
      knn4_on_XY: listsOf(knn),
      knn4_symmetrised: listsOf(symmetrised(knn)),
      // The band "0_7" is from 0 to 7 in the units of X and Y.
      distance_band_0_7_on_XY: listsOf(distanceBand(points, { lower: 0, upper: 7 })),
    };
    expect([queen.ids.length, rook.ids.length]).toEqual([lists['queen_links'], lists['rook_links']]);
    for (const [name, neighbours] of Object.entries(found)) {
      const expected = lists[name] as number[][];
      recordGolden({
        caseId,
        compared: `neighbour lists: ${name}`,
        count: expected.length,
        error: expected.filter((list, area) => list.join() !== neighbours[area]?.join()).length,
        tolerance: 0,
      });
    }
  });

  test.each(['CRIME', 'INC', 'HOVAL'])('Moran, Geary and G of %s', (name) => {
    const values = numbers(name);
    const expected = (JSON.parse(readText('expected_global.json')) as ExpectedGlobals)[name] ?? {};
    const cases: Record<string, Figures> = {
      queen_W: figuresOf(moran(values, spatialWeights(queen, 'W')), 'I'),
      queen_B: figuresOf(moran(values, spatialWeights(queen, 'B')), 'I'),
      rook_W: figuresOf(moran(values, spatialWeights(rook, 'W')), 'I'),
      knn4_W: figuresOf(moran(values, spatialWeights(knn, 'W')), 'I'),
      geary_queen_W: figuresOf(geary(values, spatialWeights(queen, 'W')), 'C'),
      geary_rook_W: figuresOf(geary(values, spatialWeights(rook, 'W')), 'C'),
    };
    const { statistic, expectation, variance } = getisOrd(values, spatialWeights(queen, 'B'));
    cases['globalG_queen_B'] = { 0: statistic, 1: expectation, 2: variance.randomisation };
    expect(Object.keys(cases).sort()).toEqual(Object.keys(expected).sort());
    const figures = Object.keys(cases).map((key) => figuresIn(expected[key]));
    recordGolden({
      caseId,
      compared: `Moran, Geary and G of ${name}`,
      count: figures.reduce((count, figure) => count + Object.keys(figure).length, 0),
      error: Math.max(...Object.values(cases).map((found, at) => worst(found, figures[at] ?? {}))),
      tolerance,
    });
  });

  test('the test values that esda publishes of Geary', () => {
    const { esda_published } = JSON.parse(readText('expected_global.json')) as { esda_published: Figures };
    const { source, variable, weights, ...expected } = esda_published;
    expect([variable, weights]).toEqual(['CRIME', 'rook, row-standardised']);
    expect(source).toContain('test_geary.py');
    const found = figuresOf(geary(numbers('CRIME'), spatialWeights(rook, 'W')), 'C');
    const byTheirNames = {
      C: found['C'] ?? NaN,
      VC_norm: found['var_normality'] ?? NaN,
      VC_rand: found['var_randomisation'] ?? NaN,
      z_norm: found['z_normality'] ?? NaN,
      z_rand: found['z_randomisation'] ?? NaN,
    };
    recordGolden({
      caseId,
      compared: "Geary's C as esda publishes it",
      count: Object.keys(expected).length,
      error: worst(byTheirNames, expected),
      tolerance,
    });
  });

  test('local Moran, Gi and Gi* of every area, with every correction of p', () => {
    const values = numbers('CRIME');
    const weights = spatialWeights(queen, 'W');
    const conditional = localMoran(values, weights);
    const total = localMoran(values, weights, { moments: 'total' });
    const twoSided = (z: Float64Array) => z.map((value) => normalP(value, 'two-sided'));
    const star = withSelf(queen);
    const p = twoSided(conditional.z);
    const columns: Record<string, Float64Array> = {
      x: values,
      Ii: conditional.statistic,
      E_Ii_cond: conditional.expectation,
      Var_Ii_cond: conditional.variance,
      Z_Ii_cond: conditional.z,
      p_two_sided_cond: p,
      E_Ii_total: total.expectation,
      Var_Ii_total: total.variance,
      Z_Ii_total: total.z,
      p_two_sided_total: twoSided(total.z),
      G_i_z_binary: localGetisOrd(values, spatialWeights(queen, 'B')).z,
      G_i_z_row: localGetisOrd(values, weights).z,
      G_i_star_z_binary: localGetisOrd(values, spatialWeights(star, 'B')).z,
      G_i_star_z_row: localGetisOrd(values, spatialWeights(star, 'W')).z,
      p_bh_cond: adjustPValues(p, 'bh'),
      p_by_cond: adjustPValues(p, 'by'),
      p_holm_cond: adjustPValues(p, 'holm'),
      p_bonferroni_cond: adjustPValues(p, 'bonferroni'),
    };
    const errors = Object.entries(columns).map(([name, column]) =>
      largestDifference(column, local.numbers(name)),
    );
    recordGolden({
      caseId,
      compared: 'local Moran, Gi, Gi*, p and corrected p',
      count: errors.length * values.length,
      error: Math.max(...errors),
      tolerance,
    });
    expect(local.columns).toEqual(expect.arrayContaining(Object.keys(columns)));
    expect(local.columns.filter((name) => !(name in columns))).toEqual(['i', 'quadrant_mean']);
    // All significant: then the class is the quadrant.
    const { deviation, lag } = conditional;
    const classes = classifyClusters({ deviation, lag, p, level: 1 });
    const quadrants = local.text('quadrant_mean').map((quadrant) => quadrant.toLowerCase());
    recordGolden({
      caseId,
      compared: 'quadrants of local Moran',
      count: quadrants.length,
      error: quadrants.filter((quadrant, area) => quadrant !== classes[area]).length,
      tolerance: 0,
    });
  });

  test('9,999 conditional permutations agree with spdep as closely as two random samples can', () => {
    const sampled = readTable(
      sharedPath('golden/spatial-columbus/expected_local_CRIME_queen_perm9999_approx.csv'),
    );
    const permutations = 9999;
    const { deviation } = localMoran(numbers('CRIME'), spatialWeights(queen, 'W'));
    const tallies = permuteConditionally(
      {
        weights: spatialWeights(queen, 'W'),
        values: deviation,
        sum: 'lag',
        permutations,
        seed: 1,
      },
      Int32Array.from(deviation.keys()),
    );
    const expected = sampled.numbers('p_sim_two_sided');
    const apart = expected.map((theirs, area) => {
      const ours = permutationP({
        atLeast: tallies.atLeast[area] ?? 0,
        atMost: tallies.atMost[area] ?? 0,
        permutations,
      });
      // A two-sided p is twice a one-sided share: standard error of the difference of two of them, five times.
      const share = Math.max(theirs, 2 / permutations) / 2;
      const slack = 5 * 2 * Math.sqrt((2 * share * (1 - share)) / permutations);
      expect(Math.abs(ours - theirs), `area ${area}`).toBeLessThan(slack + 2 / permutations);
      return Math.abs(ours - theirs);
    });
    recordGolden({
      caseId,
      compared: 'p of 9,999 permutations, two random samples',
      count: expected.length,
      error: Math.max(...apart),
      // Five standard errors of the difference at p = 1.
      tolerance: 0.0707,
    });
  });
});

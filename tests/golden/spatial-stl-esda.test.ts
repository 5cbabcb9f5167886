import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { empiricalBayes, localEmpiricalBayes } from '../../core/small-area/empirical-bayes.ts';
import { distanceBand } from '../../core/spatial/distance-band.ts';
import { getisOrd } from '../../core/spatial/getis-ord.ts';
import { localGetisOrd } from '../../core/spatial/local-getis-ord.ts';
import { moran } from '../../core/spatial/moran.ts';
import { neighboursFromLists, withSelf, type Neighbours } from '../../core/spatial/neighbours.ts';
import { normalTest } from '../../core/spatial/significance.ts';
import { spatialWeights } from '../../core/spatial/spatial-weights.ts';
import { recordGolden } from '../support/golden-table.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const folder = 'golden/spatial-stl-esda';

interface Published {
  readonly moran: { readonly I: number; readonly p_norm_one_sided: number };
  readonly spatial_empirical_bayes_first10: { readonly r: readonly number[] };
  readonly empirical_bayes_first10: { readonly r: readonly number[] };
  readonly local_getis_ord: {
    readonly points: readonly (readonly [number, number])[];
    readonly y: readonly number[];
    readonly G_global: number;
    readonly G_p_norm: number;
    readonly Zs0_G_binary: number;
    readonly Zs0_G_rowstd: number;
    readonly Zs0_Gstar_binary: number;
  };
  readonly moran_3x3_rook_1to9: { readonly VI_rand: number; readonly VI_norm: number };
}

/** Half of the last digit that is printed. */
const asPrinted = (digits: number): number => 0.5 * 10 ** -digits;

interface Comparison {
  readonly found: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  readonly tolerance: number;
}

function record(compared: string, { found, expected, tolerance }: Comparison): void {
  const error = largestDifference(found, expected);
  recordGolden({ caseId: 'spatial-stl-esda', compared, count: expected.length, error, tolerance });
}

// Origin: tests and docstrings of pysal/esda at 11450be, and spdep on the same data (golden case spatial-stl-esda).
describeWithShared('St Louis homicides, against esda and spdep', () => {
  let published: Published;
  let neighbours: Neighbours;
  let table: Table;

  beforeAll(() => {
    const read = (file: string): unknown => JSON.parse(readFileSync(sharedPath(folder, file), 'utf8'));
    published = read('expected_esda_published.json') as Published;
    neighbours = neighboursFromLists((read('stl_gal.json') as { neighbours: number[][] }).neighbours);
    table = readTable(sharedPath(folder, 'stl_hom.csv'));
  });

  test("Moran's I of the homicide rate", () => {
    const { spdep } = JSON.parse(
      readFileSync(sharedPath(folder, 'expected_spdep_crosscheck.json'), 'utf8'),
    ) as { spdep: Record<string, number> };
    const found = moran(table.numbers('HR8893'), spatialWeights(neighbours, 'W'));
    const { statistic, expectation, variance } = found;
    const normality = variance.normality ?? NaN;
    const random = normalTest(statistic, { expectation, variance: variance.randomisation });
    const normal = normalTest(statistic, { expectation, variance: normality });
    const figures: Record<string, number> = {
      I: statistic,
      EI: expectation,
      var_randomisation: variance.randomisation,
      z_randomisation: random.z,
      p_two_sided_randomisation: random.p,
      var_normality: normality,
      z_normality: normal.z,
      p_two_sided_normality: normal.p,
    };
    const names = Object.keys(spdep);
    expect(names.sort()).toEqual(Object.keys(figures).sort());
    record("Moran's I and its tests, against spdep", {
      found: names.map((name) => figures[name] ?? NaN),
      expected: names.map((name) => spdep[name] ?? NaN),
      tolerance: asPrinted(13),
    });
    const oneSided = normalTest(statistic, { expectation, variance: normality }, 'greater');
    record("Moran's I and its one-sided p, as esda prints them", {
      found: [statistic, oneSided.p],
      expected: [published.moran.I, published.moran.p_norm_one_sided],
      tolerance: asPrinted(14),
    });
  });

  test('empirical Bayes rates, overall and over neighbours', () => {
    const counts = { numerators: table.numbers('HC7984'), denominators: table.numbers('PO7984') };
    const first = (rates: Float64Array) => rates.slice(0, 10);
    record('empirical Bayes rates', {
      found: first(empiricalBayes(counts).rates),
      expected: published.empirical_bayes_first10.r,
      tolerance: asPrinted(13),
    });
    record('empirical Bayes rates over neighbours', {
      found: first(localEmpiricalBayes(counts, neighbours).rates),
      expected: published.spatial_empirical_bayes_first10.r,
      tolerance: asPrinted(13),
    });
  });

  test('G of six points, and Gi and Gi* of the first', () => {
    const { points, y, ...expected } = published.local_getis_ord;
    const values = Float64Array.from(y);
    const band = distanceBand(
      {
        x: Float64Array.from(points, ([x]) => x),
        y: Float64Array.from(points, ([, up]) => up),
        plane: 'plane',
      },
      { lower: 0, upper: 15 },
    );
    const binary = spatialWeights(band, 'B');
    const g = getisOrd(values, binary);
    const { p } = normalTest(
      g.statistic,
      { expectation: g.expectation, variance: g.variance.randomisation },
      'greater',
    );
    const first = (z: Float64Array): number => z[0] ?? NaN;
    const zBinary = first(localGetisOrd(values, binary).z);
    // esda keeps the variance of 1992 for row-standardised weights; the one of 1995 gives the binary z again.
    const rows = spatialWeights(band, 'W');
    const z1992 = first(localGetisOrd(values, rows, { form: '1992' }).z);
    const zStar = first(localGetisOrd(values, spatialWeights(withSelf(band), 'B')).z);
    record('G of six points and its p, Gi and Gi* of the first', {
      found: [g.statistic, p, zBinary, z1992, zStar],
      expected: [
        expected.G_global,
        expected.G_p_norm,
        expected.Zs0_G_binary,
        expected.Zs0_G_rowstd,
        expected.Zs0_Gstar_binary,
      ],
      // The p is printed to six digits, the others to seven and more.
      tolerance: asPrinted(6),
    });
    expect(Math.abs(g.statistic - expected.G_global)).toBeLessThan(asPrinted(8));
    expect(Math.abs(zBinary - expected.Zs0_G_binary)).toBeLessThan(asPrinted(7));
    expect(first(localGetisOrd(values, rows).z)).toBeCloseTo(zBinary, 12);
  });

  test("variances of Moran's I on a board of three by three", () => {
    const board = neighboursFromLists(
      Array.from({ length: 9 }, (_, at) =>
        [at - 3, at + 3, at % 3 === 0 ? -1 : at - 1, at % 3 === 2 ? -1 : at + 1].filter(
          (other) => other >= 0 && other < 9,
        ),
      ),
    );
    const { variance } = moran(
      Float64Array.from({ length: 9 }, (_, at) => at + 1),
      spatialWeights(board, 'B'),
    );
    record("variances of Moran's I on a board of three by three", {
      found: [variance.randomisation, variance.normality ?? NaN],
      expected: [published.moran_3x3_rook_1to9.VI_rand, published.moran_3x3_rook_1to9.VI_norm],
      tolerance: asPrinted(7),
    });
  });
});

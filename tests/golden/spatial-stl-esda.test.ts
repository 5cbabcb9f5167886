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
    expect(
      largestDifference(
        names.map((name) => figures[name] ?? NaN),
        names.map((name) => spdep[name] ?? NaN),
      ),
    ).toBeLessThan(asPrinted(13));
    expect(Math.abs(statistic - published.moran.I)).toBeLessThan(asPrinted(15));
    const oneSided = normalTest(statistic, { expectation, variance: normality }, 'greater');
    expect(Math.abs(oneSided.p - published.moran.p_norm_one_sided)).toBeLessThan(asPrinted(15));
  });

  test('empirical Bayes rates, overall and over neighbours', () => {
    const counts = { numerators: table.numbers('HC7984'), denominators: table.numbers('PO7984') };
    const rows = { offsets: neighbours.starts, targets: neighbours.ids };
    const first = (rates: Float64Array) => rates.slice(0, 10);
    expect(
      largestDifference(first(empiricalBayes(counts).rates), published.empirical_bayes_first10.r),
    ).toBeLessThan(asPrinted(13));
    expect(
      largestDifference(
        first(localEmpiricalBayes(counts, rows).rates),
        published.spatial_empirical_bayes_first10.r,
      ),
    ).toBeLessThan(asPrinted(13));
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
    expect(Math.abs(g.statistic - expected.G_global)).toBeLessThan(asPrinted(8));
    expect(Math.abs(p - expected.G_p_norm)).toBeLessThan(asPrinted(6));
    const first = (z: Float64Array): number => z[0] ?? NaN;
    const zBinary = first(localGetisOrd(values, binary).z);
    expect(Math.abs(zBinary - expected.Zs0_G_binary)).toBeLessThan(asPrinted(7));
    const zStar = first(localGetisOrd(values, spatialWeights(withSelf(band), 'B')).z);
    expect(Math.abs(zStar - expected.Zs0_Gstar_binary)).toBeLessThan(asPrinted(8));
    // esda keeps the variance of 1992 for row-standardised weights; the one of 1995 gives the binary z again.
    const rows = spatialWeights(band, 'W');
    const z1992 = first(localGetisOrd(values, rows, { form: '1992' }).z);
    expect(Math.abs(z1992 - expected.Zs0_G_rowstd)).toBeLessThan(asPrinted(8));
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
    expect(Math.abs(variance.randomisation - published.moran_3x3_rook_1to9.VI_rand)).toBeLessThan(1e-12);
    expect(Math.abs((variance.normality ?? NaN) - published.moran_3x3_rook_1to9.VI_norm)).toBeLessThan(1e-12);
  });
});
